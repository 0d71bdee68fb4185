package dev.botflow.testkit;

import dev.botflow.error.BotFlowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.opentest4j.AssertionFailedError;

/** A transcript kept in a file, which a test compares with what is said now. */
final class GoldenTranscript {
  /** The system property that makes tests write their files: {@code -Dbotflow.golden=update}. */
  static final String SWITCH = "botflow.golden";

  private static final String UPDATE = "update";

  private final Path file;

  private GoldenTranscript(Path file) {
    this.file = file;
  }

  static GoldenTranscript of(String file) {
    return new GoldenTranscript(Path.of(file));
  }

  /**
   * Compares, or writes the file if the switch says so.
   *
   * @throws AssertionFailedError if the file is missing or says something else
   */
  void check(String transcript) {
    String now = transcript + "\n";
    if (UPDATE.equals(System.getProperty(SWITCH))) {
      write(now);
      return;
    }
    if (!Files.exists(file)) {
      throw new AssertionFailedError(
          file
              + ": expected a transcript to compare with, but there is none; -Dbotflow.golden=update writes it");
    }
    String golden = read();
    if (!golden.equals(now)) {
      throw new AssertionFailedError(
          file + ":" + line(golden, now)
              + ": expected what was said before, but now it is\n" + now
              + "(-Dbotflow.golden=update takes it over)",
          golden,
          now);
    }
  }

  /** The first line that differs, counted from 1. */
  private static int line(String golden, String now) {
    String[] before = golden.split("\n", -1);
    String[] after = now.split("\n", -1);
    int line = 0;
    while (line < before.length && line < after.length && before[line].equals(after[line])) {
      line++;
    }
    return line + 1;
  }

  private String read() {
    try {
      // As checked out on any system.
      return Files.readString(file).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new BotFlowException(file + ": expected a file that can be read", e);
    }
  }

  private void write(String text) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new BotFlowException(file + ": expected a file that can be written", e);
    }
  }
}
