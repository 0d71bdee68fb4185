package dev.botflow.sinch.webhook;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.botflow.event.Signal;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;

/** Reads {@code contact_event} and {@code contact_message_event}, each with one key (the Conversation API documentation). */
final class SignalReader {
  private SignalReader() {}

  static void read(JsonParser in, RawEvent draft) throws IOException {
    if (!Json.entersObject(in)) {
      return;
    }
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.currentName();
      in.nextToken();
      if (in.currentToken() != JsonToken.VALUE_NULL) {
        Signal signal = signal(in, key);
        if (draft.signal == null
            || (draft.signal instanceof Signal.Unknown && !(signal instanceof Signal.Unknown))) {
          draft.signal = signal;
        }
      }
    }
  }

  private static Signal signal(JsonParser in, String key) throws IOException {
    if (!Json.entersObject(in)) {
      return new Signal.Unknown(key);
    }
    return switch (key) {
      case "comment_event" -> comment(in);
      case "generic_event" -> generic(in);
      case "payment_status_update_event" -> payment(in);
      case "shortlink_activated_event" -> shortlink(in);
      case "reaction_event" -> reaction(in);
      default -> {
        in.skipChildren();
        yield plain(key);
      }
    };
  }

  /** The signals that say nothing but that they happened. */
  private static Signal plain(String key) {
    return switch (key) {
      case "composing_event" -> new Signal.Typing(true);
      case "composing_end_event" -> new Signal.Typing(false);
      case "conversation_deleted_event" -> new Signal.ConversationDeleted();
      default -> new Signal.Unknown(key);
    };
  }

  private static Signal comment(JsonParser in) throws IOException {
    String id = null;
    String text = null;
    String commentType = null;
    String commentedOn = null;
    String user = null;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.currentName();
      in.nextToken();
      switch (key) {
        case "id" -> id = Json.text(in);
        case "text" -> text = Json.text(in);
        case "comment_type" -> commentType = Json.text(in);
        case "commented_on" -> commentedOn = Json.text(in);
        case "user" -> user = Json.text(in);
        default -> in.skipChildren();
      }
    }
    return new Signal.Comment(id, text, commentType, commentedOn, user);
  }

  private static Signal generic(JsonParser in) throws IOException {
    Map<String, Object> payload = Collections.emptyMap();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.currentName();
      in.nextToken();
      if (key.equals("payload")) {
        payload = Json.map(in);
      } else {
        in.skipChildren();
      }
    }
    return new Signal.Generic(payload);
  }

  private static Signal payment(JsonParser in) throws IOException {
    String referenceId = null;
    String status = null;
    String transactionStatus = null;
    String transactionId = null;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.currentName();
      in.nextToken();
      switch (key) {
        case "reference_id" -> referenceId = Json.text(in);
        case "payment_status" -> status = Json.text(in);
        case "payment_transaction_status" -> transactionStatus = Json.text(in);
        case "payment_transaction_id" -> transactionId = Json.text(in);
        default -> in.skipChildren();
      }
    }
    return new Signal.PaymentStatus(referenceId, status, transactionStatus, transactionId);
  }

  private static Signal shortlink(JsonParser in) throws IOException {
    String payload = null;
    String title = null;
    String ref = null;
    String source = null;
    String linkType = null;
    boolean existingThread = false;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.currentName();
      in.nextToken();
      switch (key) {
        case "payload" -> payload = Json.text(in);
        case "title" -> title = Json.text(in);
        case "ref" -> ref = Json.text(in);
        case "source" -> source = Json.text(in);
        case "type" -> linkType = Json.text(in);
        case "existing_thread" -> existingThread = Json.truth(in);
        default -> in.skipChildren();
      }
    }
    return new Signal.Shortlink(payload, title, ref, source, linkType, existingThread);
  }

  private static Signal reaction(JsonParser in) throws IOException {
    String emoji = null;
    String action = null;
    String messageId = null;
    String category = null;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.currentName();
      in.nextToken();
      switch (key) {
        case "emoji" -> emoji = Json.text(in);
        case "action" -> action = Json.text(in);
        case "message_id" -> messageId = Json.text(in);
        case "reaction_category" -> category = Json.text(in);
        default -> in.skipChildren();
      }
    }
    return new Signal.Reaction(emoji, action, messageId, category);
  }
}
