package dev.botflow.sinch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Bodies that others wrote, in {@code ../shared/sinch/fixtures} beside the checkout. They are not part of the project:
 * tests that read them carry the tag {@code shared} and run only where asked for.
 */
public final class SharedFixtures {
  private static final Path FOLDER = Path.of("../../../shared/sinch/fixtures");

  private SharedFixtures() {}

  public static byte[] bytes(String file) {
    try {
      return Files.readAllBytes(FOLDER.resolve(file));
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
