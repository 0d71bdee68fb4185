package dev.botflow.cell;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Numbers and dates as values hold them and cells write them. */
public final class CellNumbers {
  private static final int MAX_CHARS = 64;

  private CellNumbers() {}

  /** A number, or a text that is one with a decimal point and no exponent; null for anything else. */
  public static @Nullable BigDecimal number(@Nullable Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal;
    }
    if (value instanceof Integer
        || value instanceof Long
        || value instanceof Short
        || value instanceof Byte) {
      return BigDecimal.valueOf(((Number) value).longValue());
    }
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      return Double.isFinite(number) ? new BigDecimal(value.toString()) : null;
    }
    if (value instanceof Number) {
      return parse(value.toString());
    }
    return value instanceof String text ? parse(text.strip()) : null;
  }

  private static @Nullable BigDecimal parse(String text) {
    int digits = 0;
    int points = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if (c == '.' && digits > 0) {
        points++;
      } else if (i > 0 || c != '-' && c != '+') {
        return null;
      }
    }
    boolean isNumber =
        digits > 0 && points <= 1 && text.length() <= MAX_CHARS && !text.endsWith(".");
    return isNumber ? new BigDecimal(text) : null;
  }

  /** As people write it: no exponent, no blown-up zeros. */
  public static String text(Object value) {
    BigDecimal number = value instanceof Number ? number(value) : null;
    if (number == null) {
      return value.toString();
    }
    // A hostile 1e999999999 would fill the memory if its zeros were written out.
    return Math.abs((long) number.scale()) > 1000 ? number.toString() : number.toPlainString();
  }

  /** The first ten characters if they are a day and nothing or a time follows, as in {@code 2026-03-02T10:00}. */
  static @Nullable String day(String text) {
    String stripped = text.strip();
    boolean dated = hasDayShape(stripped)
        && (stripped.length() == 10 || stripped.charAt(10) == 'T' || stripped.charAt(10) == ' ');
    return dated ? stripped.substring(0, 10) : null;
  }

  /** A day of the calendar written as ISO date, and nothing else; null for anything else. */
  static @Nullable String isoDate(String text) {
    if (text.length() != 10 || !hasDayShape(text)) {
      return null;
    }
    try {
      return LocalDate.parse(text).toString();
    } catch (DateTimeException noSuchDay) {
      return null; // The callers say what they expected instead.
    }
  }

  /** True if the text begins as {@code 2026-03-02} does. */
  static boolean hasDayShape(String text) {
    if (text.length() < 10) {
      return false;
    }
    for (int i = 0; i < 10; i++) {
      char c = text.charAt(i);
      if (i == 4 || i == 7 ? c != '-' : c < '0' || c > '9') {
        return false;
      }
    }
    return true;
  }
}
