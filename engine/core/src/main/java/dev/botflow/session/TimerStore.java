package dev.botflow.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps timers. They come and go through {@link SessionStore#save}. */
public interface TimerStore {

  /** Timers whose moment has come, the earliest first. One that cannot be read is put aside, and the others come. */
  List<Timer> dueTimers(Instant now, int limit);

  /** How many timers' moment has come. */
  int dueTimerCount(Instant now);

  /** When the next timer is due; empty if there is none. */
  Optional<Instant> nextTimer();
}
