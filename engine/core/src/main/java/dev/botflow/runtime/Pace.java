package dev.botflow.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/**
 * Keeps one {@link dev.botflow.message.SendBudget}: no second, wherever it begins, sees more than so many. A bucket that
 * fills up again while it is emptied would let nearly twice as many through in its first second. For one thread.
 */
final class Pace {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ArrayDeque<Instant> taken = new ArrayDeque<>();
  private int perSecond;

  Pace(int perSecond) {
    this.perSecond = perSecond;
  }

  /** What is left of the second that runs stays left, as far as the new number allows. */
  void perSecond(int newPerSecond) {
    this.perSecond = newPerSecond;
  }

  /** How long until one may go; zero if it may now. */
  Duration after(Instant now) {
    if (!taken.isEmpty() && now.isBefore(taken.getLast())) {
      // The clock was set back: waiting until it catches up could take hours.
      taken.clear();
    }
    while (!taken.isEmpty() && !taken.getFirst().plus(SECOND).isAfter(now)) {
      taken.removeFirst();
    }
    if (taken.size() < perSecond) {
      return Duration.ZERO;
    }
    // Normally the first; more than that only after the number was lowered.
    int leave = taken.size() - perSecond + 1;
    Instant frees = taken.stream().skip(leave - 1L).findFirst().orElseThrow();
    return Duration.between(now, frees.plus(SECOND));
  }

  void take(Instant now) {
    taken.addLast(now);
  }
}
