package dev.botflow.publish;

import dev.botflow.error.BotFlowException;
import dev.botflow.error.SafeErrors;
import dev.botflow.routing.BotVersion;
import dev.botflow.rules.FolderChanges;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches a draft folder on a thread of its own, and publishes it when no file changed for a moment. */
public final class FolderWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

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
    } catch (RuntimeException | Error e) {
      tell(listener, new News(null, refusal(draft.toString(), e)));
    }
  }

  private void publish() {
    News news;
    try {
      news = new News(publisher.publish(draft, author, "the folder changed"), null);
    } catch (RuntimeException | Error e) {
      news = new News(null, refusal(draft.toString(), e));
    }
    tell(listener, news);
  }

  /** What a listener is told of a trouble, whatever it is: also one that nobody thought of. */
  static BotFlowException refusal(String what, Throwable trouble) {
    return trouble instanceof BotFlowException known
        ? known
        : new BotFlowException(
            what + ": expected to get through, but failed inside with " + SafeErrors.shown(trouble),
            trouble);
  }

  /** A listener that throws ends no watch. */
  static void tell(Consumer<News> listener, News news) {
    try {
      listener.accept(news);
    } catch (RuntimeException | Error e) {
      LOG.error(
          "the listener of a folder failed, and was told: {}: {}",
          news.version() == null
              ? String.valueOf(news.refusal())
              : "version " + news.version().number(),
          SafeErrors.shown(e));
    }
  }

  @Override
  public void close() {
    changes.close();
  }
}
