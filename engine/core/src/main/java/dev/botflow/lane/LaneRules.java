package dev.botflow.lane;

import dev.botflow.event.ActionCompleted;
import dev.botflow.event.MessageRequested;
import dev.botflow.event.SessionKey;
import dev.botflow.session.Call;
import dev.botflow.store.Commit;
import dev.botflow.store.GivenUp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What follows from what happens on a lane. One thing is done at a time, in the order in which events came. What fails is
 * tried again, the lane waiting meanwhile: a busy store or a host that is down must not cost an accepted event. A fault of
 * the turn's own is tried a few times; one of the host's facts, which ends when the host's own system does, for as long as
 * {@code maxEventAge} says. Where the host takes long or fails, what opts the contact out waits no more: it goes ahead,
 * without the facts.
 *
 * @param asksHost true if the host has facts to add to events
 * @param firstRetry the first wait before something is tried again; it doubles each time
 * @param longestRetry the longest such wait
 * @param maxEventAge for how long something is tried again while the host's facts fail, its waits added up
 * @param closing from then on what fails is left for the next start
 */
public record LaneRules(
    boolean asksHost,
    Duration firstRetry,
    Duration longestRetry,
    Duration maxEventAge,
    boolean closing) {
  private static final int TRIES = 5;
  private static final int MOST_DOUBLINGS = 20;

  /** The same, for an engine that closes. */
  public LaneRules whileClosing() {
    return new LaneRules(asksHost, firstRetry, longestRetry, maxEventAge, true);
  }

  /** The lane as it is after this, and what is to be done. What comes from another time changes nothing. */
  public Step step(Lane lane, Input input) {
    if (input instanceof Input.Arrived arrived) {
      return Step.of(lane.waiting(Lane.and(lane.waiting(), arrived.held())));
    }
    if (input instanceof Input.Ready) {
      return ready(lane);
    }
    if (input instanceof Input.Result result) {
      // It is not open any more if its contact was erased meanwhile.
      return Step.of(
          lane.calls().containsKey(result.call())
              ? lane.results(Lane.and(lane.results(), result.held()))
              : lane);
    }
    if (input instanceof Input.Opened opened) {
      return Step.of(
          lane.calls().containsKey(opened.call()) ? lane : lane.open(opened.call(), false));
    }
    if (input instanceof Input.CanBeMade made) {
      return Boolean.FALSE.equals(lane.calls().get(made.call().id()))
          ? make(lane, made.call())
          : Step.of(lane);
    }
    if (input instanceof Input.OfOne one) {
      Held held = lane.find(one.number());
      Try now = lane.now();
      if (held == null) {
        return Step.of(lane);
      }
      return now != null && now.held().number() == one.number()
          ? ofNow(lane, now, one)
          : over(lane, held, one);
    }
    return erased(lane);
  }

  /** True if a free worker has something to do. */
  public boolean hasWork(Lane lane) {
    Try now = lane.now();
    if (now == null) {
      return !lane.results().isEmpty()
          || lane.calls().isEmpty() && !lane.waiting().isEmpty();
    }
    return now.stage() instanceof Stage.Answered
        || now.stage() instanceof Stage.Unanswered
        || now.stage() instanceof Stage.Rested
        || goesAhead(lane) != null;
  }

  // What a worker begins.

  private Step ready(Lane lane) {
    Try now = lane.now();
    if (now == null) {
      return next(lane);
    }
    if (now.stage() instanceof Stage.Answered answered) {
      return run(lane, now, new Effect.Save(now.held(), answered.facts()));
    }
    if (now.stage() instanceof Stage.Unanswered unanswered) {
      if (unanswered.tried() || now.attempt() > 1 || closing) {
        return failed(lane, now, unanswered.fault());
      }
      Stage tried = new Stage.Unanswered(unanswered.fault(), true);
      return Step.of(lane.at(now.at(tried)), new Effect.SaveOptOut(now.held()));
    }
    if (now.stage() instanceof Stage.Rested) {
      return start(lane, now);
    }
    Held ahead = goesAhead(lane);
    if (ahead == null) {
      return Step.of(lane);
    }
    Lane tried = ahead.number() == now.held().number()
        ? lane.at(now.at(new Stage.Asking(true, true)))
        : lane.afterTry(ahead);
    return Step.of(tried, new Effect.SaveOptOut(ahead));
  }

  private Step next(Lane lane) {
    if (!lane.results().isEmpty()) {
      Held first = lane.results().get(0);
      return begin(lane.results(lane.results().subList(1, lane.results().size())), first);
    }
    if (lane.calls().isEmpty() && !lane.waiting().isEmpty()) {
      Held first = lane.waiting().get(0);
      return begin(lane.waiting(lane.waiting().subList(1, lane.waiting().size())), first);
    }
    return Step.of(lane);
  }

  private Step begin(Lane lane, Held held) {
    return start(lane, new Try(held, 1, Duration.ZERO, new Stage.Running()));
  }

  private Step start(Lane lane, Try now) {
    Held held = now.held();
    if (held.work().event() == null) {
      return run(lane, now, new Effect.Read(held));
    }
    boolean asks = asksHost && !(held.work().event() instanceof MessageRequested);
    if (asks && !key(held.work()).isApp()) {
      return Step.of(lane.at(now.at(new Stage.Asking(false, false))), new Effect.AskFacts(held));
    }
    return run(lane, now, new Effect.Save(held, new LinkedHashMap<>()));
  }

  private static Step run(Lane lane, Try now, Effect effect) {
    return Step.of(lane.at(now.at(new Stage.Running())), effect);
  }

  private static SessionKey key(Work work) {
    return work instanceof Work.Stored stored
        ? stored.entry().key()
        : Objects.requireNonNull(work.event()).key();
  }

  /** The next that is tried without the host's facts, since somebody would wait for them for long. */
  private @Nullable Held goesAhead(Lane lane) {
    Try now = lane.now();
    if (now == null || closing || !lane.lacksFacts()) {
      return null;
    }
    if (now.stage() instanceof Stage.Asking asking && !asking.tried()) {
      return now.held();
    }
    return lane.waiting().stream()
        .filter(held -> !held.tried() && held.work() instanceof Work.Stored)
        .findFirst()
        .orElse(null);
  }

  // What follows for what the lane is at.

  private Step ofNow(Lane lane, Try now, Input.OfOne input) {
    Stage stage = now.stage();
    if (input instanceof Input.Read read && now.held().work() instanceof Work.Stored stored) {
      Held held = now.held().of(new Work.Stored(stored.entry(), read.event()));
      return start(lane, new Try(held, now.attempt(), now.waited(), stage));
    }
    if (stage instanceof Stage.Asking asking) {
      if (input instanceof Input.Facts facts) {
        return Step.of(lane.at(now.at(new Stage.Answered(facts.facts()))));
      }
      if (input instanceof Input.FactsFailed failed) {
        return Step.of(lane.at(now.at(new Stage.Unanswered(failed.fault(), false))));
      }
      if (input instanceof Input.FactsSlow) {
        return Step.of(lane.at(now.at(new Stage.Asking(true, asking.tried()))));
      }
    }
    if (input instanceof Input.TryAgain && stage instanceof Stage.Pausing) {
      return Step.of(lane.at(now.at(new Stage.Rested())));
    }
    if (stage instanceof Stage.GivingUp givingUp) {
      if (input instanceof Input.NotWritable || input instanceof Input.Refused) {
        return pause(lane, now, givingUp.fault());
      }
      if (input instanceof Input.GivenUp) {
        return givenUp(lane, now, givingUp.fault());
      }
    }
    boolean begun = stage instanceof Stage.Running || stage instanceof Stage.Asking;
    if (input instanceof Input.Refused refused && begun) {
      return failed(lane, now, refused.fault());
    }
    return over(lane, now.held(), input);
  }

  private Step failed(Lane lane, Try now, Fault fault) {
    if (closing) {
      return end(lane, now.held(), Outcome.LEFT_FOR_NEXT_START);
    }
    boolean more = switch (fault.kind()) {
      case BYTES -> false;
      case TURN -> now.attempt() < TRIES;
      case FACTS -> now.waited().compareTo(maxEventAge) < 0;
    };
    if (more) {
      return pause(lane, now, fault);
    }
    return Step.of(
        lane.at(now.at(new Stage.GivingUp(fault))),
        new Effect.GiveUp(now.held(), what(now.held().work(), fault), fault));
  }

  private Step pause(Lane lane, Try now, Fault fault) {
    Duration doubled = firstRetry.multipliedBy(1L << Math.min(now.attempt() - 1, MOST_DOUBLINGS));
    Duration wait = doubled.compareTo(longestRetry) < 0 ? doubled : longestRetry;
    return Step.of(
        lane.at(now.after(wait, new Stage.Pausing(fault.kind()))),
        new Effect.TryAgainIn(now.held(), wait, fault));
  }

  /**
   * What the store is to keep. A result that cannot be stored, since it is too large to keep say, becomes an error of its
   * call, which the flow handles; only a call of which not even that can be stored is kept, or it would be made at each
   * start anew.
   */
  private static @Nullable GivenUp what(Work work, Fault fault) {
    if (work instanceof Work.Stored stored) {
      return new GivenUp.Event(stored.entry(), fault.reason());
    }
    if (work instanceof Work.DueTimer due) {
      // It would stay due, and fail again and again.
      return new GivenUp.DueTimer(due.timer(), fault.reason());
    }
    return work instanceof Work.CallResult result && isError(result)
        ? new GivenUp.OpenCall(result.call(), fault.reason())
        : null;
  }

  private static boolean isError(Work.CallResult result) {
    return result.event().outcome() == ActionCompleted.Outcome.ERROR;
  }

  private Step givenUp(Lane lane, Try now, Fault fault) {
    if (!(now.held().work() instanceof Work.CallResult result)) {
      return end(lane, now.held(), fault.outcome());
    }
    if (isError(result)) {
      return end(lane.closed(result.call().id()), now.held(), Outcome.RESULT_NOT_KEPT);
    }
    ActionCompleted error = new ActionCompleted(
        result.event().header(),
        result.call().id(),
        ActionCompleted.Outcome.ERROR,
        null,
        "its result could not be kept");
    return begin(lane, now.held().of(new Work.CallResult(result.call(), error)));
  }

  // What ends.

  private Step over(Lane lane, Held held, Input.OfOne input) {
    if (input instanceof Input.Saved saved) {
      return saved(lane, held, saved.commit());
    }
    if (!(input instanceof Input.Ended ended)) {
      return Step.of(lane);
    }
    Step step = end(lane, held, ended.outcome());
    return ended.outcome() == Outcome.LEFT_WITHOUT_BOT ? allLeave(step) : step;
  }

  /** What waits is of the same app: it would wait behind a call that nobody makes. */
  private static Step allLeave(Step first) {
    List<Effect> effects = new ArrayList<>(first.effects());
    first
        .lane()
        .waiting()
        .forEach(held -> effects.add(new Effect.End(held, Outcome.LEFT_WITHOUT_BOT)));
    return new Step(first.lane().waiting(List.of()), effects);
  }

  private static Step end(Lane lane, Held held, Outcome outcome) {
    Lane next = lane.without(held);
    // A call whose result was not stored stays open, and is made again at the next start.
    boolean left = held.work() instanceof Work.CallResult && outcome != Outcome.RESULT_NOT_KEPT;
    return Step.of(
        left ? next.open(((Work.CallResult) held.work()).call().id(), false) : next,
        new Effect.End(held, outcome));
  }

  private static Step saved(Lane lane, Held held, Commit commit) {
    Lane next = lane.without(held);
    if (commit.completed() != null) {
      next = next.closed(commit.completed());
    }
    List<Effect> effects = new ArrayList<>();
    for (Call call : commit.calls()) {
      next = next.open(call.id(), true);
      effects.add(new Effect.Make(call));
    }
    effects.add(new Effect.End(held, key(held.work()).isApp() ? Outcome.IGNORED : Outcome.APPLIED));
    return new Step(next, effects);
  }

  private static Step make(Lane lane, Call call) {
    return Step.of(lane.open(call.id(), true), new Effect.Make(call));
  }

  private static Step erased(Lane lane) {
    List<Effect> effects = new ArrayList<>();
    if (lane.now() != null) {
      effects.add(new Effect.End(lane.now().held(), Outcome.ERASED));
    }
    lane.waiting().forEach(held -> effects.add(new Effect.End(held, Outcome.ERASED)));
    return new Step(Lane.EMPTY, effects);
  }
}
