package dev.botflow.cell;

import dev.botflow.text.Suggestion;
import dev.botflow.text.TextFold;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the column {@code At} and hours.csv: {@code Mon-Fri 09:00-17:00}, {@code 22:00-06:00} (every day, across
 * midnight), {@code Sat, Sun} (whole days), {@code Mon, Wed 09:00-12:00, 13:00-17:00} (both windows on both days),
 * several of these after each other with {@code ;}, or a name of opening hours. {@code not} before it means all other
 * time.
 *
 * <p>Days are English, whole or by their first three letters. {@code 24:00} is the end of a day. For {@code -} there
 * may also stand {@code to} or a longer dash.
 */
public final class WeekTimesParser {
  private static final String EXPECTED =
      "days and times such as Mon-Fri 09:00-17:00, or the name of opening hours";
  private static final List<String> DAYS =
      List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
  private static final int WHOLE_DAY = WeekTimes.MINUTES_A_DAY;

  private final String source;
  private final List<WeekTimes.Window> windows = new ArrayList<>();

  private WeekTimesParser(String source) {
    this.source = source;
  }

  /**
   * Reads one cell.
   *
   * @param hours the bot's named hours; none while those are read themselves
   * @throws CellBrokenException if it is none of the forms above, with the nearest name where one is near
   */
  public static WeekTimes parse(String text, NamedHours hours) {
    String plain = CellWords.plain(text).strip();
    boolean outside = CellWords.begins(plain, "not");
    String times = outside ? CellWords.after(plain, "not") : plain;
    WeekTimes read = hours.named(times).orElseGet(() -> windows(times, text.strip(), hours));
    return outside ? read.negated() : read;
  }

  private static WeekTimes windows(String times, String source, NamedHours hours) {
    boolean hasFigures = times.chars().anyMatch(c -> c >= '0' && c <= '9');
    if (times.isEmpty() || !hasFigures && days(firstDay(times)) == null) {
      throw new CellBrokenException(
          CellBrokenException.UNREADABLE_CELL,
          "expected " + EXPECTED + ", but was \"" + source + "\""
              + Suggestion.hint(times, hours.names()));
    }
    WeekTimesParser parser = new WeekTimesParser(source);
    for (String group : cut(dashes(times), ';')) {
      parser.group(group);
    }
    return new WeekTimes(parser.windows, Set.of());
  }

  /** One group between semicolons: days, then their windows. */
  private void group(String group) {
    Set<Integer> days = new LinkedHashSet<>();
    boolean daysOpen = true; // More days may join; after a window, days start anew.
    for (String item : cut(group, ',')) {
      int blank = item.indexOf(' ');
      boolean timeOnly = isTime(item);
      String day = timeOnly ? "" : blank < 0 ? item : item.substring(0, blank);
      String time = timeOnly ? item : blank < 0 ? "" : item.substring(blank + 1).strip();
      if (!timeOnly) {
        if (!daysOpen) {
          days = new LinkedHashSet<>();
        }
        days.addAll(knownDays(day));
        daysOpen = true;
      }
      if (!time.isEmpty()) {
        add(days, time);
        daysOpen = false;
      }
    }
    if (daysOpen) {
      if (group.contains(":")) {
        throw broken("a time after the last day");
      }
      days.forEach(one -> windows.add(new WeekTimes.Window(one, 0, WHOLE_DAY)));
    }
  }

  private void add(Set<Integer> days, String time) {
    List<String> ends = cut(time, '-');
    if (ends.size() != 2) {
      throw broken(EXPECTED);
    }
    int from = minute(ends.get(0));
    int to = minute(ends.get(1));
    if (from == to || from == WHOLE_DAY) {
      throw broken("two different times in a window (00:00-24:00 is the whole day)");
    }
    int minutes = to > from ? to - from : to + WHOLE_DAY - from;
    Set<Integer> on = days.isEmpty() ? Set.of(0, 1, 2, 3, 4, 5, 6) : days;
    on.stream().sorted().forEach(day -> windows.add(new WeekTimes.Window(day, from, minutes)));
  }

  private int minute(String time) {
    String padded = time.length() == 4 ? "0" + time : time;
    try {
      return padded.equals("24:00") ? WHOLE_DAY : LocalTime.parse(padded).toSecondOfDay() / 60;
    } catch (DateTimeException noTime) {
      throw new CellBrokenException(
          CellBrokenException.UNREADABLE_CELL,
          "expected a time such as 09:00, but was \"" + time + "\"",
          noTime);
    }
  }

  private Set<Integer> knownDays(String text) {
    Set<Integer> days = days(text);
    if (days == null) {
      throw broken(EXPECTED);
    }
    return days;
  }

  /** The days of {@code Mon} or {@code Fri-Mon}, 0 is Monday; null if it is no day. */
  private static @Nullable Set<Integer> days(String text) {
    int dash = text.indexOf('-');
    int first = day(dash < 0 ? text : text.substring(0, dash));
    int last = dash < 0 ? first : day(text.substring(dash + 1));
    if (first < 0 || last < 0) {
      return null;
    }
    Set<Integer> days = new LinkedHashSet<>();
    for (int day = first; day != last; day = (day + 1) % 7) {
      days.add(day);
    }
    days.add(last);
    return days;
  }

  private static int day(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    for (int i = 0; i < DAYS.size(); i++) {
      if (DAYS.get(i).equals(lower) || lower.length() == 3 && DAYS.get(i).startsWith(lower)) {
        return i;
      }
    }
    return -1;
  }

  private static String firstDay(String times) {
    String dashed = dashes(times);
    int end = 0;
    while (end < dashed.length() && " ,;".indexOf(dashed.charAt(end)) < 0) {
      end++;
    }
    return dashed.substring(0, end);
  }

  private static boolean isTime(String item) {
    return !item.isEmpty() && item.charAt(0) >= '0' && item.charAt(0) <= '9';
  }

  /** With one plain dash, and no blanks around it. */
  private static String dashes(String text) {
    // Folding also runs blanks together, so that a dash has one at most on either side.
    return TextFold.fold(text).replace(" to ", "-").replace(" -", "-").replace("- ", "-");
  }

  private static List<String> cut(String text, char mark) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == mark) {
        parts.add(text.substring(start, i).strip());
        start = i + 1;
      }
    }
    return parts;
  }

  private CellBrokenException broken(String expected) {
    return CellBrokenException.unreadable(expected, source);
  }
}
