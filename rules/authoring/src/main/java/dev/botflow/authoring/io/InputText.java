package dev.botflow.authoring.io;

import dev.botflow.error.BotFlowException;
import dev.botflow.text.TextBytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files a command is pointed at; what hinders is reported in a sentence with the file's name. */
public final class InputText {
  private static final int MAX_BYTES = 1024 * 1024;

  private InputText() {}

  /**
   * A text file, such as one of stubs.
   *
   * @throws BotFlowException if there is none, it is larger than 1 MiB or neither UTF-8 nor UTF-16
   */
  public static String read(String file) {
    try (InputStream in = open(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new BotFlowException(
            file + ": expected at most " + MAX_BYTES + " bytes, but was more");
      }
      return TextBytes.decode(bytes);
    } catch (CharacterCodingException e) {
      throw new BotFlowException(
          file + ": expected text in UTF-8 or UTF-16, but was something else", e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * Opens a file.
   *
   * @throws BotFlowException if it cannot be opened
   */
  public static InputStream open(String file) {
    try {
      Path path = Path.of(file);
      if (Files.isDirectory(path)) {
        throw new BotFlowException(file + ": expected a file, but was a folder");
      }
      return Files.newInputStream(path);
    } catch (InvalidPathException e) {
      throw new BotFlowException(file + ": expected the name of a file, but was none", e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  public static BotFlowException unreadable(String file, IOException problem) {
    String found = problem instanceof NoSuchFileException
        ? "there is no such file"
        : problem instanceof AccessDeniedException ? "access is denied" : "reading it failed";
    return new BotFlowException(file + ": expected a file that can be read, but " + found, problem);
  }
}
