package dev.botflow.answer;

import dev.botflow.cell.Cell;
import dev.botflow.text.OptionMatcher;
import dev.botflow.text.TextFold;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A day in words or figures; the value is an ISO date.
 *
 * @param side which side of today it must lie on
 * @param limit the days that will do
 * @param limitText how the author wrote side or limit; empty if there is none
 */
record DateAnswer(Side side, Cell limit, String limitText) implements TextAnswer {

  /** Where a day may lie, seen from today. */
  enum Side {
    ANY,
    /** {@code future}: after today. */
    AFTER,
    /** {@code past}: before today. */
    BEFORE,
    FROM_TODAY,
    UNTIL_TODAY;

    /** True if a day without a year, or a weekday, is meant to lie behind us. */
    boolean isBehind() {
      return this == BEFORE || this == UNTIL_TODAY;
    }

    boolean holds(LocalDate day, LocalDate today) {
      return switch (this) {
        case ANY -> true;
        case AFTER -> day.isAfter(today);
        case BEFORE -> day.isBefore(today);
        case FROM_TODAY -> !day.isBefore(today);
        case UNTIL_TODAY -> !day.isAfter(today);
      };
    }
  }

  @Override
  public String name() {
    return "date";
  }

  @Override
  public String expected() {
    return "a date" + (limitText.isEmpty() ? "" : ", " + limitText);
  }

  @Override
  public Optional<Object> value(String text, ReadingContext context) {
    LocalDate today = context.now().toLocalDate();
    String plain = PolitenessWords.without(text, context);
    return own(plain, today, context)
        .or(() -> new WrittenDate(today, side.isBehind(), context).read(plain))
        .filter(day -> side.holds(day, today))
        .map(LocalDate::toString)
        .filter(limit::test)
        .map(day -> day);
  }

  /** The day the bot's own words mean, alone. */
  private static Optional<LocalDate> own(String text, LocalDate today, ReadingContext context) {
    String folded = OptionMatcher.bare(TextFold.fold(text));
    List<String> lists = List.of("YESTERDAY_WORDS", "TODAY_WORDS", "TOMORROW_WORDS");
    for (int i = 0; i < lists.size(); i++) {
      if (context.added(lists.get(i)).stream().map(TextFold::fold).anyMatch(folded::equals)) {
        return Optional.of(today.plusDays(i - 1));
      }
    }
    return Optional.empty();
  }
}
