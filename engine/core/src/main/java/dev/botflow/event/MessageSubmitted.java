package dev.botflow.event;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message of the app was handed to the channel (MESSAGE_SUBMIT): one of ours, or one that somebody else sent.
 *
 * @param metadata the metadata sent with it
 * @param message the message as Sinch sent it, by its own keys, such as {@code text_message}: text, numbers, true or
 *     false, lists and maps; empty if the event has none
 */
public record MessageSubmitted(
    EventHeader header,
    @Nullable String messageId,
    @Nullable String metadata,
    Map<String, Object> message)
    implements InboundEvent {
  public MessageSubmitted {
    message = Collections.unmodifiableMap(new LinkedHashMap<>(message));
  }

  @Override
  public EventKind kind() {
    return EventKind.MESSAGE_SUBMITTED;
  }

  /** Ids only: the message's text is left out. */
  @Override
  public String toString() {
    return "MessageSubmitted[" + messageId + "]";
  }
}
