package dev.botflow.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Finds what is left of a text that was read in the wrong encoding: UTF-8 taken for a code page of Windows or of an old
 * Mac ({@code promociÃ³n}, {@code promoci√≥n}), and the sign that stands for bytes nobody could read.
 */
public final class GarbledText {
  private static final char REPLACEMENT = '\uFFFD';
  private static final Charset WINDOWS = Charset.forName("windows-1252");
  /** What the first bytes of two and three become on an old Mac, and what may only then stand behind them. */
  private static final String MAC_FIRST = "\u221A\u201A\u00AC";

  private static final String MAC_SECOND =
      "\u00A1\u00A9\u00AE\u00B0\u00B1\u2264\u2265\u00A5\u00B5\u2202\u2211\u220F\u03C0\u222B\u00AA\u00BA\u03A9\u00E6\u00F8\u00BF\u00C4\u00C5\u00C7\u00C9\u00D1\u00D6\u00DC\u00E1\u00E0\u00E2\u00E4\u00E3\u00E5\u00DF\u2020\u00A7\u2022\u00B6\u00A2\u00A3";

  private GarbledText() {}

  /** The first word of a text that looks so; empty if none does. */
  public static Optional<String> firstIn(String text) {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == REPLACEMENT || c > 0x7F && (isWindows(text, at) || isMac(text, at))) {
        return Optional.of(word(text, at));
      }
      at++;
    }
    return Optional.empty();
  }

  /** What to say of such a word. */
  public static String sentence(String word) {
    return "\"" + word
        + "\" looks like text that was read in the wrong encoding and saved so; write it again, and save the file as UTF-8";
  }

  private static boolean isMac(String text, int at) {
    return at + 1 < text.length()
        && MAC_FIRST.indexOf(text.charAt(at)) >= 0
        && MAC_SECOND.indexOf(text.charAt(at + 1)) >= 0
        && (text.charAt(at) == '\u221A' || at + 2 < text.length() && text.charAt(at + 2) > 0x7F);
  }

  /** True if a character and those behind it are, byte by byte, one character in UTF-8 that people write. */
  private static boolean isWindows(String text, int at) {
    int first = windowsByte(text.charAt(at));
    int length = first >= 0xC2 && first <= 0xDF
        ? 2
        : first >= 0xE0 && first <= 0xEF ? 3 : first >= 0xF0 && first <= 0xF4 ? 4 : 0;
    if (length == 0 || at + length > text.length()) {
      return false;
    }
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      int one = windowsByte(text.charAt(at + i));
      if (one < 0 || i > 0 && (one < 0x80 || one > 0xBF)) {
        return false;
      }
      bytes[i] = (byte) one;
    }
    try {
      int meant = StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes))
          .toString()
          .codePointAt(0);
      return isLikely(meant, text, at, length);
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** A letter with a closing quote behind it, as in {@code »Spaß«}, is two bytes of some other letter by chance. */
  private static boolean isLikely(int meant, String text, int at, int length) {
    char second = text.charAt(at + 1);
    boolean quote = second == '\u00BB'
        || second == '\u00AB'
        || second == '\u201C'
        || second == '\u201D'
        || second == '\u2019'
        || second == '\u2026'
        || second == '\u2014'
        || second == '\u2013';
    if (length > 2) {
      return true;
    }
    if (meant <= 0xFF) {
      return true;
    }
    if (meant <= 0x17F) {
      return !quote;
    }
    boolean script = meant >= 0x370 && meant <= 0x52F || meant >= 0x5D0 && meant <= 0x6FF;
    // One letter of another script among Latin ones is chance; a word of them is not.
    return script && at + 2 < text.length() && windowsByte(text.charAt(at + 2)) >= 0xC2 && !quote;
  }

  /** The byte a character is in the code page; as it is where the page has none; -1 for others. */
  private static int windowsByte(char c) {
    if (c <= 0xFF) {
      return c;
    }
    CharsetEncoder encoder = WINDOWS.newEncoder();
    if (!encoder.canEncode(c)) {
      return -1;
    }
    return String.valueOf(c).getBytes(WINDOWS)[0] & 0xFF;
  }

  private static String word(String text, int at) {
    int start = at;
    while (start > 0 && !isEdge(text.charAt(start - 1))) {
      start--;
    }
    int end = at;
    while (end < text.length() && !isEdge(text.charAt(end))) {
      end++;
    }
    return text.substring(start, Math.max(end, at + 1));
  }

  private static boolean isEdge(char c) {
    return c <= 0x20 || ",;\"'|:[]{}()\u00A0".indexOf(c) >= 0;
  }
}
