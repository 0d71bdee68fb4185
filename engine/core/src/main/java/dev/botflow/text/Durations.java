package dev.botflow.text;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.time.Duration;
import java.util.Optional;

/** Durations as authors write them: {@code 500ms}, {@code 5s}, {@code 30m}, {@code 24h}, {@code 3d}, {@code 2w}. */
public final class Durations {
  private static final Pattern FORM = Pattern.compile("(\\d{1,6}) ?(ms|s|m|min|h|d|w)");

  private Durations() {}

  /** Reads a duration; empty if the text is none, or zero. */
  public static Optional<Duration> parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Duration duration = of(Long.parseLong(matcher.group(1)), matcher.group(2));
    return duration.isZero() ? Optional.empty() : Optional.of(duration);
  }

  private static Duration of(long amount, String unit) {
    switch (unit) {
      case "ms":
        return Duration.ofMillis(amount);
      case "s":
        return Duration.ofSeconds(amount);
      case "m":
      case "min":
        return Duration.ofMinutes(amount);
      case "h":
        return Duration.ofHours(amount);
      case "d":
        return Duration.ofDays(amount);
      case "w":
        return Duration.ofDays(7 * amount);
      default:
        throw new AssertionError(unit);
    }
  }
}
