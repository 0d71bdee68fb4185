package dev.botflow.session;

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
 */
public record OutboxRow(
    Outgoing message,
    SessionKey key,
    long turn,
    int index,
    Instant createdAt,
    int attempts,
    Instant notBefore) {

  public String id() {
    return message.id();
  }

  public OutboxRow retry(Instant next) {
    return new OutboxRow(message, key, turn, index, createdAt, attempts + 1, next);
  }
}
