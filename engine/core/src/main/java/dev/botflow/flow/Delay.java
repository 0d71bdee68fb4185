package dev.botflow.flow;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** A wait before a step. */
public sealed interface Delay {

  /** The moment it ends. */
  Instant endsAt(Instant from, ZoneId zone);

  /** For a while. */
  record For(Duration duration) implements Delay {
    @Override
    public Instant endsAt(Instant from, ZoneId zone) {
      return from.plus(duration);
    }
  }

  /** Until the next time the clock in the bot's zone shows this. */
  record Until(LocalTime time) implements Delay {
    @Override
    public Instant endsAt(Instant from, ZoneId zone) {
      ZonedDateTime local = from.atZone(zone);
      ZonedDateTime today = local.toLocalDate().atTime(time).atZone(zone);
      return (today.isAfter(local)
              ? today
              : local.toLocalDate().plusDays(1).atTime(time).atZone(zone))
          .toInstant();
    }
  }
}
