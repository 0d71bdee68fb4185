package dev.botflow.table.proof;

import dev.botflow.cell.WeekTimes;
import dev.botflow.table.Asked;
import dev.botflow.table.Check;
import dev.botflow.table.sheet.Subject;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Time from a day on: every day on which rows begin or end to count or shops are closed, the days of the week between
 * them, and on each day the minutes between which no row changes its mind.
 */
final class TimeAxis implements Axis {
  private final List<LocalDateTime> moments = new ArrayList<>();

  /** @param checks all checks of times and days of the table */
  TimeAxis(LocalDate today, Collection<Check> checks) {
    TreeSet<LocalDate> cuts = new TreeSet<>(List.of(today));
    TreeSet<Integer> minutes = new TreeSet<>(List.of(0, 10 * 60));
    for (Check check : checks) {
      if (check instanceof Check.Days days) {
        cut(cuts, today, days.from(), 0);
        cut(cuts, today, days.until(), 1);
      } else if (check instanceof Check.Times times) {
        for (LocalDate closed : times.times().closed()) {
          for (int i = 0; i < 3; i++) {
            cut(cuts, today, closed, i);
          }
        }
        for (WeekTimes.Window window : times.times().windows()) {
          minutes.add(window.from() % WeekTimes.MINUTES_A_DAY);
          minutes.add((window.from() + window.minutes()) % WeekTimes.MINUTES_A_DAY);
        }
      }
    }
    for (LocalDate from : cuts) {
      LocalDate next = cuts.higher(from);
      for (int i = 0; i < 7 && (next == null || from.plusDays(i).isBefore(next)); i++) {
        for (int minute : minutes) {
          moments.add(from.plusDays(i).atTime(minute / 60, minute % 60));
        }
      }
    }
    // A sample at ten in the morning reads better than one at midnight.
    moments.sort((one, other) -> Boolean.compare(isNight(one), isNight(other)));
  }

  private static boolean isNight(LocalDateTime moment) {
    return moment.getHour() < 7;
  }

  private static void cut(
      Set<LocalDate> cuts,
      LocalDate today,
      @org.jspecify.annotations.Nullable LocalDate day,
      int after) {
    if (day != null && day.plusDays(after).isAfter(today)) {
      cuts.add(day.plusDays(after));
    }
  }

  @Override
  public int size() {
    return moments.size();
  }

  @Override
  public ValueClasses reach(Check check) {
    return cover(check);
  }

  @Override
  public ValueClasses cover(Check check) {
    return ValueClasses.where(moments.size(), atom -> check.holds(new Moment(moments.get(atom))));
  }

  /** A time and nothing else. */
  private record Moment(LocalDateTime time) implements Asked {
    @Override
    public @org.jspecify.annotations.Nullable Object value(Subject subject) {
      return null;
    }

    @Override
    public int minuteOfWeek() {
      return WeekTimes.minuteOfWeek(time);
    }

    @Override
    public LocalDate date() {
      return time.toLocalDate();
    }

    @Override
    public String contactKey() {
      return "";
    }
  }

  @Override
  public LocalDateTime atom(int atom) {
    return moments.get(atom);
  }

  @Override
  public void show(int atom, Counterexample counterexample) {
    counterexample.time(moments.get(atom));
  }
}
