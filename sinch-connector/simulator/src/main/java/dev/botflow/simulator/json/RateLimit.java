package dev.botflow.simulator.json;

import java.time.Clock;

/** Allows n requests in each second of the clock. Safe for many threads. */
public final class RateLimit {
  private final int perSecond;
  private final Clock clock;
  private long second;
  private int taken;

  /** @param perSecond 0 for no limit */
  public RateLimit(int perSecond, Clock clock) {
    this.perSecond = perSecond;
    this.clock = clock;
  }

  public synchronized boolean lets() {
    if (perSecond == 0) {
      return true;
    }
    long now = clock.instant().getEpochSecond();
    if (now != second) {
      second = now;
      taken = 0;
    }
    taken++;
    return taken <= perSecond;
  }
}
