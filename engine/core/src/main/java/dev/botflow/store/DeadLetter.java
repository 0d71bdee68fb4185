package dev.botflow.store;

import dev.botflow.event.SessionKey;
import java.time.Instant;

/**
 * A message that was given up. What it says stays in the store.
 *
 * @param id the message's id
 * @param key its session
 * @param attempts attempts made
 * @param reason why, without personal data
 * @param unknown true if it may have been sent
 * @param since when it was given up
 */
public record DeadLetter(
    String id, SessionKey key, int attempts, String reason, boolean unknown, Instant since) {

  /** Ids only. */
  @Override
  public String toString() {
    return "DeadLetter[" + id + ", " + attempts + " attempts, " + reason + ", since " + since + "]";
  }
}
