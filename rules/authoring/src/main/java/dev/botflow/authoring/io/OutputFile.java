package dev.botflow.authoring.io;

import dev.botflow.error.BotFlowException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Writes what a command makes, with the folders above it. */
public final class OutputFile {
  private OutputFile() {}

  /** @throws BotFlowException if the file cannot be written */
  public static void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** @throws BotFlowException if the file cannot be written */
  public static void write(Path file, byte[] content) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.write(file, content);
    } catch (IOException e) {
      throw new BotFlowException(file + ": expected a file that can be written, but it cannot", e);
    }
  }

  /**
   * Writes a file unless it says just that already.
   *
   * @param file where to
   * @param text what it is to say
   * @return true if it was written
   * @throws BotFlowException if the file cannot be written
   */
  public static boolean change(Path file, String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    try {
      if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), content)) {
        return false;
      }
    } catch (IOException e) {
      throw new BotFlowException(file + ": expected a file that can be read, but it cannot", e);
    }
    write(file, content);
    return true;
  }
}
