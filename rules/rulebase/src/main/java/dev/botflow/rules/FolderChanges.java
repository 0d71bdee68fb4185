package dev.botflow.rules;

import dev.botflow.error.BotFlowException;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Waits for changes in a bot's folder: for one thread, but closed by any. */
public final class FolderChanges implements AutoCloseable {
  /** Editors write a file in several goes. */
  private static final long REST_MILLIS = 300;

  private final Path folder;
  private final WatchService service;

  private FolderChanges(Path folder, WatchService service) {
    this.folder = folder;
    this.service = service;
  }

  /**
   * Begins to watch: what changes from now on is told.
   *
   * @param folder the bot's folder; folders in it are watched, too
   * @return to be closed when nobody waits any more
   * @throws BotFlowException if the folder cannot be watched
   */
  public static FolderChanges of(Path folder) {
    try {
      FolderChanges changes = new FolderChanges(folder, folder.getFileSystem().newWatchService());
      changes.register();
      return changes;
    } catch (IOException e) {
      throw new BotFlowException(
          folder + ": expected a folder that can be watched, but watching failed", e);
    }
  }

  private void register() throws IOException {
    try (Stream<Path> folders = Files.walk(folder)) {
      for (Path one : folders.filter(Files::isDirectory).toList()) {
        one.register(
            service,
            StandardWatchEventKinds.ENTRY_CREATE,
            StandardWatchEventKinds.ENTRY_MODIFY,
            StandardWatchEventKinds.ENTRY_DELETE);
      }
    }
  }

  /**
   * Waits until something changed and then stayed as it is for a moment.
   *
   * @return false if this was closed or its thread interrupted, so that nothing more will be told
   * @throws BotFlowException if the folder can no longer be watched
   */
  public boolean next() {
    try {
      WatchKey key = service.take();
      while (key != null) {
        key.pollEvents();
        key.reset();
        key = service.poll(REST_MILLIS, TimeUnit.MILLISECONDS);
      }
      register();
      return true;
    } catch (ClosedWatchServiceException e) {
      return false; // Closed: nobody waits for news any more.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (IOException e) {
      throw new BotFlowException(folder + ": expected to go on watching, but failed", e);
    }
  }

  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException e) {
      throw new BotFlowException(folder + ": expected the watch to end, but closing failed", e);
    }
  }
}
