package dev.botflow.answer;

import dev.botflow.text.LanguageWords;
import dev.botflow.text.OptionMatcher;
import dev.botflow.text.TextFold;
import dev.botflow.text.WholeWords;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a day as people write it: {@code 2026-03-02}, {@code 2/3/2026}, {@code 2 March}, {@code March 2nd, 2026},
 * {@code tomorrow}, {@code in 3 days}, {@code two weeks ago}, {@code Friday}, in the words of the given languages.
 *
 * <p>Without a year the next such day is meant, today included, or the last one for dates that lie behind us; a weekday
 * is never today. {@code next week} is the same weekday a week on. {@code 2/3} is the 2nd of March everywhere but in {@code en-US}; in {@code en} without a country it
 * is not understood, unless one of the numbers is no month. Everything in the text must make sense.
 */
final class WrittenDate {
  private static final int MIN_YEAR = 1800;
  private static final int MAX_YEAR = 2999;
  private static final int MAX_CHARS = 80;

  private static final Pattern EAST_ASIAN =
      Pattern.compile("(?:(?<y>[0-9]{4}) ?年 ?)?(?<m>[0-9]{1,2}) ?月 ?(?<d>[0-9]{1,2}) ?[日号號]?");

  private static final String DIGITS = "零一二三四五六七八九";
  private static final Pattern NUMERALS =
      Pattern.compile("(?:[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])(?=[月日号號])");

  private final LocalDate today;
  private final boolean behind;
  private final ReadingContext context;
  private final List<LanguageWords> languages;

  /** @param behind true if a day without a year lies behind us */
  WrittenDate(LocalDate today, boolean behind, ReadingContext context) {
    this.today = today;
    this.behind = behind;
    this.context = context;
    this.languages = LanguageWords.ofAll(context.languages());
  }

  Optional<LocalDate> read(String text) {
    String folded = OptionMatcher.bare(TextFold.fold(text));
    if (folded.isEmpty() || folded.length() > MAX_CHARS) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(relative(folded))
          .or(() -> Optional.ofNullable(eastAsian(folded)))
          .or(() -> new DateDistance(today, context).read(folded))
          .or(() -> new DateWords(folded, languages).read().map(this::day))
          .filter(found -> found.getYear() >= MIN_YEAR && found.getYear() <= MAX_YEAR);
    } catch (DateTimeException noSuchDay) {
      return Optional.empty(); // The 30th of February is an answer we do not understand.
    }
  }

  /** {@code 2026年5月5日} and {@code 5月5日}, which mean the same in all languages that write so. */
  private @Nullable LocalDate eastAsian(String folded) {
    Matcher matcher = EAST_ASIAN.matcher(inFigures(folded));
    if (!matcher.matches()) {
      return null;
    }
    int month = number(matcher.group("m"));
    int day = number(matcher.group("d"));
    String year = matcher.group("y");
    return year == null ? nearest(day, month) : LocalDate.of(number(year), month, day);
  }

  /** {@code 三月二十五日} in figures. */
  private static String inFigures(String folded) {
    return NUMERALS.matcher(folded).replaceAll(found -> Integer.toString(numeral(found.group())));
  }

  private static int numeral(String characters) {
    int ten = characters.indexOf('十');
    if (ten < 0) {
      return DIGITS.indexOf(characters.charAt(characters.length() - 1));
    }
    int tens = ten == 0 ? 1 : DIGITS.indexOf(characters.charAt(ten - 1));
    int ones = ten == characters.length() - 1 ? 0 : DIGITS.indexOf(characters.charAt(ten + 1));
    return 10 * tens + ones;
  }

  /** Today, tomorrow and the like, with nothing beside them but small words. */
  private @Nullable LocalDate relative(String folded) {
    for (LanguageWords words : languages) {
      LocalDate day = relative(folded, words, "day_after_tomorrow", 2);
      day = day == null ? relative(folded, words, "tomorrow", 1) : day;
      day = day == null ? relative(folded, words, "today", 0) : day;
      day = day == null ? relative(folded, words, "yesterday", -1) : day;
      if (day != null) {
        return day;
      }
    }
    return null;
  }

  private @Nullable LocalDate relative(String folded, LanguageWords words, String key, int days) {
    for (String phrase : words.words(key)) {
      int at = WholeWords.indexOf(folded, phrase, 0);
      if (at >= 0) {
        String rest = folded.substring(0, at) + " " + folded.substring(at + phrase.length());
        boolean alone =
            new DateWords(rest, languages).read().map(DateWords.Parts::isEmpty).orElse(false);
        return alone ? today.plusDays(days) : null;
      }
    }
    return null;
  }

  private @Nullable LocalDate day(DateWords.Parts parts) {
    List<String> numbers = parts.numbers();
    LocalDate day =
        numbers.isEmpty() ? weekday(parts) : parts.month() > 0 ? withMonth(parts) : figures(parts);
    boolean fits =
        day != null && (parts.weekday() == 0 || day.getDayOfWeek().getValue() == parts.weekday());
    return fits ? day : null;
  }

  private @Nullable LocalDate weekday(DateWords.Parts parts) {
    if (parts.weekday() == 0 || parts.month() > 0) {
      return null;
    }
    int step = behind ? -1 : 1;
    LocalDate day = today.plusDays(step);
    while (day.getDayOfWeek().getValue() != parts.weekday()) {
      day = day.plusDays(step);
    }
    return day;
  }

  /** A month in words with a day and perhaps a year. */
  private @Nullable LocalDate withMonth(DateWords.Parts parts) {
    List<String> numbers = parts.numbers();
    if (numbers.size() > 2) {
      return null;
    }
    boolean yearFirst = numbers.size() == 2 && numbers.get(0).length() == 4;
    String day = numbers.get(yearFirst ? 1 : 0);
    return numbers.size() == 1
        ? nearest(number(day), parts.month())
        : LocalDate.of(year(numbers.get(yearFirst ? 0 : 1)), parts.month(), number(day));
  }

  private @Nullable LocalDate figures(DateWords.Parts parts) {
    List<String> numbers = parts.numbers();
    if (!parts.joined() || numbers.size() < 2 || numbers.size() > 3) {
      return null;
    }
    if (numbers.get(0).length() == 4) {
      return numbers.size() == 3
          ? LocalDate.of(number(numbers.get(0)), number(numbers.get(1)), number(numbers.get(2)))
          : null;
    }
    int first = number(numbers.get(0));
    int second = number(numbers.get(1));
    boolean certain = first > 12 || first == second || parts.dotted();
    Boolean dayFirst = certain ? Boolean.TRUE : second > 12 ? Boolean.FALSE : dayFirst();
    if (dayFirst == null) {
      return null;
    }
    int day = dayFirst ? first : second;
    int month = dayFirst ? second : first;
    return numbers.size() == 2
        ? nearest(day, month)
        : LocalDate.of(year(numbers.get(2)), month, day);
  }

  /** Whether the first language that settles it writes the day before the month; null if none does. */
  private @Nullable Boolean dayFirst() {
    for (String tag : context.languages()) {
      boolean english = LanguageWords.primary(tag).equals("en");
      if (!english || tag.length() > 2) {
        return !(english && tag.substring(3).equalsIgnoreCase("US"));
      }
    }
    return null;
  }

  /** The next day of that name, or the last one; up to eight years away, for the 29th of February. */
  private @Nullable LocalDate nearest(int day, int month) {
    int step = behind ? -1 : 1;
    for (int years = 0; years <= 8; years++) {
      int year = today.getYear() + years * step;
      boolean exists =
          month >= 1 && month <= 12 && day >= 1 && YearMonth.of(year, month).isValidDay(day);
      if (exists && LocalDate.of(year, month, day).compareTo(today) * step >= 0) {
        return LocalDate.of(year, month, day);
      }
    }
    return null;
  }

  /** Two figures are a year of this century; behind us, or from 70 on ahead of us, one that has passed. */
  private int year(String figures) {
    int year = number(figures);
    if (figures.length() == 4) {
      return year;
    }
    if (figures.length() != 2) {
      throw new DateTimeException("no year");
    }
    boolean lastCentury = behind ? 2000 + year > today.getYear() : year >= 70;
    return lastCentury ? 1900 + year : 2000 + year;
  }

  private static int number(String figures) {
    if (figures.length() > 4) {
      throw new DateTimeException("no day, month or year");
    }
    return Integer.parseInt(figures);
  }
}
