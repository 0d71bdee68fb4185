package dev.botflow.cell;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the forms of a cell that may hold numbers and days; in a cell for anything, words beside them. */
final class CellValues {
  private static final String DATE = "a date such as 2026-01-31";

  private final String plain;
  private final CellParser.Kind kind;

  CellValues(String plain, CellParser.Kind kind) {
    this.plain = plain;
    this.kind = kind;
  }

  Cell read() {
    boolean numbers = kind != CellParser.Kind.DATE;
    if (numbers && CellForms.beginsNumber(plain)) {
      return comparison(CellForms.operator(plain));
    }
    if (kind != CellParser.Kind.NUMBER && CellForms.beginsDate(plain)) {
      Cell dates = openDates(CellForms.operator(plain));
      if (dates != null) {
        return dates;
      }
    }
    if (numbers) {
      Cell decimals = decimalRange();
      if (decimals != null) {
        return decimals;
      }
      refuseDecimalComma();
    }
    return list();
  }

  private Cell comparison(String operator) {
    String rest = CellWords.after(plain, operator);
    BigDecimal number = decimal(rest);
    if (number == null) {
      throw CellBrokenException.unreadable("one number after " + operator, plain);
    }
    return switch (operator) {
      case "at least" -> new Cell.Range(number, true, null, false);
      case "over" -> new Cell.Range(number, false, null, false);
      case "at most" -> new Cell.Range(null, false, number, true);
      default -> new Cell.Range(null, false, number, false);
    };
  }

  /** {@code from} or {@code until} with a day; null if it is a word like others, as in {@code from Paris}. */
  private @Nullable Cell openDates(String operator) {
    String rest = CellWords.after(plain, operator);
    String day = CellNumbers.isoDate(rest);
    if (day == null) {
      if (kind == CellParser.Kind.DATE || startsWithDigit(rest)) {
        throw CellBrokenException.unreadable(DATE + " after " + operator, plain);
      }
      return null;
    }
    return operator.equals("from") ? new Cell.DateRange(day, null) : new Cell.DateRange(null, day);
  }

  /** {@code 1,5 to 2,5}: with "to" between them, the commas can only be decimal ones. */
  private @Nullable Cell decimalRange() {
    int to = to(plain);
    if (to < 0) {
      return null;
    }
    BigDecimal from = decimal(plain.substring(0, to).strip());
    BigDecimal until = decimal(plain.substring(to + 4).strip());
    return from == null || until == null ? null : range(from, until);
  }

  /** In {@code 1,5} the comma may part two values or be a decimal comma, and nobody can tell. */
  private void refuseDecimalComma() {
    int comma = plain.indexOf(',');
    while (comma >= 0) {
      boolean between = comma > 0
          && comma + 1 < plain.length()
          && isDigit(plain.charAt(comma - 1))
          && isDigit(plain.charAt(comma + 1));
      String pointed = plain.substring(0, comma) + "." + plain.substring(comma + 1);
      boolean whole = kind == CellParser.Kind.NUMBER || CellNumbers.number(pointed) != null;
      if (between && whole) {
        throw CellBrokenException.unreadable(
            "a decimal point (1.5), or a blank after the comma between two numbers (1, 5)", plain);
      }
      comma = plain.indexOf(',', comma + 1);
    }
  }

  private Cell list() {
    List<String> words = new ArrayList<>();
    List<Cell> tests = new ArrayList<>();
    for (CellWords.Word word : CellWords.split(plain)) {
      Cell test = word.quoted() ? null : value(word);
      if (test != null) {
        tests.add(test);
      } else if (kind == CellParser.Kind.ANY) {
        words.add(word.text());
      } else {
        throw CellBrokenException.unreadable(CellForms.expected(kind), plain);
      }
    }
    if (!words.isEmpty()) {
      tests.add(0, Cell.AnyOf.of(words));
    }
    return tests.size() == 1 ? tests.get(0) : new Cell.Either(tests);
  }

  /** A number, a day or a range; null if it is none of these. */
  private @Nullable Cell value(CellWords.Word word) {
    String text = word.text();
    CellForms.refuseOperator(word, plain, kind);
    int to = to(text);
    if (to > 0) {
      Cell range = range(text.substring(0, to).strip(), text.substring(to + 4).strip());
      if (range != null) {
        return range;
      }
    }
    BigDecimal number = kind == CellParser.Kind.NUMBER ? CellNumbers.number(text) : null;
    if (number != null) {
      return new Cell.Range(number, true, number, true);
    }
    String day = kind == CellParser.Kind.NUMBER ? null : CellNumbers.isoDate(text);
    if (day == null
        && kind == CellParser.Kind.ANY
        && text.length() == 10
        && CellNumbers.hasDayShape(text)) {
      throw CellBrokenException.unreadable(DATE, plain);
    }
    return day == null ? null : new Cell.DateRange(day, day);
  }

  private @Nullable Cell range(String from, String to) {
    BigDecimal low = CellNumbers.number(from);
    BigDecimal high = CellNumbers.number(to);
    String first = CellNumbers.isoDate(from);
    String last = CellNumbers.isoDate(to);
    if (kind != CellParser.Kind.DATE && low != null && high != null) {
      return range(low, high);
    }
    if (kind != CellParser.Kind.NUMBER && first != null && last != null) {
      if (first.compareTo(last) > 0) {
        throw CellBrokenException.unreadable("the earlier date before \"to\"", plain);
      }
      return new Cell.DateRange(first, last);
    }
    if (low != null || high != null || first != null || last != null) {
      throw CellBrokenException.unreadable("two numbers or two dates around \"to\"", plain);
    }
    return null;
  }

  private Cell range(BigDecimal from, BigDecimal to) {
    if (from.compareTo(to) > 0) {
      throw CellBrokenException.unreadable("the smaller number before \"to\"", plain);
    }
    return new Cell.Range(from, true, to, true);
  }

  /** A number with a decimal point or comma; three digits after a comma may be thousands, so that is refused. */
  private @Nullable BigDecimal decimal(String text) {
    int comma = text.indexOf(',');
    if (comma > 0 && text.length() - comma == 4) {
      throw CellBrokenException.unreadable(
          "a number with a decimal point and no marks for thousands", plain);
    }
    return CellNumbers.number(
        comma > 0 ? text.substring(0, comma) + "." + text.substring(comma + 1) : text);
  }

  private static int to(String text) {
    return text.toLowerCase(Locale.ROOT).indexOf(" to ");
  }

  private static boolean startsWithDigit(String text) {
    return !text.isEmpty() && isDigit(text.charAt(0));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
