package dev.botflow.authoring.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.authoring.io.Html;

/** A message as its channel shows it, as a bubble of HTML, made of the very body that would be sent. */
final class MessageHtml {
  private final StringBuilder html = new StringBuilder("<div class=\"bubble\">");

  private MessageHtml() {}

  /** @param body the body of {@code messages:send} */
  static String of(JsonNode body) {
    MessageHtml bubble = new MessageHtml();
    JsonNode message = body.path("message");
    String kind = message.fieldNames().hasNext() ? message.fieldNames().next() : "";
    bubble.message(kind, message.path(kind));
    return bubble.html + "</div>";
  }

  private void message(String kind, JsonNode content) {
    switch (kind) {
      case "text_message" -> text("p", content.path("text"));
      case "media_message" -> media(content);
      case "card_message" -> card(content);
      case "carousel_message" -> {
        content.path("cards").forEach(this::card);
        choices(content.path("choices"));
      }
      case "choice_message" -> {
        text("p", content.path("text_message").path("text"));
        choices(content.path("choices"));
      }
      case "list_message" -> list(content);
      case "location_message" -> text("p", content.path("title"));
      case "contact_info_message" -> text("p", content.path("name").path("full_name"));
      default -> html.append(Html.element("p", "other", kind.replace('_', ' ')));
    }
  }

  /** The report loads nothing from anywhere, so a picture is shown as its name. */
  private void media(JsonNode media) {
    String url = media.path("url").asText("");
    html.append(Html.element("div", "media", url.substring(url.lastIndexOf('/') + 1)));
  }

  private void card(JsonNode card) {
    if (card.has("media_message")) {
      media(card.path("media_message"));
    }
    text("b", card.path("title"));
    text("p", card.path("description"));
    choices(card.path("choices"));
  }

  private void list(JsonNode list) {
    text("b", list.path("title"));
    text("p", list.path("description"));
    for (JsonNode section : list.path("sections")) {
      for (JsonNode item : section.path("items")) {
        html.append(
            Html.element("span", "button", item.path("choice").path("title").asText()));
      }
    }
  }

  private void choices(JsonNode choices) {
    for (JsonNode choice : choices) {
      JsonNode content = choice.elements().hasNext() ? choice.elements().next() : choice;
      String label = content.path("text").asText(content.path("title").asText(""));
      html.append(Html.element("span", "button", label));
    }
  }

  private void text(String element, JsonNode text) {
    if (text.isTextual() && !text.asText().isEmpty()) {
      html.append(Html.element(element, "text", text.asText()));
    }
  }
}
