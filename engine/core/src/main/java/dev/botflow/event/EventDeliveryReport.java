package dev.botflow.event;

import org.jspecify.annotations.Nullable;

/** What became of an event we sent, such as a typing indicator (EVENT_DELIVERY). */
public record EventDeliveryReport(
    EventHeader header,
    @Nullable String eventId,
    @Nullable String status,
    @Nullable Reason reason,
    @Nullable String metadata)
    implements InboundEvent {
  @Override
  public EventKind kind() {
    return EventKind.EVENT_DELIVERY;
  }
}
