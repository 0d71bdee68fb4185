package dev.botflow.table.read;

import dev.botflow.table.sheet.CommaList;
import dev.botflow.text.Blanks;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Cells that can be read, but as something nobody would write: the row would never win, and nobody would notice. Each is a
 * sentence that says how the cell is taken and what to write in its place. A text in double quotes is meant as it stands.
 */
final class CellSuspicions {
  private static final List<String> OPERATORS =
      List.of("not", "contains", "starts with", "ends with", "word");
  private static final List<String> OTHER_FORMS = List.of("matches", "in", "is");
  private static final Pattern SEMICOLON = Pattern.compile("[^\\s;]\\s*;\\s*[^\\s;]");
  /** Two letters on each side, not two or more: that finds the same, without going over a long text once a letter. */
  private static final Pattern SLASH = Pattern.compile("\\p{L}{2}\\s*/\\s*\\p{L}{2}");

  private static final Pattern OR =
      Pattern.compile("\\S\\s+(?:or|oder|ou)\\s+\\S", Pattern.CASE_INSENSITIVE);
  /** As spreadsheets show a day and a month they made of {@code 5-1} or {@code 1/2}. */
  private static final Pattern DAY = Pattern.compile(
      "(?:\\d{1,2}-(?<month>\\p{L}{3,5})\\.?|(?<month2>\\p{L}{3,5})\\.?-\\d{2})",
      Pattern.UNICODE_CHARACTER_CLASS);

  private static final List<String> MONTHS = List.of(
      "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mär",
      "mrz", "mai", "okt", "dez", "janv", "févr", "mars", "avr", "juin", "juil", "août", "sept",
      "déc", "mrt", "mei", "ene", "abr", "ago", "dic", "gen", "mag", "giu", "lug", "set", "ott",
      "fev", "out");
  private static final String QUOTES_OF_TEXT = "'\u2018\u2019\u00AB\u00BB\u2039\u203A\u300C\u300D";

  private CellSuspicions() {}

  /** What is suspicious in a cell that asks about a text or a value; empty if nothing is. */
  static Optional<String> of(String cell) {
    String text = Blanks.strip(cell);
    for (String form : OTHER_FORMS) {
      if (begins(text, form)) {
        return Optional.empty();
      }
    }
    String operator = "";
    for (String one = operator(text); !one.isEmpty(); one = operator(text)) {
      operator = one;
      text = Blanks.strip(text.substring(one.length()));
    }
    Optional<String> list = quotedList(text);
    if (list.isPresent()) {
      return list;
    }
    for (String part : CommaList.words(text)) {
      if (!isQuoted(part)) {
        Optional<String> found = part(operator, part);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** What is suspicious in a list of words. */
  static Optional<String> ofWords(String cell) {
    for (String part : CommaList.words(cell)) {
      Optional<String> found =
          isQuoted(part) ? quotedList(part) : separator(part).or(() -> quoted(part));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> part(String operator, String part) {
    if (part.indexOf('-') > 0 && DAY.matcher(part).matches() && isMonth(part)) {
      return Optional.of(
          "\"" + part + "\" looks like a day that a spreadsheet made of another text;"
              + " format the cell as text and write it again, or put double quotes around it");
    }
    if (operator.equals("word") && part.codePoints().anyMatch(CellSuspicions::hasNoBlanks)) {
      return Optional.of("word looks for \"" + part
          + "\" between blanks or signs, which this script does not write; contains finds it");
    }
    return separator(part).or(() -> quoted(part));
  }

  private static boolean isMonth(String part) {
    String letters = part.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}]", "");
    return MONTHS.contains(letters);
  }

  private static Optional<String> separator(String part) {
    boolean address = part.contains("://") || part.contains("www.");
    // Most cells have none of these signs, and of a long table each cell is looked at.
    String sign = part.indexOf(';') >= 0 && SEMICOLON.matcher(part).find()
        ? "a semicolon"
        : !address && part.indexOf('/') >= 0 && SLASH.matcher(part).find()
            ? "a slash"
            : part.chars().anyMatch(c -> c <= ' ') && OR.matcher(part).find()
                ? "a word for \"or\""
                : "";
    return sign.isEmpty()
        ? Optional.empty()
        : Optional.of("\"" + part + "\" is one text with " + sign
            + " in it; put commas between texts, or double quotes around it if it is meant so");
  }

  /** Quotes that are part of the text, as far as cells know. */
  private static Optional<String> quoted(String part) {
    boolean starts = QUOTES_OF_TEXT.indexOf(part.charAt(0)) >= 0;
    boolean ends = QUOTES_OF_TEXT.indexOf(part.charAt(part.length() - 1)) >= 0;
    return part.length() > 1 && starts && (ends || part.charAt(0) != '\'')
        ? Optional.of("the quotes of \"" + part
            + "\" are part of the text; take them off, or write double quotes")
        : Optional.empty();
  }

  /** Curly quotes round a whole list, as word processors set them. */
  private static Optional<String> quotedList(String text) {
    boolean curly = text.length() > 1
        && "\u201C\u201D\u201E\u201F".indexOf(text.charAt(0)) >= 0
        && "\u201C\u201D\u201F".indexOf(text.charAt(text.length() - 1)) >= 0;
    String inside = curly ? text.substring(1, text.length() - 1) : "";
    boolean several =
        inside.indexOf(',') >= 0 && inside.chars().noneMatch(c -> c >= '\u201C' && c <= '\u201F');
    return several
        ? Optional.of(text + " is one text with a comma in it; take the quotes off if these are"
            + " several, or write straight double quotes if it is meant so")
        : Optional.empty();
  }

  private static boolean isQuoted(String part) {
    return !CommaList.unquoted(part).equals(part);
  }

  private static String operator(String text) {
    return OPERATORS.stream().filter(one -> begins(text, one)).findFirst().orElse("");
  }

  private static boolean begins(String text, String words) {
    return text.length() > words.length()
        && text.regionMatches(true, 0, words, 0, words.length())
        && Blanks.isBlank(text.charAt(words.length()));
  }

  /** Scripts that put no blanks between words. */
  private static boolean hasNoBlanks(int codePoint) {
    return switch (Character.UnicodeScript.of(codePoint)) {
      case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
      default -> false;
    };
  }
}
