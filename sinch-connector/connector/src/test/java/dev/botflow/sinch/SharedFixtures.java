package dev.botflow.sinch;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bodies that lie beside the checkout, in {@code ../shared/sinch/fixtures}; tests of them are skipped without. */
public final class SharedFixtures {
  private SharedFixtures() {}

  static Path folder() {
    Path root = Path.of("").toAbsolutePath();
    while (root != null && !Files.isDirectory(root.resolve("engine"))) {
      root = root.getParent();
    }
    Path folder =
        root == null ? Path.of("missing") : root.resolveSibling("shared").resolve("sinch/fixtures");
    assumeTrue(Files.isDirectory(folder), "no shared fixtures beside this checkout");
    return folder;
  }

  public static byte[] bytes(String file) {
    try {
      return Files.readAllBytes(folder().resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static JsonNode json(String file) {
    try {
      return new ObjectMapper().readTree(bytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
