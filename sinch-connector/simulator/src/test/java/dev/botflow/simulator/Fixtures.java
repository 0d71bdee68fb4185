package dev.botflow.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.simulator.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the fixtures that stand beside the checkout, where they do; they are not part of the project. */
public final class Fixtures {
  private Fixtures() {}

  public static Optional<Path> folder() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve("engine"))) {
      folder = folder.getParent();
    }
    return Optional.ofNullable(folder)
        .map(root -> root.resolve("../shared/sinch/fixtures").normalize())
        .filter(Files::isDirectory);
  }

  public static ObjectNode read(String name) {
    try {
      return Json.parseObject(Files.readString(folder().orElseThrow().resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
