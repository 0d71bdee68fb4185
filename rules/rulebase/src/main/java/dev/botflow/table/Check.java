package dev.botflow.table;

import dev.botflow.cell.Cell;
import dev.botflow.cell.WeekTimes;
import dev.botflow.table.sheet.Subject;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What one filled cell demands, as data: rows are looked up, explained and checked by it. */
public sealed interface Check {

  /** True if it holds. */
  boolean holds(Asked asked);

  /** A fact passes the cell's test. */
  record Value(Subject subject, Cell cell) implements Check {
    @Override
    public boolean holds(Asked asked) {
      return cell.test(asked.value(subject));
    }
  }

  /** The local time lies in these times of the week. */
  record Times(WeekTimes times) implements Check {
    @Override
    public boolean holds(Asked asked) {
      return times.covers(asked.minuteOfWeek(), asked.date());
    }
  }

  /** The local date lies between two days, both included; null is open. */
  record Days(@Nullable LocalDate from, @Nullable LocalDate until) implements Check {
    @Override
    public boolean holds(Asked asked) {
      LocalDate date = asked.date();
      return (from == null || !date.isBefore(from)) && (until == null || !date.isAfter(until));
    }
  }

  /** The contact falls into this part of a split. */
  record Share(Split split) implements Check {
    @Override
    public boolean holds(Asked asked) {
      return split.has(asked.contactKey());
    }
  }
}
