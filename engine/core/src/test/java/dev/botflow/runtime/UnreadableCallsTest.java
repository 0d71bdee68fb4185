package dev.botflow.runtime;

import static dev.botflow.store.Turns.turn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.ActionCompleted;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.EventHeader;
import dev.botflow.event.SessionKey;
import dev.botflow.message.Address;
import dev.botflow.session.Frame;
import dev.botflow.session.Run;
import dev.botflow.session.Session;
import dev.botflow.session.Wait;
import dev.botflow.store.DeadLetter;
import dev.botflow.store.Store;
import dev.botflow.store.memory.MemoryStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A session that waits for a call whose row cannot be read gets an error, so that it waits no longer. */
class UnreadableCallsTest {
  private static final Address SMS = new Address("APP", Channel.SMS, "C1", "467");

  private final HandTime time = new HandTime();
  private final MemoryStore store = new MemoryStore(time.clock());
  private final List<DeadLetter> rows = new ArrayList<>();
  private boolean unreadable;

  @AfterEach
  void stop() {
    time.shutdownNow();
  }

  /** The store, with rows it could not read. */
  private Store withRows() {
    return (Store) Proxy.newProxyInstance(
        Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, values) -> {
          if (method.getName().equals("deadLetters")) {
            Set<?> kinds = (Set<?>) values[0];
            long after = (Long) values[1];
            return rows.stream()
                .filter(row -> row.number() > after && kinds.contains(row.kind()))
                .toList();
          }
          if (method.getName().equals("open") && unreadable) {
            throw new BotFlowException("session: expected JSON, but was unreadable");
          }
          try {
            return method.invoke(store, values);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }

  private List<ActionCompleted> lost(String app) {
    return new UnreadableCalls(withRows(), time.clock()).of(app);
  }

  private static SessionKey key(String contact) {
    return SessionKey.of(new ChannelContext(null, null, contact, "APP", null, null));
  }

  private void waiting(String contact, Wait wait, @Nullable Address replyTo) {
    Frame frame = new Frame("f", 0, "d", new LinkedHashMap<>(), new LinkedHashMap<>(), null, null);
    Run run = new Run("r1", List.of(frame), wait, null, Run.Kind.PLAIN, false, 0, Instant.EPOCH);
    Session session = Session.fresh(key(contact)).toBuilder()
        .version(1)
        .runs(List.of(run))
        .runCount(1)
        .known(true)
        .replyTo(replyTo)
        .build();
    store.save(turn(session).commit());
  }

  private static Wait forResult(String call) {
    return new Wait.ForResult("d", Instant.EPOCH, call);
  }

  private void row(DeadLetter.Kind kind, String contact, String id) {
    rows.add(new DeadLetter(
        rows.size() + 1L, kind, id, key(contact), 0, "unreadable", false, Instant.EPOCH, null));
  }

  @Test
  void theCallItWaitsForFailed() {
    waiting("C1", forResult("call-1"), SMS);
    row(DeadLetter.Kind.CALL, "C1", "call-1");

    assertThat(lost("APP"))
        .containsExactly(new ActionCompleted(
            EventHeader.own(
                "ACTION_RESULT",
                new ChannelContext(Channel.SMS, "467", "C1", "APP", null, null),
                time.clock().instant(),
                "call:call-1"),
            "call-1",
            ActionCompleted.Outcome.ERROR,
            null,
            "the stored call could not be read"));
  }

  @Test
  void theCallsOfAnotherAppAreLeftToIt() {
    waiting("C1", forResult("call-1"), SMS);
    row(DeadLetter.Kind.CALL, "C1", "call-1");

    assertThat(lost("OTHER")).isEmpty();
  }

  @Test
  void nothingElseThatCannotBeReadIsACall() {
    waiting("C1", forResult("call-1"), SMS);
    row(DeadLetter.Kind.TIMER, "C1", "call-1");

    assertThat(lost("APP")).isEmpty();
  }

  @Test
  void aCallNobodyWaitsForIsLeft() {
    waiting("C1", forResult("call-2"), SMS);
    waiting("C2", new Wait.ForAgent("d", Instant.EPOCH, null), SMS);
    row(DeadLetter.Kind.CALL, "C1", "call-1");
    row(DeadLetter.Kind.CALL, "C2", "call-1");
    row(DeadLetter.Kind.CALL, "C3", "call-1");

    assertThat(lost("APP")).isEmpty();
  }

  @Test
  void soIsOneOfAContactNobodyCanReach() {
    waiting("C1", forResult("call-1"), null);
    row(DeadLetter.Kind.CALL, "C1", "call-1");

    assertThat(lost("APP")).isEmpty();
  }

  @Test
  void soIsOneOfASessionThatCannotBeReadEither() {
    row(DeadLetter.Kind.CALL, "C1", "call-1");
    unreadable = true;

    assertThat(lost("APP")).isEmpty();
  }
}
