package dev.botflow.runtime;

import dev.botflow.error.SafeErrors;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks on threads of our own, or of the host's: then so many at a time, while the others wait here, and what the
 * host's threads refuse for now is offered again. Safe for use by many threads.
 */
final class Workers implements Executor {
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
  private static final long AGAIN_MILLIS = 100;

  private final Executor threads;
  private final @Nullable ExecutorService own;
  private final int most;
  private final ScheduledExecutorService time;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int running;
  private boolean offeredAgain;
  private boolean full;
  private boolean closed;

  private Workers(
      Executor threads, @Nullable ExecutorService own, int most, ScheduledExecutorService time) {
    this.threads = threads;
    this.own = own;
    this.most = most;
    this.time = time;
  }

  /** @param threads as many as may work at a time; they end with this */
  static Workers own(ExecutorService threads, ScheduledExecutorService time) {
    return new Workers(threads, threads, Integer.MAX_VALUE, time);
  }

  /**
   * @param threads where tasks run, never on the thread that brings them
   * @param most tasks at a time
   * @param time on which what was refused is offered again
   */
  static Workers ofHost(Executor threads, int most, ScheduledExecutorService time) {
    return new Workers(threads, null, most, time);
  }

  /** @throws RejectedExecutionException if this is closed */
  @Override
  public void execute(Runnable task) {
    if (own == null) {
      await(task);
      return;
    }
    try {
      own.execute(task);
    } catch (OutOfMemoryError e) {
      // No thread could be made for it now; what was accepted must not wait for the next start.
      await(task);
    }
  }

  private synchronized void await(Runnable task) {
    if (closed) {
      throw new RejectedExecutionException("the workers are closed");
    }
    waiting.add(task);
    start();
  }

  private synchronized void start() {
    while (!closed && running < most && !waiting.isEmpty()) {
      Runnable task = waiting.remove();
      running++;
      Offer offer = new Offer(task);
      try {
        threads.execute(offer);
      } catch (RuntimeException | Error e) {
        if (!full) {
          LOG.warn(
              "the executor takes no more for now ({}); what waits is offered again",
              SafeErrors.shown(e));
        }
        full = true;
        // A pool may keep a task though it could make no thread for it.
        if (offer.taken.compareAndSet(false, true)) {
          refused(task);
        }
        return;
      } finally {
        offer.made = true;
      }
      if (offer.onCaller) {
        LOG.error(
            "executor: expected one that runs tasks on threads of its own, but it ran one on the"
                + " caller's; tried again in {} ms",
            AGAIN_MILLIS);
        refused(task);
        return;
      }
    }
  }

  private void refused(Runnable task) {
    running--;
    waiting.addFirst(task);
    if (!offeredAgain && !time.isShutdown()) {
      time.schedule(this::offerAgain, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
      offeredAgain = true;
    }
  }

  private synchronized void offerAgain() {
    offeredAgain = false;
    start();
  }

  private synchronized void over() {
    running--;
    start();
    full &= !waiting.isEmpty();
    notifyAll();
  }

  /** Begins nothing any more; interrupts what runs, if the threads are our own. What waits is forgotten. */
  void stop() {
    if (own != null) {
      own.shutdownNow();
    }
    synchronized (this) {
      closed = true;
      waiting.clear();
    }
  }

  /** Waits until nothing runs, so long at most. */
  void awaitEnd(Duration atMost) throws InterruptedException {
    if (own != null) {
      own.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } else {
      awaitHosts(atMost);
    }
  }

  private synchronized void awaitHosts(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    long left = atMost.toMillis();
    while (running > 0 && left > 0) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
  }

  /** A task handed to the threads. A full pool may be set to run it on the caller's, which holds locks: not then. */
  private final class Offer implements Runnable {
    private final Runnable task;
    private final Thread caller = Thread.currentThread();
    private final AtomicBoolean taken = new AtomicBoolean();
    private volatile boolean made;
    private volatile boolean onCaller;

    Offer(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      if (!made && Thread.currentThread() == caller) {
        onCaller = true;
        return;
      }
      if (!taken.compareAndSet(false, true)) {
        return;
      }
      try {
        task.run();
      } finally {
        over();
      }
    }
  }
}
