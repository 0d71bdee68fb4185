package dev.botflow.sinch.send;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.botflow.message.Outbound;
import dev.botflow.sinch.json.ApiJson;
import dev.botflow.sinch.json.JsonText;
import org.jspecify.annotations.Nullable;

/** The one content key of a message: an engine's message, written as its channel shows it, or JSON that stands. */
sealed interface MessageContent {

  /** An engine's message. */
  record OfEngine(Outbound message) implements MessageContent {}

  /** The content key and its JSON. */
  record Ready(String key, String json) implements MessageContent {
    static AppMessage message(String key, JsonText.Members members) {
      return AppMessage.of(new Ready(key, JsonText.object(members)));
    }

    boolean isTemplate() {
      return key.equals("template_message");
    }

    /** Of a template that is kept at Sinch, its JSON; null of anything else. */
    @Nullable
    String reference() {
      JsonNode kept =
          isTemplate() ? ApiJson.read(json).path("omni_template") : MissingNode.getInstance();
      return kept.isObject() ? kept.toString() : null;
    }
  }
}
