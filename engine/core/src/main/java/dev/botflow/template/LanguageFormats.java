package dev.botflow.template;

import dev.botflow.cell.CellNumbers;
import dev.botflow.text.LanguageWords;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;

/**
 * How a language writes dates, times and numbers, by fixed patterns of our own: the JDK's locale data differs between
 * Java versions.
 */
record LanguageFormats(LanguageWords words) {

  /** Those of a language tag's language; of en for a language without patterns. */
  static LanguageFormats of(String tag) {
    return new LanguageFormats(LanguageWords.of(tag).orElseGet(LanguageWords::english));
  }

  String date(LocalDate date) {
    int day = date.getDayOfMonth();
    String first = words.text("date.first_day");
    return words
        .text("date")
        .replace("{day}", day == 1 && !first.isEmpty() ? first : Integer.toString(day))
        .replace("{month}", words.list("month." + date.getMonthValue()).get(0))
        .replace("{year}", Integer.toString(date.getYear()));
  }

  String time(LocalTime time) {
    return words
        .text("time")
        .replace("{hour}", two(time.getHour()))
        .replace("{minute}", two(time.getMinute()));
  }

  String number(BigDecimal number) {
    String plain = CellNumbers.text(number.abs());
    if (plain.indexOf('E') >= 0) {
      return CellNumbers.text(number);
    }
    int point = plain.indexOf('.');
    String whole = point < 0 ? plain : plain.substring(0, point);
    StringBuilder text = new StringBuilder(number.signum() < 0 ? "-" : "");
    for (int i = 0; i < whole.length(); i++) {
      if (i > 0 && isGroup(whole, i)) {
        text.append(words.text("number.group"));
      }
      text.append(whole.charAt(i));
    }
    return point < 0
        ? text.toString()
        : text + words.text("number.decimal") + plain.substring(point + 1);
  }

  /** Groups of three from the right; some languages group no number of four digits, Hindi goes on with groups of two. */
  private boolean isGroup(String whole, int at) {
    String from = words.text("number.min_grouping");
    int left = whole.length() - at;
    if (!from.isEmpty() && whole.length() < Integer.parseInt(from)) {
      return false;
    }
    return words.text("number.later_groups").isEmpty()
        ? left % 3 == 0
        : left >= 3 && (left - 3) % 2 == 0;
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}
