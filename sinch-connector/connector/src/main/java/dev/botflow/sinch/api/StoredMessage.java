package dev.botflow.sinch.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.event.Channel;
import dev.botflow.sinch.json.ApiJson;
import dev.botflow.sinch.json.Rfc3339;
import dev.botflow.sinch.webhook.ContactReader;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as Sinch keeps it, out or in. Its content is left out: whoever wants that uses {@link ConversationApi#call}.
 *
 * @param id Sinch's id
 * @param fromContact true if the contact wrote it, false if the app did
 * @param channel the channel it went over; null if Sinch does not say
 * @param contactId the contact; null in DISPATCH mode
 * @param conversationId the conversation; null in DISPATCH mode
 * @param metadata what was sent as metadata; null for none
 * @param acceptedAt when Sinch took it; null if Sinch does not say
 */
public record StoredMessage(
    String id,
    boolean fromContact,
    @Nullable Channel channel,
    @Nullable String contactId,
    @Nullable String conversationId,
    @Nullable String metadata,
    @Nullable Instant acceptedAt) {

  static StoredMessage of(JsonNode json) {
    return new StoredMessage(
        json.path("id").asText(""),
        "TO_APP".equals(json.path("direction").asText()),
        ContactReader.channel(ApiJson.text(json.path("channel_identity").path("channel"))),
        ApiJson.text(json.path("contact_id")),
        ApiJson.text(json.path("conversation_id")),
        ApiJson.text(json.path("metadata")),
        Rfc3339.read(ApiJson.text(json.path("accept_time"))));
  }

  /** Ids only. */
  @Override
  public String toString() {
    return "StoredMessage[" + id + "]";
  }
}
