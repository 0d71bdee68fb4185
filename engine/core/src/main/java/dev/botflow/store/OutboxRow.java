package dev.botflow.store;

import dev.botflow.event.SessionKey;
import dev.botflow.message.Outgoing;
import java.time.Instant;

/**
 * A message waiting to be sent, or that was.
 *
 * @param message the message; its id is the row's id
 * @param key the session it belongs to; rows of one session go out in order
 * @param turn the session's version that sent it
 * @param index its place among the turn's messages, from 0
 * @param createdAt when the turn ran
 * @param attempts attempts made
 * @param notBefore when the next attempt is due
 * @param unknown true if an attempt was made whose outcome nobody knows, so that the message may have been sent
 * @param later true for what time or the host sends to somebody who wrote nothing just now: it leaves after what answers
 *     people
 */
public record OutboxRow(
    Outgoing message,
    SessionKey key,
    long turn,
    int index,
    Instant createdAt,
    int attempts,
    Instant notBefore,
    boolean unknown,
    boolean later) {

  /** A row that answers somebody. */
  public OutboxRow(
      Outgoing message,
      SessionKey key,
      long turn,
      int index,
      Instant createdAt,
      int attempts,
      Instant notBefore,
      boolean unknown) {
    this(message, key, turn, index, createdAt, attempts, notBefore, unknown, false);
  }

  /** A row of which no attempt has an unknown outcome. */
  public OutboxRow(
      Outgoing message,
      SessionKey key,
      long turn,
      int index,
      Instant createdAt,
      int attempts,
      Instant notBefore) {
    this(message, key, turn, index, createdAt, attempts, notBefore, false);
  }

  public String id() {
    return message.id();
  }

  /** After an attempt that certainly failed. */
  public OutboxRow retry(Instant next) {
    return new OutboxRow(message, key, turn, index, createdAt, attempts + 1, next, unknown, later);
  }

  /** The same, that leaves before what time sends, or after it. */
  public OutboxRow later(boolean isLater) {
    return new OutboxRow(
        message, key, turn, index, createdAt, attempts, notBefore, unknown, isLater);
  }

  /** The same row of a message that reads the same. */
  public OutboxRow withMessage(Outgoing same) {
    return new OutboxRow(same, key, turn, index, createdAt, attempts, notBefore, unknown, later);
  }

  /** The same message with so many attempts behind it. */
  public OutboxRow attempted(int made, Instant next, boolean outcomeUnknown) {
    return new OutboxRow(message, key, turn, index, createdAt, made, next, outcomeUnknown, later);
  }

  /** The same row, due then. */
  public OutboxRow dueAt(Instant next) {
    return new OutboxRow(message, key, turn, index, createdAt, attempts, next, unknown, later);
  }

  /** The same message as if it were written now. */
  public OutboxRow replayed(Instant now, boolean outcomeUnknown) {
    return new OutboxRow(message, key, turn, index, now, 1, now, outcomeUnknown);
  }

  /** After an attempt that may have arrived. */
  public OutboxRow outcomeUnknown(Instant next) {
    return new OutboxRow(message, key, turn, index, createdAt, attempts + 1, next, true, later);
  }
}
