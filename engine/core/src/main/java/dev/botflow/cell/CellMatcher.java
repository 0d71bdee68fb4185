package dev.botflow.cell;

import dev.botflow.text.Blanks;
import dev.botflow.text.TextFold;
import dev.botflow.text.WholeText;
import dev.botflow.text.WholeWords;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Runs the tests of {@link Cell} on a value; a list passes where one of its members does. */
public final class CellMatcher {
  /** Patterns look no further into a text than this many characters. */
  static final int MAX_MATCHED_CHARS = 4096;

  /** As spreadsheets of many languages write them, folded. */
  private static final Set<String> TRUE_WORDS = Set.of(
      "true",
      "yes",
      "wahr",
      "ja",
      "vrai",
      "oui",
      "waar",
      "verdadero",
      "si",
      "vero",
      "verdadeiro",
      "sim");

  private static final Set<String> FALSE_WORDS =
      Set.of("false", "no", "falsch", "nein", "faux", "non", "onwaar", "nee", "falso", "nao");

  private CellMatcher() {}

  static boolean isMissing(@Nullable Object value) {
    return value == null || value instanceof String text && text.isBlank();
  }

  public static boolean isEmpty(@Nullable Object value) {
    return isMissing(value)
        || value instanceof Collection<?> list && list.isEmpty()
        || value instanceof Map<?, ?> map && map.isEmpty();
  }

  static boolean anyOf(Cell.AnyOf cell, @Nullable Object value) {
    if (value instanceof String text) {
      return !text.isBlank() && cell.folded().contains(WholeText.of(text));
    }
    if (value instanceof Collection<?> list) {
      return any(list, member -> anyOf(cell, member));
    }
    if (value instanceof Boolean truth) {
      return any(cell.folded(), word -> (truth ? TRUE_WORDS : FALSE_WORDS).contains(word));
    }
    BigDecimal number = value instanceof Number ? CellNumbers.number(value) : null;
    return number != null && any(cell.folded(), word -> equal(number, CellNumbers.number(word)));
  }

  static boolean part(Cell.Part cell, @Nullable Object value) {
    if (value instanceof Collection<?> list) {
      return any(list, member -> part(cell, member));
    }
    String text = text(value);
    if (text == null) {
      return false;
    }
    String folded = TextFold.fold(text);
    return any(cell.folded(), word -> switch (cell.where()) {
      case CONTAINS -> folded.contains(word);
      case STARTS_WITH ->
        folded.startsWith(word) || folded.startsWith(word, WholeText.start(folded));
      case ENDS_WITH -> folded.endsWith(word) || endsWith(folded, word);
      case WORD -> WholeWords.indexOf(folded, word, 0) >= 0;
    });
  }

  static boolean matches(Cell.Matches cell, @Nullable Object value) {
    if (value instanceof Collection<?> list) {
      return any(list, member -> matches(cell, member));
    }
    String text = text(value);
    if (text == null) {
      return false;
    }
    String cut = text.length() > MAX_MATCHED_CHARS ? text.substring(0, MAX_MATCHED_CHARS) : text;
    return cell.pattern().matcher(cut).find()
        || cell.pattern().matcher(WholeText.asWritten(cut)).find();
  }

  static boolean exactly(Cell.Exactly cell, @Nullable Object value) {
    if (value instanceof Collection<?> list) {
      return any(list, member -> exactly(cell, member));
    }
    String text = text(value);
    return text != null && cell.words().contains(Blanks.strip(text));
  }

  /** The words of the text end with it, whatever marks and emoji follow. */
  private static boolean endsWith(String folded, String word) {
    int at = WholeText.end(folded) - word.length();
    return at >= 0 && folded.startsWith(word, at);
  }

  static boolean range(Cell.Range cell, @Nullable Object value) {
    if (value instanceof Collection<?> list) {
      return any(list, member -> range(cell, member));
    }
    BigDecimal number = CellNumbers.number(value);
    if (number == null) {
      return false;
    }
    BigDecimal from = cell.from();
    BigDecimal to = cell.to();
    int above = from == null ? 1 : number.compareTo(from);
    int below = to == null ? -1 : number.compareTo(to);
    return (above > 0 || above == 0 && cell.fromIncluded())
        && (below < 0 || below == 0 && cell.toIncluded());
  }

  static boolean dateRange(Cell.DateRange cell, @Nullable Object value) {
    if (value instanceof Collection<?> list) {
      return any(list, member -> dateRange(cell, member));
    }
    String day = value instanceof String text ? CellNumbers.day(text) : null;
    if (day == null) {
      return false;
    }
    String from = cell.from();
    String to = cell.to();
    return (from == null || day.compareTo(from) >= 0) && (to == null || day.compareTo(to) <= 0);
  }

  /** The value as a text that can be searched; null for what is missing, a list or a map. */
  private static @Nullable String text(@Nullable Object value) {
    if (value instanceof String text) {
      return text.isBlank() ? null : text;
    }
    return value instanceof Number || value instanceof Boolean ? CellNumbers.text(value) : null;
  }

  private static boolean equal(BigDecimal one, @Nullable BigDecimal other) {
    return other != null && one.compareTo(other) == 0;
  }

  private static <T> boolean any(Collection<T> members, Predicate<T> test) {
    for (T member : members) {
      if (test.test(member)) {
        return true;
      }
    }
    return false;
  }
}
