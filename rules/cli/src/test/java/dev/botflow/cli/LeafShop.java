package dev.botflow.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The sample's bot, as a command line names it, and copies of it with a mistake. */
final class LeafShop {
  static final Path BOT = Path.of("../../samples/leaf-shop/bot");

  private LeafShop() {}

  static Path copy(Path to) {
    return Copies.of(BOT, to);
  }

  /** Puts one text in the place of another that has to be there. */
  static void change(Path bot, String file, String old, String mistake) {
    try {
      Path path = bot.resolve(file);
      String text = Files.readString(path);
      if (!text.contains(old)) {
        throw new AssertionError(file + ": expected \"" + old + "\" in it");
      }
      Files.writeString(path, text.replace(old, mistake));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
