package dev.botflow.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The bodies that lie beside the checkout, in {@code ../shared/sinch/fixtures}; tests of them are skipped without. */
final class SharedFixtures {
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
}
