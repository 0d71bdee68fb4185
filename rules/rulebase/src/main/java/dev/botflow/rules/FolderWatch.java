package dev.botflow.rules;

import dev.botflow.error.BotFlowException;
import dev.botflow.routing.BotVersion;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Watches a draft folder on a thread of its own, and publishes it when no file changed for a moment. */
public final class FolderWatch implements AutoCloseable {
  private static final long REST_MILLIS = 300;

  /**
   * What came of a change.
   *
   * @param version the version that is live now; null if the draft was refused
   * @param refusal why; null if it was published
   */
  public record News(@Nullable BotVersion version, @Nullable BotFlowException refusal) {}

  private final Publisher publisher;
  private final Path draft;
  private final String author;
  private final Consumer<News> listener;
  private final WatchService service;

  private FolderWatch(
      Publisher publisher,
      Path draft,
      String author,
      Consumer<News> listener,
      WatchService service) {
    this.publisher = publisher;
    this.draft = draft;
    this.author = author;
    this.listener = listener;
    this.service = service;
  }

  static FolderWatch begin(
      Publisher publisher, Path draft, String author, Consumer<News> listener) {
    try {
      WatchService service = draft.getFileSystem().newWatchService();
      FolderWatch watch = new FolderWatch(publisher, draft, author, listener, service);
      watch.register();
      Thread thread = new Thread(watch::run, "botflow-draft-watch");
      thread.setDaemon(true);
      thread.start();
      return watch;
    } catch (IOException e) {
      throw new BotFlowException(
          draft + ": expected a folder that can be watched, but watching failed", e);
    }
  }

  private void register() throws IOException {
    try (Stream<Path> folders = Files.walk(draft)) {
      for (Path folder : folders.filter(Files::isDirectory).toList()) {
        folder.register(
            service,
            StandardWatchEventKinds.ENTRY_CREATE,
            StandardWatchEventKinds.ENTRY_MODIFY,
            StandardWatchEventKinds.ENTRY_DELETE);
      }
    }
  }

  private void run() {
    try {
      while (true) {
        WatchKey key = service.take();
        while (key != null) {
          key.pollEvents();
          key.reset();
          key = service.poll(REST_MILLIS, TimeUnit.MILLISECONDS);
        }
        register();
        publish();
      }
    } catch (ClosedWatchServiceException e) {
      return; // Closed: nobody waits for news any more.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      listener.accept(new News(
          null, new BotFlowException(draft + ": expected to go on watching, but failed", e)));
    }
  }

  private void publish() {
    try {
      listener.accept(new News(publisher.publish(draft, author, "the folder changed"), null));
    } catch (BotFlowException e) {
      listener.accept(new News(null, e));
    }
  }

  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException e) {
      throw new BotFlowException(draft + ": expected the watch to end, but closing failed", e);
    }
  }
}
