package dev.botflow.store;

import java.time.Instant;

/** What changes about a message that is sent. A message that is erased or given up meanwhile stays so. */
public sealed interface SendChange {

  /** It is about to be sent. */
  record Attempting(String id) implements SendChange {}

  /**
   * The other side took it.
   *
   * @param messageId the other side's id of it
   */
  record Sent(String id, String messageId, Instant at) implements SendChange {}

  /** It is sent again later, whether its outcome is unknown or not. */
  record Again(OutboxRow row) implements SendChange {}
}
