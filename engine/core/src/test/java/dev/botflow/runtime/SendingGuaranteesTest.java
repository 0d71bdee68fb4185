package dev.botflow.runtime;

import static dev.botflow.store.SessionSamples.session;
import static dev.botflow.store.Turns.turn;
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
import dev.botflow.store.DeadLetter;
import dev.botflow.store.DeadLetters;
import dev.botflow.store.OutboxRow;
import dev.botflow.store.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** G5, G6 and G14 of sending, on a clock moved by hand: every attempt at its exact moment. */
class SendingGuaranteesTest {
  private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
  private static final SendOutcome SENT = new SendOutcome.Sent("sinch-1");
  private static final SendOutcome UNAVAILABLE = new SendOutcome.Retry("503", null);
  private static final SendOutcome BROKEN = new SendOutcome.Unknown("SocketException");

  private final HandTime time = new HandTime();
  private final MemoryStore store = new MemoryStore(time.clock());
  private final Wire wire = new Wire();
  private OutboxPump pump = newPump();

  @AfterEach
  void stop() {
    time.shutdownNow();
  }

  /** Half of each bound is what the dice give. */
  private OutboxPump newPump() {
    return new OutboxPump(
        store,
        time,
        time.clock(),
        time::ticks,
        new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(5), () -> 0.5),
        Duration.ofHours(24),
        Duration.ofSeconds(30),
        Telemetry.none(),
        new LateOptOutCheck(store, (app, flow) -> false));
  }

  /** Notes the milliseconds at which a message is tried, and answers as asked. */
  private final class Wire implements Transport {
    final List<Long> attempts = new ArrayList<>();
    final List<String> ids = new ArrayList<>();
    Function<Outgoing, CompletionStage<SendOutcome>> answer =
        message -> CompletableFuture.completedFuture(SENT);

    void answers(SendOutcome... outcomes) {
      answer = message ->
          CompletableFuture.completedFuture(outcomes[Math.min(ids.size(), outcomes.length) - 1]);
    }

    @Override
    public InboundEvent read(byte[] body, Instant receivedAt) {
      throw new AssertionError("nothing is read here");
    }

    @Override
    public CompletionStage<SendOutcome> send(Outgoing message) {
      attempts.add(Duration.between(START, time.clock().instant()).toMillis());
      ids.add(message.id());
      return answer.apply(message);
    }
  }

  private void queue(String app, int number, String... ids) {
    SessionKey key =
        SessionKey.of(new ChannelContext(Channel.SMS, "467", "C" + number, app, null, null));
    List<OutboxRow> rows = new ArrayList<>();
    for (String id : ids) {
      Address to = new Address(app, Channel.SMS, "C" + number, null);
      Outgoing message = new Outgoing(id, to, new TextMessage("hello"), null);
      Instant now = time.clock().instant();
      rows.add(new OutboxRow(message, key, 1, rows.size(), now, 0, now));
    }
    store.save(turn(session(key, 1, "seen", "yes"))
        .sends(rows.toArray(OutboxRow[]::new))
        .commit());
  }

  private void report(String id) {
    pump.reported(new Outcomes.Report(id, "sinch-1", "A", "SMS"));
  }

  @Test
  @Tag("G5")
  void aMessageOfUnknownOutcomeIsSentOnceMoreAndRecordedAsUnknown() {
    queue("A", 1, "m1", "m2");
    wire.answers(BROKEN, SENT);

    pump.connect("A", wire);
    time.forMillis(29_999);
    assertThat(wire.ids).containsExactly("m1");
    assertThat(store.unknownOutcomes()).containsExactly("m1");
    time.forMillis(1);

    assertThat(wire.ids).containsExactly("m1", "m1", "m2");
    assertThat(wire.attempts).containsExactly(0L, 30_000L, 30_000L);
    assertThat(store.unknownOutcomes()).containsExactly("m1");
  }

  @Test
  @Tag("G5")
  void aReportSettlesAMessageOfUnknownOutcomeWithoutADuplicate() {
    queue("A", 1, "m1", "m2");
    wire.answers(BROKEN, SENT);
    pump.connect("A", wire);
    time.forMillis(10_000);

    report("m1");
    time.forMillis(60_000);

    assertThat(wire.ids).containsExactly("m1", "m2");
    assertThat(wire.attempts).containsExactly(0L, 10_000L);
  }

  @Test
  @Tag("G5")
  void aReportThatOvertakesTheBrokenAnswerCounts() {
    queue("A", 1, "m1");
    CompletableFuture<SendOutcome> answer = new CompletableFuture<>();
    wire.answer = message -> answer;
    pump.connect("A", wire);
    time.forMillis(10);

    report("m1");
    time.forMillis(10);
    answer.complete(BROKEN);
    time.forMillis(60_000);

    assertThat(wire.ids).containsExactly("m1");
    assertThat(store.nextRow()).isEmpty();
    assertThat(store.unknownOutcomes()).isEmpty();
  }

  @Test
  @Tag("G5")
  void whatWasUnderWayWhenTheProcessEndedIsInDoubtAndWaitsForAReport() {
    queue("A", 1, "m1");
    queue("A", 2, "m2");
    wire.answer = message -> new CompletableFuture<>();
    pump.connect("A", wire);
    time.forMillis(10);
    pump.stop();

    // The next engine on the same store.
    pump = newPump();
    wire.answer = message -> CompletableFuture.completedFuture(SENT);
    pump.connect("A", wire);
    time.forMillis(100);
    assertThat(wire.ids).containsExactly("m1", "m2");
    assertThat(store.unknownOutcomes()).containsExactly("m1", "m2");
    report("m1");
    time.forMillis(30_000);

    assertThat(wire.ids).containsExactly("m1", "m2", "m2");
    assertThat(store.nextRow()).isEmpty();
  }

  @Test
  @Tag("G6")
  void theBoundOfTheWaitDoublesUpToTheLongestAndTheDiceGiveAPartOfIt() {
    queue("A", 1, "m1");
    wire.answers(UNAVAILABLE, UNAVAILABLE, UNAVAILABLE, UNAVAILABLE, SENT);

    pump.connect("A", wire);
    time.forMillis(600_000);

    // Half of 2, 4, 8 and 16 s after one another.
    assertThat(wire.attempts).containsExactly(0L, 1_000L, 3_000L, 7_000L, 15_000L);
  }

  @Test
  @Tag("G6")
  void aWaitTheOtherSideAsksForIsObeyedUpToTheLongest() {
    queue("A", 1, "m1");
    wire.answers(
        new SendOutcome.Retry("429", Duration.ofSeconds(7)),
        new SendOutcome.Retry("429", Duration.ofHours(2)),
        SENT);

    pump.connect("A", wire);
    time.forMillis(3_600_000);

    assertThat(wire.attempts).containsExactly(0L, 7_000L, 307_000L);
  }

  @Test
  @Tag("G6")
  void whatIsRefusedIsADeadLetterAtOnceAndHoldsNobodyUp() {
    queue("A", 1, "m1", "m2");
    wire.answers(new SendOutcome.Rejected("400 INVALID_ARGUMENT"), SENT);

    pump.connect("A", wire);
    time.forMillis(10);

    assertThat(wire.ids).containsExactly("m1", "m2");
    assertThat(DeadLetters.messages(store))
        .extracting(DeadLetter::id, DeadLetter::attempts, DeadLetter::reason, DeadLetter::unknown)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("m1", 1, "400 INVALID_ARGUMENT", false));
  }

  @Test
  @Tag("G6")
  void aMessageOlderThanItsAgeIsADeadLetter() {
    queue("A", 1, "m1");
    time.set(START.plus(Duration.ofHours(24)).plusMillis(1));

    pump.connect("A", wire);
    time.forMillis(10);

    assertThat(wire.ids).isEmpty();
    assertThat(DeadLetters.messages(store))
        .extracting(DeadLetter::reason)
        .containsExactly("it was older than 24 h");
  }

  @Test
  @Tag("G6")
  void theBreakerOpensAfterFiveFailuresAndProbesWithOneMessage() {
    for (int i = 0; i < 50; i++) {
      queue("A", i, "m" + i);
    }
    wire.answer = message -> delayed(UNAVAILABLE, 100);

    pump.connect("A", wire);
    time.forMillis(99);
    int underWay = wire.attempts.size();
    time.forMillis(2_000);
    int beforeProbe = wire.attempts.size();
    time.forMillis(1_000);

    // All that were under way when it opened failed; then nothing goes until one message tries.
    assertThat(underWay).isEqualTo(50);
    assertThat(beforeProbe - underWay).isLessThanOrEqualTo(1);
    assertThat(wire.attempts.size() - underWay).isLessThanOrEqualTo(2);

    // The next try is due 3 s after the first one failed, and the others follow it.
    wire.answer = message -> CompletableFuture.completedFuture(SENT);
    time.forMillis(5_000);
    assertThat(store.nextRow()).isEmpty();
  }

  @Test
  @Tag("G6")
  void aStormOf429LosesNothingAndEndsWhenItIsOver() {
    for (int i = 0; i < 200; i++) {
      queue("A", i, "a" + i, "b" + i);
    }
    Instant calm = START.plus(Duration.ofMinutes(10));
    wire.answer = message -> CompletableFuture.completedFuture(
        time.clock().instant().isBefore(calm)
            ? new SendOutcome.Retry("429", Duration.ofSeconds(1))
            : SENT);

    pump.connect("A", wire);
    time.until(calm);
    int during = wire.attempts.size();
    time.until(calm.plus(Duration.ofMinutes(30)));

    // One probe at a time while the breaker is open, after the first five or those under way.
    assertThat(during).isLessThan(400);
    assertThat(store.nextRow()).isEmpty();
    assertThat(DeadLetters.messages(store)).isEmpty();
    assertThat(wire.ids.stream().distinct()).hasSize(400);
    assertThat(store.unknownOutcomes()).isEmpty();
  }

  @Test
  @Tag("G6")
  void oneAppsOpenBreakerHoldsUpNoOtherApp() {
    for (int i = 0; i < 20; i++) {
      queue("A", i, "a" + i);
    }
    wire.answers(UNAVAILABLE);
    pump.connect("A", wire);
    time.forMillis(1_000);
    queue("B", 1, "b1");
    Wire other = new Wire();

    pump.connect("B", other);
    time.forMillis(10);

    assertThat(other.ids).containsExactly("b1");
  }

  @Test
  @Tag("G14")
  void aClockSetBackHoldsUpNoMessage() {
    queue("A", 1, "m1", "m2");
    wire.answers(UNAVAILABLE, SENT);
    pump.connect("A", wire);
    time.forMillis(10);
    assertThat(wire.ids).containsExactly("m1");

    time.set(START.minus(Duration.ofHours(6)));
    pump.wake();
    time.forMillis(301_000);

    assertThat(wire.ids).containsExactly("m1", "m1", "m2");
  }

  @Test
  @Tag("G14")
  void aClockSetBackClosesNoBreakerForHours() {
    Breaker breaker =
        new Breaker(new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(5), () -> 0.5));
    for (int i = 0; i < Breaker.FAILURES; i++) {
      breaker.failed(breaker.generation(), START);
    }

    assertThat(breaker.lets(START)).isFalse();
    assertThat(breaker.lets(START.minus(Duration.ofHours(6)))).isTrue();
  }

  private CompletionStage<SendOutcome> delayed(SendOutcome outcome, long millis) {
    CompletableFuture<SendOutcome> answer = new CompletableFuture<>();
    time.schedule(
        () -> {
          answer.complete(outcome);
        },
        millis,
        java.util.concurrent.TimeUnit.MILLISECONDS);
    return answer;
  }
}
