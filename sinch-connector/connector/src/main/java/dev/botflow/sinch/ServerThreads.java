package dev.botflow.sinch;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a {@link com.sun.net.httpserver.HttpServer} whose callers may be slow. The JDK's server reads a call's head
 * for as long as it takes, and a head that never ends would keep its thread forever: an interrupt makes the read fail.
 */
public final class ServerThreads extends ThreadPoolExecutor {
  private final ScheduledThreadPoolExecutor watch;
  private final Duration slowest;

  /** True while this thread reads a call's head. */
  private static final ThreadLocal<@Nullable AtomicBoolean> READS_HEAD = new ThreadLocal<>();

  /**
   * @param name of its threads
   * @param threads as many calls are read and answered at a time
   * @param slowest within which a head is there
   */
  public ServerThreads(String name, int threads, Duration slowest) {
    super(threads, threads, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemon(name));
    allowCoreThreadTimeOut(true);
    this.slowest = slowest;
    this.watch = new ScheduledThreadPoolExecutor(1, daemon(name + "-watch"));
    watch.setRemoveOnCancelPolicy(true);
  }

  private static ThreadFactory daemon(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public void execute(Runnable call) {
    super.execute(() -> watched(call));
  }

  private void watched(Runnable call) {
    AtomicBoolean reads = new AtomicBoolean(true);
    READS_HEAD.set(reads);
    Thread reader = Thread.currentThread();
    ScheduledFuture<?> tooSlow = after(slowest, () -> endHead(reads, reader));
    try {
      call.run();
    } finally {
      tooSlow.cancel(false);
      READS_HEAD.remove();
      synchronized (reads) {
        reads.set(false);
        // Meant for this call: the thread's next one is another's.
        Thread.interrupted();
      }
    }
  }

  private static void endHead(AtomicBoolean reads, Thread reader) {
    // Under the lock, so that no interrupt comes after the call has ended.
    synchronized (reads) {
      if (reads.getAndSet(false)) {
        reader.interrupt();
      }
    }
  }

  /** This thread's head is there: to be called first by whoever handles a call. */
  public void readHead() {
    AtomicBoolean reads = READS_HEAD.get();
    if (reads != null) {
      reads.set(false);
    }
  }

  /** Does something later, unless it is cancelled. */
  public ScheduledFuture<?> after(Duration wait, Runnable then) {
    return watch.schedule(then, wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Ends them at once. */
  public void end() {
    shutdownNow();
    watch.shutdownNow();
  }
}
