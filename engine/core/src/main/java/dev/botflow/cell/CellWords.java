package dev.botflow.cell;

import dev.botflow.text.Blanks;
import dev.botflow.text.TextFold;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a cell into the words between its commas. A comma inside double quotes is part of the word; a word that is
 * quoted whole stands for itself, whatever it says. Spreadsheets' NBSP and curly quotes are taken as plain ones.
 */
final class CellWords {
  private CellWords() {}

  /**
   * One word, or several with blanks between.
   *
   * @param text without its quotes and outer blanks
   * @param quoted true if it was in quotes as a whole
   */
  record Word(String text, boolean quoted) {}

  /** The text with plain blanks and double quotes, character by character, so that places in it stay the same. */
  static String plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (plain(text.charAt(i)) != text.charAt(i)) {
        StringBuilder plain = new StringBuilder(text.length());
        text.chars().forEach(c -> plain.append(plain((char) c)));
        return withLinesAsWords(text, plain);
      }
    }
    return text;
  }

  /** A line break between two words separates them as a comma does; one behind an operator or inside quotes is a blank. */
  private static String withLinesAsWords(String text, StringBuilder plain) {
    boolean quoted = false;
    for (int i = 0; i < plain.length(); i++) {
      quoted ^= plain.charAt(i) == '"';
      if (text.charAt(i) == '\n' && !quoted) {
        String before = plain.substring(0, i).strip();
        String after = plain.substring(i).strip();
        boolean between = !before.isEmpty()
            && !after.isEmpty()
            && !isComma(before.charAt(before.length() - 1))
            && !isComma(after.charAt(0))
            && !CellForms.isOperator(before);
        plain.setCharAt(i, between ? ',' : ' ');
      }
    }
    return plain.toString();
  }

  private static char plain(char c) {
    if (c == '\u201C' || c == '\u201D' || c == '\u201E' || c == '\u201F') {
      return '"';
    }
    return Blanks.isBlank(c) ? ' ' : c;
  }

  /**
   * The words of a plain text.
   *
   * @throws CellBrokenException if a quote is not closed or there is nothing between two commas
   */
  static List<Word> split(String plain) {
    List<Word> words = new ArrayList<>();
    int start = 0;
    int i = 0;
    while (i <= plain.length()) {
      if (i == plain.length() || isComma(plain.charAt(i))) {
        words.add(word(plain, start, i));
        start = i + 1;
        i++;
      } else {
        i = opensQuote(plain, start, i) ? afterQuote(plain, i) : i + 1;
      }
    }
    return words;
  }

  private static boolean isComma(char c) {
    return c == ',' || Blanks.WIDE_COMMAS.indexOf(c) >= 0;
  }

  /** A quote opens where a word does; inside one, as in {@code 5" pipe}, it is a character. */
  private static boolean opensQuote(String plain, int start, int at) {
    return plain.charAt(at) == '"' && (at == start || plain.charAt(at - 1) == ' ');
  }

  private static int afterQuote(String plain, int opening) {
    int closing = plain.indexOf('"', opening + 1);
    while (closing >= 0 && plain.startsWith("\"\"", closing)) {
      closing = plain.indexOf('"', closing + 2);
    }
    if (closing < 0) {
      throw CellBrokenException.unreadable("a closing quote", plain);
    }
    return closing + 1;
  }

  private static Word word(String plain, int start, int end) {
    String text = plain.substring(start, end).strip();
    if (text.isEmpty()) {
      throw CellBrokenException.unreadable("a word before and after each comma", plain);
    }
    if (text.charAt(0) == '"' && afterQuote(text, 0) == text.length()) {
      String inside = text.substring(1, text.length() - 1).replace("\"\"", "\"");
      if (TextFold.fold(inside).isEmpty()) {
        throw CellBrokenException.unreadable("a word between the quotes", plain);
      }
      return new Word(inside, true);
    }
    return new Word(text, false);
  }

  /** True if the text begins with these words and more follows, in any letter case and with any blanks. */
  static boolean begins(String plain, String words) {
    return afterWords(plain, words) > 0;
  }

  /** What follows these words, which the text must begin with. */
  static String after(String plain, String words) {
    return plain.substring(afterWords(plain, words)).strip();
  }

  /** Where the text goes on behind these words, a blank between; -1 if it does not begin with them or ends there. */
  private static int afterWords(String plain, String words) {
    int at = behind(plain, words);
    return at > 0 && at < plain.length() && plain.charAt(at) == ' ' ? at : -1;
  }

  /** The place behind these words at the start of the text; -1 if it does not begin with them. */
  private static int behind(String plain, String words) {
    int at = 0;
    for (int i = 0; i < words.length(); i++) {
      char expected = words.charAt(i);
      if (at >= plain.length() || Character.toLowerCase(plain.charAt(at)) != expected) {
        return -1;
      }
      at++;
      while (expected == ' ' && at < plain.length() && plain.charAt(at) == ' ') {
        at++;
      }
    }
    return at;
  }

  /** True if the text, without outer blanks, is these words and nothing more, in any letter case and with any blanks. */
  static boolean is(String plain, String words) {
    return behind(plain, words) == plain.length();
  }
}
