package dev.botflow.sinch.send;

import dev.botflow.message.Outbound;
import dev.botflow.sinch.json.JsonText;

/** The one content key of a message: an engine's message, written as its channel shows it, or JSON that stands. */
sealed interface MessageContent {

  /** An engine's message. */
  record OfEngine(Outbound message) implements MessageContent {}

  /** The content key and its JSON. */
  record Ready(String key, String json) implements MessageContent {
    static AppMessage message(String key, JsonText.Members members) {
      return AppMessage.of(new Ready(key, JsonText.object(members)));
    }
  }
}
