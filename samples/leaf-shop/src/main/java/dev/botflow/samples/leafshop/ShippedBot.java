package dev.botflow.samples.leafshop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/** The bot that comes with the sample. Inside the jar it is unpacked, since a bot is a folder of plain files. */
final class ShippedBot {
  private static final String FOLDER = "leaf-shop-bot";

  private ShippedBot() {}

  /**
   * The bot's folder.
   *
   * @param scratch where it is unpacked if it is inside a jar
   */
  static Path folder(Path scratch) {
    URL marker = ShippedBot.class.getResource("/" + FOLDER + "/bot.yaml");
    if (marker == null) {
      throw new IllegalStateException(
          "the folder " + FOLDER + ": expected it on the class path, but was missing");
    }
    return folder(marker, scratch);
  }

  /** @param marker the bot's file bot.yaml, inside a jar or not */
  static Path folder(URL marker, Path scratch) {
    try {
      URI uri = marker.toURI();
      if (!"jar".equals(uri.getScheme())) {
        return Path.of(uri).resolveSibling("");
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, new LinkedHashMap<>())) {
        return unpack(jar.getPath("/" + FOLDER), scratch.resolve("leaf-shop"));
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException(
          "the folder " + FOLDER + " of the class path has no readable address", e);
    } catch (IOException e) {
      throw new UncheckedIOException("the bot inside the jar could not be unpacked", e);
    }
  }

  private static Path unpack(Path from, Path to) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(from)) {
      all = walk.toList();
    }
    for (Path path : all) {
      Path target = to.resolve(from.relativize(path).toString());
      if (Files.isDirectory(path)) {
        Files.createDirectories(target);
      } else {
        Files.copy(path, target);
      }
    }
    return to;
  }
}
