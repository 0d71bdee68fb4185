package dev.botflow.runtime;

import java.time.Duration;
import java.time.Instant;

/**
 * Circuit breaker: after some attempts in a row that failed it lets nothing through for a
 * while, then one attempt to try. Attempts that began before it last opened or closed tell nothing new when they fail.
 * One for each app as it is connected, so one for each app and region. For one thread.
 */
final class Breaker {
  /** Failed attempts in a row that open it. */
  static final int FAILURES = 5;

  private final Backoff backoff;
  private int failures;
  private int openings;
  private boolean trying;
  private long generation;
  private Instant closedUntil = Instant.MIN;

  Breaker(Backoff backoff) {
    this.backoff = backoff;
  }

  /** True if an attempt may be made now; while it is open only one goes through, to try. */
  boolean lets(Instant now) {
    if (failures < FAILURES) {
      return true;
    }
    if (trying || now.isBefore(closedUntil) && !setBack(now)) {
      return false;
    }
    trying = true;
    return true;
  }

  // No wait is that long: the clock was set back since, and waiting until it catches up could take
  // hours.
  private boolean setBack(Instant now) {
    return now.plus(backoff.most()).plus(backoff.first()).isBefore(closedUntil);
  }

  /** What an attempt made now belongs to; it is passed with its failure. */
  long generation() {
    return generation;
  }

  /** The attempt that was let through was not made. */
  void notMade(long ofGeneration) {
    if (ofGeneration == generation) {
      trying = false;
    }
  }

  /** An attempt was answered, with whatever. */
  void answered() {
    if (open()) {
      generation++;
    }
    failures = 0;
    openings = 0;
    trying = false;
  }

  /** An attempt failed in a way that others would fail too. */
  void failed(long ofGeneration, Instant now) {
    if (ofGeneration != generation) {
      // One of a burst, whose first failures opened it: only the attempt to try makes it wait
      // longer.
      return;
    }
    failures++;
    if (failures >= FAILURES) {
      openings++;
      generation++;
      trying = false;
      // Half of the bound is kept out of the dice, so that an open breaker always gives the other
      // side some rest.
      Duration wait = backoff.after(openings, null);
      closedUntil = now.plus(wait).plus(backoff.first().dividedBy(2));
    }
  }

  boolean open() {
    return failures >= FAILURES;
  }

  /** When the next attempt may be made. */
  Instant nextTry() {
    return closedUntil;
  }
}
