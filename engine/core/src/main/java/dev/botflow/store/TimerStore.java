package dev.botflow.store;

import dev.botflow.session.Timer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps timers. They come and go through {@link SessionStore#save}. */
public interface TimerStore {

  /** Timers whose moment has come, the earliest first. One that cannot be read is put aside, and the others come. */
  default List<Timer> dueTimers(Instant now, int limit) {
    return dueTimers(now, Set.of(), limit);
  }

  /**
   * As {@link #dueTimers(Instant, int)}, without those of some apps: timers that may not fire yet must not stand before
   * those that may.
   *
   * @param leftOut app ids, as {@link Timer#appId} gives them
   */
  List<Timer> dueTimers(Instant now, Set<String> leftOut, int limit);

  /**
   * As {@link #dueTimers(Instant, Set, int)}, only those whose moment came after another: what is overdue for long must not
   * stand before what is due now.
   */
  default List<Timer> dueTimers(Instant after, Instant now, Set<String> leftOut, int limit) {
    return dueTimers(now, leftOut, Integer.MAX_VALUE).stream()
        .filter(timer -> timer.dueAt().isAfter(after))
        .limit(limit)
        .toList();
  }

  /** How many timers' moment has come. */
  int dueTimerCount(Instant now);

  /** When the next timer is due; empty if there is none. */
  Optional<Instant> nextTimer();
}
