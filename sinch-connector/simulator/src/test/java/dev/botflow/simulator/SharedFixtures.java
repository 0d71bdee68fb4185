package dev.botflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.simulator.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Bodies that others wrote, in {@code ../shared/sinch/fixtures} beside the checkout. They are not part of the project:
 * tests that read them carry the tag {@code shared} and run only where asked for.
 */
public final class SharedFixtures {
  private SharedFixtures() {}

  public static ObjectNode read(String name) {
    try {
      return Json.parseObject(Files.readString(folder().resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Stream<JsonNode> index(String part) {
    return StreamSupport.stream(read("INDEX.json").path(part).spliterator(), false);
  }

  private static Path folder() {
    return Path.of("../../../shared/sinch/fixtures").toAbsolutePath().normalize();
  }
}
