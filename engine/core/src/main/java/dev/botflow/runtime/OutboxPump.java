package dev.botflow.runtime;

import dev.botflow.error.BotFlowException;
import dev.botflow.error.SafeErrors;
import dev.botflow.event.SessionKey;
import dev.botflow.message.SendBudget;
import dev.botflow.message.SendOutcome;
import dev.botflow.message.Transport;
import dev.botflow.runtime.app.AppLoad;
import dev.botflow.store.OutboxRow;
import dev.botflow.store.SendChange;
import dev.botflow.store.Shard;
import dev.botflow.store.UnreadableSessionException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is stored, in order per session, at least once. A send that certainly failed is retried with back-off. An
 * attempt whose outcome nobody knows waits for a while for a report that settles it, and is then tried again. What was
 * refused or is too old is given up. No faster than the budgets of the transports allow. Runs on one thread; sends are
 * asynchronous.
 *
 * <p>The file is long since all of it shares what is under way, which one thread alone may touch; what becomes of a message stands
 * in {@link Outcomes}, what an app's line may take in {@link AppSender}.
 */
final class OutboxPump {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxPump.class);
  private static final int BATCH = 1_000;
  private static final int MAX_IN_FLIGHT = 200;
  // Reading for one free place at a time would read the same rows again and again.
  private static final int WORTH_READING = MAX_IN_FLIGHT * 3 / 4;
  // Apps that have their share are left out then, so that what is read can go.
  private static final int WORTH_READING_SHARED = MAX_IN_FLIGHT * 19 / 20;
  private static final int MOST_GIVEN_UP = 100;
  private static final Duration SHORTEST = Duration.ofMillis(50);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Shard store;
  private final ScheduledExecutorService thread;
  private final WakeupTimer wakeup;
  private final Clock clock;
  private final LongSupplier ticks;
  private final Backoff backoff;
  private final Duration maxAge;
  private final Duration settling;
  private final Outcomes outcomes;
  private final LateOptOutCheck optedOut;
  // Touched on the pump's thread only.
  private final Map<SessionKey, String> inFlight = new HashMap<>();
  private final AppLoad load = new AppLoad();
  // What was reported of a message under way, before the outcome of its sending came back.
  private final Map<String, String> reported = new HashMap<>();
  private boolean started;
  private int givenUpNow;
  // After a start nobody knows what the clock was: rows are looked at as if it had been set back.
  private Instant latest = Instant.MAX;
  private final Map<String, AppSender> lines = new HashMap<>();
  private final Map<String, RateLimiter> rateLimiters = new HashMap<>();
  private final AtomicBoolean awake = new AtomicBoolean();
  private final CompletableFuture<Void> idle = new CompletableFuture<>();
  private volatile boolean stopped;

  /**
   * @param ticks nanoseconds that only go on; the rateLimiter is kept by them
   * @param settling how long an attempt of unknown outcome waits for a report before it is made again
   * @param optedOut asked before what is late leaves
   */
  OutboxPump(
      Shard store,
      ScheduledExecutorService thread,
      Clock clock,
      LongSupplier ticks,
      Backoff backoff,
      Duration maxAge,
      Duration settling,
      Telemetry telemetry,
      LateOptOutCheck optedOut) {
    this.store = store;
    this.thread = thread;
    this.wakeup = new WakeupTimer(thread, this::pump);
    this.clock = clock;
    this.ticks = ticks;
    this.backoff = backoff;
    this.maxAge = maxAge;
    this.settling = settling;
    this.outcomes = new Outcomes(store, backoff, settling, telemetry);
    this.optedOut = optedOut;
  }

  void connect(String appId, Transport transport) {
    List<SendBudget> budgets = transport.budgets();
    onThread(() -> {
      List<RateLimiter> own = budgets.stream().map(this::rateLimiter).toList();
      lines.put(appId, new AppSender(appId, transport, new Breaker(backoff), own));
      pump();
    });
  }

  /** Messages of the app wait in the store from now on; those under way get their outcomes. */
  void disconnect(String appId) {
    onThread(() -> lines.remove(appId));
  }

  private RateLimiter rateLimiter(SendBudget budget) {
    RateLimiter rateLimiter =
        rateLimiters.computeIfAbsent(budget.name(), none -> new RateLimiter(budget.perSecond()));
    rateLimiter.perSecond(budget.perSecond());
    return rateLimiter;
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
  void reported(Outcomes.Report report) {
    onThread(() -> {
      try {
        if (inFlight.containsValue(report.id())) {
          // Faster than the answer, which may be lost: then this is all we get to know.
          reported.put(report.id(), report.messageId());
        } else if (outcomes.reported(report, clock.instant())) {
          pump();
        }
      } catch (RuntimeException e) {
        LOG.error(
            "a report on message {} could not be stored: {}", report.id(), SafeErrors.shown(e));
      }
    });
  }

  /** The apps that are tried with one message at a time, since their sends keep failing. */
  CompletableFuture<List<String>> breakersOpen() {
    CompletableFuture<List<String>> open = new CompletableFuture<>();
    onThread(() -> open.complete(lines.entrySet().stream()
        .filter(line -> line.getValue().breaker().open())
        .map(Map.Entry::getKey)
        .sorted()
        .toList()));
    return open;
  }

  /**
   * Sends nothing more, and takes the outcomes of what is under way: a message whose outcome was not stored counts as unknown at
   * the next start.
   *
   * @return completes when nothing is under way any more
   */
  CompletableFuture<Void> stop() {
    stopped = true;
    onThread(this::completeIfIdle);
    return idle;
  }

  private void completeIfIdle() {
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
      markWhatWasUnderWay(now);
      noticeClockSetBack(now);
      sendDue(now);
      // A row that is due and was not sent waits for its breaker, its app or a free place: looked
      // at
      // every second. Without any, one may come from outside: replayed from the command line.
      Duration wait = store.nextRow().map(next -> Duration.between(now, next)).orElse(MINUTE);
      wakeup.in(wait.isNegative() || wait.isZero() ? SECOND : wait);
    } catch (RuntimeException | Error e) {
      LOG.error("the outbox could not be read; trying again in a second: {}", SafeErrors.shown(e));
      wakeup.in(SECOND);
    }
  }

  private void noticeClockSetBack(Instant now) {
    if (now.isBefore(latest)) {
      Duration longest = backoff.most().compareTo(settling) > 0 ? backoff.most() : settling;
      store.waitAtMost(now.plus(longest));
    }
    latest = now;
  }

  /** Messages that were under way when the process ended may have arrived: they wait for a report like others. */
  private void markWhatWasUnderWay(Instant now) {
    if (!started) {
      int unknownOutcomes = store.markUnknownOutcomes(now.plus(settling));
      started = true;
      if (unknownOutcomes > 0) {
        LOG.warn(
            "{} messages were under way when the engine ended; unless reports say that they were sent they are"
                + " sent again in {} s",
            unknownOutcomes,
            settling.toSeconds());
      }
    }
  }

  /** Rows of an app that takes nothing now are left out, and the store is asked for those of the others. */
  private void sendDue(Instant now) {
    Set<String> closed = appsNearTheirShare();
    boolean again = true;
    givenUpNow = 0;
    while (again && inFlight.size() <= (shared() ? WORTH_READING_SHARED : WORTH_READING)) {
      int closedBefore = closed.size();
      List<OutboxRow> due = store.dueRows(now, closed, BATCH);
      boolean gaveUp = sendAll(due, now, closed);
      again = gaveUp || due.size() == BATCH && closed.size() > closedBefore;
      if (givenUpNow >= MOST_GIVEN_UP) {
        // After a month without the host all that waits is too old: others use this thread, too.
        wakeup.in(SHORTEST);
        return;
      }
    }
  }

  /** True if several apps share what may be under way. */
  private boolean shared() {
    return lines.size() > 1;
  }

  /** Apps for which it is not worth reading, since a few places of their share are left at most. */
  private Set<String> appsNearTheirShare() {
    Set<String> near = new LinkedHashSet<>();
    if (shared()) {
      for (String app : lines.keySet()) {
        SessionKey key = SessionKey.ofApp(app);
        if (load.of(key) > 3 * load.left(key, MAX_IN_FLIGHT)) {
          near.add(app);
        }
      }
    }
    return near;
  }

  /** @return whether a row was given up, so that the next of its session may go */
  private boolean sendAll(List<OutboxRow> due, Instant now, Set<String> closed) {
    boolean gaveUp = false;
    List<Going> going = new ArrayList<>();
    for (OutboxRow row : due) {
      String app = row.message().to().appId();
      if (inFlight.size() + going.size() == MAX_IN_FLIGHT) {
        break;
      }
      if (inFlight.containsKey(row.key())) {
        continue;
      }
      if (row.createdAt().plus(maxAge).isBefore(now)) {
        if (givenUpNow < MOST_GIVEN_UP) {
          outcomes.tooOld(row, maxAge, now);
          gaveUp = true;
          givenUpNow++;
        }
      } else if (!lines.containsKey(app)) {
        closed.add(app);
      } else if (!closed.contains(app)) {
        if (heldBack(row, now)) {
          gaveUp = true;
          givenUpNow++;
        } else if (!mayGo(row, lines.get(app), now, going)) {
          closed.add(app);
        }
      }
    }
    sendMarked(going);
    return gaveUp;
  }

  /** True for a row that does not go: given up, or put off, so that one contact's trouble is nobody else's. */
  private boolean heldBack(OutboxRow row, Instant now) {
    try {
      boolean held = optedOut.holdsBack(row, now);
      if (held) {
        outcomes.optedOut(row, now);
      }
      return held;
    } catch (UnreadableSessionException e) {
      LOG.error("message {} does not leave: {}", row.id(), e.getMessage());
      outcomes.nobodyKnowsOptOuts(row, now);
      return true;
    } catch (BotFlowException e) {
      LOG.error(
          "message {} is put off, since nobody can tell whether its contact opted out: {}",
          row.id(),
          e.getMessage());
      outcomes.putOff(row, now);
      return true;
    }
  }

  /** @return false if the app takes nothing now */
  private boolean mayGo(OutboxRow row, @Nullable AppSender line, Instant now, List<Going> going) {
    if (line == null || shared() && load.left(row.key(), MAX_IN_FLIGHT) <= 0) {
      return false;
    }
    long tick = ticks.getAsLong();
    Duration paced = line.paced(tick);
    if (!paced.isZero()) {
      wakeup.in(paced);
      return false;
    }
    if (!line.breaker().lets(now)) {
      return false;
    }
    line.take(tick);
    load.add(row.key());
    going.add(new Going(row, line, line.breaker().generation()));
    return true;
  }

  private void sendMarked(List<Going> going) {
    if (going.isEmpty()) {
      return;
    }
    try {
      // Before the first byte leaves, so that an attempt outlives the process that makes it.
      store.record(going.stream()
          .<SendChange>map(one -> new SendChange.Attempting(one.row().id()))
          .toList());
    } catch (RuntimeException e) {
      going.forEach(one -> {
        load.remove(one.row().key());
        one.line().breaker().notMade(one.generation());
      });
      throw e;
    }
    for (Going one : going) {
      OutboxRow row = one.row();
      inFlight.put(row.key(), row.id());
      attempt(row, one.line().transport())
          .whenComplete((outcome, problem) -> onThread(() -> settle(
              one,
              problem == null
                  ? outcome
                  : new SendOutcome.Unknown(problem.getClass().getSimpleName()))));
    }
  }

  private static CompletionStage<SendOutcome> attempt(OutboxRow row, Transport transport) {
    try {
      return transport.send(row.message());
    } catch (RuntimeException | Error e) {
      // Against its promise; without an outcome the session would wait for it for ever.
      return CompletableFuture.failedFuture(e);
    }
  }

  private void settle(Going one, SendOutcome outcome) {
    if (outcome instanceof SendOutcome.Retry || outcome instanceof SendOutcome.Unknown) {
      failed(one, clock.instant());
    } else {
      one.line().breaker().answered();
    }
    store(one.row(), outcome);
  }

  private void store(OutboxRow row, SendOutcome outcome) {
    try {
      String messageId = reported.get(row.id());
      outcomes.settle(
          row, messageId == null ? outcome : new SendOutcome.Sent(messageId), clock.instant());
      reported.remove(row.id());
      inFlight.remove(row.key());
      load.remove(row.key());
      completeIfIdle();
      wake();
    } catch (RuntimeException e) {
      LOG.error(
          "the result of message {} could not be stored; trying again in a second: {}",
          row.id(),
          SafeErrors.shown(e));
      thread.schedule(() -> store(row, outcome), 1, TimeUnit.SECONDS);
    }
  }

  private static void failed(Going one, Instant now) {
    Breaker breaker = one.line().breaker();
    boolean wasOpen = breaker.open();
    breaker.failed(one.generation(), now);
    if (breaker.open() && !wasOpen) {
      LOG.warn(
          "app {}: {} attempts to send failed in a row; the next is made at {}",
          one.row().message().to().appId(),
          Breaker.FAILURES,
          breaker.nextTry());
    }
  }

  /** A message about to go, where, and what its line's breaker knew then. */
  private record Going(OutboxRow row, AppSender line, long generation) {}
}
