package dev.botflow.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a message of ours.
 *
 * @param id our id
 * @param messageId the other side's id; null while it has none
 * @param attempts attempts made, as far as they are counted still
 * @param reason why it was given up, without personal data; null for any other
 * @param unknown true if an attempt was made whose outcome nobody knew, so that it may have gone twice
 * @param at when it was sent or given up, or when the next attempt is due
 */
public record MessageFate(
    String id,
    @Nullable String messageId,
    State state,
    int attempts,
    @Nullable String reason,
    boolean unknown,
    Instant at) {

  /** How far it came. */
  public enum State {
    /** It is still to be sent. */
    WAITING,
    /** The other side took it. */
    SENT,
    /** It was refused, is too old, or nobody could tell whether it may leave. */
    GIVEN_UP
  }
}
