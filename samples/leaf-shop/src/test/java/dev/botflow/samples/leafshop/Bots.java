package dev.botflow.samples.leafshop;

import dev.botflow.error.Finding;
import dev.botflow.routing.BotVersion;
import dev.botflow.rules.BotFolder;
import dev.botflow.rules.ReadOptions;
import dev.botflow.sinch.send.SinchChannelLimits;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The bots tests run: the fixture of the acceptance scenarios, the shipped one, and changed copies of them. */
final class Bots {
  private Bots() {}

  /** The bot of the acceptance scenarios. */
  static Path acceptance() {
    return resource("/acceptance-bot/bot.yaml").getParent();
  }

  /** The bot of tests under load. */
  static Path underLoad() {
    return resource("/load-bot/bot.yaml").getParent();
  }

  /** The bot analysts copy. */
  static Path shipped() {
    return Path.of("bot");
  }

  static BotVersion load(Path folder) {
    return BotFolder.load(folder, SinchChannelLimits.all());
  }

  /** The sentences of what {@code check} finds at the bot's menu flow. */
  static List<String> findings(Path folder) {
    return BotFolder.read(folder, SinchChannelLimits.all(), ReadOptions.standard())
        .findings()
        .stream()
        .map(Finding::sentence)
        .filter(sentence -> sentence.contains("menu."))
        .toList();
  }

  /** A copy of a bot in which one file says something else. */
  static Path changed(Path bot, Path scratch, String file, String from, String to) {
    Path copy = copy(bot, scratch.resolve("changed-bot"));
    try {
      String text = Files.readString(copy.resolve(file));
      if (!text.contains(from)) {
        throw new IllegalArgumentException(
            file + ": expected the text \"" + from + "\", but it is not there");
      }
      Files.writeString(copy.resolve(file), text.replace(from, to));
      return copy;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A bot made of files given as name, text, name, text. */
  static Path of(Path folder, String... filesAndTexts) {
    try {
      for (int i = 0; i + 1 < filesAndTexts.length; i += 2) {
        Path file = folder.resolve(filesAndTexts[i]);
        Files.createDirectories(file.getParent());
        Files.writeString(file, filesAndTexts[i + 1]);
      }
      return folder;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static Path copy(Path from, Path to) {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(from)) {
      all = walk.filter(Files::isRegularFile).toList();
      for (Path file : all) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
      return to;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Path resource(String name) {
    try {
      return Path.of(
          java.util.Objects.requireNonNull(Bots.class.getResource(name)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
