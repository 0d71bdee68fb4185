package dev.botflow.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.SessionKey;
import dev.botflow.message.Address;
import dev.botflow.message.Outgoing;
import dev.botflow.message.SendOutcome;
import dev.botflow.message.TextMessage;
import dev.botflow.message.Transport;
import dev.botflow.session.SentMessage;
import dev.botflow.session.Session;
import dev.botflow.session.Trace;
import dev.botflow.session.TraceEntry;
import dev.botflow.store.Commit;
import dev.botflow.store.DeadLetter;
import dev.botflow.store.DeadLetters;
import dev.botflow.store.OutboxRow;
import dev.botflow.store.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A contact who sends STOP while a message waits gets it no more, whatever made it wait. */
class LateOptOutCheckTest {
  private static final SessionKey KEY =
      SessionKey.of(new ChannelContext(Channel.SMS, "467", "C1", "APP", null, null));

  private final HandTime time = new HandTime();
  private final MemoryStore store = new MemoryStore(time.clock());
  private final List<String> sent = new ArrayList<>();
  private SendOutcome answer = new SendOutcome.Sent("s1");
  private final OutboxPump pump = new OutboxPump(
      store,
      time,
      time.clock(),
      time::ticks,
      new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(5), () -> 0.5),
      Duration.ofHours(24),
      Duration.ofSeconds(30),
      Telemetry.none(),
      new LateOptOutCheck(store, (app, flow) -> flow.equals("stop")));

  @AfterEach
  void stop() {
    time.shutdownNow();
  }

  private final Transport wire = new Transport() {
    @Override
    public InboundEvent read(byte[] body, Instant receivedAt) {
      throw new AssertionError("nothing is read here");
    }

    @Override
    public CompletionStage<SendOutcome> send(Outgoing message) {
      sent.add(message.message().readable());
      return CompletableFuture.completedFuture(answer);
    }
  };

  /** A turn of a flow that sends these texts, after which the contact is opted out or not. */
  private void turn(int version, boolean out, String flow, String... texts) {
    Instant now = time.clock().instant();
    List<OutboxRow> rows = new ArrayList<>();
    List<SentMessage> messages = new ArrayList<>(store.open(KEY).sent());
    for (String text : texts) {
      Outgoing message = new Outgoing(
          text, new Address("APP", Channel.SMS, "C1", null), new TextMessage(text), null);
      rows.add(new OutboxRow(message, KEY, version, rows.size(), now, 0, now));
      messages.add(new SentMessage(text, flow, "s", true, ""));
    }
    Session session = Session.fresh(KEY).toBuilder()
        .version(version)
        .known(true)
        .optedOut(out ? Set.of(Channel.SMS) : Set.of())
        .sent(messages)
        .build();
    store.save(new Commit(
        session, "e" + version, rows, List.of(), List.of(), List.of(), null, Trace.empty(), now));
  }

  private List<String> reasons() {
    return DeadLetters.messages(store).stream().map(DeadLetter::reason).toList();
  }

  @Test
  void givesUpWhatWaitsForTheNextAttemptAndSendsTheLegalGoodbye() {
    answer = new SendOutcome.Retry("503", null);
    turn(1, false, "welcome", "Hi.", "What do you need?");
    pump.connect("APP", wire);
    time.forMillis(100);
    turn(2, true, "stop", "Bye for good.");

    answer = new SendOutcome.Sent("s1");
    time.forMillis(10_000);

    assertThat(sent).containsExactly("Hi.", "Bye for good.");
    assertThat(reasons())
        .containsExactly(
            "the contact opted out after it was written",
            "the contact opted out after it was written");
  }

  @Test
  void sendsWhatTheHostSaysIsLegal() {
    answer = new SendOutcome.Retry("503", null);
    Instant now = time.clock().instant();
    Address to = new Address("APP", Channel.SMS, "C1", null);
    store.save(new Commit(
        Session.fresh(KEY).toBuilder().version(1).optedOut(Set.of(Channel.SMS)).build(),
        "e1",
        List.of(
            new OutboxRow(
                new Outgoing("m1", to, new TextMessage("You are out."), null, false, true),
                KEY,
                1,
                0,
                now,
                0,
                now),
            new OutboxRow(
                new Outgoing("m2", to, new TextMessage("News."), null), KEY, 1, 1, now, 0, now)),
        List.of(),
        List.of(),
        List.of(),
        null,
        Trace.empty(),
        now));
    pump.connect("APP", wire);
    time.forMillis(100);

    answer = new SendOutcome.Sent("s1");
    time.forMillis(10_000);

    assertThat(sent).containsExactly("You are out.", "You are out.");
    assertThat(reasons()).containsExactly("the contact opted out after it was written");
  }

  @Test
  void tellsTheReasonInTheTraceOfTheTurnThatWroteIt() {
    turn(1, false, "welcome", "Hi.");
    turn(2, true, "stop");
    time.forMillis(1_500);

    pump.connect("APP", wire);
    time.forMillis(1_500);

    TraceEntry held =
        TraceEntry.Suppressed.message("Hi.", "the contact opted out after it was written");
    assertThat(store.traces(KEY)).containsExactly(new Trace(List.of(held)), Trace.empty());
  }

  @Test
  void givesUpWhatWaitedForItsAppToBeConnected() {
    turn(1, false, "welcome", "Hi.");
    turn(2, true, "stop");
    time.forMillis(1_500);

    pump.connect("APP", wire);
    time.forMillis(1_500);

    assertThat(sent).isEmpty();
    assertThat(reasons()).containsExactly("the contact opted out after it was written");
  }

  @Test
  void givesUpOnceMoreWhatIsPutBack() {
    answer = new SendOutcome.Rejected("400");
    turn(1, false, "welcome", "Hi.");
    pump.connect("APP", wire);
    time.forMillis(100);
    turn(2, true, "stop");

    store.replay("Hi.", time.clock().instant());
    pump.wake();
    time.forMillis(100);

    assertThat(sent).containsExactly("Hi.");
    assertThat(reasons()).containsExactly("the contact opted out after it was written");
  }

  @Test
  void sendsWhatIsLateToEverybodyElse() {
    turn(1, false, "welcome", "Hi.");
    time.forMillis(5_000);

    pump.connect("APP", wire);
    time.forMillis(100);

    assertThat(sent).containsExactly("Hi.");
    assertThat(reasons()).isEmpty();
  }
}
