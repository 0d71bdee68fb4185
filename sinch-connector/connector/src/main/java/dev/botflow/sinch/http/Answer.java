package dev.botflow.sinch.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.sinch.json.ApiJson;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a host of Sinch answered. The body may be anything: a gateway answers with a page of its own (the Conversation API documentation).
 *
 * @param retryAfterHeader the header of that name as it came
 */
public record Answer(int status, @Nullable String retryAfterHeader, String body) {
  /** More would be no answer to "how long": it only keeps sums in range. */
  private static final Duration LONGEST_HINT = Duration.ofDays(1);

  public boolean isOk() {
    return status >= 200 && status < 300;
  }

  /** Sinch's word such as {@code NOT_FOUND}; null unless it looks like one. */
  @Nullable
  public String statusWord() {
    String word = ApiJson.text(ApiJson.read(body).path("error").path("status"));
    return word != null
            && word.length() <= 64
            && word.chars().allMatch(c -> c == '_' || (c >= 'A' && c <= 'Z'))
        ? word
        : null;
  }

  /** The names of the fields Sinch complains about: the part of its sentence that may be logged, since it holds no value. */
  public List<String> fields() {
    List<String> fields = new ArrayList<>();
    for (JsonNode detail : ApiJson.read(body).path("error").path("details")) {
      for (String violations : List.of("fieldViolations", "field_violations")) {
        for (JsonNode violation : detail.path(violations)) {
          String field = ApiJson.text(violation.path("field"));
          if (field != null
              && field.length() <= 100
              && field.chars().allMatch(Answer::isOfAName)
              && fields.size() < 5) {
            fields.add(field);
          }
        }
      }
    }
    return fields;
  }

  private static boolean isOfAName(int c) {
    // No digits: a field's name has none, a phone number nothing else.
    return c == '_'
        || c == '.'
        || c == '['
        || c == ']'
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z');
  }

  /** Retry-After in seconds or as a date, else the RetryInfo of the body; null if neither can be read. */
  @Nullable
  public Duration retryAfter(Clock clock) {
    Duration hint =
        retryAfterHeader == null ? null : header(retryAfterHeader.strip(), clock.instant());
    hint = hint == null ? retryInfo() : hint;
    if (hint == null || hint.isNegative()) {
      return null;
    }
    return hint.compareTo(LONGEST_HINT) > 0 ? LONGEST_HINT : hint;
  }

  private static @Nullable Duration header(String text, Instant now) {
    if (!text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      Instant at =
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return at.isBefore(now) ? Duration.ZERO : Duration.between(now, at);
    } catch (DateTimeException notADate) {
      return null;
    }
  }

  private @Nullable Duration retryInfo() {
    for (JsonNode detail : ApiJson.read(body).path("error").path("details")) {
      String delay =
          ApiJson.text(detail.path(detail.has("retryDelay") ? "retryDelay" : "retry_delay"));
      if (delay != null && delay.length() <= 20 && delay.endsWith("s")) {
        try {
          double seconds = Double.parseDouble(delay.substring(0, delay.length() - 1));
          return Duration.ofMillis(
              Math.round(Math.min(seconds, (double) LONGEST_HINT.toSeconds()) * 1000));
        } catch (NumberFormatException notADuration) {
          return null;
        }
      }
    }
    return null;
  }

  /** The status only: a body may hold secrets. */
  @Override
  public String toString() {
    return "Answer[" + status + "]";
  }
}
