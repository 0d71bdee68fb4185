package dev.botflow.sinch.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads Sinch's times: RFC 3339 with 0 to 9 fraction digits, nearly always in UTC. */
public final class Rfc3339 {
  private static final int SECONDS_END = 19;

  private Rfc3339() {}

  /** The time, or null if it is none: a broken time never stops an event. */
  public static @Nullable Instant read(@Nullable String text) {
    // A year has four digits there; the JDK takes +999999999, which no sum of times survives.
    if (text == null || text.startsWith("+") || text.startsWith("-")) {
      return null;
    }
    try {
      return isPlainUtc(text) ? plainUtc(text) : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException unreadable) {
      return null;
    }
  }

  /** {@code 2026-01-05T09:00:00Z} or with a fraction: read by position, several times faster than the JDK's parser. */
  private static boolean isPlainUtc(String text) {
    int length = text.length();
    if (length < SECONDS_END + 1 || length > SECONDS_END + 11 || text.charAt(length - 1) != 'Z') {
      return false;
    }
    for (int i = 0; i < length - 1; i++) {
      char c = text.charAt(i);
      boolean fits = switch (i) {
        case 4, 7 -> c == '-';
        case 10 -> c == 'T';
        case 13, 16 -> c == ':';
        case SECONDS_END -> c == '.' && length > SECONDS_END + 2;
        default -> c >= '0' && c <= '9';
      };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static Instant plainUtc(String text) {
    int hour = digits(text, 11, 13);
    int minute = digits(text, 14, 16);
    int second = digits(text, 17, SECONDS_END);
    if (hour > 23 || minute > 59 || second > 59) {
      throw new DateTimeException("no time of day");
    }
    long day = LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10))
        .toEpochDay();
    int nanos = 0;
    if (text.length() > SECONDS_END + 1) {
      nanos = digits(text, SECONDS_END + 1, text.length() - 1);
      for (int count = text.length() - SECONDS_END - 2; count < 9; count++) {
        nanos *= 10;
      }
    }
    return Instant.ofEpochSecond(day * 86_400 + hour * 3_600L + minute * 60L + second, nanos);
  }

  private static int digits(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + text.charAt(i) - '0';
    }
    return value;
  }
}
