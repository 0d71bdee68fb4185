package dev.botflow.text;

/** Blanks of any kind: spreadsheets and phones leave some behind that {@link String#strip} does not know. */
public final class Blanks {
  /** The commas and the semicolon of Chinese, Japanese and Arabic keyboards, which separate as a comma does. */
  public static final String WIDE_COMMAS = "\uFF0C\u3001\u060C\uFF1B";

  private Blanks() {}

  /** True for blanks and control characters, no-break and zero-width ones too. */
  public static boolean isBlank(char c) {
    return c <= ' '
        || Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || c == '\uFEFF'
        || c == '\u200B';
  }

  /** The text without outer blanks. */
  public static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }
}
