package dev.botflow.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine;

/** What {@code botflow --version} says: the version the build wrote into the jar. */
final class VersionText implements CommandLine.IVersionProvider {
  /** The version alone. */
  static String number() {
    try {
      return String.valueOf(read().getProperty("version"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String[] getVersion() throws IOException {
    return new String[] {"botflow " + read().getProperty("version")};
  }

  private static Properties read() throws IOException {
    Properties properties = new Properties();
    try (InputStream stream = VersionText.class.getResourceAsStream("version.properties")) {
      if (stream == null) {
        throw new AssertionError("version.properties is missing from this jar");
      }
      properties.load(stream);
    }
    return properties;
  }
}
