package dev.botflow.store;

import static dev.botflow.store.SessionSamples.NOW;
import static dev.botflow.store.SessionSamples.key;
import static dev.botflow.store.SessionSamples.row;
import static dev.botflow.store.Turns.turn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.Channel;
import dev.botflow.event.SessionKey;
import dev.botflow.message.Address;
import dev.botflow.message.Outgoing;
import dev.botflow.message.TextMessage;
import dev.botflow.session.Trace;
import dev.botflow.session.TraceEntry;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the owner of sessions may rely on: messages that wait, and what their attempts came to. See {@link Shard}. */
public abstract class ShardSendingContract<S extends Store> extends StoreContract<S> {

  @Test
  void offersTheFirstUnsentRowOfEachSessionWhoeverWaitedLongestFirst() {
    store.save(turn(ANN, 1).sends(row(ANN, "a1", NOW), row(ANN, "a2", NOW)).commit());
    store.save(turn(BEN, 1).sends(row(BEN, "b1", NOW), row(BEN, "b2", NOW)).commit());

    assertThat(store.dueRows(NOW, Set.of(), 9))
        .containsExactly(row(ANN, "a1", NOW), row(BEN, "b1", NOW));
    assertThat(store.dueRows(NOW, Set.of(), 1)).containsExactly(row(ANN, "a1", NOW));

    // Ann had one: her next comes after Ben's.
    store.record(List.of(new SendChange.Sent("a1", "sinch-1", NOW)));
    assertThat(store.dueRows(NOW, Set.of(), 9))
        .containsExactly(row(BEN, "b1", NOW), row(ANN, "a2", NOW));
    store.record(List.of(new SendChange.Sent("b1", "sinch-2", NOW)));
    assertThat(store.dueRows(NOW, Set.of(), 9))
        .containsExactly(row(ANN, "a2", NOW), row(BEN, "b2", NOW));
  }

  @Test
  @Tag("G15")
  void offersAnswersBeforeWhatTimeSends() {
    SessionKey cleo = key("cleo");
    store.save(turn(ANN, 1).sends(row(ANN, "a1", NOW).later(true)).commit());
    store.save(turn(BEN, 1).sends(row(BEN, "b1", NOW).later(true)).commit());
    store.save(turn(cleo, 1).sends(row(cleo, "c1", NOW)).commit());
    assertThat(store.dueRows(NOW, Set.of(), 9))
        .containsExactly(
            row(cleo, "c1", NOW),
            row(ANN, "a1", NOW).later(true),
            row(BEN, "b1", NOW).later(true));

    // Ben's answer comes behind what time sent him, which therefore is late no more.
    store.save(turn(BEN, 2).sends(row(BEN, "b2", NOW)).commit());
    store.record(List.of(new SendChange.Sent("c1", "sinch-1", NOW)));

    assertThat(store.dueRows(NOW, Set.of(), 9))
        .containsExactly(row(BEN, "b1", NOW), row(ANN, "a1", NOW).later(true));
    store.record(List.of(new SendChange.Sent("b1", "sinch-2", NOW)));
    assertThat(store.dueRows(NOW, Set.of(), 9))
        .containsExactly(row(BEN, "b2", NOW), row(ANN, "a1", NOW).later(true));
  }

  @Test
  void holdsASessionsRowsBackBehindOneThatIsNotDue() {
    Instant later = NOW.plusSeconds(60);
    store.save(turn(ANN, 1).sends(row(ANN, "a1", NOW), row(ANN, "a2", NOW)).commit());
    store.save(turn(BEN, 1).sends(row(BEN, "b1", later.plusSeconds(1))).commit());

    store.record(List.of(new SendChange.Again(row(ANN, "a1", NOW).retry(later))));

    assertThat(store.dueRows(NOW, Set.of(), 9)).isEmpty();
    assertThat(store.nextRow()).contains(later);
    assertThat(store.dueRows(later.minusNanos(1), Set.of(), 9)).isEmpty();
    assertThat(store.dueRows(later, Set.of(), 9))
        .containsExactly(row(ANN, "a1", NOW).retry(later));
  }

  @Test
  void leavesOutTheRowsOfAppsThatTakeNothingNow() {
    OutboxRow other = new OutboxRow(
        new Outgoing(
            "b1", new Address("other", Channel.SMS, "c1", null), new TextMessage("x"), null),
        BEN,
        1,
        0,
        NOW,
        0,
        NOW);
    store.save(turn(ANN, 1).sends(row(ANN, "a1", NOW)).commit());
    store.save(turn(BEN, 1).sends(other).commit());

    assertThat(store.dueRows(NOW, Set.of("app"), 1)).containsExactly(other);
    assertThat(store.dueRows(NOW, Set.of("other"), 9)).containsExactly(row(ANN, "a1", NOW));
    assertThat(store.dueRows(NOW, Set.of("app", "other"), 9)).isEmpty();

    store.giveUp(new GivenUp.Message(other.id(), 1, "refused", false, NOW));
    store.replay("b1", NOW);

    assertThat(store.dueRows(NOW, Set.of("other"), 9)).containsExactly(row(ANN, "a1", NOW));
    assertThat(store.dueRows(NOW, Set.of("app"), 9))
        .extracting(OutboxRow::id)
        .containsExactly("b1");
  }

  @Test
  void knowsThatNoRowWaits() {
    assertThat(store.nextRow()).isEmpty();
    assertThat(store.dueRows(NOW, Set.of(), 9)).isEmpty();
  }

  @Test
  void movesARowThatIsGivenUpOutOfTheWay() {
    store.save(turn(ANN, 1).sends(row(ANN, "a1", NOW), row(ANN, "a2", NOW)).commit());
    store.save(turn(BEN, 1).sends(row(BEN, "b1", NOW)).commit());
    Instant first = NOW.plusSeconds(1);
    Instant second = NOW.plusSeconds(2);

    store.giveUp(new GivenUp.Message("a1", 1, "refused: 400", false, first));
    store.giveUp(new GivenUp.Message("b1", 2, "connection lost", true, second));

    assertThat(DeadLetters.messages(store))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("number")
        .containsExactly(
            DeadLetters.message("a1", ANN, 1, "refused: 400", false, first),
            DeadLetters.message("b1", BEN, 2, "connection lost", true, second));
    assertThat(store.dueRows(NOW, Set.of(), 9)).containsExactly(row(ANN, "a2", NOW));
  }

  @Test
  void givesUpOnlyWhatWaits() {
    store.giveUp(new GivenUp.Message("a1", 1, "refused", false, NOW));

    assertThat(DeadLetters.messages(store)).isEmpty();
  }

  @Test
  void tellsInTheTraceOfItsTurnWhyARowWasGivenUp() {
    store.save(turn(ANN, 1)
        .sends(row(ANN, "a1", NOW), row(ANN, "a2", NOW))
        .traces(trace("R1"))
        .commit());
    store.save(turn(ANN, 2).traces(trace("R2")).commit());
    store.save(turn(BEN, 1).traces(trace("R3")).commit());
    Trace why = new Trace(List.of(TraceEntry.Suppressed.message("a1", "opted out")));

    store.giveUp(new GivenUp.Message("a1", 1, "opted out", false, NOW, why));
    store.giveUp(new GivenUp.Message("a1", 1, "opted out", false, NOW, why));
    store.giveUp(new GivenUp.Message("a2", 1, "refused", false, NOW));

    assertThat(store.traces(ANN)).containsExactly(trace("R1").with(why), trace("R2"));
    assertThat(store.traces(BEN)).containsExactly(trace("R3"));
  }

  @Test
  void givesARowUpWhoseTraceIsNoLongerKept() {
    store.save(turn(ANN, 1).sends(row(ANN, "a1", NOW)).traces(trace("R1")).commit());
    store.eraseOlder(NOW.plusNanos(1));
    Trace why = new Trace(List.of(TraceEntry.Suppressed.message("a1", "opted out")));

    store.giveUp(new GivenUp.Message("a1", 1, "opted out", false, NOW, why));

    assertThat(store.traces(ANN)).isEmpty();
    assertThat(DeadLetters.messages(store)).extracting(DeadLetter::id).containsExactly("a1");
  }

  @Test
  void settlesARowOfUnknownOutcomeOnceItIsKnownToBeSent() {
    store.save(turn(ANN, 1).sends(row(ANN, "a1", NOW)).commit());
    store.giveUp(new GivenUp.Message("a1", 1, "connection lost", true, NOW));

    store.record(List.of(new SendChange.Sent("a1", "sinch-1", NOW)));

    assertThat(DeadLetters.messages(store)).isEmpty();
  }

  @Test
  void knowsAnAttemptInDoubtUntilAReportSettlesIt() {
    store.save(turn(ANN, 1).sends(row(ANN, "a1", NOW), row(ANN, "a2", NOW)).commit());

    store.record(List.of(new SendChange.Again(row(ANN, "a1", NOW).outcomeUnknown(NOW))));

    assertThat(store.dueRows(NOW, Set.of(), 9))
        .containsExactly(row(ANN, "a1", NOW).outcomeUnknown(NOW));
    assertThat(store.settle("a2", "sinch-2", NOW)).isFalse();
    assertThat(store.settle("a1", "sinch-1", NOW)).isTrue();
    assertThat(store.settle("a1", "sinch-1", NOW)).isFalse();
    assertThat(store.dueRows(NOW, Set.of(), 9)).containsExactly(row(ANN, "a2", NOW));
    assertThat(store.unknownOutcomes()).containsExactly("a1");
  }

  @Test
  void settlesADeadRowOnlyIfNobodyKnewWhetherItWasSent() {
    store.save(turn(ANN, 1).sends(row(ANN, "a1", NOW), row(ANN, "a2", NOW)).commit());
    store.giveUp(new GivenUp.Message("a1", 1, "refused", false, NOW));
    store.giveUp(new GivenUp.Message("a2", 1, "connection lost", true, NOW));

    assertThat(store.settle("a1", "sinch-1", NOW)).isFalse();
    assertThat(store.settle("a2", "sinch-2", NOW)).isTrue();

    assertThat(DeadLetters.messages(store)).extracting(DeadLetter::id).containsExactly("a1");
  }

  @Test
  void keepsARowInDoubtHoweverItGoesOn() {
    store.save(turn(ANN, 1).sends(row(ANN, "a1", NOW)).commit());
    store.record(List.of(new SendChange.Again(row(ANN, "a1", NOW).outcomeUnknown(NOW))));

    store.giveUp(new GivenUp.Message("a1", 1, "connection lost", true, NOW));
    assertThat(store.unknownOutcomes()).containsExactly("a1");
    store.replay("a1", NOW);
    assertThat(store.unknownOutcomes()).containsExactly("a1");
    assertThat(store.dueRows(NOW, Set.of(), 9))
        .extracting(OutboxRow::unknown)
        .containsExactly(true);
    store.record(List.of(new SendChange.Sent("a1", "sinch-1", NOW)));
    store.record(List.of(new SendChange.Sent("a1", "sinch-2", NOW)));
    assertThat(store.unknownOutcomes()).containsExactly("a1");
  }

  @Test
  void doubtsAttemptsWhoseOutcomeWasNeverStored() {
    store.save(turn(ANN, 1).sends(row(ANN, "a1", NOW)).commit());
    store.save(turn(BEN, 1).sends(row(BEN, "b1", NOW)).commit());
    store.record(List.of(
        new SendChange.Attempting("a1"),
        new SendChange.Attempting("b1"),
        new SendChange.Attempting("gone")));
    store.record(List.of(new SendChange.Again(row(BEN, "b1", NOW).retry(NOW))));
    Instant later = NOW.plusSeconds(30);

    assertThat(store.markUnknownOutcomes(later)).isEqualTo(1);
    assertThat(store.markUnknownOutcomes(later)).isZero();

    assertThat(store.dueRows(NOW, Set.of(), 9))
        .containsExactly(row(BEN, "b1", NOW).retry(NOW));
    assertThat(store.dueRows(later, Set.of(), 9))
        .containsExactly(
            row(ANN, "a1", NOW).outcomeUnknown(later), row(BEN, "b1", NOW).retry(NOW));
    assertThat(store.unknownOutcomes()).containsExactly("a1");
  }

  @Test
  void letsNoRowWaitLongerThanSaid() {
    store.save(turn(ANN, 1).sends(row(ANN, "a1", NOW.plusSeconds(3_600))).commit());
    store.save(turn(BEN, 1).sends(row(BEN, "b1", NOW.plusSeconds(5))).commit());

    store.waitAtMost(NOW.plusSeconds(10));

    assertThat(store.dueRows(NOW.plusSeconds(5), Set.of(), 9))
        .containsExactly(row(BEN, "b1", NOW.plusSeconds(5)));
    assertThat(store.dueRows(NOW.plusSeconds(10), Set.of(), 9))
        .containsExactly(row(ANN, "a1", NOW.plusSeconds(10)), row(BEN, "b1", NOW.plusSeconds(5)));
  }
}
