package dev.botflow.scenario;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that stands still until a test moves it, forward or back; in UTC. Give it to the engine, the store, the
 * connector and the simulator alike, so that they live in one time. Safe for use by many threads.
 */
public final class VirtualClock extends Clock {
  private volatile Instant now;

  public VirtualClock(Instant now) {
    this.now = now;
  }

  /** Sets the clock; it may go back. */
  public void set(Instant instant) {
    this.now = instant;
  }

  /** Moves the clock; a negative time moves it back. */
  public synchronized void advance(Duration time) {
    this.now = now.plus(time);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /** The same clock: what is done to one is seen in the other. */
  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
