package dev.botflow.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The day, the time of day, or both, that a value in ISO form stands for. */
public record LocalMoment(@Nullable LocalDate day, @Nullable LocalTime timeOfDay) {
  private static final int MAX_CHARS = 40;

  /**
   * Reads {@code 2026-03-02}, {@code 14:30}, {@code 2026-03-02T14:30} and, moved to the zone, {@code
   * 2026-03-02T14:30:00Z} or with an offset.
   */
  public static Optional<LocalMoment> read(Object value, ZoneId zone) {
    String text = value instanceof CharSequence || value instanceof Instant
        ? value.toString().strip()
        : "";
    if (text.length() < 4 || text.length() > MAX_CHARS) {
      return Optional.empty();
    }
    try {
      if (text.indexOf('T') < 0) {
        return Optional.of(
            text.indexOf(':') > 0
                ? new LocalMoment(null, LocalTime.parse(text))
                : new LocalMoment(LocalDate.parse(text), null));
      }
      boolean zoned =
          text.endsWith("Z") || text.indexOf('+') > 0 || text.lastIndexOf('-') > text.indexOf('T');
      LocalDateTime local = zoned
          ? OffsetDateTime.parse(text).atZoneSameInstant(zone).toLocalDateTime()
          : LocalDateTime.parse(text);
      return Optional.of(new LocalMoment(local.toLocalDate(), local.toLocalTime()));
    } catch (DateTimeException noMoment) {
      return Optional
          .empty(); // Shown as it is: a text an author's own system made may be a date in words.
    }
  }

  public Optional<LocalDate> date() {
    return Optional.ofNullable(day);
  }

  public Optional<LocalTime> time() {
    return Optional.ofNullable(timeOfDay);
  }
}
