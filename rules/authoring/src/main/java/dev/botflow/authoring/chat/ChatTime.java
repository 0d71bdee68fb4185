package dev.botflow.authoring.chat;

import dev.botflow.error.BotFlowException;
import dev.botflow.text.Durations;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The chat's clock: how it is moved and shown. */
final class ChatTime {
  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private ChatTime() {}

  /**
   * The moment a text means: {@code +1d}, or a whole moment.
   *
   * @throws BotFlowException if it is neither, or lies before now
   */
  static Instant after(String text, Instant now) {
    Instant then = text.startsWith("+") ? later(text, now) : moment(text);
    if (then.isBefore(now)) {
      throw new BotFlowException("/time: expected a moment after " + now + ", but was " + then);
    }
    return then;
  }

  private static Instant later(String text, Instant now) {
    return Durations.parse(text.substring(1)).map(now::plus).orElseThrow(() -> unreadable(text));
  }

  private static Instant moment(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw unreadable(text);
    }
  }

  private static BotFlowException unreadable(String text) {
    return new BotFlowException(
        "/time: expected +1d, +30m or a moment such as 2026-03-02T10:00:00+01:00, but was \"" + text
            + "\"");
  }

  /** Weekday, date and time in the bot's zone. */
  static String shown(Instant now, ZoneId zone) {
    ZonedDateTime local = now.atZone(zone);
    String day = local.getDayOfWeek().name();
    return day.charAt(0) + day.substring(1, 3).toLowerCase(Locale.ROOT) + " " + SHOWN.format(local)
        + " " + zone;
  }
}
