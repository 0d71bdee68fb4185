package dev.botflow.answer;

import dev.botflow.text.LanguageWords;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a day told by how far it is from today: {@code in 3 days}, {@code il y a deux semaines}, {@code next week}. */
final class DateDistance {
  private static final List<ChronoUnit> UNITS =
      List.of(ChronoUnit.DAYS, ChronoUnit.WEEKS, ChronoUnit.MONTHS, ChronoUnit.YEARS);

  private final LocalDate today;
  private final ReadingContext context;

  DateDistance(LocalDate today, ReadingContext context) {
    this.today = today;
    this.context = context;
  }

  /**
   * The day told.
   *
   * @param folded the folded text
   * @throws java.time.DateTimeException if it is out of all bounds
   */
  Optional<LocalDate> read(String folded) {
    for (LanguageWords words : LanguageWords.ofAll(context.languages())) {
      if (words.has("next_week", folded) || words.has("last_week", folded)) {
        return Optional.of(today.plusWeeks(words.has("next_week", folded) ? 1 : -1));
      }
      String figures = new NumberWords(words, context).inFigures(folded);
      for (ChronoUnit unit : UNITS) {
        String key = unit.name().toLowerCase(Locale.ROOT);
        Optional<LocalDate> day = day(words, key + ".ahead", figures, unit, 1)
            .or(() -> day(words, key + ".ago", figures, unit, -1));
        if (day.isPresent()) {
          return day;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<LocalDate> day(
      LanguageWords words, String key, String figures, ChronoUnit unit, int sign) {
    for (Pattern pattern : words.patterns(key)) {
      Matcher matcher = pattern.matcher(figures);
      if (matcher.matches()) {
        String number = matcher.group("n");
        // "in a week": the article is one.
        long far = Character.isDigit(number.charAt(0)) ? Integer.parseInt(number) : 1;
        return Optional.of(today.plus(sign * far, unit));
      }
    }
    return Optional.empty();
  }
}
