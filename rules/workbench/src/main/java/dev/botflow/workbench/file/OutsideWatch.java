package dev.botflow.workbench.file;

import dev.botflow.error.BotFlowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Optional;

/** Internal: hears from the operating system that files of a bot changed, where it tells; network folders tell nothing. */
public final class OutsideWatch implements AutoCloseable {
  private static final List<String> FOLDERS =
      List.of("", "flows", "decisions", "rules", "scenarios");

  private final WatchService service;

  private OutsideWatch(WatchService service) {
    this.service = service;
  }

  /** Watches a bot's folder; empty if the system has no watch to give, so that files can only be looked at. */
  public static Optional<OutsideWatch> on(Path folder) {
    try {
      WatchService service = folder.getFileSystem().newWatchService();
      try {
        for (String name : FOLDERS) {
          Path part = folder.resolve(name);
          if (Files.isDirectory(part, LinkOption.NOFOLLOW_LINKS)) {
            part.register(
                service,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_DELETE);
          }
        }
        return Optional.of(new OutsideWatch(service));
      } catch (IOException e) {
        service.close();
        return Optional.empty();
      }
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  /** True if any file changed since it was asked last. */
  public boolean changed() {
    boolean changed = false;
    WatchKey key = service.poll();
    while (key != null) {
      key.pollEvents();
      key.reset();
      changed = true;
      key = service.poll();
    }
    return changed;
  }

  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException e) {
      throw new BotFlowException("expected the watch of the folder to end, but closing failed", e);
    }
  }
}
