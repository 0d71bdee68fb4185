package dev.botflow.sinch.webhook;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.botflow.event.Reason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the object below a trigger's key. The triggers share their members' names, so one reader serves all of them,
 * the old shapes and the shortened ones of some samples too (the Conversation API documentation).
 */
final class BodyReader {
  private BodyReader() {}

  static void read(JsonParser in, RawEvent draft, String idKey) throws IOException {
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.currentName();
      in.nextToken();
      if (key.equals(idKey)) {
        draft.id = Json.text(in);
        continue;
      }
      switch (key) {
        case "channel_identity" -> readChannelIdentity(in, draft);
        case "channel" -> draft.siblingChannel = Json.text(in);
        case "identity" -> draft.identity = Json.text(in);
        case "contact_id" -> draft.contactId = Json.text(in);
        case "conversation_id" -> draft.conversationId = Json.text(in);
        case "processing_mode" -> draft.processingMode = Json.text(in);
        case "status", "capability_status", "record_status", "batch_status" ->
          draft.status = Json.text(in);
        case "reason" -> draft.reason = reason(in);
        case "metadata" -> draft.metadata = Json.text(in);
        default -> readOwn(in, draft, key);
      }
    }
  }

  /** The members that belong to one trigger or two. */
  private static void readOwn(JsonParser in, RawEvent draft, String key) throws IOException {
    switch (key) {
      case "contact_message" -> ContentReader.read(in, draft);
      case "contact_event", "contact_message_event" -> SignalReader.read(in, draft);
      case "sender_id" -> draft.senderId = Json.text(in);
      case "injected" -> draft.injected = Json.truth(in);
      case "error_details" -> draft.error = errorDescription(in);
      case "channel_capabilities" -> draft.capabilities = Json.texts(in);
      case "conversation" -> readConversation(in, draft);
      case "contact", "preserved_contact" -> draft.contact = ContactReader.contact(in);
      case "deleted_contact" -> draft.deletedContact = ContactReader.contact(in);
      case "duplicated_identities" -> draft.duplicates = ContactReader.duplicates(in);
      case "analysis_results" -> AnalysisReader.read(in, draft);
      case "channel_event" -> readChannelEvent(in, draft);
      case "event_type", "batch_type" -> draft.eventType = Json.text(in);
      case "additional_data" -> draft.data = Json.map(in);
      case "submitted_message" -> draft.submitted = Json.map(in);
      case "payload" -> draft.payload = Json.text(in);
      default -> in.skipChildren();
    }
  }

  /** An object; in SMART_CONVERSATION the identity alone, as a string. */
  private static void readChannelIdentity(JsonParser in, RawEvent draft) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      draft.identity = Json.text(in);
      return;
    }
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.currentName();
      in.nextToken();
      switch (key) {
        case "channel" -> draft.channel = Json.text(in);
        case "identity" -> draft.identity = Json.text(in);
        default -> in.skipChildren();
      }
    }
  }

  private static void readConversation(JsonParser in, RawEvent draft) throws IOException {
    if (!Json.entersObject(in)) {
      return;
    }
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.currentName();
      in.nextToken();
      switch (key) {
        case "id" -> draft.conversationId = Json.text(in);
        case "contact_id" -> draft.contactId = Json.text(in);
        case "active_channel" -> draft.channel = Json.text(in);
        default -> in.skipChildren();
      }
    }
  }

  private static void readChannelEvent(JsonParser in, RawEvent draft) throws IOException {
    if (!Json.entersObject(in)) {
      return;
    }
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.currentName();
      in.nextToken();
      switch (key) {
        case "channel" -> draft.channel = Json.text(in);
        case "event_type" -> draft.eventType = Json.text(in);
        case "additional_data" -> draft.data = Json.map(in);
        default -> in.skipChildren();
      }
    }
  }

  /** An object; old bodies have {@code ""} there. */
  static @Nullable Reason reason(JsonParser in) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      String description = Json.text(in);
      return description == null ? null : new Reason(null, description, null, null);
    }
    String code = null;
    String description = null;
    String subCode = null;
    String channelCode = null;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.currentName();
      in.nextToken();
      switch (key) {
        case "code" -> code = Json.text(in);
        case "description" -> description = Json.text(in);
        case "sub_code" -> subCode = Json.text(in);
        case "channel_code" -> channelCode = Json.text(in);
        default -> in.skipChildren();
      }
    }
    return new Reason(code, description, subCode, channelCode);
  }

  private static @Nullable String errorDescription(JsonParser in) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      return Json.text(in);
    }
    String description = null;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.currentName();
      in.nextToken();
      if (key.equals("description")) {
        description = Json.text(in);
      } else {
        in.skipChildren();
      }
    }
    return description;
  }
}
