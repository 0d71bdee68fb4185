package dev.botflow.text;

/** Finds words in folded text where they stand alone, not inside a longer word. */
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

  private static boolean isWhole(String text, int start, int end) {
    // An edge that is no letter or digit itself (an emoji, a +) needs no blank beside it.
    boolean startsWord = Character.isLetterOrDigit(text.codePointAt(start));
    boolean endsWord = Character.isLetterOrDigit(text.codePointBefore(end));
    return !(startsWord && start > 0 && Character.isLetterOrDigit(text.codePointBefore(start)))
        && !(endsWord && end < text.length() && Character.isLetterOrDigit(text.codePointAt(end)));
  }
}
