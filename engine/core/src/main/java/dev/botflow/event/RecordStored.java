package dev.botflow.event;

import org.jspecify.annotations.Nullable;

/** A message or event was recorded (RECORD_NOTIFICATION). */
public record RecordStored(
    EventHeader header,
    @Nullable String entityId,
    @Nullable String recordStatus,
    @Nullable Reason reason)
    implements InboundEvent {
  @Override
  public EventKind kind() {
    return EventKind.RECORD_STORED;
  }
}
