package dev.botflow.event;

import org.jspecify.annotations.Nullable;

/**
 * What Sinch's analysis makes of a message (SMART_CONVERSATION): the best result of each kind.
 *
 * @param intent such as {@code chitchat.greeting}, with its score from 0 to 1
 * @param sentiment such as {@code positive}, with its score from 0 to 1
 */
public record ConversationAnalysed(
    EventHeader header,
    @Nullable String messageId,
    @Nullable String intent,
    @Nullable Double intentScore,
    @Nullable String sentiment,
    @Nullable Double sentimentScore)
    implements InboundEvent {
  @Override
  public EventKind kind() {
    return EventKind.SMART_CONVERSATION;
  }
}
