package dev.botflow.publish;

import dev.botflow.error.BotFlowException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a folder holds, in 64 hexadecimal digits each (SHA-256).
 *
 * @param content of what decides and talks: all that goes live, and what reviews are about
 * @param folder of all its files, with scenarios and whatever else lies there; hidden files are no part of it
 */
public record DraftHashes(String content, String folder) {

  /** Of a folder that is not read as a bot. */
  static String ofFolder(Path folder) {
    try (Stream<Path> found = Files.walk(folder)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      List<Path> files = found
          .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
          .map(folder::relativize)
          .filter(DraftHashes::isShown)
          .sorted((one, other) -> name(one).compareTo(name(other)))
          .toList();
      for (Path file : files) {
        byte[] content = Files.readAllBytes(folder.resolve(file));
        String name = name(file);
        // With the lengths, no two different folders have the same bytes.
        digest.update(
            (name.length() + ":" + name + content.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(content);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    } catch (IOException e) {
      throw new BotFlowException(
          folder + ": expected a folder that can be read, but reading failed", e);
    }
  }

  /**
   * What was looked at must be what is there.
   *
   * @param expected null for any
   * @throws PublishConflictException if it is not
   */
  static void expect(@Nullable String expected, String found) {
    if (expected != null && !expected.equals(found)) {
      throw new PublishConflictException("expected content " + start(expected)
          + ", which was looked at, but the draft is " + start(found)
          + " now: it was changed since");
    }
  }

  /** As much of a hash as people compare. */
  static String start(String hash) {
    return hash.length() > 12 ? hash.substring(0, 12) : hash;
  }

  private static boolean isShown(Path file) {
    for (Path part : file) {
      if (part.toString().startsWith(".")) {
        return false;
      }
    }
    return true;
  }

  private static String name(Path file) {
    return file.toString().replace('\\', '/');
  }
}
