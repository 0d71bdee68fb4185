package dev.botflow.runtime.app;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Hands the tasks of many apps to workers. A worker that is free takes the next task of the app that has the fewest at
 * work, and of those the one that was served longest ago: however much one app has, another waits for its part of the
 * workers only. The tasks of one app begin in the order they came. Safe for use by many threads.
 */
public final class FairWorkers {
  private final Executor workers;
  private final int most;
  // Those served longest ago first; none that has nothing.
  private final Map<String, Queue> apps = new LinkedHashMap<>();
  private int begun;

  private static final class Queue {
    final Deque<Runnable> waiting = new ArrayDeque<>();
    int atWork;
  }

  /** @param most tasks at a time */
  public FairWorkers(Executor workers, int most) {
    this.workers = workers;
    this.most = most;
  }

  /**
   * Runs a task of an app in its turn.
   *
   * @throws RejectedExecutionException if the workers are closed
   */
  public void execute(String app, Runnable task) {
    synchronized (this) {
      apps.computeIfAbsent(app, none -> new Queue()).waiting.add(task);
      if (begun == most) {
        return;
      }
      begun++;
    }
    try {
      workers.execute(this::work);
    } catch (RejectedExecutionException e) {
      refused(app, task);
      throw e;
    }
  }

  private synchronized void refused(String app, Runnable task) {
    begun--;
    Queue queue = apps.get(app);
    if (queue != null) {
      queue.waiting.remove(task);
      forgetIfIdle(app, queue);
    }
  }

  private void work() {
    String app;
    Queue queue;
    Runnable task;
    synchronized (this) {
      app = next();
      if (app == null) {
        begun--;
        return;
      }
      queue = Objects.requireNonNull(apps.remove(app), "next() names one of them");
      apps.put(app, queue);
      task = queue.waiting.remove();
      queue.atWork++;
    }
    try {
      task.run();
    } finally {
      if (ended(app, queue)) {
        goOn();
      }
    }
  }

  private void goOn() {
    try {
      workers.execute(this::work);
    } catch (RejectedExecutionException e) {
      // Closed: what waits is stored, and taken up at the next start.
      synchronized (this) {
        begun--;
      }
    }
  }

  /** @return whether something waits, for which this worker is to go on */
  private synchronized boolean ended(String app, Queue queue) {
    queue.atWork--;
    forgetIfIdle(app, queue);
    if (apps.values().stream().anyMatch(one -> !one.waiting.isEmpty())) {
      return true;
    }
    begun--;
    return false;
  }

  private void forgetIfIdle(String app, Queue queue) {
    if (queue.waiting.isEmpty() && queue.atWork == 0) {
      apps.remove(app);
    }
  }

  private @Nullable String next() {
    String best = null;
    int fewest = Integer.MAX_VALUE;
    for (Map.Entry<String, Queue> app : apps.entrySet()) {
      Queue queue = app.getValue();
      if (!queue.waiting.isEmpty() && queue.atWork < fewest) {
        best = app.getKey();
        fewest = queue.atWork;
      }
    }
    return best;
  }
}
