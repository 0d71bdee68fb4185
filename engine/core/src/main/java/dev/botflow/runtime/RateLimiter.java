package dev.botflow.runtime;

import java.time.Duration;
import java.util.ArrayDeque;

/**
 * Keeps one {@link dev.botflow.message.SendBudget}: no second, wherever it begins, sees more than so many. A bucket that
 * fills up again while it is emptied would let nearly twice as many through in its first second. Counts in ticks of a
 * nanosecond that only go on, since a wall clock may be set, or stand still in a test. For one thread.
 */
final class RateLimiter {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final ArrayDeque<Long> taken = new ArrayDeque<>();
  private int perSecond;

  RateLimiter(int perSecond) {
    this.perSecond = perSecond;
  }

  /** What was taken in the second that runs stays taken. */
  void perSecond(int newPerSecond) {
    this.perSecond = newPerSecond;
  }

  /** How long until one may go; zero if it may now. */
  Duration after(long now) {
    while (!taken.isEmpty() && now - taken.getFirst() >= SECOND) {
      taken.removeFirst();
    }
    if (taken.size() < perSecond) {
      return Duration.ZERO;
    }
    // The first, unless the number was lowered.
    long last = taken.stream().skip(taken.size() - perSecond).findFirst().orElseThrow();
    return Duration.ofNanos(last + SECOND - now);
  }

  void take(long now) {
    taken.addLast(now);
  }
}
