package dev.botflow.publish;

import dev.botflow.error.BotFlowException;
import dev.botflow.routing.BotVersion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks on a thread of its own which version is live, once a second, has the publisher run it when somebody else
 * published or rolled back, and says in the folder of versions what this host runs.
 */
public final class FollowedVersions implements AutoCloseable {
  private static final long LOOK_MILLIS = 1_000;
  private static final Duration SAY = Duration.ofSeconds(10);

  private final Publisher publisher;
  private final RunningHosts hosts;
  private final String name;
  private final Consumer<FolderWatch.News> listener;
  private final Clock clock;
  private final CountDownLatch closed = new CountDownLatch(1);
  // Of the thread that looks.
  private @Nullable RunningHost said;
  private @Nullable String problem;
  private @Nullable String unsaid;

  FollowedVersions(
      Publisher publisher,
      RunningHosts hosts,
      String name,
      Consumer<FolderWatch.News> listener,
      Clock clock) {
    this.publisher = publisher;
    this.hosts = hosts;
    this.name = name;
    this.listener = listener;
    this.clock = clock;
  }

  static FollowedVersions begin(FollowedVersions followed) {
    Thread thread = new Thread(followed::run, "botflow-live-version");
    thread.setDaemon(true);
    followed.look();
    thread.start();
    return followed;
  }

  private void run() {
    try {
      while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks once; what goes wrong is reported once, until it is another trouble. */
  synchronized void look() {
    if (closed.getCount() == 0) {
      return;
    }
    String why = null;
    try {
      BotVersion newer = publisher.catchUp();
      if (newer != null) {
        listener.accept(new FolderWatch.News(newer, null));
      }
      problem = null;
    } catch (BotFlowException e) {
      why = e.getMessage();
      if (!why.equals(problem)) {
        problem = why;
        listener.accept(new FolderWatch.News(null, e));
      }
    }
    try {
      say(why);
      unsaid = null;
    } catch (BotFlowException e) {
      if (!e.getMessage().equals(unsaid)) {
        unsaid = e.getMessage();
        listener.accept(new FolderWatch.News(null, e));
      }
    }
  }

  private void say(@Nullable String why) {
    Instant now = clock.instant();
    long runs = publisher.live().number();
    long refused = why == null ? 0 : publisher.liveNumber();
    RunningHost before = said;
    Instant since = now;
    if (before != null && before.runs() == runs) {
      since = before.since();
      if (before.refused() == refused && now.isBefore(before.seen().plus(SAY))) {
        return;
      }
    }
    RunningHost host = new RunningHost(name, runs, since, now, refused, why);
    said = host;
    hosts.say(host);
  }

  /** Stops looking; the folder does not name this host any more. */
  @Override
  public synchronized void close() {
    if (closed.getCount() > 0) {
      closed.countDown();
      hosts.leave(name);
    }
  }
}
