package dev.botflow.cell;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The words that begin a form of {@link CellParser}'s language, and what its messages say was expected. */
final class CellForms {
  private static final List<String> TEXT_OPERATORS =
      List.of("not", "contains", "starts with", "ends with", "word", "exactly", "matches");
  private static final List<String> NUMBER_OPERATORS =
      List.of("at least", "at most", "over", "under");
  private static final List<String> DATE_OPERATORS = List.of("from", "until");

  private CellForms() {}

  static String words(Cell.Part.Where where) {
    return switch (where) {
      case CONTAINS -> "contains";
      case STARTS_WITH -> "starts with";
      case ENDS_WITH -> "ends with";
      case WORD -> "word";
    };
  }

  static String expected(CellParser.Kind kind) {
    return switch (kind) {
      case TEXT -> "words, or a test such as contains order, parcel";
      case ANY -> "a value, or a test such as at least 5";
      case NUMBER -> "a number, or a test such as at least 5 or 5 to 10";
      case DATE -> "a date such as 2026-01-31, or a test such as 2026-01-01 to 2026-03-31";
      case WORD -> "words separated by commas, with not before them at most";
    };
  }

  /** Refuses a word that begins another test: {@code contains order, word lost} is one too many. */
  static void refuseOperator(CellWords.Word word, String cell, CellParser.Kind kind) {
    if (word.quoted()) {
      return;
    }
    boolean another = CellWords.is(word.text(), "is empty")
        || CellWords.is(word.text(), "is known")
        || begins(word.text(), TEXT_OPERATORS)
        || kind != CellParser.Kind.TEXT
            && kind != CellParser.Kind.WORD
            && begins(word.text(), NUMBER_OPERATORS);
    if (another && kind == CellParser.Kind.WORD) {
      throw CellBrokenException.unreadable(expected(kind), cell);
    }
    if (another) {
      throw CellBrokenException.unreadable(
          "one kind of test in a cell, written once at its start", cell);
    }
  }

  /** True for words that another one must follow. */
  static boolean isOperator(String text) {
    String last = text.toLowerCase(Locale.ROOT);
    return Stream.of(TEXT_OPERATORS, NUMBER_OPERATORS, DATE_OPERATORS, List.of("in", "is", "to"))
        .flatMap(List::stream)
        .anyMatch(one -> last.equals(one) || last.endsWith(" " + one));
  }

  static boolean beginsNumber(String plain) {
    return begins(plain, NUMBER_OPERATORS);
  }

  static boolean beginsDate(String plain) {
    return begins(plain, DATE_OPERATORS);
  }

  /** The operator the text begins with; it must begin with one. */
  static String operator(String plain) {
    for (String operator : NUMBER_OPERATORS) {
      if (CellWords.begins(plain, operator)) {
        return operator;
      }
    }
    return CellWords.begins(plain, "from") ? "from" : "until";
  }

  private static boolean begins(String plain, List<String> operators) {
    for (String operator : operators) {
      if (CellWords.begins(plain, operator)) {
        return true;
      }
    }
    return false;
  }
}
