package dev.botflow.cell;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Times of the week, such as {@code Mon-Fri 09:00-17:00}, and days on which they do not count. Ends are exclusive. A
 * window that crosses midnight belongs to the day it began.
 *
 * @param windows none means never
 * @param closed dates on which no window begins
 * @param outside true if it is the time outside these windows that counts, as {@code not shop} means it
 */
public record WeekTimes(List<Window> windows, Set<LocalDate> closed, boolean outside) {
  public static final int MINUTES_A_DAY = 24 * 60;
  public static final int MINUTES_A_WEEK = 7 * MINUTES_A_DAY;

  public WeekTimes {
    windows = List.copyOf(windows);
    closed = Collections.unmodifiableSet(new TreeSet<>(closed));
  }

  /** The time inside the windows. */
  public WeekTimes(List<Window> windows, Set<LocalDate> closed) {
    this(windows, closed, false);
  }

  /**
   * One window.
   *
   * @param day the day it begins, 0 is Monday
   * @param from minute of that day, 0 to 1439
   * @param minutes how long it lasts, 1 to 1440
   */
  public record Window(int day, int from, int minutes) {

    /** When it ends, as the minute of a day. */
    private int to() {
      return (from + minutes) % MINUTES_A_DAY;
    }

    private static String clock(int minute) {
      return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
    }

    /** For a window that looks swapped: what it says, and what was meant. */
    public String question() {
      return "expected hours that begin before they end, but " + clock(from) + "-" + clock(to())
          + " goes on for " + minutes / 60 + " hours into the next day (did you mean " + clock(to())
          + "-" + clock(from) + "?)";
    }
  }

  /**
   * A window that looks as if its ends were swapped: it goes on past midnight for more than half a day, and is not one of
   * every day. A night of every day, or a shorter one, is meant as it stands.
   */
  public Optional<Window> swapped() {
    return windows.stream()
        .filter(one -> one.from + one.minutes > MINUTES_A_DAY && one.minutes > MINUTES_A_DAY / 2)
        .filter(one -> windows.stream()
                .filter(other -> other.from == one.from && other.minutes == one.minutes)
                .count()
            < 7)
        .findFirst();
  }

  /** All the time these times do not cover. */
  public WeekTimes negated() {
    return new WeekTimes(windows, closed, !outside);
  }

  /** True if this local time counts. */
  public boolean covers(LocalDateTime local) {
    return covers(minuteOfWeek(local), local.toLocalDate());
  }

  /**
   * True if this minute of the week counts: it lies in a window that began on an open day, or, for {@code outside}, it
   * does not.
   *
   * @param minuteOfWeek 0 is Monday 00:00
   * @param date the local date of that minute
   */
  public boolean covers(int minuteOfWeek, LocalDate date) {
    return inWindow(minuteOfWeek, date) != outside;
  }

  private boolean inWindow(int minuteOfWeek, LocalDate date) {
    for (Window window : windows) {
      int start = window.day * MINUTES_A_DAY + window.from;
      int since = Math.floorMod(minuteOfWeek - start, MINUTES_A_WEEK);
      if (since < window.minutes) {
        int minuteOfDay = minuteOfWeek % MINUTES_A_DAY;
        if (closed.isEmpty() || !closed.contains(since <= minuteOfDay ? date : date.minusDays(1))) {
          return true;
        }
      }
    }
    return false;
  }

  /** 0 is Monday 00:00, 10079 is Sunday 23:59. */
  public static int minuteOfWeek(LocalDateTime local) {
    return (local.getDayOfWeek().getValue() - 1) * MINUTES_A_DAY
        + local.getHour() * 60
        + local.getMinute();
  }
}
