package dev.botflow.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The bot of these tests, its stubs and its events, as a command line names them. */
final class TeaHouse {
  static final String BOT = "src/test/resources/tea-house";
  static final String STUB = "src/test/resources/tea-house.stub.yaml";

  private TeaHouse() {}

  /** A webhook body by name. */
  static String event(String name) {
    return "src/test/resources/events/" + name;
  }

  /** A copy of the bot, for tests that break it. */
  static Path copy(Path to) {
    return Copies.of(Path.of(BOT), to);
  }

  /** Copies one file from a bot into another. */
  static void copyFile(Path from, Path to, String file) {
    try {
      Files.copy(from.resolve(file), to.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      return Files.writeString(file, text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
