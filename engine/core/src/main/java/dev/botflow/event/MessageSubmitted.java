package dev.botflow.event;

import org.jspecify.annotations.Nullable;

/**
 * One of our messages was handed to the channel (MESSAGE_SUBMIT).
 *
 * @param metadata the metadata we sent with it
 */
public record MessageSubmitted(
    EventHeader header,
    @Nullable String messageId,
    @Nullable String metadata) implements InboundEvent {
  @Override
  public EventKind kind() {
    return EventKind.MESSAGE_SUBMITTED;
  }
}
