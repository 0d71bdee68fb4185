package dev.botflow.event;

/**
 * The host asks for a message to a contact, such as a notice or an agent's answer. It is sent in its turn; no row of the
 * routing table sees it.
 *
 * @param messageId our id of the message
 * @param message the message as the outbox keeps it, as JSON
 * @param legal true for what may be said to a contact who opted out
 * @param typing true to show the contact before it that somebody is typing, where the channel can
 */
public record MessageRequested(
    EventHeader header, String messageId, String message, boolean legal, boolean typing)
    implements InboundEvent {
  private static final EventKind KIND = new EventKind("message requested");

  @Override
  public EventKind kind() {
    return KIND;
  }

  /** Ids only. */
  @Override
  public String toString() {
    return "MessageRequested[" + messageId + "]";
  }
}
