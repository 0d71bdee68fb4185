package dev.botflow.lane;

import static dev.botflow.store.SessionSamples.call;
import static dev.botflow.store.SessionSamples.entry;
import static dev.botflow.store.SessionSamples.key;
import static dev.botflow.store.SessionSamples.timer;
import static dev.botflow.store.Turns.turn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.Seed;
import dev.botflow.event.ActionCompleted;
import dev.botflow.event.EventHeader;
import dev.botflow.event.SessionKey;
import dev.botflow.event.TimerFired;
import dev.botflow.scenario.Wire;
import dev.botflow.session.Call;
import dev.botflow.session.Timer;
import dev.botflow.store.SessionSamples;
import dev.botflow.store.Turns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever happens to a lane, in whatever order: one thing at a time, in order, and all of it ends once. */
class LanePropertyTest {
  private static final SessionKey ANN = key("ann");
  private static final Fault FAULT = new Fault(Fault.Kind.TURN, "E", "e");
  private static final Fault DOWN = new Fault(Fault.Kind.FACTS, "E", "e");

  private final long seed = Seed.of(LanePropertyTest.class);

  @Test
  void oneThingAtATimeInOrderAndAllOfItEndsOnce() {
    for (int i = 0; i < 1_000; i++) {
      new World(seed + i).run();
    }
  }

  /** One lane, and all that is done for it, answered by dice. */
  private static final class World {
    private final long seed;
    private final Random dice;
    private LaneRules rules;
    private Lane lane = Lane.EMPTY;
    private long numbers;
    private long lastBegun;
    private int calls;
    private @Nullable Effect atWork;
    private final List<Input> later = new ArrayList<>();
    private final Map<Long, Integer> ends = new HashMap<>();
    private final List<Long> given = new ArrayList<>();

    World(long seed) {
      this.seed = seed;
      this.dice = new Random(seed);
      this.rules = new LaneRules(
          dice.nextBoolean(),
          Duration.ofSeconds(1),
          Duration.ofSeconds(4),
          Duration.ofSeconds(9),
          false);
    }

    void run() {
      for (int i = 0; i < 120; i++) {
        happens(true);
      }
      // Nothing more comes; what is there comes to its end.
      for (int i = 0; i < 5_000 && !lane.rests(); i++) {
        happens(false);
        if (lane.callsUnderWay() == 0) {
          // As the next start does.
          lane.calls().keySet().forEach(id -> give(new Input.CanBeMade(call(ANN, id))));
        }
      }
      assertThat(lane.rests()).as("seed %s: %s", seed, lane).isTrue();
      assertThat(ends.keySet()).as("seed %s", seed).containsAll(given);
      assertThat(ends.values()).as("seed %s", seed).allMatch(times -> times == 1);
    }

    private void happens(boolean more) {
      int what = dice.nextInt(10);
      Effect doing = atWork;
      if (doing != null && what < 5) {
        atWork = null;
        answer(doing);
      } else if (!later.isEmpty() && what < 7) {
        give(later.remove(dice.nextInt(later.size())));
      } else if (atWork == null && (what < 9 || !more)) {
        boolean work = rules.hasWork(lane);
        Lane before = lane;
        give(new Input.Ready());
        assertThat(!lane.equals(before)).as("seed %s: %s", seed, before).isEqualTo(work);
      } else if (more && dice.nextInt(30) == 0 && atWork == null) {
        give(new Input.Erased());
        assertThat(lane).isEqualTo(Lane.EMPTY);
      } else if (more && dice.nextInt(100) == 0) {
        rules = rules.whileClosing();
      } else if (more) {
        give(new Input.Arrived(held()));
      }
    }

    private Held held() {
      long number = ++numbers;
      given.add(number);
      if (dice.nextInt(4) == 0) {
        Timer timer = timer(ANN, "t" + number, SessionSamples.NOW);
        return new Held(
            number,
            new Work.DueTimer(
                timer,
                new TimerFired(
                    EventHeader.own("TIMER", timer.context(), SessionSamples.NOW, timer.firing()),
                    timer.id())));
      }
      return new Held(
          number,
          new Work.Stored(
              entry("e" + number, ANN),
              dice.nextBoolean() ? null : Wire.event("e" + number, "ann", "x")));
    }

    private void give(Input input) {
      Step step = rules.step(lane, input);
      lane = step.lane();
      step.effects().forEach(this::begins);
    }

    private void begins(Effect effect) {
      if (effect instanceof Effect.End end) {
        ends.merge(end.held().number(), 1, Integer::sum);
      } else if (effect instanceof Effect.Make make) {
        calls++;
        later.add(result(make.call()));
      } else if (effect instanceof Effect.TryAgainIn again) {
        later.add(new Input.TryAgain(again.held().number()));
      } else if (effect instanceof Effect.AskFacts ask) {
        begun(ask.held());
        later.add(new Input.FactsSlow(ask.held().number()));
        later.add(
            dice.nextInt(3) == 0
                ? new Input.FactsFailed(ask.held().number(), DOWN)
                : new Input.Facts(ask.held().number(), Map.of()));
      } else {
        assertThat(atWork).as("seed %s: two things at a time", seed).isNull();
        atWork = effect;
        if (effect instanceof Effect.Save save) {
          begun(save.held());
        }
      }
    }

    /** In the order in which they came, and none beside an open call; a result when it comes. */
    private void begun(Held held) {
      if (!(held.work() instanceof Work.CallResult)) {
        assertThat(held.number()).as("seed %s", seed).isGreaterThanOrEqualTo(lastBegun);
        assertThat(lane.calls()).as("seed %s", seed).isEmpty();
        lastBegun = held.number();
      }
    }

    private Input.Result result(Call call) {
      long number = ++numbers;
      ActionCompleted result = new ActionCompleted(
          EventHeader.own("ACTION_RESULT", call.context(), SessionSamples.NOW, call.id()),
          call.id(),
          ActionCompleted.Outcome.OK,
          null,
          null);
      return new Input.Result(new Held(number, new Work.CallResult(call, result)), call.id());
    }

    private void answer(Effect effect) {
      int what = dice.nextInt(6);
      if (effect instanceof Effect.SaveOptOut save) {
        // What is no opt-out is followed by nothing.
        if (what == 0) {
          give(saved(save.held(), false));
        }
        return;
      }
      long number = ((Effect.OfNow) effect).held().number();
      if (effect instanceof Effect.GiveUp) {
        give(what == 0 ? new Input.NotWritable(number) : new Input.GivenUp(number));
      } else if (what == 0) {
        give(new Input.Refused(number, FAULT));
      } else if (what == 1) {
        give(new Input.Ended(number, Outcome.HANDLED_ELSEWHERE));
      } else if (effect instanceof Effect.Read) {
        give(new Input.Read(number, Wire.event("e" + number, "ann", "x")));
      } else {
        give(saved(((Effect.Save) effect).held(), what == 2));
      }
    }

    private Input.Saved saved(Held held, boolean makesCall) {
      Turns turn = turn(ANN, 1);
      if (held.work() instanceof Work.CallResult result) {
        turn = turn.completes(result.call().id());
      }
      if (makesCall) {
        turn = turn.calls(call(ANN, "c" + calls));
      }
      return new Input.Saved(held.number(), turn.commit());
    }
  }
}
