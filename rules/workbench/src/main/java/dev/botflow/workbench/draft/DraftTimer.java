package dev.botflow.workbench.draft;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs work later, on a thread of the host's. */
@FunctionalInterface
public interface DraftTimer {

  /** Runs work once after a delay; works may run side by side. */
  void after(Duration delay, Runnable work);

  /** One with daemon threads of its own. */
  static DraftTimer daemons() {
    // Proofs may take one for minutes; saving must not wait for them.
    ScheduledExecutorService threads = Executors.newScheduledThreadPool(3, work -> {
      Thread thread = new Thread(work, "botflow-draft");
      thread.setDaemon(true);
      return thread;
    });
    return (delay, work) -> {
      var unused = threads.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
    };
  }
}
