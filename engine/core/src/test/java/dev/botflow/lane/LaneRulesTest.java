package dev.botflow.lane;

import static dev.botflow.store.SessionSamples.NOW;
import static dev.botflow.store.SessionSamples.call;
import static dev.botflow.store.SessionSamples.entry;
import static dev.botflow.store.SessionSamples.key;
import static dev.botflow.store.SessionSamples.timer;
import static dev.botflow.store.Turns.turn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.ActionCompleted;
import dev.botflow.event.EventHeader;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.SessionKey;
import dev.botflow.event.TimerFired;
import dev.botflow.scenario.Wire;
import dev.botflow.session.Call;
import dev.botflow.session.Timer;
import dev.botflow.store.GivenUp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What follows from what happens on a lane, without threads, clock or store. */
class LaneRulesTest {
  private static final SessionKey ANN = key("ann");
  private static final Fault BUSY = new Fault(Fault.Kind.TURN, "BotFlowException", "busy");
  private static final Fault DOWN = new Fault(Fault.Kind.FACTS, "TimeoutException", "down");
  private static final Call CALL = call(ANN, "c1");

  private LaneRules rules = rules(false);
  private Lane lane = Lane.EMPTY;

  private static LaneRules rules(boolean asksHost) {
    return new LaneRules(
        asksHost, Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(20), false);
  }

  private List<String> give(Input input) {
    Step step = rules.step(lane, input);
    lane = step.lane();
    return step.effects().stream().map(LaneRulesTest::said).toList();
  }

  private List<String> work() {
    return give(new Input.Ready());
  }

  private static String said(Effect effect) {
    if (effect instanceof Effect.Read read) {
      return "read " + read.held().number();
    }
    if (effect instanceof Effect.AskFacts ask) {
      return "ask about " + ask.held().number();
    }
    if (effect instanceof Effect.Save save) {
      return "save " + save.held().number() + (save.facts().isEmpty() ? "" : " " + save.facts());
    }
    if (effect instanceof Effect.SaveOptOut save) {
      return "save opt-out " + save.held().number();
    }
    if (effect instanceof Effect.TryAgainIn again) {
      return again.held().number() + " again in " + again.pause().toSeconds() + " s";
    }
    if (effect instanceof Effect.GiveUp giveUp) {
      GivenUp what = giveUp.what();
      return "give up " + giveUp.held().number()
          + (what == null ? "" : " " + what.getClass().getSimpleName() + ": " + what.reason());
    }
    if (effect instanceof Effect.Make make) {
      return "make " + make.call().id();
    }
    return ((Effect.End) effect).held().number() + " " + ((Effect.End) effect).outcome();
  }

  private static InboundEvent event(long number) {
    return Wire.event("e" + number, "ann", "x");
  }

  private void comes(long number) {
    give(new Input.Arrived(
        new Held(number, new Work.Stored(entry("e" + number, ANN), event(number)))));
  }

  private void brings(long number, ActionCompleted.Outcome outcome) {
    ActionCompleted result = new ActionCompleted(
        EventHeader.own("ACTION_RESULT", CALL.context(), NOW, "call:c1"), "c1", outcome, "v", null);
    give(new Input.Result(new Held(number, new Work.CallResult(CALL, result)), "c1"));
  }

  private static Held due(long number) {
    Timer timer = timer(ANN, "t" + number, NOW);
    TimerFired fired =
        new TimerFired(EventHeader.own("TIMER", timer.context(), NOW, timer.firing()), timer.id());
    return new Held(number, new Work.DueTimer(timer, fired));
  }

  private List<String> saved(long number) {
    return give(new Input.Saved(number, turn(ANN, 1).commit()));
  }

  @Test
  void eventsHaveTheirTurnsInTheirOrderOneAtATime() {
    comes(1);
    comes(2);

    assertThat(work()).containsExactly("save 1");
    assertThat(rules.hasWork(lane)).isFalse();
    assertThat(work()).isEmpty();
    assertThat(saved(1)).containsExactly("1 APPLIED");
    assertThat(work()).containsExactly("save 2");
    assertThat(saved(2)).containsExactly("2 APPLIED");
    assertThat(lane).isEqualTo(Lane.EMPTY);
  }

  @Test
  void anEventThatWasStoredBeforeIsReadFirst() {
    give(new Input.Arrived(new Held(1, new Work.Stored(entry("e1", ANN), null))));

    assertThat(work()).containsExactly("read 1");
    assertThat(give(new Input.Read(1, event(1)))).containsExactly("save 1");
  }

  @Test
  void oneThatCannotBeReadIsGivenUpAtOnce() {
    give(new Input.Arrived(new Held(1, new Work.Stored(entry("e1", ANN), null))));
    work();

    assertThat(give(new Input.Refused(1, new Fault(Fault.Kind.BYTES, "E", "e"))))
        .containsExactly("give up 1 Event: it could not be read again: E");
    assertThat(give(new Input.GivenUp(1))).containsExactly("1 UNREADABLE");
  }

  // Calls.

  @Test
  void whileACallIsOpenOnlyItsResultBegins() {
    comes(1);
    comes(2);
    work();
    assertThat(give(new Input.Saved(1, turn(ANN, 1).calls(CALL).commit())))
        .containsExactly("make c1", "1 APPLIED");
    assertThat(lane.callsUnderWay()).isEqualTo(1);
    assertThat(rules.hasWork(lane)).isFalse();
    assertThat(work()).isEmpty();

    brings(3, ActionCompleted.Outcome.OK);
    assertThat(work()).containsExactly("save 3");
    assertThat(give(new Input.Saved(3, turn(ANN, 2).completes("c1").commit())))
        .containsExactly("3 APPLIED");

    assertThat(lane.callsUnderWay()).isZero();
    assertThat(work()).containsExactly("save 2");
  }

  @Test
  void aCallThatWasOpenAtTheStartHoldsAndIsMadeOnceHoweverOftenItIsToldOf() {
    give(new Input.Opened("c1"));
    give(new Input.Opened("c1"));
    comes(1);
    assertThat(rules.hasWork(lane)).isFalse();
    assertThat(lane.callsUnderWay()).isZero();

    assertThat(give(new Input.CanBeMade(CALL))).containsExactly("make c1");
    give(new Input.Opened("c1"));
    assertThat(give(new Input.CanBeMade(CALL))).isEmpty();
    assertThat(lane.callsUnderWay()).isEqualTo(1);
  }

  @Test
  void aCallThatIsNotOpenIsNotMadeAndItsResultIsDropped() {
    assertThat(give(new Input.CanBeMade(CALL))).isEmpty();
    brings(1, ActionCompleted.Outcome.OK);

    assertThat(lane).isEqualTo(Lane.EMPTY);
  }

  @Test
  void aResultThatCannotBeStoredBecomesAnErrorOfItsCallAndThenADeadLetter() {
    give(new Input.Opened("c1"));
    give(new Input.CanBeMade(CALL));
    brings(1, ActionCompleted.Outcome.OK);
    work();

    assertThat(failsToTheEnd(1)).isEqualTo("give up 1");
    assertThat(give(new Input.GivenUp(1))).containsExactly("save 1");
    assertThat(failsToTheEnd(1)).isEqualTo("give up 1 OpenCall: its turn failed: BotFlowException");
    assertThat(give(new Input.GivenUp(1))).containsExactly("1 RESULT_NOT_KEPT");
    assertThat(lane).isEqualTo(Lane.EMPTY);
  }

  /** Fails as often as it is tried; what follows then. */
  private String failsToTheEnd(long number) {
    List<String> follows = give(new Input.Refused(number, BUSY));
    while (follows.get(0).contains("again in")) {
      give(new Input.TryAgain(number));
      assertThat(work()).containsExactly("save " + number);
      follows = give(new Input.Refused(number, BUSY));
    }
    return follows.get(0);
  }

  // Tried again.

  @Test
  void aFaultOfTheTurnIsTriedFiveTimesWithWaitsThatDoubleUpToTheLongest() {
    comes(1);
    comes(2);
    work();
    List<String> waits = new ArrayList<>();
    List<String> follows = give(new Input.Refused(1, BUSY));
    while (follows.get(0).contains("again")) {
      waits.add(follows.get(0));
      assertThat(lane.triesAgain()).isTrue();
      assertThat(rules.hasWork(lane)).isFalse();
      give(new Input.TryAgain(1));
      assertThat(lane.triesAgain()).isTrue();
      work();
      follows = give(new Input.Refused(1, BUSY));
    }

    assertThat(waits)
        .containsExactly("1 again in 1 s", "1 again in 2 s", "1 again in 4 s", "1 again in 5 s");
    assertThat(follows).containsExactly("give up 1 Event: its turn failed: BotFlowException");
    assertThat(give(new Input.GivenUp(1))).containsExactly("1 TURN_FAILED");
    assertThat(work()).containsExactly("save 2");
  }

  @Test
  void nothingIsGivenUpWhileTheStoreCannotBeWritten() {
    comes(1);
    work();
    failsToTheEnd(1);

    assertThat(give(new Input.NotWritable(1))).containsExactly("1 again in 5 s");
    give(new Input.TryAgain(1));
    assertThat(work()).containsExactly("save 1");
    assertThat(saved(1)).containsExactly("1 APPLIED");
  }

  @Test
  void aTimerThatKeepsFailingIsADeadLetter() {
    give(new Input.Arrived(due(1)));
    work();

    assertThat(failsToTheEnd(1)).isEqualTo("give up 1 DueTimer: its turn failed: BotFlowException");
    assertThat(give(new Input.GivenUp(1))).containsExactly("1 TURN_FAILED");
  }

  @Test
  void whatFailsWhileTheEngineClosesIsLeftForTheNextStartAndItsCallStaysOpen() {
    give(new Input.Opened("c1"));
    give(new Input.CanBeMade(CALL));
    brings(1, ActionCompleted.Outcome.OK);
    comes(2);
    work();
    rules = rules.whileClosing();

    assertThat(give(new Input.Refused(1, BUSY))).containsExactly("1 LEFT_FOR_NEXT_START");
    assertThat(lane.callsUnderWay()).isZero();
    assertThat(rules.hasWork(lane)).isFalse();
  }

  // The host's facts.

  private void asks() {
    rules = rules(true);
    comes(1);
    assertThat(work()).containsExactly("ask about 1");
  }

  @Test
  void theTurnWaitsForTheHostsFacts() {
    asks();
    assertThat(lane.waits()).isEqualTo(1);
    assertThat(rules.hasWork(lane)).isFalse();

    give(new Input.Facts(1, new LinkedHashMap<>(Map.of("plan", "gold"))));

    assertThat(lane.waits()).isEqualTo(1);
    assertThat(work()).containsExactly("save 1 {plan=gold}");
    assertThat(lane.waits()).isZero();
  }

  @Test
  void whereTheyTakeLongWhatOptsOutGoesAheadAndEachIsTriedOnce() {
    asks();
    comes(2);
    give(new Input.Arrived(due(3)));
    comes(4);
    assertThat(work()).isEmpty();

    give(new Input.FactsSlow(1));
    assertThat(work()).containsExactly("save opt-out 1");
    assertThat(work()).containsExactly("save opt-out 2");
    assertThat(work()).containsExactly("save opt-out 4");
    assertThat(saved(4)).containsExactly("4 APPLIED");
    assertThat(rules.hasWork(lane)).isFalse();
    comes(5);
    assertThat(work()).containsExactly("save opt-out 5");
    assertThat(work()).isEmpty();

    assertThat(lane.waits()).isEqualTo(4);
  }

  @Test
  void oneThatOptsOutItselfNeedsNoFacts() {
    asks();
    give(new Input.FactsSlow(1));
    work();

    assertThat(saved(1)).containsExactly("1 APPLIED");
    give(new Input.Facts(1, Map.of()));
    assertThat(lane).isEqualTo(Lane.EMPTY);
  }

  @Test
  void whereTheyFailTheFirstTimeItIsTriedAsAnOptOutAndThenThoseBehindIt() {
    asks();
    comes(2);
    give(new Input.FactsFailed(1, DOWN));

    assertThat(work()).containsExactly("save opt-out 1");
    assertThat(work()).containsExactly("1 again in 1 s");
    assertThat(work()).containsExactly("save opt-out 2");
    assertThat(work()).isEmpty();

    give(new Input.TryAgain(1));
    assertThat(work()).containsExactly("ask about 1");
    give(new Input.FactsFailed(1, DOWN));
    assertThat(work()).containsExactly("1 again in 2 s");
  }

  @Test
  void theyMayFailForAsLongAsTheLimitSays() {
    asks();
    give(new Input.FactsFailed(1, DOWN));
    work();
    List<String> follows = work();
    int tries = 1;
    while (follows.get(0).contains("again")) {
      give(new Input.TryAgain(1));
      work();
      give(new Input.FactsFailed(1, DOWN));
      follows = work();
      tries++;
    }

    // 1, 2, 4, 5, 5 and 5 s add up to 22 s, which is no longer less than 20.
    assertThat(tries).isEqualTo(7);
    assertThat(follows)
        .containsExactly("give up 1 Event: the host's facts failed for too long: TimeoutException");
    assertThat(give(new Input.GivenUp(1))).containsExactly("1 FACTS_FAILED_TOO_LONG");
  }

  @Test
  void nothingGoesAheadWhileTheEngineCloses() {
    asks();
    comes(2);
    give(new Input.FactsSlow(1));
    rules = rules.whileClosing();
    assertThat(rules.hasWork(lane)).isFalse();
    assertThat(work()).isEmpty();

    give(new Input.FactsFailed(1, DOWN));

    assertThat(work()).containsExactly("1 LEFT_FOR_NEXT_START");
  }

  // What ends otherwise.

  @Test
  void whatIsNotNeededAnyMoreSaysWhy() {
    give(new Input.Arrived(due(1)));
    work();

    assertThat(give(new Input.Ended(1, Outcome.TIMER_GONE))).containsExactly("1 TIMER_GONE");
    assertThat(lane).isEqualTo(Lane.EMPTY);
  }

  @Test
  void anErasureEndsAllThatIsThereAndNothingOfThatTimeCountsAnyMore() {
    comes(1);
    comes(2);
    work();
    give(new Input.Refused(1, BUSY));
    give(new Input.Opened("c1"));

    assertThat(give(new Input.Erased())).containsExactly("1 ERASED", "2 ERASED");
    assertThat(lane).isEqualTo(Lane.EMPTY);
    comes(3);
    assertThat(give(new Input.TryAgain(1))).isEmpty();
    assertThat(give(new Input.FactsSlow(2))).isEmpty();
    brings(4, ActionCompleted.Outcome.OK);
    assertThat(work()).containsExactly("save 3");
  }
}
