package dev.botflow.workbench.draft;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A timer whose time goes on when a test says so; work is run by the test's own thread. */
final class ManualTimer implements DraftTimer {
  private final List<Work> waiting = new ArrayList<>();
  private Duration now = Duration.ZERO;

  private record Work(Duration at, Runnable run) {}

  @Override
  public synchronized void after(Duration delay, Runnable work) {
    waiting.add(new Work(now.plus(delay), work));
  }

  /** Lets time go on, and runs what falls due on the way in its order. */
  void pass(Duration time) {
    Duration end = now.plus(time);
    while (true) {
      Work next;
      synchronized (this) {
        next = waiting.stream()
            .filter(work -> work.at().compareTo(end) <= 0)
            .min(Comparator.comparing(Work::at))
            .orElse(null);
        if (next == null) {
          now = end;
          return;
        }
        waiting.remove(next);
        now = next.at();
      }
      next.run().run();
    }
  }
}
