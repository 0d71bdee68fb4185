package dev.botflow.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Copies of bots, for tests that change or break them. */
final class Copies {
  private Copies() {}

  /** @return the copy's folder, which must not be there yet */
  static Path of(Path bot, Path to) {
    try (Stream<Path> files = Files.walk(bot)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(bot.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return to;
  }
}
