package dev.botflow.text;

import java.text.Normalizer;
import java.util.Locale;

/**
 * How texts are compared: letter case, accents and outer blanks do not count, and a run of blanks is one.
 *
 * <p>Beyond that, what phones and spreadsheets write in place of a plain character is that character: full-width digits
 * and letters (NFKC), curly quotes, all sorts of dashes, NBSP; invisible characters (zero-width blanks and joiners, direction marks, soft hyphens,
 * emoji variation selectors, the frame of a keycap emoji) are dropped. {@code ß} is {@code ss}. The result does not
 * depend on the machine's locale.
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
    for (int i = 0; i < apart.length(); i++) {
      char c = plain(apart.charAt(i));
      if (c != 0) {
        plain.append(c);
      }
    }
    // Only what Europeans call an accent was taken away; other scripts are put together again.
    return Normalizer.normalize(plain, Normalizer.Form.NFC);
  }

  /** The plain form of a character, 0 for one that is dropped. */
  private static char plain(char c) {
    if (c < 128) {
      return c;
    }
    if (isAccent(c) || isInvisible(c)) {
      return 0;
    }
    if (c >= '\u2010' && c <= '\u2015' || c == '\u2212') {
      return '-';
    }
    return switch (c) {
      case '\u2018', '\u2019', '\u201A', '\u201B', '\u02BC', '\u2032', '\u00B4' -> '\'';
      case '\u201C', '\u201D', '\u201E', '\u201F', '\u00AB', '\u00BB', '\u2033' -> '"';
      case '\u03C2' -> '\u03C3'; // final sigma
      default -> c;
    };
  }

  private static boolean isAccent(char c) {
    return c >= '\u0300' && c <= '\u036F'
        || c >= '\u1AB0' && c <= '\u1AFF'
        || c >= '\u1DC0' && c <= '\u1DFF'
        || c >= '\u20D0' && c <= '\u20FF';
  }

  private static boolean isInvisible(char c) {
    return c == '\u00AD'
        || c >= '\u200B' && c <= '\u200F' // zero-width blanks and joiners, direction marks
        || c >= '\u202A' && c <= '\u202E' // directions, as contact apps put around numbers
        || c >= '\u2066' && c <= '\u2069'
        || c == '\u2060'
        || c == '\uFEFF'
        || c >= '\uFE00' && c <= '\uFE0F';
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
