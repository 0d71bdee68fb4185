package dev.botflow.runtime;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A clock and a thread moved on by hand: what is due runs in order, on the caller's thread, at its own moment. */
class HandTime extends ScheduledThreadPoolExecutor {
  private final PriorityQueue<Task> tasks = new PriorityQueue<>(
      Comparator.comparingLong((Task task) -> task.at).thenComparing(t -> t.number));
  private Instant zero = Instant.parse("2026-01-05T09:00:00Z");
  private long ticks;
  private long numbers;
  private long runs;

  HandTime() {
    super(1);
  }

  Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return zero.plusNanos(ticks);
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("a zone is not asked for");
      }
    };
  }

  /** Nanoseconds that only go on. */
  long ticks() {
    return ticks;
  }

  /** How many tasks ran so far: what spins is seen by it. */
  long runs() {
    return runs;
  }

  /** Runs all that falls due in this time, and stands at its end. */
  void forMillis(long millis) {
    long end = ticks + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!tasks.isEmpty() && tasks.peek().at <= end) {
      Task task = tasks.remove();
      ticks = task.at;
      runs++;
      task.run();
    }
    ticks = end;
  }

  /** Runs all that falls due up to then, as the clock shows it now, and stands there. */
  void until(Instant end) {
    forMillis(Duration.between(clock().instant(), end).toMillis());
  }

  /** Sets the clock as somebody does who sets the machine's: nothing runs, and what waits still waits as long. */
  void set(Instant now) {
    zero = now.minusNanos(ticks);
  }

  @Override
  public void execute(Runnable task) {
    schedule(task, 0, TimeUnit.MILLISECONDS);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    Task one = new Task(task, ticks + unit.toNanos(delay), numbers++);
    tasks.add(one);
    return one;
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
    throw new UnsupportedOperationException("not used");
  }

  private final class Task extends FutureTask<Void> implements ScheduledFuture<Void> {
    private final long at;
    private final long number;

    Task(Runnable task, long at, long number) {
      super(task, null);
      this.at = at;
      this.number = number;
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
      tasks.remove(this);
      return super.cancel(mayInterrupt);
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(at - ticks, TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
