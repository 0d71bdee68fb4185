package dev.botflow.scenario;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that shows what it was set to. */
public final class PlayClock extends Clock {
  private volatile Instant now;

  public PlayClock(Instant now) {
    this.now = now;
  }

  /** Sets the clock; it may go back. */
  public void set(Instant instant) {
    this.now = instant;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
