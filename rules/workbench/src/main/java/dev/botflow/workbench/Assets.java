package dev.botflow.workbench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The page's files on the class path, below {@code page/}. A name is a path of plain words, so that nothing outside is
 * reached. A browser asks each time whether its copy is still right, and is answered by the file's hash.
 */
final class Assets {
  private static final Pattern NAME = Pattern.compile(
      "(?:[a-z0-9][a-z0-9_-]{0,40}/){0,3}[a-zA-Z0-9][a-zA-Z0-9_-]{0,40}(?:\\.[a-z0-9]{1,8}){1,3}");

  /**
   * The answer for a file.
   *
   * @param name its path below {@code page/}
   * @param known the hash of the browser's copy, as {@code If-None-Match} has it
   * @return empty if there is no such file
   */
  Optional<Response> find(String name, Optional<String> known) {
    Optional<String> type = type(name);
    if (type.isEmpty() || !NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    return read(name).map(bytes -> {
      String tag = "\"" + hash(bytes) + "\"";
      Response response = known.filter(tag::equals).isPresent()
          ? Response.bare(304)
          : Response.of(200, type.get(), bytes);
      return response.with("ETag", tag).with("Cache-Control", "no-cache");
    });
  }

  private static Optional<String> type(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    switch (ending) {
      case "html":
        return Optional.of("text/html; charset=utf-8");
      case "js", "mjs":
        return Optional.of("text/javascript; charset=utf-8");
      case "css":
        return Optional.of("text/css; charset=utf-8");
      case "svg":
        return Optional.of("image/svg+xml");
      case "txt":
        return Optional.of("text/plain; charset=utf-8");
      default:
        return Optional.empty();
    }
  }

  private static Optional<byte[]> read(String name) {
    try (InputStream in = Assets.class.getResourceAsStream("page/" + name)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SHA-256, in hexadecimal digits. */
  static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
