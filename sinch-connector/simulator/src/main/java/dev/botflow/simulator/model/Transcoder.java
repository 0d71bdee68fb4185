package dev.botflow.simulator.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.simulator.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Shows a message as a channel with text alone would: title, text, links, and each choice on a line of its own. This is
 * the simulator's reading of Sinch's samples; the real wording differs, so nobody should depend on it.
 */
public final class Transcoder {
  private Transcoder() {}

  /** The native message of a channel, as JSON in a text. A message given for that very channel stays as it is. */
  static String nativeMessage(JsonNode message, String channel) {
    JsonNode explicit = message.path("explicit_channel_message").path(channel);
    return explicit.isTextual()
        ? explicit.textValue()
        : Json.write(Json.object().put("type", "text").put("text", text(message, channel)));
  }

  /** The message in words, in the variant for the channel if there is one. */
  static String text(JsonNode message, String channel) {
    JsonNode variant = message.path("explicit_channel_omni_message").path(channel);
    JsonNode shown = variant.isObject() ? variant : message;
    List<String> lines = new ArrayList<>();
    add(lines, shown.path("text_message"), "text");
    add(lines, shown.path("media_message"), "url");
    addLocation(lines, shown.path("location_message"));
    addChoices(lines, shown.path("choice_message"));
    addCard(lines, shown.path("card_message"));
    shown.path("carousel_message").path("cards").forEach(card -> addCard(lines, card));
    addOptions(lines, shown.path("carousel_message").path("choices"));
    addList(lines, shown.path("list_message"));
    addTemplate(lines, shown.path("template_message"), channel);
    if (shown.has("template_reference")) {
      lines.add(
          "template " + shown.path("template_reference").path("template_id").asText());
    }
    addContact(lines, shown.path("contact_info_message"));
    return lines.stream().filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
  }

  private static void add(List<String> lines, JsonNode node, String field) {
    lines.add(node.path(field).asText());
  }

  private static void addLocation(List<String> lines, JsonNode location) {
    if (location.isObject()) {
      add(lines, location, "title");
      add(lines, location, "label");
      lines.add(mapLink(location));
    }
  }

  private static void addChoices(List<String> lines, JsonNode choices) {
    add(lines, choices.path("text_message"), "text");
    addOptions(lines, choices.path("choices"));
  }

  private static void addCard(List<String> lines, JsonNode card) {
    add(lines, card, "title");
    add(lines, card, "description");
    add(lines, card.path("media_message"), "url");
    addOptions(lines, card.path("choices"));
  }

  private static void addOptions(List<String> lines, JsonNode choices) {
    choices.forEach(choice -> lines.add(option(choice)));
  }

  private static String option(JsonNode choice) {
    if (choice.has("text_message")) {
      return choice.path("text_message").path("text").asText();
    }
    JsonNode kind = choice.properties().stream()
        .map(Map.Entry::getValue)
        .filter(JsonNode::isObject)
        .findFirst()
        .orElseGet(Json::object);
    String link = kind.has("coordinates")
        ? mapLink(kind)
        : List.of("url", "phone_number", "fallback_url").stream()
            .map(field -> kind.path(field).asText())
            .filter(value -> !value.isEmpty())
            .findFirst()
            .orElse("");
    return kind.path("title").asText() + ": " + link;
  }

  private static String mapLink(JsonNode location) {
    JsonNode coordinates = location.path("coordinates");
    return "https://maps.google.com/maps?q="
        + coordinates.path("latitude").asText()
        + ","
        + coordinates.path("longitude").asText();
  }

  private static void addList(List<String> lines, JsonNode list) {
    add(lines, list, "title");
    add(lines, list, "description");
    for (JsonNode section : list.path("sections")) {
      add(lines, section, "title");
      for (JsonNode item : section.path("items")) {
        add(lines, item.path("choice"), "title");
        add(lines, item.path("product"), "id");
      }
    }
  }

  private static void addTemplate(List<String> lines, JsonNode template, String channel) {
    if (template.isObject()) {
      JsonNode own = template.path("channel_template").path(channel);
      JsonNode used = own.isObject() ? own : template.path("omni_template");
      lines.add("template " + used.path("template_id").asText());
      used.path("parameters").forEach(value -> lines.add(value.asText()));
    }
  }

  private static void addContact(List<String> lines, JsonNode contact) {
    add(lines, contact.path("name"), "full_name");
    contact.path("phone_numbers").forEach(phone -> add(lines, phone, "phone_number"));
  }

  /** The answer of {@code messages:transcode}. */
  public static ObjectNode answer(JsonNode request) {
    ObjectNode answer = Json.object();
    ObjectNode transcoded = answer.putObject("transcoded_message");
    for (JsonNode channel : request.path("channels")) {
      transcoded.put(
          channel.asText(), nativeMessage(request.path("app_message"), channel.asText()));
    }
    return answer;
  }
}
