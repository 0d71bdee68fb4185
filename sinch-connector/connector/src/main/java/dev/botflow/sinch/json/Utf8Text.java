package dev.botflow.sinch.json;

import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.Writer;

/** Text as UTF-8 without a text between; half a surrogate pair becomes {@code ?}, at which Jackson's own would throw. */
public final class Utf8Text extends Writer {
  private final ByteArrayBuilder bytes;
  private char high;

  public Utf8Text(BufferRecycler buffers) {
    this.bytes = new ByteArrayBuilder(buffers);
  }

  @Override
  public void write(char[] text, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      write(text[i]);
    }
  }

  private void write(char c) {
    if (high != 0) {
      char first = high;
      high = 0;
      if (Character.isLowSurrogate(c)) {
        int point = Character.toCodePoint(first, c);
        bytes.appendFourBytes((0xf0 | point >> 18) << 24
            | (0x80 | point >> 12 & 0x3f) << 16
            | (0x80 | point >> 6 & 0x3f) << 8
            | 0x80
            | point & 0x3f);
        return;
      }
      bytes.append('?');
    }
    if (c < 0x80) {
      bytes.append(c);
    } else if (c < 0x800) {
      bytes.appendTwoBytes((0xc0 | c >> 6) << 8 | 0x80 | c & 0x3f);
    } else if (Character.isHighSurrogate(c)) {
      high = c;
    } else if (Character.isLowSurrogate(c)) {
      bytes.append('?');
    } else {
      bytes.appendThreeBytes(
          (0xe0 | c >> 12) << 16 | (0x80 | c >> 6 & 0x3f) << 8 | 0x80 | c & 0x3f);
    }
  }

  /** What was written; to be called once, at the end. */
  public byte[] toBytes() {
    if (high != 0) {
      bytes.append('?');
    }
    byte[] all = bytes.toByteArray();
    bytes.release();
    return all;
  }

  /** Nothing to do: what is written is there at once. */
  @Override
  public void flush() {}

  /** Nothing to do: no file or connection is behind it. */
  @Override
  public void close() {}
}
