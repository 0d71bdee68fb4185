package dev.botflow.runtime;

import dev.botflow.error.SafeErrors;
import dev.botflow.event.SessionKey;
import dev.botflow.runtime.app.AppLoad;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One lane a session: its tasks run one at a time in the order they came, on whatever worker is free. A lane is held while
 * the session has an open call, as its store says, and while a task of it comes back: then only what is put ahead of the
 * others runs. Safe for use by many threads.
 */
final class Lanes {
  private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

  private final BiConsumer<SessionKey, Runnable> workers;
  private final AppLoad load;
  private final Map<SessionKey, Lane> lanes = new HashMap<>();
  private volatile Runnable whenTaskEnds = () -> {};
  private int waiting;
  private int running;
  private int callsUnderWay;

  Lanes(Executor workers) {
    this((key, task) -> workers.execute(task), new AppLoad());
  }

  /**
   * @param workers run a task of a session; throw {@link RejectedExecutionException} if they are closed
   * @param load where calls under way are counted
   */
  Lanes(BiConsumer<SessionKey, Runnable> workers, AppLoad load) {
    this.workers = workers;
    this.load = load;
  }

  /** Runs this after each task, on its worker, when the lane is free again. */
  void whenTaskEnds(Runnable then) {
    whenTaskEnds = then;
  }

  private static final class Lane {
    final Deque<Queued> ahead = new ArrayDeque<>();
    final Deque<Queued> queue = new ArrayDeque<>();
    Object generation = new Object();
    // The session's open calls by id: true once this process makes it.
    final Map<String, Boolean> calls = new HashMap<>();
    int holds;
    boolean running;

    boolean held() {
      return holds > 0 || !calls.isEmpty();
    }

    boolean idle() {
      return ahead.isEmpty() && queue.isEmpty() && !held() && !running;
    }

    /** True if nothing is to be done and no result under way: an open call may be for the next start. */
    boolean rests() {
      return ahead.isEmpty()
          && queue.isEmpty()
          && holds == 0
          && !running
          && !calls.containsValue(true);
    }
  }

  /** Something to do on a lane. */
  @FunctionalInterface
  interface Task {
    /** @param generation in which it was put on its lane; see {@link #isCurrent} */
    void run(Object generation);

    /**
     * Does it at once, ahead of what waits before it, if it must not wait; to be asked on the lane.
     *
     * @return false if it is to be run in its turn; then nothing happened
     */
    default boolean overtakes(Object generation) {
      return false;
    }
  }

  /** @param counts if it is one of those that wait, not one that only sees to them */
  private record Queued(Task task, Object generation, boolean counts) {}

  /** Tasks waiting in all lanes, in their turn or parked. */
  synchronized int waiting() {
    return waiting;
  }

  /** Tasks that wait or run: one that runs may be parked, and waits again. */
  synchronized int occupied() {
    return waiting + running;
  }

  /** Puts a task at the end of its lane. */
  void add(SessionKey key, Runnable task) {
    add(key, generation -> task.run());
  }

  /** Puts a task at the end of its lane. */
  synchronized void add(SessionKey key, Task task) {
    Lane lane = lanes.computeIfAbsent(key, none -> new Lane());
    lane.queue.add(new Queued(task, lane.generation, true));
    waiting++;
    start(key, lane);
  }

  /** Puts a task ahead of what waits in its lane, held or not; it does not count as waiting. */
  void addAhead(SessionKey key, Runnable task) {
    addAhead(key, task, false);
  }

  private synchronized void addAhead(SessionKey key, Runnable task, boolean counts) {
    Lane lane = lanes.computeIfAbsent(key, none -> new Lane());
    lane.ahead.add(new Queued(generation -> task.run(), lane.generation, counts));
    start(key, lane);
  }

  /** Lets those of a lane's tasks go first that must not wait; to be called on the lane. */
  void overtake(SessionKey key) {
    List<Queued> queued;
    synchronized (this) {
      Lane lane = lanes.get(key);
      queued = lane == null ? List.of() : List.copyOf(lane.queue);
    }
    for (Queued one : queued) {
      if (one.task().overtakes(one.generation())) {
        synchronized (this) {
          Lane lane = lanes.get(key);
          if (lane != null && lane.queue.remove(one)) {
            waiting--;
          }
        }
      }
    }
  }

  /** The current generation; to be asked on the lane, or while it is held. */
  synchronized Object generation(SessionKey key) {
    Lane lane = lanes.get(key);
    return lane == null ? new Object() : lane.generation;
  }

  /** Begins a new generation of a lane: what was put on it before is over, and asks {@link #isCurrent} to know. */
  synchronized void newGeneration(SessionKey key) {
    Lane lane = lanes.get(key);
    if (lane != null) {
      lane.generation = new Object();
    }
  }

  /** True while the generation is current in which something was put on its lane that has not ended. */
  synchronized boolean isCurrent(SessionKey key, Object generation) {
    Lane lane = lanes.get(key);
    return lane != null && lane.generation == generation;
  }

  /** A task that left its lane, which is held for it, and comes back: it counts as waiting, so that memory stays bounded. */
  synchronized void park() {
    waiting++;
  }

  /** Puts a task that was parked ahead of what waits in its lane. */
  void addAheadParked(SessionKey key, Runnable task) {
    addAhead(key, task, true);
  }

  /** A task that was parked does not come back. */
  synchronized void unpark() {
    waiting--;
  }

  /** Holds a lane; as many releases let it go. */
  synchronized void hold(SessionKey key) {
    lanes.computeIfAbsent(key, none -> new Lane()).holds++;
  }

  /** The store holds an open call of the session: its lane is held until {@link #closed}. Again, this changes nothing. */
  synchronized void opened(SessionKey key, String call) {
    lanes.computeIfAbsent(key, none -> new Lane()).calls.putIfAbsent(call, false);
  }

  /** True if a call is open that nobody makes yet; then who asks makes it. */
  synchronized boolean takes(SessionKey key, String call) {
    Lane lane = lanes.get(key);
    boolean takes = lane != null && lane.calls.replace(call, false, true);
    if (takes) {
      callsUnderWay++;
      load.add(key);
    }
    return takes;
  }

  /** A call whose result could not be stored stays open, and its lane held, until the next start. */
  synchronized void leaves(SessionKey key, String call) {
    Lane lane = lanes.get(key);
    if (lane != null && lane.calls.replace(call, true, false)) {
      callsUnderWay--;
      load.remove(key);
      notifyAll();
    }
  }

  /** The store holds this call no more. Again, or for one that was not open, this changes nothing. */
  synchronized void closed(SessionKey key, String call) {
    Lane lane = lanes.get(key);
    if (lane != null) {
      close(key, lane, call);
      start(key, lane);
      notifyAll();
    }
  }

  /** The store holds no call of this session any more. */
  synchronized void closedAll(SessionKey key) {
    Lane lane = lanes.get(key);
    if (lane != null) {
      List.copyOf(lane.calls.keySet()).forEach(call -> close(key, lane, call));
      start(key, lane);
      notifyAll();
    }
  }

  private void close(SessionKey key, Lane lane, String call) {
    if (Boolean.TRUE.equals(lane.calls.remove(call))) {
      callsUnderWay--;
      load.remove(key);
    }
  }

  synchronized boolean isOpen(SessionKey key, String call) {
    Lane lane = lanes.get(key);
    return lane != null && lane.calls.containsKey(call);
  }

  /** Calls under way. */
  synchronized int calls() {
    return callsUnderWay;
  }

  synchronized void release(SessionKey key) {
    Lane lane = lanes.get(key);
    if (lane == null || lane.holds == 0) {
      throw new IllegalStateException("release: expected a lane that is held, but was free");
    }
    lane.holds--;
    start(key, lane);
  }

  private void start(SessionKey key, Lane lane) {
    if (lane.running || (lane.ahead.isEmpty() && (lane.held() || lane.queue.isEmpty()))) {
      if (lane.idle()) {
        lanes.remove(key);
      }
      return;
    }
    lane.running = true;
    try {
      workers.accept(key, () -> runNext(key, lane));
    } catch (RejectedExecutionException e) {
      // The engine closes: what waits is stored, and taken up at the next start.
      lane.running = false;
    }
  }

  private void runNext(SessionKey key, Lane lane) {
    Queued task;
    synchronized (this) {
      task = !lane.ahead.isEmpty() ? lane.ahead.poll() : lane.held() ? null : lane.queue.poll();
      if (task != null && task.counts()) {
        waiting--;
      }
      running++;
    }
    try {
      if (task != null) {
        task.task().run(task.generation());
      }
    } catch (RuntimeException | Error e) {
      LOG.error("a task of a lane failed: {}", SafeErrors.shown(e));
    } finally {
      synchronized (this) {
        running--;
        lane.running = false;
        start(key, lane);
        notifyAll();
      }
      whenTaskEnds.run();
    }
  }

  /** Waits until no lane has anything to do; false if that takes longer. */
  synchronized boolean awaitIdle(java.time.Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (!lanes.values().stream().allMatch(Lane::rests)) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}
