package dev.botflow.cli;

import dev.botflow.authoring.io.ExitCode;
import dev.botflow.authoring.io.Streams;
import dev.botflow.error.BotFlowException;
import dev.botflow.rules.FolderChanges;
import java.nio.file.Path;
import java.util.function.IntSupplier;

/** Does something with a bot, and again whenever a file of it changed: what {@code --watch} asks for. */
final class Watching {
  private Watching() {}

  /**
   * Goes on until it is interrupted.
   *
   * @param task gives its exit code; a bot that cannot be read now is told, and tried again with the next change
   * @return the last exit code
   */
  static int of(Path folder, Streams streams, IntSupplier task) {
    try (FolderChanges changes = FolderChanges.of(folder)) {
      int exit = once(streams, task);
      while (changes.next()) {
        exit = once(streams, task);
      }
      return exit;
    }
  }

  private static int once(Streams streams, IntSupplier task) {
    try {
      return task.getAsInt();
    } catch (BotFlowException e) {
      streams.problem(e.getMessage());
      return ExitCode.ERRORS_FOUND.number();
    } finally {
      streams.flush();
    }
  }
}
