package dev.botflow.text;

/**
 * A whole message as it is compared with words: {@link TextFold folded}, and without what people put around their words:
 * quotes, full stops and other marks at the end of a text or a sentence (but {@code ?}, which makes it another one), brackets, emoji, the {@code *stars*} that make a
 * text bold. A text that is nothing else, such as an emoji alone, stays.
 */
public final class WholeText {
  private static final String OPENING = " .,;:\"'([{\u00A1";
  private static final String CLOSING = " .,!;:\"')]}~(";
  private static final String SENTENCE_MARKS = ".,!;:";
  private static final String PAIRED = "*_~`";

  private WholeText() {}

  /** The text as it is compared; a second time changes nothing more. */
  public static String of(String text) {
    return ofFolded(TextFold.fold(text));
  }

  /** The same of a text that is folded already. */
  public static String ofFolded(String folded) {
    Words words = words(folded);
    if (words.start == words.end) {
      return folded;
    }
    String inside = folded.substring(words.start, words.end);
    return hasMarkBeforeBlank(inside) ? withoutMarksBeforeBlanks(inside) : inside;
  }

  /** For patterns: letter case, accents and inner marks as they were written, and nothing around the words. */
  public static String asWritten(String text) {
    String plain = TextFold.plain(text);
    Words words = words(plain);
    return words.start == words.end ? plain : plain.substring(words.start, words.end);
  }

  /** Where the words of a folded text begin. */
  public static int start(String folded) {
    return words(folded).start;
  }

  /** Where the words of a folded text end, exclusively. */
  public static int end(String folded) {
    return words(folded).end;
  }

  private record Words(int start, int end) {}

  private static Words words(String text) {
    int start = 0;
    int end = text.length();
    boolean paired;
    do {
      while (start < end && opens(text, start)) {
        start += Character.charCount(text.codePointAt(start));
      }
      while (end > start && closes(text, end)) {
        end -= Character.charCount(text.codePointBefore(end));
      }
      paired = end - start > 2
          && text.charAt(start) == text.charAt(end - 1)
          && PAIRED.indexOf(text.charAt(start)) >= 0;
      start += paired ? 1 : 0;
      end -= paired ? 1 : 0;
    } while (paired);
    return start == end ? new Words(0, text.length()) : new Words(start, end);
  }

  /** A mark before the words; but not the point of {@code .5}. */
  private static boolean opens(String text, int at) {
    int c = text.codePointAt(at);
    boolean dash = c == '-' && at + 1 < text.length() && text.charAt(at + 1) == ' ';
    boolean number =
        (c == '.' || c == ',') && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1));
    return dash || !number && isAround(c, OPENING);
  }

  private static boolean closes(String text, int end) {
    int c = text.codePointBefore(end);
    boolean dash = c == '-' && end > 1 && text.charAt(end - 2) == ' ';
    return dash || isAround(c, CLOSING);
  }

  private static boolean isAround(int c, String marks) {
    return c < 256 ? marks.indexOf(c) >= 0 : PlainCharacters.isPicture(c);
  }

  private static boolean hasMarkBeforeBlank(String text) {
    for (int at = text.indexOf(' '); at > 0; at = text.indexOf(' ', at + 1)) {
      if (SENTENCE_MARKS.indexOf(text.charAt(at - 1)) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** {@code stop. thank you} is {@code stop thank you}. */
  private static String withoutMarksBeforeBlanks(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ' ') {
        while (SENTENCE_MARKS.indexOf(plain.charAt(plain.length() - 1)) >= 0) {
          plain.setLength(plain.length() - 1);
        }
      }
      if (c != ' ' || plain.charAt(plain.length() - 1) != ' ') {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
