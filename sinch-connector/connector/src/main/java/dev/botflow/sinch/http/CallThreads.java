package dev.botflow.sinch.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Threads for calls that block, shared by apps: made as they are needed, gone when idle. A thread that is free takes the
 * next call of the app that has the fewest under way. Where there are several apps none has more under way than is left
 * for all others: an app whose calls hang has half of the threads at most. Safe for use by many threads.
 */
public final class CallThreads implements AutoCloseable {
  private static final int MAX_WAITING_CALLS = 1000;
  private static final ThreadLocal<@Nullable Boolean> WHOLE = new ThreadLocal<>();

  private final int most;
  private final ThreadPoolExecutor threads;
  // Those served longest ago first.
  private final Map<String, Queue> apps = new LinkedHashMap<>();
  private int atWork;
  private boolean closed;

  private static final class Queue {
    final Deque<Runnable> waiting = new ArrayDeque<>();
    int users;
    int atWork;

    boolean idle() {
      return waiting.isEmpty() && atWork == 0;
    }
  }

  public CallThreads(int most) {
    this.most = most;
    AtomicInteger number = new AtomicInteger();
    this.threads = new ThreadPoolExecutor(
        most, most, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
          Thread thread = new Thread(task, "sinch-api-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
    threads.allowCoreThreadTimeOut(true);
  }

  /** An app begins to share these threads. */
  public synchronized void join(String app) {
    apps.computeIfAbsent(app, none -> new Queue()).users++;
  }

  /** An app shares them no more, once its calls have ended, for which this waits so long at most. */
  public synchronized void leave(String app, Duration atMost) throws InterruptedException {
    Queue queue = apps.get(app);
    if (queue == null) {
      return;
    }
    queue.users--;
    long end = System.nanoTime() + atMost.toNanos();
    long left = atMost.toMillis();
    while (!queue.idle() && left > 0) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
    forget(app, queue);
  }

  /** Waits until nobody's calls are under way any more, so long at most. */
  public synchronized void awaitIdle(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    long left = atMost.toMillis();
    while (!apps.values().stream().allMatch(Queue::idle) && left > 0) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
  }

  private void forget(String app, Queue queue) {
    if (queue.users <= 0 && queue.idle()) {
      apps.remove(app);
    }
  }

  /**
   * Makes a call in its turn.
   *
   * @throws RejectedExecutionException if too many of the app wait already, or these threads are closed
   */
  public void execute(String app, Runnable call) {
    synchronized (this) {
      Queue queue = apps.computeIfAbsent(app, none -> new Queue());
      if (closed || queue.waiting.size() >= MAX_WAITING_CALLS) {
        throw new RejectedExecutionException();
      }
      queue.waiting.add(call);
    }
    begin();
  }

  /** Does something that makes several calls, one after the other, all of them on the one thread it gets. */
  public void executeWhole(String app, Runnable calls) {
    execute(app, () -> {
      WHOLE.set(true);
      try {
        calls.run();
      } finally {
        WHOLE.remove();
      }
    });
  }

  /** True on a thread on which calls are made at once. */
  public static boolean isWhole() {
    return WHOLE.get() != null;
  }

  private void begin() {
    List<Runnable> next = new ArrayList<>();
    synchronized (this) {
      for (Runnable call = next(); call != null; call = next()) {
        next.add(call);
      }
    }
    next.forEach(threads::execute);
  }

  private @Nullable Runnable next() {
    String best = null;
    int fewest = Integer.MAX_VALUE;
    for (Map.Entry<String, Queue> app : apps.entrySet()) {
      Queue queue = app.getValue();
      boolean may = apps.size() == 1 || queue.atWork < most - atWork;
      if (may && !queue.waiting.isEmpty() && queue.atWork < fewest) {
        best = app.getKey();
        fewest = queue.atWork;
      }
    }
    if (best == null || atWork == most) {
      return null;
    }
    String app = best;
    Queue queue = Objects.requireNonNull(apps.remove(app), "the best is one of them");
    apps.put(app, queue);
    Runnable call = queue.waiting.remove();
    queue.atWork++;
    atWork++;
    return () -> {
      try {
        call.run();
      } finally {
        ended(app, queue);
      }
    };
  }

  private void ended(String app, Queue queue) {
    synchronized (this) {
      queue.atWork--;
      atWork--;
      forget(app, queue);
      notifyAll();
      if (closed && threads.isShutdown()) {
        return;
      }
    }
    begin();
  }

  /** Takes no more calls, and breaks off those under way. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      apps.values().forEach(queue -> queue.waiting.clear());
      threads.shutdownNow();
    }
  }
}
