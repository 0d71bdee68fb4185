package dev.botflow.runtime.host;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs code of the host's. On virtual threads where the JVM has those that a lock does not pin (24 and later); else on
 * threads made as they are needed, so many at most, of which one name gets a part only: an action that blocks stands in
 * its own way and in nobody else's. Safe for use by many threads.
 */
public final class HostThreads implements AutoCloseable {
  private static final int NO_LOCK_PINS = 24;
  private static final long IDLE_SECONDS = 30;

  private final Executor threads;
  private final @Nullable ExecutorService own;
  private final int most;
  private final int mostOfOne;
  // By name, each in the order in which they were handed in.
  private final Map<String, Set<Task>> waiting = new LinkedHashMap<>();
  private final Map<String, Integer> running = new HashMap<>();
  private int runningInAll;
  private boolean closed;

  private HostThreads(Executor threads, @Nullable ExecutorService own, int most, int mostOfOne) {
    this.threads = threads;
    this.own = own;
    this.most = most;
    this.mostOfOne = mostOfOne;
  }

  /**
   * Threads of our own.
   *
   * @param most as many at most, where threads are dear
   * @param mostOfOne of these, as many for one name
   */
  public static HostThreads own(String name, int most, int mostOfOne) {
    ExecutorService virtual = virtual();
    if (virtual != null) {
      return new HostThreads(virtual, virtual, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }
    return platform(name, most, mostOfOne);
  }

  static HostThreads platform(String name, int most, int mostOfOne) {
    return platform(daemons(name), most, mostOfOne);
  }

  static HostThreads platform(ThreadFactory factory, int most, int mostOfOne) {
    // With a queue, though no more than so many tasks are handed in at a time: a thread is free a
    // moment after its task
    // has ended.
    ThreadPoolExecutor made = new ThreadPoolExecutor(
        most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
    made.allowCoreThreadTimeOut(true);
    return new HostThreads(made, made, most, mostOfOne);
  }

  /** Threads of somebody else's, as many as are asked for. */
  public static HostThreads on(Executor threads) {
    return new HostThreads(threads, null, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  private static @Nullable ExecutorService virtual() {
    if (Runtime.version().feature() < NO_LOCK_PINS) {
      return null;
    }
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      // A JVM of another make: threads of the dear kind do as well.
      return null;
    }
  }

  private static ThreadFactory daemons(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * Runs a task as soon as its name has a thread left.
   *
   * @param name what it is part of, such as the name of an action
   * @param task what it throws is lost
   * @return to cancel it: what waits is forgotten, what runs is interrupted
   * @throws RejectedExecutionException if this is closed
   */
  public Future<?> run(String name, Runnable task) {
    Task one = new Task(name, task);
    synchronized (this) {
      if (closed) {
        throw new RejectedExecutionException("the threads for the host's code are closed");
      }
      waiting.computeIfAbsent(name, none -> new LinkedHashSet<>()).add(one);
    }
    start();
    return one;
  }

  /** Outside the lock: what it starts may run on this very thread. */
  private void start() {
    startable().forEach(this::handIn);
  }

  private void handIn(Task task) {
    try {
      threads.execute(() -> work(task));
    } catch (RuntimeException | Error e) {
      refused(task);
    }
  }

  /** Runs a task, and what its end makes room for: the first of that here, where there is a thread for sure. */
  private void work(Task first) {
    @Nullable Task task = first;
    while (task != null) {
      task.run();
      List<Task> next;
      synchronized (this) {
        ended(task);
        next = startable();
      }
      next.stream().skip(1).forEach(this::handIn);
      task = next.isEmpty() ? null : next.get(0);
    }
  }

  /** No thread can be made for it now: it waits for one that is at work, or whoever waits for it learns by its time-out. */
  private void refused(Task task) {
    boolean waits;
    synchronized (this) {
      ended(task);
      waits = !closed && runningInAll > 0;
      if (waits) {
        waiting.computeIfAbsent(task.name, none -> new LinkedHashSet<>()).add(task);
      }
    }
    if (!waits) {
      task.cancel(false);
    }
  }

  private void ended(Task task) {
    running.computeIfPresent(task.name, (name, n) -> n == 1 ? null : n - 1);
    runningInAll--;
  }

  private synchronized List<Task> startable() {
    List<Task> next = new ArrayList<>();
    for (var names = waiting.entrySet().iterator(); names.hasNext(); ) {
      Map.Entry<String, Set<Task>> name = names.next();
      for (var tasks = name.getValue().iterator(); tasks.hasNext() && free(name.getKey()); ) {
        next.add(tasks.next());
        tasks.remove();
        running.merge(name.getKey(), 1, Integer::sum);
        runningInAll++;
      }
      if (name.getValue().isEmpty()) {
        names.remove();
      }
    }
    return next;
  }

  private boolean free(String name) {
    return runningInAll < most && running.getOrDefault(name, 0) < mostOfOne;
  }

  /** Takes nothing any more, forgets what waits and interrupts what runs. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      waiting.clear();
    }
    if (own != null) {
      own.shutdownNow();
    }
  }

  private synchronized void forget(Task task) {
    waiting.computeIfPresent(task.name, (name, tasks) -> {
      tasks.remove(task);
      return tasks.isEmpty() ? null : tasks;
    });
  }

  private final class Task extends FutureTask<@Nullable Void> {
    private final String name;

    Task(String name, Runnable task) {
      super(task, null);
      this.name = name;
    }

    @Override
    protected void done() {
      if (isCancelled()) {
        forget(this);
      }
    }
  }
}
