package dev.botflow.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Decodes a text file as editors and spreadsheets save it: UTF-8 or UTF-16, with or without a byte order mark. */
public final class TextBytes {
  private static final char REPLACEMENT = '\uFFFD';

  private TextBytes() {}

  /**
   * The text without its byte order mark.
   *
   * @throws CharacterCodingException if the bytes are neither UTF-8 nor UTF-16: which other encoding it is would be a
   *     guess
   */
  public static String decode(byte[] bytes) throws CharacterCodingException {
    Charset charset = charset(bytes);
    String text = new String(bytes, charset);
    // What this puts in the place of a broken byte may stand in the file as well: only then it is
    // looked at closely,
    // which takes three times the memory.
    if (text.indexOf(REPLACEMENT) >= 0) {
      CharsetDecoder decoder = charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
      text = decoder.decode(ByteBuffer.wrap(bytes)).toString();
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** The line, counted from 1, of the first byte that is no UTF-8; 0 if all are. */
  public static int brokenLine(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CoderResult result = decoder.decode(buffer, CharBuffer.allocate(bytes.length + 1), true);
    if (!result.isError()) {
      return 0;
    }
    int line = 1;
    for (int i = 0; i < buffer.position(); i++) {
      line += bytes[i] == '\n' ? 1 : 0;
    }
    return line;
  }

  /** The encoding {@link #decode} takes the bytes for: UTF-8, or UTF-16 in one of its two orders. */
  public static Charset charset(byte[] bytes) {
    int first = bytes.length > 0 ? bytes[0] & 0xff : -1;
    int second = bytes.length > 1 ? bytes[1] & 0xff : -1;
    // A table begins with a plain character, so a zero byte beside it can only be its other half.
    if (first == 0xfe && second == 0xff || first == 0 && second > 0) {
      return StandardCharsets.UTF_16BE;
    }
    if (first == 0xff && second == 0xfe || first > 0 && second == 0) {
      return StandardCharsets.UTF_16LE;
    }
    return StandardCharsets.UTF_8;
  }
}
