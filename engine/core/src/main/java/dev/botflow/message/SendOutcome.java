package dev.botflow.message;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one attempt to send one message. */
public sealed interface SendOutcome {

  /** The other side took it. {@code messageId} is its id there. */
  record Sent(String messageId) implements SendOutcome {}

  /**
   * It certainly was not taken and may be tried again.
   *
   * @param reason for people, without personal data
   * @param after how long the other side asked us to wait; null if it did not say
   */
  record Retry(String reason, @Nullable Duration after) implements SendOutcome {}

  /** It was refused, and a retry would be too. */
  record Rejected(String reason) implements SendOutcome {}

  /** Nobody knows: the connection broke after the message may have been taken. */
  record Unknown(String reason) implements SendOutcome {}
}
