package dev.botflow.cli;

import dev.botflow.authoring.io.Streams;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;

/** Output of a command that watches: each time it says what it found, the next thing happens. */
final class Watched {
  private final ByteArrayOutputStream out;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** @param after what happens after the first time, the second and so on; the last ends the watch */
  Watched(List<Runnable> after) {
    Iterator<Runnable> next = after.iterator();
    this.out = new ByteArrayOutputStream() {
      @Override
      public void flush() {
        if (next.hasNext()) {
          next.next().run();
        }
      }
    };
  }

  Streams streams() {
    return new Streams(
        new BufferedReader(new StringReader("")),
        new PrintStream(out, false, StandardCharsets.UTF_8),
        new PrintStream(err, false, StandardCharsets.UTF_8),
        false);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
