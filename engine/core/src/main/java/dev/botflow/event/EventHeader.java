package dev.botflow.event;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every event has.
 *
 * @param trigger Sinch's trigger name such as {@code MESSAGE_INBOUND}, {@code UNKNOWN} for a body of no known kind, or
 *     one of our own: {@code TIMER}, {@code ACTION_RESULT}, {@code AGENT_JOINED}, {@code AGENT_LEFT}, {@code HOST_EVENT}, {@code HOST_MESSAGE}
 * @param context channel and ids
 * @param at when it happened: Sinch's event_time, else accepted_time, else when we took it in
 * @param dedupeKey equal for two deliveries of the same event (app, trigger and id; for delivery reports also status
 *     and channel; without an id the SHA-256 of the body)
 * @param messageMetadata the envelope's message_metadata
 * @param correlationId the envelope's correlation_id
 * @param processingMode {@code CONVERSATION} or {@code DISPATCH} where the event says so
 * @param channelMetadata the envelope's channel_metadata, such as the operator of an RCS contact: text, numbers, true or
 *     false, lists and maps; empty for most events
 */
public record EventHeader(
    String trigger,
    ChannelContext context,
    Instant at,
    String dedupeKey,
    @Nullable String messageMetadata,
    @Nullable String correlationId,
    @Nullable String processingMode,
    Map<String, Object> channelMetadata) {
  public EventHeader {
    channelMetadata = channelMetadata.isEmpty()
        ? Collections.emptyMap()
        : Collections.unmodifiableMap(new LinkedHashMap<>(channelMetadata));
  }

  /** A header without channel metadata. */
  public EventHeader(
      String trigger,
      ChannelContext context,
      Instant at,
      String dedupeKey,
      @Nullable String messageMetadata,
      @Nullable String correlationId,
      @Nullable String processingMode) {
    this(
        trigger,
        context,
        at,
        dedupeKey,
        messageMetadata,
        correlationId,
        processingMode,
        Collections.emptyMap());
  }

  /** A header for an event of our own or of the host: no envelope. */
  public static EventHeader own(
      String trigger, ChannelContext context, Instant at, String dedupeKey) {
    return new EventHeader(trigger, context, at, dedupeKey, null, null, null);
  }

  /** Ids only: metadata is what others wrote. */
  @Override
  public String toString() {
    return "EventHeader[" + trigger + ", " + context + ", " + at + "]";
  }
}
