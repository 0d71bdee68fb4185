package dev.botflow.runtime;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.SessionKey;
import dev.botflow.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Erases contacts on request and by age. A contact is erased on its lane, where none of its turns runs. */
final class ErasureService {
  private static final Logger LOG = LoggerFactory.getLogger(ErasureService.class);

  private static final Duration DAY = Duration.ofDays(1);

  private final Store store;
  private final Lanes lanes;
  private final Executor workers;
  private final Clock clock;
  private final Consumer<SessionKey> erase;
  private final Object scrubbing = new Object();
  private final AtomicLong asked = new AtomicLong();
  private final Set<CompletableFuture<Void>> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;
  private long scrubbed;

  /** @param erase erases a session in the store, and ends what is under way of it */
  ErasureService(
      Store store, Lanes lanes, Executor workers, Clock clock, Consumer<SessionKey> erase) {
    this.store = store;
    this.lanes = lanes;
    this.workers = workers;
    this.clock = clock;
    this.erase = erase;
  }

  CompletableFuture<Void> forget(ChannelContext about) {
    String appId = about.appId();
    if (!about.hasContact() || appId == null) {
      throw new IllegalArgumentException(
          "forget: expected an app and a contact id, or an app, a channel and an identity, but was "
              + about);
    }
    CompletableFuture<Void> forgotten = new CompletableFuture<>();
    underWay.add(forgotten);
    if (closed) {
      forgotten.completeExceptionally(closed());
    } else {
      try {
        forget(new Erasure(store, lanes, erase, about, appId), appId, forgotten);
      } catch (RejectedExecutionException e) {
        forgotten.completeExceptionally(closed());
      }
    }
    forgotten.whenComplete((none, problem) -> underWay.remove(forgotten));
    return forgotten;
  }

  private void forget(Erasure erasure, String appId, CompletableFuture<Void> forgotten) {
    CompletableFuture.supplyAsync(erasure::run, workers)
        .thenCompose(erasing -> erasing)
        .thenRunAsync(
            () -> {
              erasure.mentions().forEach(mention -> store.forgetUnread(appId, mention));
              scrub();
              LOG.info("app {}: a contact was erased on request", appId);
            },
            workers)
        .whenComplete((none, problem) -> {
          if (problem == null) {
            forgotten.complete(null);
          } else {
            Throwable cause = problem instanceof CompletionException && problem.getCause() != null
                ? problem.getCause()
                : problem;
            forgotten.completeExceptionally(
                cause instanceof RejectedExecutionException ? closed() : cause);
          }
        });
  }

  /** What is not done by now fails, and so does what is asked for later. */
  void close() {
    closed = true;
    underWay.forEach(forgotten -> forgotten.completeExceptionally(closed()));
  }

  private static BotFlowException closed() {
    return new BotFlowException(
        "forget: expected an engine that runs, but it was closed; ask again after the next start");
  }

  /** Erases contacts nobody heard of for so long, and what was given up before. */
  int forgetOlder(Duration retention) {
    int rows = store.forgetOlder(clock.instant().minus(retention));
    // Writing the file anew holds up all that writes: not for every row that grew old.
    if (store.scrubOwed(clock.instant().minus(DAY))) {
      scrub();
    }
    if (rows > 0) {
      LOG.info("{} rows older than {} days were erased", rows, retention.toDays());
    }
    return rows;
  }

  /** Erasures that wait for each other share one. */
  private void scrub() {
    long mine = asked.incrementAndGet();
    synchronized (scrubbing) {
      if (scrubbed < mine) {
        long all = asked.get();
        store.scrub();
        scrubbed = all;
      }
    }
  }
}
