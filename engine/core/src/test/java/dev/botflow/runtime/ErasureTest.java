package dev.botflow.runtime;

import static dev.botflow.store.Turns.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.SessionKey;
import dev.botflow.session.Session;
import dev.botflow.session.Trace;
import dev.botflow.store.Commit;
import dev.botflow.store.Erased;
import dev.botflow.store.PersonalDataMatcher;
import dev.botflow.store.Store;
import dev.botflow.store.memory.MemoryStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** All that is kept of a contact goes: its own session, those of its identities and of contacts merged with it. */
class ErasureTest {
  private final MemoryStore store = new MemoryStore(Clock.systemUTC());
  private final List<String> erased = new ArrayList<>();
  private final Set<String> unreadable = new LinkedHashSet<>();
  private final List<String> forgotten = new ArrayList<>();
  private int vacuums;
  private @Nullable String failing;

  /** The store, of which some sessions cannot be read. */
  private final Store watched = (Store) Proxy.newProxyInstance(
      Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, values) -> {
        if (method.getName().equals("open")
            && unreadable.contains(((SessionKey) values[0]).value())) {
          throw new BotFlowException("session: expected JSON, but was unreadable");
        }
        if (method.getName().equals("vacuum")) {
          vacuums++;
        }
        if (method.getName().equals("eraseUnread")) {
          forgotten.add(values[0] + " " + ((PersonalDataMatcher) values[1]).text());
        }
        try {
          return method.invoke(store, values);
        } catch (InvocationTargetException e) {
          throw e.getCause();
        }
      });

  private Erased erase(SessionKey key) {
    if (key.value().equals(failing)) {
      throw new IllegalStateException("on purpose");
    }
    erased.add(key.value());
    return store.erase(key);
  }

  private final ErasureService erasures = new ErasureService(
      watched,
      new Lanes(Runnable::run, EventsOnLanes.RULES),
      Runnable::run,
      Clock.systemUTC(),
      this::erase,
      entry -> Optional.empty());

  private static ChannelContext contact(String id) {
    return new ChannelContext(null, null, id, "APP", null, null);
  }

  private static ChannelContext identity(Channel channel, String identity) {
    return new ChannelContext(channel, identity, null, "APP", null, null);
  }

  private static String key(ChannelContext context) {
    return SessionKey.of(context).value();
  }

  private static Session session(
      ChannelContext about, long version, Map<Channel, String> identities) {
    return Session.fresh(SessionKey.of(about)).toBuilder()
        .version(version)
        .known(true)
        .identities(identities)
        .build();
  }

  private static Map<Channel, String> sms(String identity) {
    Map<Channel, String> identities = new LinkedHashMap<>();
    identities.put(Channel.SMS, identity);
    return identities;
  }

  private void merged(String survivor, String loser) {
    store.save(new Commit(
        session(
            contact(survivor),
            store.open(SessionKey.of(contact(survivor))).version() + 1,
            new LinkedHashMap<>()),
        "merge " + loser,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        Trace.empty(),
        Clock.systemUTC().instant(),
        session(contact(loser), 1, new LinkedHashMap<>())));
  }

  @Test
  void ofAContactNobodyKnowsItsOwnSessionIsErased() {
    erasures.erase(contact("C1")).join();

    assertThat(erased).containsExactly(key(contact("C1")));
    assertThat(vacuums).isEqualTo(1);
    assertThat(forgotten).containsExactly("APP C1");
  }

  @Test
  void theSessionsOfItsIdentitiesGoFirst() {
    store.save(turn(session(contact("C1"), 1, sms("+467"))).commit());

    erasures.erase(contact("C1")).join();

    assertThat(erased).containsExactly(key(identity(Channel.SMS, "+467")), key(contact("C1")));
    // In what nobody could read an identity may stand without its plus.
    assertThat(forgotten).containsExactly("APP C1", "APP 467");
  }

  @Test
  void soDoesThatOfTheIdentityItIsNamedWith() {
    ChannelContext both = new ChannelContext(Channel.SMS, "467", "C1", "APP", null, null);

    erasures.erase(both).join();

    assertThat(erased).containsExactly(key(identity(Channel.SMS, "467")), key(contact("C1")));
    assertThat(forgotten).containsExactly("APP C1", "APP 467");
  }

  @Test
  void whoIsKnownByAnIdentityAloneIsErasedByIt() {
    erasures.erase(identity(Channel.SMS, "467")).join();

    assertThat(erased).containsExactly(key(identity(Channel.SMS, "467")));
    assertThat(forgotten).containsExactly("APP 467");
  }

  @Test
  void contactsThatWereMergedGoWithIt() {
    merged("C1", "C2");
    merged("C1", "C3");

    erasures.erase(contact("C1")).join();

    assertThat(erased).containsExactly(key(contact("C2")), key(contact("C3")), key(contact("C1")));
  }

  @Test
  void theOneItWasMergedIntoGoesWithItAndAllThatWasMergedThere() {
    merged("C1", "C2");
    merged("C1", "C3");

    erasures.erase(contact("C3")).join();

    assertThat(erased).hasSize(3).endsWith(key(contact("C3")));
    assertThat(store.mergedWith(SessionKey.of(contact("C1")))).isEmpty();
  }

  @Test
  void aSessionThatCannotBeReadIsErasedAllTheSame() {
    store.save(turn(session(contact("C1"), 1, sms("467"))).commit());
    unreadable.add(key(contact("C1")));

    erasures.erase(contact("C1")).join();

    assertThat(erased).containsExactly(key(contact("C1")));
  }

  @Test
  void anIdentityWithoutALetterNamesNothingInWhatNobodyCouldRead() {
    store.save(turn(session(contact("C1"), 1, sms("+"))).commit());

    erasures.erase(contact("C1")).join();

    assertThat(forgotten).containsExactly("APP C1");
  }

  // On the lanes.

  @Test
  void whatATurnBringsMeanwhileIsErasedToo() {
    Deque<Runnable> workers = new ArrayDeque<>();
    Lanes lanes = new Lanes(workers::add, EventsOnLanes.RULES);
    ErasureService slow = new ErasureService(
        watched, lanes, Runnable::run, Clock.systemUTC(), this::erase, entry -> Optional.empty());
    CompletableFuture<Erased> done = slow.erase(contact("C1"));

    // The turn that runs before the erasure's brings an identity.
    store.save(turn(session(contact("C1"), 1, sms("467"))).commit());
    while (!workers.isEmpty()) {
      workers.remove().run();
    }

    assertThat(done).isCompleted();
    assertThat(erased).containsExactly(key(identity(Channel.SMS, "467")), key(contact("C1")));
  }

  @Test
  void oneThatFailsOnTheWayLeavesTheContactsOwnForTheNextTime() {
    store.save(turn(session(contact("C1"), 1, sms("467"))).commit());
    failing = key(identity(Channel.SMS, "467"));

    CompletableFuture<Erased> done = erasures.erase(contact("C1"));

    assertThat(done).isCompletedExceptionally();
    assertThatThrownBy(done::join).hasCauseInstanceOf(IllegalStateException.class);
    assertThat(erased).isEmpty();
    assertThat(vacuums).isZero();

    failing = null;
    erasures.erase(contact("C1")).join();
    assertThat(erased).hasSize(2);
  }

  // Who is asked, and when.

  private static void assertClosed(CompletableFuture<Erased> done) {
    assertThat(done).isCompletedExceptionally();
    assertThatThrownBy(done::join)
        .hasCauseInstanceOf(BotFlowException.class)
        .hasRootCauseMessage(
            "erase: expected an engine that runs, but it was closed; ask again after the next start");
  }

  @Test
  void expectsAnAppAndSomebody() {
    for (ChannelContext nobody : List.of(
        new ChannelContext(null, null, "C1", null, null, null),
        new ChannelContext(Channel.SMS, null, null, "APP", null, null))) {
      assertThatThrownBy(() -> erasures.erase(nobody))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "erase: expected an app and a contact id, or an app, a channel and an identity, but was "
                  + nobody);
    }
  }

  @Test
  void failsOnceTheEngineIsClosed() {
    erasures.close();

    assertClosed(erasures.erase(contact("C1")));
    assertThat(erased).isEmpty();
  }

  @Test
  void whatIsUnderWayWhenTheEngineClosesFails() {
    ErasureService waiting = new ErasureService(
        watched,
        new Lanes(task -> {}, EventsOnLanes.RULES),
        Runnable::run,
        Clock.systemUTC(),
        this::erase,
        entry -> Optional.empty());
    CompletableFuture<Erased> done = waiting.erase(contact("C1"));
    assertThat(done).isNotDone();

    waiting.close();

    assertClosed(done);
  }

  @Test
  void failsWhereNobodyWorksAnyMore() {
    ErasureService refused = new ErasureService(
        watched,
        new Lanes(Runnable::run, EventsOnLanes.RULES),
        task -> {
          throw new RejectedExecutionException("closed");
        },
        Clock.systemUTC(),
        this::erase,
        entry -> Optional.empty());

    assertClosed(refused.erase(contact("C1")));
  }

  @Test
  void failsWhereNobodyWorksAnyMoreInTheMiddle() {
    int[] tasks = {0};
    ErasureService refused = new ErasureService(
        watched,
        new Lanes(Runnable::run, EventsOnLanes.RULES),
        task -> {
          if (tasks[0]++ > 0) {
            throw new RejectedExecutionException("closed");
          }
          task.run();
        },
        Clock.systemUTC(),
        this::erase,
        entry -> Optional.empty());

    assertClosed(refused.erase(contact("C1")));
    assertThat(vacuums).isZero();
  }
}
