package dev.botflow.text;

/** Finds words in folded text where they stand alone, not inside a longer word. Scripts written
 * without blanks, such as Chinese, have no edges of words to see: there, any place will do. */
public final class WholeWords {
  private WholeWords() {}

  /** Where {@code word} next stands as a whole word, from an index on; -1 if nowhere. */
  public static int indexOf(String text, String word, int from) {
    int at = text.indexOf(word, from);
    while (at >= 0) {
      if (isWhole(text, at, at + word.length())) {
        return at;
      }
      at = text.indexOf(word, at + 1);
    }
    return -1;
  }

  /** True if what stands from {@code start} to {@code end} is no part of a longer word. */
  public static boolean isWhole(String text, int start, int end) {
    return isEdge(text, start) && isEdge(text, end);
  }

  /** An edge between two letters parts words only in scripts that are written without blanks. */
  private static boolean isEdge(String text, int at) {
    if (at == 0 || at == text.length()) {
      return true;
    }
    int before = text.codePointBefore(at);
    int after = text.codePointAt(at);
    // What is no letter or digit itself (an emoji, a +) needs no blank beside it.
    return !Character.isLetterOrDigit(before)
        || !Character.isLetterOrDigit(after)
        || hasNoBlanks(before)
        || hasNoBlanks(after);
  }

  private static boolean hasNoBlanks(int c) {
    if (c < 0x0E00) {
      return false;
    }
    Character.UnicodeScript script = Character.UnicodeScript.of(c);
    return script == Character.UnicodeScript.HAN
        || script == Character.UnicodeScript.HIRAGANA
        || script == Character.UnicodeScript.THAI
        || script == Character.UnicodeScript.LAO
        || script == Character.UnicodeScript.KHMER
        || script == Character.UnicodeScript.MYANMAR;
  }
}
