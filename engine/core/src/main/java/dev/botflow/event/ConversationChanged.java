package dev.botflow.event;

/** A conversation was started, stopped or deleted (CONVERSATION_START, CONVERSATION_STOP, CONVERSATION_DELETE). */
public record ConversationChanged(EventHeader header, Change change) implements InboundEvent {

  /** What became of the conversation. */
  public enum Change {
    STARTED,
    STOPPED,
    DELETED
  }

  @Override
  public EventKind kind() {
    if (change == Change.STARTED) {
      return EventKind.CONVERSATION_STARTED;
    }
    return change == Change.STOPPED
        ? EventKind.CONVERSATION_STOPPED
        : EventKind.CONVERSATION_DELETED;
  }
}
