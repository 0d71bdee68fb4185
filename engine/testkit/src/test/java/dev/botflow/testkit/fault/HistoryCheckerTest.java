package dev.botflow.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HistoryCheckerTest {
  private final HistoryChecker history = new HistoryChecker();

  /** Two events of one contact, each answered by one message. */
  @BeforeEach
  void sound() {
    history.acknowledged("ana", "e1");
    history.acknowledged("ana", "e2");
    history.applied("ana", 1, "e1");
    history.applied("ana", 2, "e2");
    history.planned("ana", "m1");
    history.planned("ana", "m2");
  }

  private void sent(String... messages) {
    List.of(messages).forEach(history::sent);
  }

  private List<String> violations() {
    return history.check().violations();
  }

  @Test
  void findsNothingWrongWithWhatIsRight() {
    sent("m1", "m2");
    history.acknowledged("report");
    history.ignored("report");

    history.check().assertSound();
    assertThat(history.check().summary())
        .isEqualTo("3 accepted = 0 pending + 2 applied + 0 dead + 1 ignored; 0 own; 1 sessions;"
            + " 2 messages, 2 sent, 0 duplicates of 0 unknown outcomes, 0 dead letters, 0 waiting;"
            + " 0 crashes; 0 violations");
  }

  @Test
  void findsWhatWasAcknowledgedAndLost() {
    sent("m1", "m2");
    history.acknowledged("ana", "e3");
    history.acknowledged("e4");

    assertThat(violations())
        .containsExactly("event e4: acknowledged, but lost", "event e3: acknowledged, but lost");
  }

  @Test
  @Tag("G3")
  void findsWhatWasAppliedTwiceAndGapsInTheVersions() {
    sent("m1", "m2");
    history.applied("ana", 4, "e1");

    assertThat(violations())
        .containsExactly(
            "session ana: expected version 3, but was 4 of event e1",
            "event e1: expected to be applied once, but was 2",
            "session ana: expected the order [e1, e2], but was [e1, e2, e1]");
  }

  @Test
  void findsAVersionThatRepeats() {
    sent("m1", "m2");
    history.applied("ana", 2, "e5");

    assertThat(violations())
        .containsExactly("session ana: expected version 3, but was 2 of event e5");
  }

  @Test
  @Tag("G7")
  void findsAnEventInTwoPlaces() {
    sent("m1", "m2");
    history.pending("e2");
    history.buried("e2");

    assertThat(violations())
        .containsExactly("event e2: expected in one place, but was applied and pending and dead");
  }

  @Test
  void findsAnotherOrderThanThatOfAcceptance() {
    sent("m1", "m2");
    history.acknowledged("bo", "e4");
    history.acknowledged("bo", "e5");
    history.applied("bo", 1, "e5");
    history.applied("bo", 2, "e4");

    assertThat(violations())
        .containsExactly("session bo: expected the order [e4, e5], but was [e5, e4]");
  }

  @Test
  void findsMessagesNeverSentUnlessTheyWaitOrAreDead() {
    sent("m1");

    assertThat(violations()).containsExactly("message m2: said by a stored turn, but never sent");

    history.waiting("m2");
    assertThat(violations()).isEmpty();
  }

  @Test
  void allowsOneDuplicateForEachUnknownOutcomeAndNoMore() {
    history.recorded("m1");
    sent("m1", "m1", "m2");
    assertThat(violations())
        .containsExactly("message m1: sent 2 times, but its outcome was unknown 0 times");

    history.unknown("m1");
    assertThat(violations()).isEmpty();

    sent("m1");
    assertThat(violations())
        .containsExactly("message m1: sent 3 times, but its outcome was unknown 1 times");

    history.crashed(List.of("m1", "m2"));
    assertThat(violations()).isEmpty();
    assertThat(history.check().summary())
        .contains("4 sent, 2 duplicates of 3 unknown outcomes")
        .contains("1 crashes; 0 violations");
  }

  @Test
  void findsADuplicateOfWhichNoDoubtIsOnRecord() {
    sent("m1", "m1", "m2");
    history.unknown("m1");

    assertThat(violations())
        .containsExactly("message m1: sent 2 times, but no doubt of its outcome is on record");
  }

  @Test
  void findsMessagesInAnotherOrderAndMessagesOfNobody() {
    sent("m2", "m1", "m9");

    assertThat(violations())
        .containsExactly(
            "session ana: expected its messages in the order [m1, m2], but were sent as [m2, m1]",
            "message m9: sent, but no stored turn said it");
  }

  @Test
  void countsTheEnginesOwnEventsApart() {
    sent("m1", "m2");
    history.own("timer");
    history.applied("ana", 3, "timer");

    assertThat(history.check().summary())
        .startsWith("2 accepted = 0 pending + 2 applied + 0 dead + 0 ignored; 1 own;");
  }

  @Test
  void findsOwnEventsThatWereNotScheduledOrActedTooOften() {
    sent("m1", "m2");
    history.scheduled("call");
    history.scheduled("nudge");
    history.scheduled("nudge");
    for (String event : List.of("nudge", "nudge", "call", "call", "stray")) {
      history.own(event);
    }
    history.applied("ana", 3, "nudge");
    history.applied("ana", 4, "nudge");
    history.applied("ana", 5, "call");
    assertThat(violations()).isEmpty();

    history.applied("ana", 6, "call");
    history.applied("ana", 7, "stray");

    assertThat(violations())
        .containsExactly(
            "event call: expected to be applied once, but was 2",
            "event stray: expected to be applied 0 times, but was 1");
  }

  @Test
  void findsAnOwnEventThatWasOwedAndLost() {
    sent("m1", "m2");
    history.acknowledged("call");
    history.own("call");
    assertThat(violations()).containsExactly("event call: acknowledged, but lost");

    history.applied("ana", 3, "call");

    assertThat(violations()).isEmpty();
  }

  @Test
  void findsGapsBesideTheVersionsThatTurnsOfOtherSessionsMade() {
    sent("m1", "m2");
    history.absorbed("ana", 3);
    history.applied("ana", 4, "e3");
    assertThat(violations()).isEmpty();

    history.absorbed("ana", 6);

    assertThat(violations())
        .containsExactly("session ana: expected version 5, but was 6 of another session");
  }

  @Test
  void tellsHowManyCrashesMetWhichWork() {
    history.crashed(List.of(), Map.of("called", 2, "timer due", 0));
    history.crashed(List.of("m1"), Map.of("called", 1, "timer due", 0));
    history.crashed(List.of());

    assertThat(history.check().met())
        .containsExactlyInAnyOrderEntriesOf(Map.of("called", 2, "timer due", 0));
    assertThat(history.check().summary()).contains("3 crashes");
  }

  @Test
  void failsWithTheSummaryAndWhatWasBroken() {
    sent("m1");

    assertThatThrownBy(() -> history.check().assertSound())
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll(
            "1 violations\n", "message m2: said by a stored turn, but never sent");
  }
}
