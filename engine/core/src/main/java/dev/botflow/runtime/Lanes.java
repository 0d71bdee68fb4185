package dev.botflow.runtime;

import dev.botflow.error.SafeErrors;
import dev.botflow.event.ActionCompleted;
import dev.botflow.event.SessionKey;
import dev.botflow.lane.Effect;
import dev.botflow.lane.Fault;
import dev.botflow.lane.Held;
import dev.botflow.lane.Input;
import dev.botflow.lane.Lane;
import dev.botflow.lane.LaneRules;
import dev.botflow.lane.Step;
import dev.botflow.lane.Work;
import dev.botflow.runtime.app.AppLoad;
import dev.botflow.session.Call;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One {@link Lane} a session, and the workers for them: what {@link LaneRules} say is done on whatever worker is free, one
 * thing at a time for each lane. Safe for use by many threads.
 */
final class Lanes {
  private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
  private static final Input READY = new Input.Ready();

  private final BiConsumer<SessionKey, Runnable> workers;
  private final AppLoad load;
  private final Map<SessionKey, Place> places = new HashMap<>();
  private LaneRules rules;
  private volatile Doing doing = (key, effect) -> null;
  private volatile Runnable whenWorkEnds = () -> {};
  private long numbers;
  private int waiting;
  private int triedAgain;
  private int calls;
  private int running;

  Lanes(Executor workers, LaneRules rules) {
    this((key, task) -> workers.execute(task), new AppLoad(), rules);
  }

  /**
   * @param workers run a task of a session; throw {@link RejectedExecutionException} if they are closed
   * @param load where calls under way are counted
   */
  Lanes(BiConsumer<SessionKey, Runnable> workers, AppLoad load, LaneRules rules) {
    this.workers = workers;
    this.load = load;
    this.rules = rules;
  }

  /** Does what is to be done for lanes. */
  @FunctionalInterface
  interface Doing {
    /** @return what happened by it; null if that comes later, or nothing follows */
    @Nullable
    Input done(SessionKey key, Effect effect);
  }

  /** A lane, and what is to be done on it beside its own work. */
  private static final class Place {
    final Deque<Runnable> ahead = new ArrayDeque<>();
    Lane lane = Lane.EMPTY;
    boolean running;
  }

  /** Sets what does the work; before anything is put on a lane. */
  void workWith(Doing does) {
    doing = does;
  }

  /** Runs this each time a worker ends, when the lane is free again. */
  void whenWorkEnds(Runnable then) {
    whenWorkEnds = then;
  }

  /** From now on what fails is left for the next start. */
  synchronized void close() {
    rules = rules.whileClosing();
  }

  /** Puts something at the end of its lane. */
  void add(SessionKey key, Work work) {
    give(key, new Input.Arrived(held(work)));
  }

  /** The result of a call comes ahead of what waits. */
  void add(Call call, ActionCompleted result) {
    give(call.key(), new Input.Result(held(new Work.CallResult(call, result)), call.id()));
  }

  private synchronized Held held(Work work) {
    return new Held(++numbers, work);
  }

  /** Something happened to a lane; what is to be done at once is done here, what waits for a worker by one. */
  void give(SessionKey key, Input input) {
    List<Effect> effects;
    synchronized (this) {
      Place place = places.computeIfAbsent(key, none -> new Place());
      effects = step(key, place, input);
      start(key, place);
    }
    effects.forEach(effect -> done(key, effect));
  }

  /** Runs a task on a lane, ahead of what waits there, also while nothing else may begin. */
  synchronized void addAhead(SessionKey key, Runnable task) {
    Place place = places.computeIfAbsent(key, none -> new Place());
    place.ahead.add(task);
    start(key, place);
  }

  /** Events, timers and lost calls that wait, for their turn or for the facts for it. */
  synchronized int waiting() {
    return waiting;
  }

  /** Those that wait and those at work: one at work may wait again. */
  synchronized int occupied() {
    return waiting + running;
  }

  /** Those that failed and wait for their next try. */
  synchronized int triedAgain() {
    return triedAgain;
  }

  /** Calls under way. */
  synchronized int calls() {
    return calls;
  }

  private List<Effect> step(SessionKey key, Place place, Input input) {
    Lane before = place.lane;
    Step step = rules.step(before, input);
    Lane after = step.lane();
    place.lane = after;
    waiting += after.waits() - before.waits();
    triedAgain += (after.triesAgain() ? 1 : 0) - (before.triesAgain() ? 1 : 0);
    count(key, after.callsUnderWay() - before.callsUnderWay());
    return step.effects();
  }

  private void count(SessionKey key, int more) {
    calls += more;
    for (int i = 0; i < more; i++) {
      load.add(key);
    }
    for (int i = more; i < 0; i++) {
      load.remove(key);
    }
  }

  private void start(SessionKey key, Place place) {
    if (place.running) {
      return;
    }
    if (place.ahead.isEmpty() && !rules.hasWork(place.lane)) {
      if (place.lane.equals(Lane.EMPTY)) {
        places.remove(key);
      }
      return;
    }
    place.running = true;
    try {
      workers.accept(key, () -> work(key, place));
    } catch (RejectedExecutionException e) {
      // The engine closes: what waits is stored, and taken up at the next start.
      place.running = false;
    }
  }

  private void work(SessionKey key, Place place) {
    Deque<Effect> todo = new ArrayDeque<>();
    Runnable ahead;
    synchronized (this) {
      running++;
      ahead = place.ahead.poll();
      if (ahead == null) {
        todo.addAll(step(key, place, READY));
      }
    }
    try {
      if (ahead != null) {
        ahead.run();
      }
      while (!todo.isEmpty()) {
        Input input = done(key, todo.remove());
        if (input != null) {
          synchronized (this) {
            todo.addAll(step(key, place, input));
          }
        }
      }
    } catch (RuntimeException | Error e) {
      LOG.error("a task of a lane failed: {}", SafeErrors.shown(e));
    } finally {
      synchronized (this) {
        running--;
        place.running = false;
        start(key, place);
        notifyAll();
      }
      whenWorkEnds.run();
    }
  }

  private @Nullable Input done(SessionKey key, Effect effect) {
    try {
      return doing.done(key, effect);
    } catch (RuntimeException | Error e) {
      if (effect instanceof Effect.OfNow now) {
        return new Input.Refused(now.held().number(), Fault.of(Fault.Kind.TURN, e));
      }
      LOG.error("what follows on a lane failed: {}", SafeErrors.shown(e));
      return null;
    }
  }

  /** Waits until no lane has anything to do but what is for the next start; false if that takes longer. */
  synchronized boolean awaitIdle(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (!places.values().stream().allMatch(Lanes::rests)) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  private static boolean rests(Place place) {
    return !place.running && place.ahead.isEmpty() && place.lane.rests();
  }
}
