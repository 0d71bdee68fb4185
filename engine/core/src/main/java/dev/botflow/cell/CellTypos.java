package dev.botflow.cell;

import dev.botflow.text.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What people write for the forms of a cell: {@code atleast 5}, {@code more than 5}, {@code >= 5}, {@code contain order}.
 * Taken as words they would never fit, and nobody would notice.
 */
final class CellTypos {
  private static final List<String> FIXED = List.of("is empty", "is known");
  private static final List<String> NUMBERS = List.of("at least", "at most", "over", "under");

  private static final Map<String, String> NUMBER_WORDS = new LinkedHashMap<>();
  private static final Map<String, String> TEXT_WORDS = new LinkedHashMap<>();

  static {
    words(NUMBER_WORDS, "at least", ">=", "\u2265", "=>", "min", "minimum", "not less than");
    words(NUMBER_WORDS, "at most", "<=", "\u2264", "=<", "max", "maximum", "up to");
    words(NUMBER_WORDS, "over", ">", "more than", "greater than", "higher than", "above");
    words(NUMBER_WORDS, "under", "<", "less than", "lower than", "fewer than", "below");
    words(TEXT_WORDS, "contains", "contain", "containing", "include", "includes");
    words(TEXT_WORDS, "starts with", "start with", "startswith", "begins with", "begin with");
    words(TEXT_WORDS, "ends with", "end with", "endswith");
    words(TEXT_WORDS, "matches", "match");
  }

  private CellTypos() {}

  private static void words(Map<String, String> map, String form, String... others) {
    for (String other : others) {
      map.put(other, form);
    }
  }

  /**
   * Refuses what is nearly a form.
   *
   * @throws CellBrokenException with the form that was probably meant
   */
  static void refuse(String plain, CellParser.Kind kind) {
    String lower = plain.toLowerCase(Locale.ROOT);
    Optional<String> meant = Optional.empty();
    if (kind == CellParser.Kind.ANY || kind == CellParser.Kind.NUMBER) {
      meant = number(lower);
    }
    if (meant.isEmpty() && (kind == CellParser.Kind.ANY || kind == CellParser.Kind.TEXT)) {
      meant = text(plain, lower);
    }
    if (meant.isEmpty() && kind != CellParser.Kind.WORD && lower.startsWith("is")) {
      meant = Suggestion.nearest(lower, FIXED);
    }
    meant.filter(form -> !form.equals(lower)).ifPresent(form -> {
      throw new CellBrokenException(
          CellBrokenException.UNREADABLE_CELL,
          "expected a test as it is spelt here, or words in double quotes, but was \"" + plain
              + "\" (did you mean \"" + form + "\"?)");
    });
  }

  /** Anything before a number that is nearly a comparison. */
  private static Optional<String> number(String lower) {
    int at = 0;
    while (at < lower.length() && (lower.charAt(at) < '0' || lower.charAt(at) > '9')) {
      at++;
    }
    String before = lower.substring(0, at).strip();
    String rest = lower.substring(at);
    if (before.isEmpty() || CellNumbers.number(rest) == null) {
      return before.equals("between") && rest.contains(" and ")
          ? Optional.of(rest.replace(" and ", " to "))
          : Optional.empty();
    }
    String form = NUMBER_WORDS.get(before);
    // What is one letter from a word that may be a value, as in "order 5" for "under 5", is left
    // alone.
    Optional<String> near = form != null
        ? Optional.of(form)
        : Suggestion.nearest(before, NUMBERS).filter(one -> before.startsWith("at"));
    return near.map(one -> one + " " + rest);
  }

  private static Optional<String> text(String plain, String lower) {
    for (Map.Entry<String, String> one : TEXT_WORDS.entrySet()) {
      int end = one.getKey().length();
      if (lower.startsWith(one.getKey()) && lower.length() > end && lower.charAt(end) == ' ') {
        String rest = plain.substring(end).strip();
        boolean sure = !one.getKey().equals("match") || rest.startsWith("/");
        if (sure) {
          return Optional.of(one.getValue() + " " + rest);
        }
      }
    }
    return Optional.empty();
  }
}
