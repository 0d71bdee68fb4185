package dev.botflow.answer;

import dev.botflow.text.LanguageWords;
import java.time.LocalTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a time of day told by the hour: {@code half past nine}, {@code kwart over 9}, {@code halb zehn}. */
final class SpokenTime {
  private static final int HALF_DAY = 12 * 60;

  /** How a time is said: so many minutes after the hour, and with the minutes said added or taken away. */
  private record Form(String key, int offset, int sign) {}

  private static final List<Form> FORMS = List.of(
      new Form("clock.half_past", 30, 0),
      new Form("clock.half_to", -30, 0),
      new Form("clock.quarter_past", 15, 0),
      new Form("clock.quarter_to", -15, 0),
      new Form("clock.minutes_past_half_to", -30, 1),
      new Form("clock.minutes_to_half_to", -30, -1),
      new Form("clock.minutes_past", 0, 1),
      new Form("clock.minutes_to", 0, -1));

  private final LanguageWords words;

  SpokenTime(LanguageWords words) {
    this.words = words;
  }

  /** True if this language says it, but not everybody means the same by it: {@code half nine}. */
  boolean isUnclear(String figures) {
    return words.patterns("clock.unclear").stream()
        .anyMatch(pattern -> pattern.matcher(figures).matches());
  }

  /**
   * The time told.
   *
   * @param figures the folded text, its numbers in figures
   * @param half 1 for the morning, 2 for the afternoon or evening, 0 if neither was said: then an hour up to twelve is
   *     taken as the figure it is
   * @return null if it is none
   */
  @Nullable
  LocalTime read(String figures, int half) {
    for (Form form : FORMS) {
      for (Pattern pattern : words.patterns(form.key)) {
        Matcher matcher = pattern.matcher(figures);
        if (matcher.matches()) {
          return time(matcher, form, half);
        }
      }
    }
    return null;
  }

  private @Nullable LocalTime time(Matcher matcher, Form form, int half) {
    int hour = hour(matcher.group("h"));
    int minutes = form.sign == 0 ? 0 : Integer.parseInt(matcher.group("m"));
    if (hour < 0 || hour > 24 || minutes > 59 || half > 0 && (hour < 1 || hour > 12)) {
      return null;
    }
    int minute = hour * 60 + form.offset + form.sign * minutes;
    if (hour >= 1 && hour <= 12) {
      // "A quarter to one" is 12:45 as a clock with twelve hours shows it, whichever half is meant.
      int shown = (minute + HALF_DAY) % HALF_DAY;
      minute = half == 1 ? shown : half == 2 || shown < 60 ? shown + HALF_DAY : shown;
    }
    int ofDay = Math.floorMod(minute, 2 * HALF_DAY);
    return LocalTime.of(ofDay / 60, ofDay % 60);
  }

  private int hour(String said) {
    if (words.has("noon", said)) {
      return 12;
    }
    return words.has("midnight", said) ? 24 : Integer.parseInt(said);
  }
}
