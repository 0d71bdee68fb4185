package dev.botflow.publish;

import dev.botflow.error.BotFlowException;
import dev.botflow.routing.BotVersion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
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
  private boolean shared;

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

  /** Looks once; what goes wrong is reported once, until it is another trouble, and never ends the looking. */
  synchronized void look() {
    if (closed.getCount() == 0) {
      return;
    }
    BotFlowException trouble = null;
    try {
      BotVersion newer = publisher.catchUp();
      if (newer != null) {
        tell(new FolderWatch.News(newer, null));
      }
    } catch (RuntimeException | Error e) {
      trouble = FolderWatch.refusal("the live version", e);
    }
    String why = trouble == null ? null : trouble.getMessage();
    if (trouble != null && !trouble.getMessage().equals(problem)) {
      tell(new FolderWatch.News(null, trouble));
    }
    problem = why;
    BotFlowException silence = null;
    try {
      silence = say(why);
    } catch (RuntimeException | Error e) {
      silence = FolderWatch.refusal("what this host runs", e);
    }
    if (silence != null && !silence.getMessage().equals(unsaid)) {
      tell(new FolderWatch.News(null, silence));
    }
    if (silence != null || !shared) {
      unsaid = silence == null ? null : silence.getMessage();
    }
  }

  private void tell(FolderWatch.News news) {
    FolderWatch.tell(listener, news);
  }

  /** @return what is wrong with how it is said, though it was */
  private @Nullable BotFlowException say(@Nullable String why) {
    Instant now = clock.instant();
    long runs = publisher.live().number();
    long refused = why == null ? 0 : refused();
    RunningHost before = said;
    Instant since = now;
    if (before != null && before.runs() == runs) {
      since = before.since();
      boolean same = before.refused() == refused && Objects.equals(before.why(), why);
      // A clock that was set back must not silence it for as long.
      if (same && !now.isBefore(before.seen()) && now.isBefore(before.seen().plus(SAY))) {
        return null;
      }
    }
    shared = before != null && hosts.isTaken(name);
    RunningHost host = new RunningHost(name, runs, since, now, refused, why);
    hosts.say(host);
    said = host;
    return shared
        ? new BotFlowException("host " + name
            + ": expected a name that no other host has in this folder of versions, but another"
            + " says under it what it runs; nobody sees both")
        : null;
  }

  private long refused() {
    try {
      return publisher.liveNumber();
    } catch (BotFlowException e) {
      return 0; // Why it cannot be read is what is told.
    }
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
