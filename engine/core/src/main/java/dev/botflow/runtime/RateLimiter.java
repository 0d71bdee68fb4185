package dev.botflow.runtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps one {@link dev.botflow.message.SendBudget}: no second, wherever it begins, sees more than so many. A bucket that
 * fills up again while it is emptied would let nearly twice as many through in its first second. Of several apps that
 * share it none takes more than its part of a second while others wait. Counts in ticks of a nanosecond that only go on,
 * since a wall clock may be set, or stand still in a test. For one thread.
 */
final class RateLimiter {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  /** After so long it is seen whether the others still wait. */
  private static final Duration PART_TAKEN = Duration.ofMillis(50);

  private final ArrayDeque<Taken> taken = new ArrayDeque<>();
  private final Map<String, Integer> ofApps = new HashMap<>();
  // When an app was last told to wait.
  private final Map<String, Long> waiting = new HashMap<>();
  private int perSecond;

  private record Taken(long at, String app) {}

  RateLimiter(int perSecond) {
    this.perSecond = perSecond;
  }

  /** What was taken in the second that runs stays taken. */
  void perSecond(int newPerSecond) {
    this.perSecond = newPerSecond;
  }

  /** How long until one may go; zero if it may now. */
  Duration after(long now) {
    return after("", now);
  }

  /** How long until one of an app's may go; zero if it may now. */
  Duration after(String app, long now) {
    while (!taken.isEmpty() && now - taken.getFirst().at() >= SECOND) {
      ofApps.computeIfPresent(taken.removeFirst().app(), (same, n) -> n == 1 ? null : n - 1);
    }
    if (taken.size() >= perSecond) {
      waiting.put(app, now);
      // The first, unless the number was lowered.
      Taken last = taken.stream().skip(taken.size() - perSecond).findFirst().orElseThrow();
      return Duration.ofNanos(last.at() + SECOND - now);
    }
    if (hasItsPart(app, now)) {
      waiting.put(app, now);
      return PART_TAKEN;
    }
    return Duration.ZERO;
  }

  private boolean hasItsPart(String app, long now) {
    waiting.values().removeIf(since -> now - since >= SECOND);
    int others = waiting.size() - (waiting.containsKey(app) ? 1 : 0);
    return others > 0 && ofApps.getOrDefault(app, 0) >= Math.max(1, perSecond / (others + 1));
  }

  void take(long now) {
    take("", now);
  }

  void take(String app, long now) {
    taken.addLast(new Taken(now, app));
    ofApps.merge(app, 1, Integer::sum);
    waiting.remove(app);
  }
}
