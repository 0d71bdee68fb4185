package dev.botflow.runtime;

import static dev.botflow.store.SessionSamples.key;
import static dev.botflow.store.SessionSamples.row;
import static dev.botflow.store.SessionSamples.session;
import static dev.botflow.store.Turns.turn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.SessionKey;
import dev.botflow.message.SendOutcome;
import dev.botflow.session.Trace;
import dev.botflow.session.TraceEntry;
import dev.botflow.store.DeadLetters;
import dev.botflow.store.OutboxRow;
import dev.botflow.store.memory.MemoryStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What became of an attempt to send is stored, and reported to the host. */
class OutcomesTest {
  private static final SessionKey ANN = key("ann");
  private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");

  private final MemoryStore store = new MemoryStore(Clock.fixed(NOW, ZoneOffset.UTC));
  private final List<String> heard = new ArrayList<>();
  private final Outcomes outcomes = new Outcomes(
      store,
      new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(5), () -> 0.5),
      Duration.ofSeconds(30),
      new Telemetry() {
        @Override
        public void attempted(String appId, String channel, Attempt what) {
          heard.add(appId + " " + channel + " " + what);
        }
      });
  private final OutboxRow row = row(ANN, "m1", NOW);

  @BeforeEach
  void store() {
    store.save(turn(session(ANN, 1, "x", "y"))
        .sends(row)
        .traces(new Trace(List.of(new TraceEntry.Routed(null, "f"))))
        .commit());
  }

  private List<OutboxRow> dueAt(Instant now) {
    return store.dueRows(now, Set.of(), 10);
  }

  @Test
  void whatWasSentIsOver() {
    outcomes.settle(row, new SendOutcome.Sent("s1"), NOW);

    assertThat(store.nextRow()).isEmpty();
    assertThat(DeadLetters.messages(store)).isEmpty();
    assertThat(heard).containsExactly("app SMS SENT");
  }

  @Test
  void whatDidNotArriveIsTriedAgainLater() {
    outcomes.settle(row, new SendOutcome.Retry("503", null), NOW);

    assertThat(store.nextRow()).contains(NOW.plusSeconds(1));
    assertThat(dueAt(NOW.plusSeconds(1))).containsExactly(row.retry(NOW.plusSeconds(1)));
    assertThat(heard).containsExactly("app SMS RETRY");
  }

  @Test
  void theWaitGrowsWithTheAttemptsMade() {
    outcomes.settle(row.retry(NOW).retry(NOW), new SendOutcome.Retry("503", null), NOW);

    assertThat(store.nextRow()).contains(NOW.plusSeconds(4));
  }

  @Test
  void whatIsRefusedIsGivenUpWithItsReason() {
    outcomes.settle(row.retry(NOW), new SendOutcome.Rejected("400"), NOW);

    assertThat(DeadLetters.messages(store))
        .containsExactly(DeadLetters.message("m1", ANN, 2, "400", false, NOW));
    assertThat(store.traces(ANN).get(0).of(TraceEntry.NotSent.class))
        .containsExactly(new TraceEntry.NotSent("m1", "400"));
    assertThat(heard).containsExactly("app SMS REJECTED");
  }

  @Test
  void whatMayHaveArrivedWaitsForAReportAndIsMarked() {
    outcomes.settle(row, new SendOutcome.Unknown("SocketException"), NOW);

    assertThat(store.nextRow()).contains(NOW.plusSeconds(30));
    assertThat(store.unknownOutcomes()).containsExactly("m1");
    assertThat(heard).containsExactly("app SMS UNKNOWN");
  }

  @Test
  void whatIsTooOldIsGivenUpWithTheAttemptsItHad() {
    outcomes.tooOld(row.outcomeUnknown(NOW), Duration.ofHours(24), NOW);

    assertThat(DeadLetters.messages(store))
        .containsExactly(DeadLetters.message("m1", ANN, 1, "it was older than 24 h", true, NOW));
    assertThat(heard).containsExactly("app SMS GIVEN_UP");
  }

  @Test
  void whatTheContactOptedOutOfIsGivenUpAndTheTraceTellsIt() {
    outcomes.optedOut(row, NOW);

    String reason = "the contact opted out after it was written";
    assertThat(DeadLetters.messages(store))
        .containsExactly(DeadLetters.message("m1", ANN, 0, reason, false, NOW));
    assertThat(store.traces(ANN))
        .containsExactly(new Trace(List.of(
            new TraceEntry.Routed(null, "f"), TraceEntry.Suppressed.message("m1", reason))));
    assertThat(heard).containsExactly("app SMS GIVEN_UP");
  }

  @Test
  void aReportSettlesWhatNobodyKnewAndNothingElse() {
    Outcomes.Report report = new Outcomes.Report("m1", "s1", "app", "SMS");
    outcomes.settle(row, new SendOutcome.Unknown("SocketException"), NOW);
    heard.clear();

    assertThat(outcomes.reported(report, NOW)).isTrue();
    assertThat(heard).containsExactly("app SMS SETTLED_BY_REPORT");
    assertThat(store.nextRow()).isEmpty();

    assertThat(outcomes.reported(report, NOW)).isFalse();
    assertThat(heard).hasSize(1);
  }
}
