package dev.botflow.runtime;

import dev.botflow.event.SessionKey;
import dev.botflow.message.SendOutcome;
import dev.botflow.message.Transport;
import dev.botflow.session.DeadLetter;
import dev.botflow.session.OutboxRow;
import dev.botflow.session.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is stored, in order per session, at least once: retries with back-off what surely did not arrive, gives up
 * what was refused, is too old, or whose outcome nobody knows. Runs on one thread; sends are asynchronous.
 */
final class OutboxPump {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxPump.class);
  private static final int BATCH = 200;
  private static final int MAX_IN_FLIGHT = 100;

  private final Store store;
  private final Map<String, Transport> transports = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread;
  private final Clock clock;
  private final Backoff backoff;
  private final Duration maxAge;
  // Touched on the pump's thread only.
  private final Set<SessionKey> inFlight = new HashSet<>();
  private volatile boolean stopped;

  OutboxPump(
      Store store, ScheduledExecutorService thread, Clock clock, Backoff backoff, Duration maxAge) {
    this.store = store;
    this.thread = thread;
    this.clock = clock;
    this.backoff = backoff;
    this.maxAge = maxAge;
  }

  void connect(String appId, Transport transport) {
    transports.put(appId, transport);
    wake();
  }

  /** Looks for something to send. */
  void wake() {
    if (!stopped) {
      thread.execute(this::pump);
    }
  }

  void stop() {
    stopped = true;
  }

  private void pump() {
    if (stopped) {
      return;
    }
    try {
      Instant now = clock.instant();
      for (OutboxRow row : store.dueRows(now, BATCH)) {
        if (inFlight.size() >= MAX_IN_FLIGHT) {
          return;
        }
        Transport transport = transports.get(row.message().to().appId());
        if (transport != null && inFlight.add(row.key())) {
          send(row, transport, now);
        }
      }
      Optional<Instant> next = store.nextRow();
      if (next.isPresent() && inFlight.isEmpty() && !transports.isEmpty()) {
        long millis = Math.max(10, Duration.between(now, next.get()).toMillis());
        thread.schedule(this::pump, Math.min(millis, 60_000), TimeUnit.MILLISECONDS);
      }
    } catch (RuntimeException e) {
      LOG.error("the outbox could not be read; trying again in a second", e);
      thread.schedule(this::pump, 1, TimeUnit.SECONDS);
    }
  }

  private void send(OutboxRow row, Transport transport, Instant now) {
    if (row.createdAt().plus(maxAge).isBefore(now)) {
      settle(row, new SendOutcome.Rejected("it was older than " + maxAge.toHours() + " h"));
      return;
    }
    transport
        .send(row.message())
        .whenComplete((outcome, problem) -> onThread(() -> settle(
            row,
            problem == null
                ? outcome
                : new SendOutcome.Unknown(problem.getClass().getSimpleName()))));
  }

  private void onThread(Runnable task) {
    if (!stopped) {
      thread.execute(task);
    }
  }

  private void settle(OutboxRow row, SendOutcome outcome) {
    try {
      Instant now = clock.instant();
      if (outcome instanceof SendOutcome.Sent sent) {
        store.sent(row.id(), sent.messageId(), now);
      } else if (outcome instanceof SendOutcome.Retry retry) {
        Duration wait = backoff.after(row.attempts() + 1, retry.after());
        LOG.info(
            "message {} is tried again in {} ms: {}", row.id(), wait.toMillis(), retry.reason());
        store.retry(row.retry(now.plus(wait)));
      } else if (outcome instanceof SendOutcome.Rejected rejected) {
        LOG.warn("message {} was given up: {}", row.id(), rejected.reason());
        store.dead(new DeadLetter(row, rejected.reason(), false, now));
      } else if (outcome instanceof SendOutcome.Unknown unknown) {
        LOG.warn("message {} may have been sent: {}", row.id(), unknown.reason());
        store.dead(new DeadLetter(row, unknown.reason(), true, now));
      } else {
        throw new AssertionError(outcome);
      }
      inFlight.remove(row.key());
      pump();
    } catch (RuntimeException e) {
      LOG.error(
          "the result of message {} could not be stored; trying again in a second", row.id(), e);
      thread.schedule(() -> settle(row, outcome), 1, TimeUnit.SECONDS);
    }
  }
}
