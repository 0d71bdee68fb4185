package dev.botflow.simulator.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a channel shows a message as it is, or Sinch has to make text of it: what each channel has, and how much of it
 * (the Conversation API documentation). A number that source marks UNCONFIRMED is taken all the same; only the documented ones of WhatsApp
 * are looked at closely.
 */
final class ChannelDisplay {
  private static final int WHATSAPP_BUTTONS = 3;
  private static final int WHATSAPP_BODY = 1024;
  private static final int WHATSAPP_LABEL = 20;
  private static final int WHATSAPP_POSTBACK = 229;

  private static final Map<String, List<String>> NATIVE = contents();
  private static final Map<String, Integer> MOST_CHOICES = mostChoices();

  private ChannelDisplay() {}

  private static Map<String, List<String>> contents() {
    Map<String, List<String>> contents = new LinkedHashMap<>();
    contents.put(
        "WHATSAPP", List.of("choice", "card", "location", "list", "template", "contact_info"));
    contents.put("RCS", List.of("choice", "card", "carousel"));
    contents.put("SMS", List.of("location"));
    contents.put("MESSENGER", List.of("choice", "card", "carousel", "location"));
    contents.put("INSTAGRAM", List.of("choice", "card", "carousel"));
    contents.put("MMS", List.of("card"));
    contents.put("VIBERBM", List.of("choice", "card"));
    contents.put("TELEGRAM", List.of("choice", "card", "location"));
    contents.put("KAKAOTALK", List.of("choice", "card", "template"));
    contents.put("LINE", List.of("choice", "card", "carousel", "location"));
    return contents;
  }

  private static Map<String, Integer> mostChoices() {
    Map<String, Integer> most = new LinkedHashMap<>();
    most.put("RCS", 11);
    most.put("MESSENGER", 3);
    most.put("INSTAGRAM", 3);
    most.put("LINE", 4);
    return most;
  }

  /** @param message a message that the shapes accepted */
  static boolean shows(JsonNode message, String channel) {
    if (message.path("explicit_channel_message").has(channel)
        || message.path("channel_specific_message").has(channel)) {
      return true;
    }
    JsonNode variant = message.path("explicit_channel_omni_message").path(channel);
    JsonNode shown = variant.isObject() ? variant : message;
    if (shown.has("text_message") || shown.has("media_message")) {
      return true;
    }
    boolean has = NATIVE.getOrDefault(channel, List.of()).stream()
        .anyMatch(content -> shown.has(content + "_message"));
    if (!has) {
      return false;
    }
    return channel.equals("WHATSAPP")
        ? showsOnWhatsApp(shown)
        : choices(shown).size() <= MOST_CHOICES.getOrDefault(channel, Integer.MAX_VALUE);
  }

  private static JsonNode choices(JsonNode shown) {
    return shown
        .path(shown.has("choice_message") ? "choice_message" : "card_message")
        .path("choices");
  }

  /** Three buttons of text at most, with short labels that differ; any other choice becomes text. */
  private static boolean showsOnWhatsApp(JsonNode shown) {
    JsonNode choices = choices(shown);
    String body = shown.path("choice_message").path("text_message").path("text").asText()
        + shown.path("card_message").path("description").asText();
    Set<String> labels = new HashSet<>();
    for (JsonNode choice : choices) {
      String label = choice.path("text_message").path("text").asText();
      if (label.isEmpty()
          || label.length() > WHATSAPP_LABEL
          || choice.path("postback_data").asText().length() > WHATSAPP_POSTBACK
          || !labels.add(label)) {
        return false;
      }
    }
    return choices.size() <= WHATSAPP_BUTTONS
        && (choices.isEmpty() || body.length() <= WHATSAPP_BODY);
  }
}
