package dev.botflow.authoring.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The lines of a file as raw bytes, one at a time, so that a file of any size can be read. */
public final class FileLines {
  private final InputStream in;
  private final int maxBytes;
  private int number;

  /** @param maxBytes bytes of a line that are kept; one more shows that it was longer */
  public FileLines(InputStream in, int maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  /** The next line without its end; null after the last. */
  public byte @Nullable [] next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int b = in.read();
    if (b < 0) {
      return null;
    }
    number++;
    while (b >= 0 && b != '\n') {
      if (line.size() <= maxBytes) {
        line.write(b);
      }
      b = in.read();
    }
    return line.toByteArray();
  }

  /** The number of the line that was read last, counted from 1 with every line. */
  public int number() {
    return number;
  }
}
