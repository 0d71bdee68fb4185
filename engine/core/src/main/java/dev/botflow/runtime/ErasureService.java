package dev.botflow.runtime;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.SessionKey;
import dev.botflow.store.AppScope;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
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
  private final Function<InboxEntry, Optional<InboundEvent>> reading;
  private final Object vacuuming = new Object();
  private final AtomicLong asked = new AtomicLong();
  private final Set<CompletableFuture<Void>> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;
  private long vacuumed;

  /**
   * @param erase erases a session in the store, and ends what is under way of it
   * @param reading reads an event that waits once more; empty if that is not possible
   */
  ErasureService(
      Store store,
      Lanes lanes,
      Executor workers,
      Clock clock,
      Consumer<SessionKey> erase,
      Function<InboxEntry, Optional<InboundEvent>> reading) {
    this.store = store;
    this.lanes = lanes;
    this.workers = workers;
    this.clock = clock;
    this.erase = erase;
    this.reading = reading;
  }

  CompletableFuture<Void> erase(ChannelContext about) {
    String appId = about.appId();
    if (!about.hasContact() || appId == null) {
      throw new IllegalArgumentException(
          "erase: expected an app and a contact id, or an app, a channel and an identity, but was "
              + about);
    }
    CompletableFuture<Void> erased = new CompletableFuture<>();
    underWay.add(erased);
    if (closed) {
      erased.completeExceptionally(closed());
    } else {
      try {
        erase(new Erasure(store, lanes, erase, reading, about, appId), appId, erased);
      } catch (RejectedExecutionException e) {
        erased.completeExceptionally(closed());
      }
    }
    erased.whenComplete((none, problem) -> underWay.remove(erased));
    return erased;
  }

  private void erase(Erasure erasure, String appId, CompletableFuture<Void> erased) {
    CompletableFuture.supplyAsync(erasure::run, workers)
        .thenCompose(erasing -> erasing)
        .thenRunAsync(
            () -> {
              erasure.mentions().forEach(mention -> store.eraseUnread(appId, mention));
              vacuum();
              LOG.info("app {}: a contact was erased on request", appId);
            },
            workers)
        .whenComplete((none, problem) -> {
          if (problem == null) {
            erased.complete(null);
          } else {
            Throwable cause = problem instanceof CompletionException && problem.getCause() != null
                ? problem.getCause()
                : problem;
            erased.completeExceptionally(
                cause instanceof RejectedExecutionException ? closed() : cause);
          }
        });
  }

  /** What is not done by now fails, and so does what is asked for later. */
  void close() {
    closed = true;
    underWay.forEach(erased -> erased.completeExceptionally(closed()));
  }

  private static BotFlowException closed() {
    return new BotFlowException(
        "erase: expected an engine that runs, but it was closed; ask again after the next start");
  }

  /** Erases contacts of these apps that nobody heard of for so long, and what was given up before. */
  int eraseOlder(AppScope apps, Duration retention) {
    int rows = store.eraseOlder(apps, clock.instant().minus(retention));
    // Writing the file anew holds up all that writes: not for every row that grew old.
    if (store.vacuumPending(clock.instant().minus(DAY))) {
      vacuum();
    }
    if (rows > 0) {
      LOG.info("{} rows older than {} days were erased", rows, retention.toDays());
    }
    return rows;
  }

  /** Erasures that wait for each other share one. */
  private void vacuum() {
    long mine = asked.incrementAndGet();
    synchronized (vacuuming) {
      if (vacuumed < mine) {
        long all = asked.get();
        store.vacuum();
        vacuumed = all;
      }
    }
  }
}
