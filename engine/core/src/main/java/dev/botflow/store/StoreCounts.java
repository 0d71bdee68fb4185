package dev.botflow.store;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a store stands.
 *
 * @param events what became of the events accepted within the dedupe window
 * @param deadLetters what was given up, by kind
 * @param timersDue timers whose moment has come
 * @param oldestRow when the message was written that waits longest to be sent; null if none waits
 */
public record StoreCounts(
    EventCounts events,
    Map<DeadLetter.Kind, Long> deadLetters,
    int timersDue,
    @Nullable Instant oldestRow) {
  public StoreCounts {
    deadLetters = Collections.unmodifiableMap(new TreeMap<>(deadLetters));
  }
}
