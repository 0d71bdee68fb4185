package dev.botflow.publish;

import dev.botflow.error.BotFlowException;
import dev.botflow.routing.BotVersion;
import dev.botflow.rules.FolderChanges;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Watches a draft folder on a thread of its own, and publishes it when no file changed for a moment. */
public final class FolderWatch implements AutoCloseable {
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
  private final FolderChanges changes;

  private FolderWatch(
      Publisher publisher,
      Path draft,
      String author,
      Consumer<News> listener,
      FolderChanges changes) {
    this.publisher = publisher;
    this.draft = draft;
    this.author = author;
    this.listener = listener;
    this.changes = changes;
  }

  static FolderWatch begin(
      Publisher publisher, Path draft, String author, Consumer<News> listener) {
    FolderWatch watch =
        new FolderWatch(publisher, draft, author, listener, FolderChanges.of(draft));
    Thread thread = new Thread(watch::run, "botflow-draft-watch");
    thread.setDaemon(true);
    thread.start();
    return watch;
  }

  private void run() {
    try {
      while (changes.next()) {
        publish();
      }
    } catch (BotFlowException e) {
      listener.accept(new News(null, e));
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
    changes.close();
  }
}
