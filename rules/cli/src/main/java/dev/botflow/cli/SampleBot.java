package dev.botflow.cli;

import dev.botflow.error.BotFlowException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;

/** The sample that this program brings along: a bot to look at and to change. */
final class SampleBot {
  private static final String RESOURCE = "sample/bot.yaml";

  private SampleBot() {}

  /** True if this program brings it along, as botflow.jar does. */
  static boolean isBuiltIn() {
    return SampleBot.class.getResource(RESOURCE) != null;
  }

  /**
   * Copies the sample into a folder, unless there is something in it already.
   *
   * @return true if it was copied now
   * @throws BotFlowException if it cannot be written
   */
  static boolean copyInto(Path folder) {
    if (Files.exists(folder.resolve("bot.yaml"))) {
      return false;
    }
    URL url = SampleBot.class.getResource(RESOURCE);
    if (url == null) {
      throw new BotFlowException(
          "the sample: expected it in botflow.jar, but this program was built without it: name a bot's folder");
    }
    try {
      URI uri = url.toURI();
      if (uri.getScheme().equals("jar")) {
        try (FileSystem jar = FileSystems.newFileSystem(uri, new HashMap<>())) {
          copy(above(jar.provider().getPath(uri)), folder);
        }
      } else {
        copy(above(Path.of(uri)), folder);
      }
    } catch (IOException e) {
      throw new BotFlowException(
          folder + ": expected a folder that can be written, but it cannot", e);
    } catch (URISyntaxException e) {
      throw new AssertionError("a resource has an address", e);
    }
    return true;
  }

  private static Path above(Path file) {
    Path folder = file.getParent();
    if (folder == null) {
      throw new AssertionError("a resource lies in a folder");
    }
    return folder;
  }

  static void copy(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> walked = Files.walk(from)) {
      files = walked.filter(Files::isRegularFile).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path file : files) {
      Path copy = to.resolve(from.relativize(file).toString());
      Files.createDirectories(above(copy));
      Files.write(copy, Files.readAllBytes(file));
    }
  }
}
