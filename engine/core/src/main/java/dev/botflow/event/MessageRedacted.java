package dev.botflow.event;

import org.jspecify.annotations.Nullable;

/** A message again, with what is personal taken out (MESSAGE_INBOUND_SMART_CONVERSATION_REDACTION). */
public record MessageRedacted(EventHeader header, @Nullable String messageId, Content content)
    implements InboundEvent {

  @Override
  public EventKind kind() {
    return EventKind.MESSAGE_REDACTED;
  }

  @Override
  public @Nullable String text() {
    return content instanceof Content.Text text ? text.text() : null;
  }

  @Override
  public @Nullable String postbackData() {
    return content instanceof Content.ChoiceResponse choice ? choice.postbackData() : null;
  }

  @Override
  public @Nullable String contentType() {
    return content.type();
  }

  @Override
  public String toString() {
    return "MessageRedacted[" + messageId + "]";
  }
}
