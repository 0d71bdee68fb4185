package dev.botflow.text;

/** The plain character that stands for one, or that it is dropped; from fixed ranges, so that no version of Java differs. */
final class PlainCharacters {
  /** Stands for a character that does not count. */
  static final int DROPPED = -1;

  static final int AE = '\u00E6';
  static final int OE = '\u0153';

  private PlainCharacters() {}

  /** What phones and spreadsheets write for a plain character is that character; what nobody sees is dropped. */
  static int plain(int c) {
    if (c < 128) {
      return c;
    }
    if (isInvisible(c) || isSkinTone(c)) {
      return DROPPED;
    }
    if (c >= '\u2010' && c <= '\u2015' || c == '\u2212' || c == '\u05BE') {
      return '-';
    }
    if (Character.isDigit(c)) {
      return '0' + Character.digit(c, 10);
    }
    return switch (c) {
      case '\u2018', '\u2019', '\u201A', '\u201B', '\u02BC', '\u2032', '\u00B4', '\u05F3' -> '\'';
      case '\u201C', '\u201D', '\u201E', '\u201F', '\u00AB', '\u00BB', '\u2033', '\u05F4' -> '"';
      case '\u300C', '\u300D', '\u300E', '\u300F' -> '"';
      case '\u060C', '\u066C', '\u3001' -> ',';
      case '\u061B' -> ';';
      case '\u061F' -> '?';
      case '\u066B', '\u3002', '\u06D4', '\u0964' -> '.';
      default -> c;
    };
  }

  /** The letter without what is left out in writing: accents, and their like in other scripts. */
  static int withoutAccent(int c) {
    if (c < 128) {
      return c;
    }
    if (isAccent(c) || isMarkOfArabic(c) || isMarkOfHebrew(c) || c == '\u093C') {
      return DROPPED;
    }
    return switch (c) {
      case '\u03C2' -> '\u03C3'; // final sigma
      case '\u0142' -> 'l';
      case '\u0111' -> 'd';
      case '\u00F8' -> 'o';
      case '\u0671' -> '\u0627'; // alef with a mark that does not come apart
      case '\u0649', '\u06CC' -> '\u064A'; // alef maksura and the yeh of Persian keyboards
      case '\u0629', '\u06C1' -> '\u0647'; // teh marbuta
      case '\u06A9' -> '\u0643';
      case '\u0901' -> '\u0902'; // candrabindu, which many write as a dot
      default -> c;
    };
  }

  private static boolean isAccent(int c) {
    return c >= '\u0300' && c <= '\u036F'
        || c >= '\u1AB0' && c <= '\u1AFF'
        || c >= '\u1DC0' && c <= '\u1DFF'
        || c >= '\u20D0' && c <= '\u20FF';
  }

  /** Vowels, doublings, hamza above and below, signs for reciting, and the stroke that only lengthens a word. */
  private static boolean isMarkOfArabic(int c) {
    return c == '\u0640'
        || c >= '\u0610' && c <= '\u061A'
        || c >= '\u064B' && c <= '\u065F'
        || c == '\u0670'
        || c >= '\u06D6' && c <= '\u06DC'
        || c >= '\u06DF' && c <= '\u06E4'
        || c >= '\u06E7' && c <= '\u06E8'
        || c >= '\u06EA' && c <= '\u06ED';
  }

  private static boolean isMarkOfHebrew(int c) {
    return c >= '\u0591' && c <= '\u05BD'
        || c == '\u05BF'
        || c >= '\u05C1' && c <= '\u05C2'
        || c >= '\u05C4' && c <= '\u05C5'
        || c == '\u05C7';
  }

  private static boolean isInvisible(int c) {
    return c == '\u00AD'
        || c == '\u061C'
        || c == '\u180E'
        || c >= '\u200B' && c <= '\u200F' // zero-width blanks and joiners, direction marks
        || c >= '\u202A' && c <= '\u202E' // directions, as contact apps put around numbers
        || c >= '\u2060' && c <= '\u2064'
        || c >= '\u2066' && c <= '\u2069'
        || c == '\uFEFF'
        || c == '\u20E3' // the frame of a keycap
        || c >= '\uFE00' && c <= '\uFE0F'
        || c >= 0xE0020 && c <= 0xE007F;
  }

  private static boolean isSkinTone(int c) {
    return c >= 0x1F3FB && c <= 0x1F3FF;
  }

  /** True for emoji and other pictures that people put beside words. */
  static boolean isPicture(int c) {
    return c >= 0x1F000 && c <= 0x1FBFF
        || c >= 0x2600 && c <= 0x27BF
        || c >= 0x2B00 && c <= 0x2BFF
        || c >= 0x2300 && c <= 0x23FF
        || c >= 0x25A0 && c <= 0x25FF
        || c >= 0x2194 && c <= 0x21AA
        || c == 0x203C
        || c == 0x2049
        || c == 0x2934
        || c == 0x2935
        || c == 0x3030;
  }
}
