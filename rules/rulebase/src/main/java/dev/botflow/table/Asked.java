package dev.botflow.table;

import dev.botflow.cell.Identities;
import dev.botflow.cell.Values;
import dev.botflow.table.sheet.Subject;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What a table is asked about: one event, or the variables of a {@code decide} step. Used by one thread. */
public interface Asked {

  /** The value of a fact: null (absent), a String, a Number, a Boolean, a List or a Map. */
  @Nullable
  Object value(Subject subject);

  /** Local time in the bot's zone; 0 is Monday 00:00. */
  int minuteOfWeek();

  /** The local date of that minute. */
  LocalDate date();

  /** What keeps a contact's share of a split: equal for equal contacts. */
  String contactKey();

  /** Asks about named values only; there is no time and no contact. */
  static Asked about(Values values) {
    return new Asked() {
      @Override
      public @Nullable Object value(Subject subject) {
        return subject.what() == Subject.What.NAMED
            ? Identities.compared(subject.name(), values.value(subject.name()))
            : null;
      }

      @Override
      public int minuteOfWeek() {
        return 0;
      }

      @Override
      public LocalDate date() {
        return LocalDate.EPOCH;
      }

      @Override
      public String contactKey() {
        return "";
      }
    };
  }
}
