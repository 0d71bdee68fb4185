package dev.botflow.runtime;

import dev.botflow.message.Outgoing;
import dev.botflow.message.SendOutcome;
import dev.botflow.runtime.Telemetry.Attempt;
import dev.botflow.session.Trace;
import dev.botflow.session.TraceEntry;
import dev.botflow.store.GivenUp;
import dev.botflow.store.OutboxRow;
import dev.botflow.store.SendChange;
import dev.botflow.store.Shard;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores what became of attempts to send. For one thread. */
final class Outcomes {
  private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

  private final Shard store;
  private final Backoff backoff;
  private final Duration settling;
  private final Telemetry telemetry;

  /** @param settling how long an attempt of unknown outcome waits for a report before it is made again */
  Outcomes(Shard store, Backoff backoff, Duration settling, Telemetry telemetry) {
    this.store = store;
    this.backoff = backoff;
    this.settling = settling;
    this.telemetry = telemetry;
  }

  /** Stores an outcome; changes nothing if that fails. */
  void settle(OutboxRow row, SendOutcome outcome, Instant now) {
    if (outcome instanceof SendOutcome.Sent sent) {
      record(new SendChange.Sent(row.id(), sent.messageId(), now));
      record(row, Attempt.SENT);
    } else if (outcome instanceof SendOutcome.Retry retry) {
      Duration wait = backoff.after(row.attempts() + 1, retry.after());
      record(new SendChange.Again(row.retry(now.plus(wait))));
      LOG.info("message {} is tried again in {} ms: {}", row.id(), wait.toMillis(), retry.reason());
      record(row, Attempt.RETRY);
    } else if (outcome instanceof SendOutcome.Rejected rejected) {
      giveUp(row, row.attempts() + 1, rejected.reason(), now);
      record(row, Attempt.REJECTED);
    } else if (outcome instanceof SendOutcome.Unknown nobodyKnows) {
      record(new SendChange.Again(row.outcomeUnknown(now.plus(settling))));
      LOG.warn(
          "message {} may have been sent: {}; unless a report says so it is sent again in {} s",
          row.id(),
          nobodyKnows.reason(),
          settling.toSeconds());
      record(row, Attempt.UNKNOWN);
    } else {
      throw new AssertionError(outcome);
    }
  }

  /** The row is too old for another attempt. */
  void tooOld(OutboxRow row, Duration maxAge, Instant now) {
    giveUp(row, row.attempts(), "it was older than " + maxAge.toHours() + " h", now);
    record(row, Attempt.GIVEN_UP);
  }

  /** The contact opted out while the row waited. */
  void optedOut(OutboxRow row, Instant now) {
    String reason = "the contact opted out after it was written";
    TraceEntry entry = TraceEntry.Suppressed.message(row.id(), reason);
    giveUp(row, row.attempts(), reason, new Trace(List.of(entry)), now);
    record(row, Attempt.GIVEN_UP);
  }

  /** The session of the row's contact cannot be read, so nobody knows whether it opted out. */
  void nobodyKnowsOptOuts(OutboxRow row, Instant now) {
    giveUp(
        row,
        row.attempts(),
        "the contact's session could not be read, so nobody knows whether it opted out",
        now);
    record(row, Attempt.GIVEN_UP);
  }

  /** The row waits for a while without an attempt. */
  void putOff(OutboxRow row, Instant now) {
    record(new SendChange.Again(row.dueAt(now.plus(settling))));
  }

  /** A report came for a message that is not under way. */
  boolean reported(Report report, Instant now) {
    boolean settled = store.settle(report.id(), report.messageId(), now);
    if (settled) {
      LOG.info("message {} was sent after all", report.id());
      telemetry.attempted(report.appId(), report.channel(), Attempt.SETTLED_BY_REPORT);
    }
    return settled;
  }

  private void giveUp(OutboxRow row, int attempts, String reason, Instant now) {
    giveUp(
        row, attempts, reason, new Trace(List.of(new TraceEntry.NotSent(row.id(), reason))), now);
  }

  private void giveUp(OutboxRow row, int attempts, String reason, Trace note, Instant now) {
    store.giveUp(new GivenUp.Message(row.id(), attempts, reason, row.unknown(), now, note));
    LOG.warn("message {} was given up: {}", row.id(), reason);
  }

  private void record(SendChange change) {
    store.record(List.of(change));
  }

  private void record(OutboxRow row, Attempt what) {
    Outgoing message = row.message();
    telemetry.attempted(message.to().appId(), message.to().channel().name(), what);
  }

  /**
   * The other side says that it has a message.
   *
   * @param id our id of it
   * @param messageId the other side's
   * @param channel as Sinch names it; empty if the report names none
   */
  record Report(String id, String messageId, String appId, String channel) {}
}
