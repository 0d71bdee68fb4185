package dev.botflow.event;

import org.jspecify.annotations.Nullable;

/** A batch of messages moved on (BATCH_STATUS_UPDATE). It has no contact. */
public record BatchStatusChanged(
    EventHeader header, @Nullable String batchId, @Nullable String status) implements InboundEvent {
  @Override
  public EventKind kind() {
    return EventKind.BATCH_STATUS;
  }
}
