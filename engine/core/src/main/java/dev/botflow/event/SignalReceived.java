package dev.botflow.event;

import org.jspecify.annotations.Nullable;

/** A contact typed, reacted, commented or the like (EVENT_INBOUND). */
public record SignalReceived(EventHeader header, @Nullable String eventId, Signal signal)
    implements InboundEvent {
  @Override
  public EventKind kind() {
    return signal.kind();
  }

  @Override
  public @Nullable String contentType() {
    return signal.type();
  }

  @Override
  public String toString() {
    return "SignalReceived[" + eventId + ", " + signal.type() + "]";
  }
}
