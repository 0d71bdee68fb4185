package dev.botflow.simulator.model;

import java.time.Instant;

/**
 * A message the simulator took in by {@code messages:send}.
 *
 * @param messageId the id answered to the sender
 * @param appId the app it was sent from
 * @param channel the channel it goes out on first; {@code ""} if the contact has none
 * @param identity the recipient on that channel, as the sender or the contact has it
 * @param contactId the contact; {@code ""} where none is kept (DISPATCH)
 * @param conversationId the conversation; {@code ""} where none is kept (DISPATCH)
 * @param contentKey which content the message has, such as {@code text_message}
 * @param text the message as a text-only channel would show it, see {@code messages:transcode}
 * @param body the whole request body, exactly as it came
 * @param messageMetadata the sender's {@code message_metadata}; {@code ""} if none
 * @param correlationId the sender's {@code correlation_id}; {@code ""} if none
 * @param acceptedTime when it was accepted
 * @param nativelyShown whether the channel shows it as it is, by what it has and its limits; false if Sinch makes text of
 *     it, as of four buttons on WhatsApp
 */
public record SentMessage(
    String messageId,
    String appId,
    String channel,
    String identity,
    String contactId,
    String conversationId,
    String contentKey,
    String text,
    String body,
    String messageMetadata,
    String correlationId,
    Instant acceptedTime,
    boolean nativelyShown) {

  /** Ids only: the recipient and the content stay out of logs. */
  @Override
  public String toString() {
    return "SentMessage[" + messageId + ", app " + appId + ", " + channel + ", " + contentKey + "]";
  }
}
