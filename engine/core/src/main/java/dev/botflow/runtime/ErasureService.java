package dev.botflow.runtime;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.SessionKey;
import dev.botflow.store.AppScope;
import dev.botflow.store.Erased;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.PersonalDataMatcher;
import dev.botflow.store.Store;
import dev.botflow.store.StoredKind;
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
  private final Function<SessionKey, Erased> erase;
  private final Function<InboxEntry, Optional<InboundEvent>> reading;
  private final Object vacuuming = new Object();
  private final AtomicLong asked = new AtomicLong();
  private final Set<CompletableFuture<Erased>> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;
  private long vacuumed;

  /**
   * @param erase erases a session in the store, ends what is under way of it, and says what there was
   * @param reading reads an event that waits once more; empty if that is not possible
   */
  ErasureService(
      Store store,
      Lanes lanes,
      Executor workers,
      Clock clock,
      Function<SessionKey, Erased> erase,
      Function<InboxEntry, Optional<InboundEvent>> reading) {
    this.store = store;
    this.lanes = lanes;
    this.workers = workers;
    this.clock = clock;
    this.erase = erase;
    this.reading = reading;
  }

  CompletableFuture<Erased> erase(ChannelContext about) {
    String appId = about.appId();
    if (!about.hasContact() || appId == null) {
      throw new IllegalArgumentException(
          "erase: expected an app and a contact id, or an app, a channel and an identity, but was "
              + about);
    }
    CompletableFuture<Erased> erased = new CompletableFuture<>();
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

  private void erase(Erasure erasure, String appId, CompletableFuture<Erased> erased) {
    CompletableFuture.supplyAsync(erasure::run, workers)
        .thenCompose(erasing -> erasing)
        .thenApplyAsync(
            over -> {
              Erased rows = erasure.rows();
              for (PersonalDataMatcher mention : erasure.mentions()) {
                int unread = store.eraseUnread(appId, mention);
                rows = rows.and(Erased.of(StoredKind.DEAD_LETTER, unread));
              }
              vacuum();
              LOG.info("app {}: a contact was erased on request, {} rows", appId, rows.total());
              return rows;
            },
            workers)
        .whenComplete((rows, problem) -> {
          if (problem == null) {
            erased.complete(rows);
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

  /** Erases what was said in turns where its time is over. */
  int eraseTexts() {
    int texts = store.eraseTexts(clock.instant());
    vacuumOnceADay();
    if (texts > 0) {
      LOG.info("the texts of {} turns were erased, since their time is over", texts);
    }
    return texts;
  }

  /** Erases contacts of these apps that nobody heard of for so long, and what was given up before. */
  int eraseOlder(AppScope apps, Duration retention) {
    int rows = store.eraseOlder(apps, clock.instant().minus(retention));
    vacuumOnceADay();
    if (rows > 0) {
      LOG.info("{} rows older than {} days were erased", rows, retention.toDays());
    }
    return rows;
  }

  /** Writing the file anew holds up all that writes: not for every row that grew old. */
  private void vacuumOnceADay() {
    if (store.vacuumPending(clock.instant().minus(DAY))) {
      vacuum();
    }
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
