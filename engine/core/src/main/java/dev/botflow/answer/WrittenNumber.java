package dev.botflow.answer;

import dev.botflow.text.LanguageWords;
import dev.botflow.text.TextFold;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a number as people write it: {@code 25}, {@code 2,5}, {@code 1.234,50}, {@code 1 234.5}, {@code € 25}.
 *
 * <p>A mark with exactly three digits behind it, as in {@code 1.500}, parts thousands or is a decimal mark, as the
 * first known language has it; where that language has it as neither, the number is not understood. In Hindi, and in a
 * language of India as in {@code en-IN}, {@code 12,34,567} is understood too.
 */
final class WrittenNumber {
  private static final int MAX_CHARS = 30;

  /** Hundreds of thousands and tens of millions have marks of their own in India. */
  private static final Pattern INDIAN =
      Pattern.compile("([0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3})((?:[.][0-9]+)?)");

  private WrittenNumber() {}

  static Optional<BigDecimal> read(String text, List<String> languages) {
    String plain = trimmed(TextFold.fold(text));
    boolean signed = plain.startsWith("-") || plain.startsWith("+");
    String number = signed ? plain.substring(1) : plain;
    if (number.isEmpty() || number.length() > MAX_CHARS || !hasOnlyDigitsAndMarks(number)) {
      return Optional.empty();
    }
    Matcher indian = INDIAN.matcher(number);
    boolean parted = indian.matches() && languages.stream().anyMatch(WrittenNumber::isOfIndia);
    String usual = parted ? indian.group(1).replace(",", "") + indian.group(2) : number;
    return unsigned(usual, languages).map(read -> plain.startsWith("-") ? read.negate() : read);
  }

  private static boolean isOfIndia(String tag) {
    return tag.toUpperCase(Locale.ROOT).endsWith("-IN")
        || LanguageWords.of(tag)
            .filter(words -> words.text("number.later_groups").equals("2"))
            .isPresent();
  }

  private static Optional<BigDecimal> unsigned(String number, List<String> languages) {
    char blank = number.indexOf(' ') >= 0 ? ' ' : '\'';
    int comma = number.lastIndexOf(',');
    int point = number.lastIndexOf('.');
    if (number.indexOf(blank) >= 0) {
      return comma >= 0 && point >= 0
          ? Optional.empty()
          : joined(number, blank, Math.max(comma, point));
    }
    if (comma >= 0 && point >= 0) {
      return joined(number, comma > point ? '.' : ',', Math.max(comma, point));
    }
    int mark = Math.max(comma, point);
    if (mark < 0) {
      return Optional.of(new BigDecimal(number));
    }
    char sign = number.charAt(mark);
    if (number.indexOf(sign) != mark) {
      return joined(number, sign, -1);
    }
    boolean unclear = number.length() - mark == 4 && mark <= 3 && !number.startsWith("0");
    return unclear ? byLanguage(number, mark, languages) : joined(number, ' ', mark);
  }

  private static Optional<BigDecimal> byLanguage(String number, int mark, List<String> languages) {
    String sign = number.substring(mark, mark + 1);
    for (String tag : languages) {
      Optional<LanguageWords> words = LanguageWords.of(tag);
      if (words.isPresent()) {
        return sign.equals(words.get().text("number.group"))
            ? joined(number, sign.charAt(0), -1)
            : sign.equals(words.get().text("number.decimal"))
                ? joined(number, ' ', mark)
                : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** The number without its group marks, which must part threes; {@code decimal} is the place of its decimal mark. */
  private static Optional<BigDecimal> joined(String number, char group, int decimal) {
    int end = decimal < 0 ? number.length() : decimal;
    String whole = number.substring(0, end);
    boolean grouped = whole.indexOf(group) >= 0;
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < end; i++) {
      char c = whole.charAt(i);
      boolean mark = grouped && (end - i) % 4 == 0;
      if (mark ? i == 0 || c != group : !Character.isDigit(c)) {
        return Optional.empty();
      }
      digits.append(mark ? "" : c);
    }
    String fraction = decimal < 0 ? "" : number.substring(decimal + 1);
    if (decimal >= 0
        && (fraction.isEmpty() || !fraction.chars().allMatch(c -> c >= '0' && c <= '9'))) {
      return Optional.empty();
    }
    return Optional.of(
        new BigDecimal(fraction.isEmpty() ? digits.toString() : digits + "." + fraction));
  }

  private static boolean hasOnlyDigitsAndMarks(String number) {
    for (int i = 0; i < number.length(); i++) {
      char c = number.charAt(i);
      if ((c < '0' || c > '9') && ",.' ".indexOf(c) < 0) {
        return false;
      }
    }
    return Character.isDigit(number.charAt(0))
        && Character.isDigit(number.charAt(number.length() - 1));
  }

  /** Without a currency sign and the mark that ends a sentence. */
  private static String trimmed(String folded) {
    int start = 0;
    int end = folded.length();
    while (end > 0 && ".!? €$£".indexOf(folded.charAt(end - 1)) >= 0) {
      end--;
    }
    while (start < end && " €$£".indexOf(folded.charAt(start)) >= 0) {
      start++;
    }
    return folded.substring(start, end);
  }
}
