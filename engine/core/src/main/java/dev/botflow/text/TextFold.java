package dev.botflow.text;

import java.text.Normalizer;
import java.util.Locale;

/**
 * How texts are compared: letter case, accents and outer blanks do not count, and a run of blanks is one.
 *
 * <p>Beyond that, what phones and spreadsheets write in place of a plain character is that character: full-width digits
 * and letters (NFKC), digits of any script, curly quotes, all sorts of dashes, the marks of other scripts that stand for
 * {@code , ; ? .}, NBSP. Invisible characters (zero-width blanks and joiners, direction marks, soft hyphens, emoji
 * variation selectors, the frame of a keycap emoji) and the skin tones of emoji are dropped, and so is what other
 * scripts leave out as Europeans leave out accents: the vowel marks of Arabic and Hebrew, tatweel and hamza, the nukta
 * of Hindi. {@code ß} is {@code ss}, {@code ł} is {@code l}. The result does not depend on the machine's locale.
 *
 * @see WholeText what is not counted around the words of a whole message
 */
public final class TextFold {
  private TextFold() {}

  /** The text as it is compared; folding twice changes nothing more. */
  public static String fold(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 128) {
        return blanks(letters(text));
      }
    }
    return ascii(text);
  }

  /**
   * The text in plain characters, but letter case and accents as they were written: for patterns, which see both.
   * Blanks are as in {@link #fold}.
   */
  public static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    Normalizer.normalize(text, Normalizer.Form.NFKC)
        .codePoints()
        .map(PlainCharacters::plain)
        .filter(c -> c != PlainCharacters.DROPPED)
        .forEach(plain::appendCodePoint);
    return blanks(plain.toString());
  }

  /** Most messages and all ids are plain ASCII and often folded already; then nothing is copied. */
  private static String ascii(String text) {
    boolean folded = true;
    char before = ' ';
    for (int i = 0; i < text.length() && folded; i++) {
      char c = text.charAt(i);
      folded = c > ' ' ? !(c >= 'A' && c <= 'Z') : c == ' ' && before != ' ';
      before = c;
    }
    if (folded && (text.isEmpty() || before != ' ')) {
      return text;
    }
    return blanks(text.toLowerCase(Locale.ROOT));
  }

  private static String letters(String text) {
    // Compatibility forms first; upper and then lower case folds what lower case alone keeps apart
    // (ß, dotless i).
    String cased = Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT);
    String apart = Normalizer.normalize(cased, Normalizer.Form.NFKD);
    StringBuilder plain = new StringBuilder(apart.length());
    apart.codePoints().forEach(c -> {
      int one = PlainCharacters.withoutAccent(PlainCharacters.plain(c));
      if (one == PlainCharacters.AE || one == PlainCharacters.OE) {
        plain.append(one == PlainCharacters.AE ? 'a' : 'o').append('e');
      } else if (one != PlainCharacters.DROPPED) {
        plain.appendCodePoint(one);
      }
    });
    // Only what is left out in writing was taken away; the rest of other scripts is put together
    // again.
    return Normalizer.normalize(plain, Normalizer.Form.NFC);
  }

  private static String blanks(String text) {
    StringBuilder one = new StringBuilder(text.length());
    boolean blank = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        blank = true;
        continue;
      }
      if (blank && one.length() > 0) {
        one.append(' ');
      }
      blank = false;
      one.append(c);
    }
    return one.toString();
  }
}
