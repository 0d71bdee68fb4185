package dev.botflow.event;

import org.jspecify.annotations.Nullable;

/**
 * What became of one of our messages (MESSAGE_DELIVERY).
 *
 * @param status {@code QUEUED_ON_CHANNEL}, {@code DELIVERED}, {@code READ}, {@code FAILED}, {@code SWITCHING_CHANNEL},
 *     or what Sinch adds; READ may come without or before DELIVERED
 * @param reason with FAILED and SWITCHING_CHANNEL
 * @param metadata the metadata we sent with the message
 */
public record DeliveryReport(
    EventHeader header,
    @Nullable String messageId,
    @Nullable String status,
    @Nullable Reason reason,
    @Nullable String metadata)
    implements InboundEvent {

  @Override
  public EventKind kind() {
    if ("DELIVERED".equals(status)) {
      return EventKind.DELIVERED;
    }
    if ("READ".equals(status)) {
      return EventKind.READ;
    }
    if ("FAILED".equals(status)) {
      return EventKind.DELIVERY_FAILED;
    }
    if ("SWITCHING_CHANNEL".equals(status)) {
      return EventKind.SWITCHING_CHANNEL;
    }
    return EventKind.QUEUED;
  }
}
