package dev.botflow.runtime;

import dev.botflow.message.Address;
import dev.botflow.session.SentMessage;
import dev.botflow.session.Session;
import dev.botflow.store.OutboxRow;
import dev.botflow.store.Shard;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiPredicate;

/**
 * Asks once more whether a contact opted out where a message leaves late: tried before, kept waiting, or put back after it
 * was given up. Its turn asked when it was written; what leaves at once is not asked for again, since that costs a read.
 */
final class LateOptOutCheck {
  /** A message that waited for longer is late. */
  private static final Duration LATE = Duration.ofMillis(500);

  private final Shard store;
  private final BiPredicate<String, String> legal;

  /** @param legal true for an app and the name of a flow of its bot that may speak to a contact who opted out */
  LateOptOutCheck(Shard store, BiPredicate<String, String> legal) {
    this.store = store;
    this.legal = legal;
  }

  /** True for a message that must not leave any more. */
  boolean holdsBack(OutboxRow row, Instant now) {
    if (row.message().legal()) {
      return false;
    }
    // A message that was put back looks new, but for an attempt.
    if (row.attempts() == 0 && !row.createdAt().plus(LATE).isBefore(now)) {
      return false;
    }
    Session session = store.open(row.key());
    Address to = row.message().to();
    if (!session.optedOutOn(to.channel())) {
      return false;
    }
    // A message too old to be remembered has no flow that could be legal.
    boolean spared = session.sent().stream()
        .filter(sent -> sent.id().equals(row.id()))
        .map(SentMessage::flow)
        .anyMatch(flow -> legal.test(to.appId(), flow));
    return !spared;
  }
}
