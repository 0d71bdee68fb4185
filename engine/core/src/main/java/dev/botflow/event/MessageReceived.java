package dev.botflow.event;

import org.jspecify.annotations.Nullable;

/**
 * A contact wrote, tapped or sent something (MESSAGE_INBOUND).
 *
 * @param messageId Sinch's id of the message
 * @param content what was sent
 * @param replyTo the message it answers, where the channel reports
 * @param senderId the number or page that was written to, where the channel reports
 * @param metadata the message's metadata; for a tapped choice that of the message that offered it
 * @param injected true if the message was put into the conversation by the API, not by the contact
 */
public record MessageReceived(
    EventHeader header,
    @Nullable String messageId,
    Content content,
    @Nullable String replyTo,
    @Nullable String senderId,
    @Nullable String metadata,
    boolean injected)
    implements InboundEvent {

  @Override
  public EventKind kind() {
    return content.kind();
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

  /** Ids only: what a contact wrote is left out. */
  @Override
  public String toString() {
    return "MessageReceived[" + messageId + ", " + content.type() + "]";
  }
}
