package dev.botflow.runtime;

import dev.botflow.event.SessionKey;
import dev.botflow.message.SendBudget;
import dev.botflow.message.SendOutcome;
import dev.botflow.message.Transport;
import dev.botflow.session.DeadLetter;
import dev.botflow.session.OutboxRow;
import dev.botflow.session.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is stored, in order per session, at least once. What surely did not arrive is tried again with back-off. An
 * attempt whose outcome nobody knows waits for a while for a report that settles it, and is then tried again. What was
 * refused or is too old is given up. No faster than the budgets of the transports allow. Runs on one thread; sends are
 * asynchronous.
 */
final class OutboxPump {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxPump.class);
  private static final int BATCH = 1_000;
  private static final int MAX_IN_FLIGHT = 200;
  // Reading for one free place at a time would read the same rows again and again.
  private static final int WORTH_READING = MAX_IN_FLIGHT * 3 / 4;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Store store;
  private final ScheduledExecutorService thread;
  private final Alarm alarm;
  private final Clock clock;
  private final LongSupplier ticks;
  private final Backoff backoff;
  private final Duration maxAge;
  private final Duration settling;
  // Touched on the pump's thread only.
  private final Set<SessionKey> inFlight = new HashSet<>();
  private final Map<String, Line> lines = new HashMap<>();
  private final Map<String, Pace> paces = new HashMap<>();
  private final Set<String> unknown = new HashSet<>();
  private final AtomicBoolean awake = new AtomicBoolean();
  private final CompletableFuture<Void> idle = new CompletableFuture<>();
  private volatile boolean stopped;

  /**
   * @param ticks nanoseconds that only go on; the pace is kept by them
   * @param settling how long an attempt of unknown outcome waits for a report before it is made again
   */
  OutboxPump(
      Store store,
      ScheduledExecutorService thread,
      Clock clock,
      LongSupplier ticks,
      Backoff backoff,
      Duration maxAge,
      Duration settling) {
    this.store = store;
    this.thread = thread;
    this.alarm = new Alarm(thread, this::pump);
    this.clock = clock;
    this.ticks = ticks;
    this.backoff = backoff;
    this.maxAge = maxAge;
    this.settling = settling;
  }

  void connect(String appId, Transport transport) {
    List<SendBudget> budgets = transport.budgets();
    onThread(() -> {
      List<Pace> own = budgets.stream().map(this::pace).toList();
      lines.put(appId, new Line(transport, new Breaker(backoff), own));
      pump();
    });
  }

  private Pace pace(SendBudget budget) {
    Pace pace = paces.computeIfAbsent(budget.name(), none -> new Pace(budget.perSecond()));
    pace.perSecond(budget.perSecond());
    return pace;
  }

  /** Looks for something to send. */
  void wake() {
    if (awake.compareAndSet(false, true)) {
      onThread(() -> {
        awake.set(false);
        pump();
      });
    }
  }

  /** A report came for a message: if nobody knew whether it was sent, it was. */
  void reported(String id, String messageId) {
    onThread(() -> {
      if (unknown.remove(id)) {
        LOG.info("message {} was sent after all", id);
        store.sent(id, messageId, clock.instant());
        pump();
      }
    });
  }

  /**
   * Sends nothing more, and takes the outcomes of what is under way: a message whose outcome was not stored is sent again
   * at the next start.
   *
   * @return completes when nothing is under way any more
   */
  CompletableFuture<Void> stop() {
    stopped = true;
    onThread(this::tellIfIdle);
    return idle;
  }

  private void tellIfIdle() {
    if (stopped && inFlight.isEmpty()) {
      idle.complete(null);
    }
  }

  private void onThread(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.info("the engine is closed; what this was about is taken up at the next start");
    }
  }

  private void pump() {
    if (stopped || lines.isEmpty()) {
      return;
    }
    try {
      Instant now = clock.instant();
      sendDue(now);
      store.nextRow().ifPresent(next -> {
        // A row that is due and was not sent waits for its breaker, its app or a free place: looked
        // at every second.
        Duration wait = Duration.between(now, next);
        alarm.in(wait.isNegative() || wait.isZero() ? SECOND : wait);
      });
    } catch (RuntimeException e) {
      LOG.error("the outbox could not be read; trying again in a second: {}", Faults.shown(e));
      alarm.in(SECOND);
    }
  }

  /** Rows of an app that takes nothing now are left out, and the store is asked for those of the others. */
  private void sendDue(Instant now) {
    Set<String> closed = new LinkedHashSet<>();
    boolean again = true;
    while (again && inFlight.size() <= WORTH_READING) {
      int closedBefore = closed.size();
      List<OutboxRow> due = store.dueRows(now, closed, BATCH);
      boolean gaveUp = sendAll(due, now, closed);
      again = gaveUp || due.size() == BATCH && closed.size() > closedBefore;
    }
  }

  /** @return whether a row was given up, so that the next of its session may go */
  private boolean sendAll(List<OutboxRow> due, Instant now, Set<String> closed) {
    boolean gaveUp = false;
    for (OutboxRow row : due) {
      String app = row.message().to().appId();
      if (inFlight.size() == MAX_IN_FLIGHT) {
        return false;
      }
      if (inFlight.contains(row.key())) {
        continue;
      }
      if (row.createdAt().plus(maxAge).isBefore(now)) {
        giveUp(row, "it was older than " + maxAge.toHours() + " h", now);
        gaveUp = true;
      } else if (!closed.contains(app) && !send(row, lines.get(app), now)) {
        closed.add(app);
      }
    }
    return gaveUp;
  }

  /** @return false if the app takes nothing now */
  private boolean send(OutboxRow row, @Nullable Line line, Instant now) {
    if (line == null) {
      return false;
    }
    long tick = ticks.getAsLong();
    Duration paced = line.paced(tick);
    if (!paced.isZero()) {
      alarm.in(paced);
      return false;
    }
    if (!line.breaker().lets(now)) {
      return false;
    }
    line.take(tick);
    inFlight.add(row.key());
    attempt(row, line.transport())
        .whenComplete((outcome, problem) -> onThread(() -> settle(
            row,
            line.breaker(),
            problem == null
                ? outcome
                : new SendOutcome.Unknown(problem.getClass().getSimpleName()))));
    return true;
  }

  private static CompletionStage<SendOutcome> attempt(OutboxRow row, Transport transport) {
    try {
      return transport.send(row.message());
    } catch (RuntimeException e) {
      // Against its promise; without an outcome the session would wait for it for ever.
      return CompletableFuture.failedFuture(e);
    }
  }

  private void settle(OutboxRow row, Breaker breaker, SendOutcome outcome) {
    try {
      Instant now = clock.instant();
      if (outcome instanceof SendOutcome.Sent sent) {
        breaker.answered();
        unknown.remove(row.id());
        store.sent(row.id(), sent.messageId(), now);
      } else if (outcome instanceof SendOutcome.Retry retry) {
        failed(breaker, row, now);
        Duration wait = backoff.after(row.attempts() + 1, retry.after());
        LOG.info(
            "message {} is tried again in {} ms: {}", row.id(), wait.toMillis(), retry.reason());
        store.retry(row.retry(now.plus(wait)));
      } else if (outcome instanceof SendOutcome.Rejected rejected) {
        breaker.answered();
        giveUp(row, rejected.reason(), now);
      } else if (outcome instanceof SendOutcome.Unknown nobodyKnows) {
        failed(breaker, row, now);
        unknown.add(row.id());
        LOG.warn(
            "message {} may have been sent: {}; unless a report says so it is sent again in {} s",
            row.id(),
            nobodyKnows.reason(),
            settling.toSeconds());
        store.retry(row.retry(now.plus(settling)));
      } else {
        throw new AssertionError(outcome);
      }
      inFlight.remove(row.key());
      tellIfIdle();
      wake();
    } catch (RuntimeException e) {
      LOG.error(
          "the result of message {} could not be stored; trying again in a second: {}",
          row.id(),
          Faults.shown(e));
      thread.schedule(
          () -> settle(row, breaker, outcome), 1, java.util.concurrent.TimeUnit.SECONDS);
    }
  }

  private static void failed(Breaker breaker, OutboxRow row, Instant now) {
    boolean wasOpen = breaker.open();
    breaker.failed(now);
    if (breaker.open() && !wasOpen) {
      LOG.warn(
          "app {}: {} attempts to send failed in a row; the next is made at {}",
          row.message().to().appId(),
          Breaker.FAILURES,
          breaker.nextTry());
    }
  }

  private void giveUp(OutboxRow row, String reason, Instant now) {
    LOG.warn("message {} was given up: {}", row.id(), reason);
    store.dead(new DeadLetter(row, reason, unknown.remove(row.id()), now));
  }
}
