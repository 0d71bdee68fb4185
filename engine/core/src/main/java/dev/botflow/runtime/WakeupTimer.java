package dev.botflow.runtime;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Wakes one task at the earliest of the moments asked for since it last ran; never more than one is set. */
final class WakeupTimer {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final ScheduledExecutorService thread;
  private final Runnable task;
  private @Nullable ScheduledFuture<?> set;

  WakeupTimer(ScheduledExecutorService thread, Runnable task) {
    this.thread = thread;
    this.task = task;
  }

  /** Wakes the task after this while, or in a minute if that is longer; an earlier alarm stays. */
  synchronized void in(Duration wait) {
    Duration bounded = wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    long millis = Math.max(1, bounded.toMillis());
    if (set != null) {
      if (set.getDelay(TimeUnit.MILLISECONDS) <= millis) {
        return;
      }
      set.cancel(false);
    }
    set = thread.schedule(this::ring, millis, TimeUnit.MILLISECONDS);
  }

  private void ring() {
    synchronized (this) {
      set = null;
    }
    task.run();
  }
}
