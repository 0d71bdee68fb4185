package dev.botflow.answer;

import dev.botflow.text.LanguageWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sorts the words and figures of a folded date text; every word must be known, in the first language that knows it. */
final class DateWords {
  private final String text;
  private final List<LanguageWords> languages;
  private final List<String> numbers = new ArrayList<>();
  private int month;
  private int weekday;
  private boolean understood = true;

  DateWords(String text, List<LanguageWords> languages) {
    this.text = text;
    this.languages = languages;
  }

  /**
   * What was found.
   *
   * @param numbers the figures in order
   * @param month 1 to 12, 0 if none was named
   * @param weekday 1 is Monday, 0 if none was named
   * @param joined true if figures are joined by dashes, slashes or dots
   * @param dotted true if it is dots
   */
  record Parts(List<String> numbers, int month, int weekday, boolean joined, boolean dotted) {
    boolean isEmpty() {
      return numbers.isEmpty() && month == 0 && weekday == 0;
    }
  }

  Optional<Parts> read() {
    int i = 0;
    while (i < text.length() && understood) {
      int start = i;
      if (isDigit(i)) {
        while (i < text.length() && isDigit(i)) {
          i++;
        }
        numbers.add(text.substring(start, i));
      } else if (isOfWord(text.charAt(i))) {
        while (i < text.length() && (isOfWord(text.charAt(i)) || text.charAt(i) == '\'')) {
          i++;
        }
        word(text.substring(start, i), start > 0 && isDigit(start - 1));
      } else {
        understood = " ,./-\u0970".indexOf(text.charAt(i)) >= 0;
        i++;
      }
    }
    return understood
        ? Optional.of(new Parts(numbers, month, weekday, joined("./-"), joined(".")))
        : Optional.empty();
  }

  private void word(String word, boolean afterNumber) {
    for (LanguageWords words : languages) {
      if (afterNumber && words.has("ordinal", word) || known(word, words)) {
        return;
      }
    }
    understood = false;
  }

  /**
   * Notes what a word stands for in one language; a second month or weekday makes no sense. What is both, as the Spanish
   * {@code mar}, is the month where a figure stands beside it.
   */
  private boolean known(String word, LanguageWords words) {
    int named = index("month.", 12, word, words);
    int day = index("weekday.", 7, word, words);
    boolean figure = text.chars().anyMatch(c -> c >= '0' && c <= '9');
    if (named > 0 && (day == 0 || month == 0 && figure)) {
      understood = month == 0;
      month = named;
      return true;
    }
    if (day > 0) {
      understood = weekday == 0;
      weekday = day;
      return true;
    }
    return words.has("filler", word);
  }

  private static int index(String key, int last, String word, LanguageWords words) {
    for (int i = 1; i <= last; i++) {
      if (words.has(key + i, word)) {
        return i;
      }
    }
    return 0;
  }

  /** A letter, or a vowel sign of a script that writes them apart. */
  static boolean isOfWord(char c) {
    return Character.isLetter(c)
        || c >= 128
            && (Character.getType(c) == Character.NON_SPACING_MARK
                || Character.getType(c) == Character.COMBINING_SPACING_MARK);
  }

  private boolean joined(String marks) {
    for (int i = 1; i + 1 < text.length(); i++) {
      if (marks.indexOf(text.charAt(i)) >= 0 && isDigit(i - 1) && isDigit(i + 1)) {
        return true;
      }
    }
    return false;
  }

  private boolean isDigit(int at) {
    return text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }
}
