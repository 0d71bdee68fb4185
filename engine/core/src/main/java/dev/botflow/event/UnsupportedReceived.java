package dev.botflow.event;

import org.jspecify.annotations.Nullable;

/** A native callback of a channel that Sinch does not translate (UNSUPPORTED). */
public record UnsupportedReceived(
    EventHeader header,
    @Nullable String messageId,
    @Nullable String payload) implements InboundEvent {
  @Override
  public EventKind kind() {
    return EventKind.UNSUPPORTED;
  }

  @Override
  public String toString() {
    return "UnsupportedReceived[" + messageId + "]";
  }
}
