package dev.botflow.authoring.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.message.ChoiceNumbers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as its channel shows it, in lines of text. It is made of the very body that would be sent, so that what was
 * turned into a list or into numbered text is seen as that.
 */
public final class Bubble {
  private static final int WIDTH = 64;

  private final List<String> lines = new ArrayList<>();
  private final List<Button> buttons;

  private Bubble(List<Button> buttons) {
    this.buttons = buttons;
  }

  /** A button on the screen, and what tapping it brings back. */
  public record Button(String label, String postback) {}

  /**
   * Shows a message.
   *
   * @param body the body of {@code messages:send}
   * @param buttons those on the screen already; the message's own are added, so that numbers go on
   * @return the lines of its bubble
   */
  public static List<String> of(JsonNode body, List<Button> buttons) {
    Bubble bubble = new Bubble(buttons);
    bubble.message(body.path("message"));
    List<String> framed = new ArrayList<>();
    for (int i = 0; i < bubble.lines.size(); i++) {
      String edge = bubble.lines.size() == 1
          ? "─ "
          : i == 0 ? "╭ " : i < bubble.lines.size() - 1 ? "│ " : "╰ ";
      framed.add((edge + bubble.lines.get(i)).stripTrailing());
    }
    return framed;
  }

  private void message(JsonNode message) {
    String kind = message.fieldNames().hasNext() ? message.fieldNames().next() : "";
    JsonNode content = message.path(kind);
    switch (kind) {
      case "text_message" -> text(content.path("text"));
      case "media_message" -> media(content);
      case "card_message" -> card(content);
      case "carousel_message" -> carousel(content);
      case "choice_message" -> choice(content);
      case "list_message" -> list(content);
      case "location_message" -> location(content);
      case "contact_info_message" -> text(content.path("name").path("full_name"), "[contact] ");
      case "template_message" -> template(content);
      default -> lines.add("[" + kind + "]");
    }
  }

  private void media(JsonNode media) {
    text(media.path("url"), "[media] ");
  }

  private void card(JsonNode card) {
    if (card.has("media_message")) {
      media(card.path("media_message"));
    }
    text(card.path("title"), "*", "*");
    text(card.path("description"));
    choices(card.path("choices"));
  }

  private void carousel(JsonNode carousel) {
    int number = 0;
    for (JsonNode card : carousel.path("cards")) {
      number++;
      lines.add("card " + number + " of " + carousel.path("cards").size());
      card(card);
    }
    choices(carousel.path("choices"));
  }

  private void choice(JsonNode choice) {
    text(choice.path("text_message").path("text"));
    choices(choice.path("choices"));
  }

  private void list(JsonNode list) {
    text(list.path("title"), "*", "*");
    text(list.path("description"));
    List<String> labels = new ArrayList<>();
    list.path("sections")
        .forEach(section -> section
            .path("items")
            .forEach(item -> labels.add(item.path("choice").path("title").asText())));
    boolean counted = ChoiceNumbers.areShown(labels);
    for (JsonNode section : list.path("sections")) {
      text(section.path("title"), "— ", " —");
      for (JsonNode item : section.path("items")) {
        JsonNode choice = item.path("choice");
        String description = choice.path("description").asText("");
        button(
            choice.path("title").asText(),
            choice.path("postback_data").asText(null),
            description.isEmpty() ? "" : " - " + description,
            counted);
      }
    }
  }

  private void location(JsonNode location) {
    JsonNode at = location.path("coordinates");
    lines.add("[location] "
        + location.path("title").asText()
        + " ("
        + at.path("latitude").asText()
        + ", "
        + at.path("longitude").asText()
        + ")");
  }

  private void template(JsonNode template) {
    JsonNode first = template.elements().hasNext() ? template.elements().next() : template;
    JsonNode name = first.findValue("template_id");
    lines.add("[template] " + (name == null ? "" : name.asText()));
  }

  private void choices(JsonNode choices) {
    List<String> labels = new ArrayList<>();
    choices.forEach(
        choice -> labels.add(choice.path("text_message").path("text").asText()));
    boolean counted = ChoiceNumbers.areShown(labels);
    for (JsonNode choice : choices) {
      JsonNode reply = choice.path("text_message").path("text");
      if (reply.isTextual()) {
        button(reply.asText(), choice.path("postback_data").asText(null), "", counted);
      } else {
        link(choice);
      }
    }
  }

  private void link(JsonNode choice) {
    JsonNode content = choice.elements().hasNext() ? choice.elements().next() : choice;
    String target = "";
    for (String key : List.of("url", "phone_number", "fallback_url")) {
      target = target.isEmpty() ? content.path(key).asText("") : target;
    }
    lines.add("[" + content.path("title").asText() + "]" + (target.isEmpty() ? "" : " " + target));
  }

  /** @param counted false where a number would be taken for what stands on another button */
  private void button(String label, @Nullable String postback, String more, boolean counted) {
    if (postback != null) {
      buttons.add(new Button(label, postback));
    }
    if (postback == null || !counted) {
      lines.add("[" + label + "]" + more);
      return;
    }
    lines.add("[" + buttons.size() + "] " + label + more);
  }

  private void text(JsonNode text) {
    text(text, "");
  }

  private void text(JsonNode text, String before) {
    text(text, before, "");
  }

  private void text(JsonNode text, String before, String after) {
    if (!text.isTextual() || text.asText().isEmpty()) {
      return;
    }
    (before + text.asText() + after).lines().forEach(this::wrap);
  }

  /** Breaks at the last blank that fits; a word longer than the line stays whole, so that links can be copied. */
  private void wrap(String line) {
    String rest = line;
    while (rest.length() > WIDTH) {
      int blank = rest.lastIndexOf(' ', WIDTH);
      blank = blank > 0 ? blank : rest.indexOf(' ', WIDTH);
      if (blank < 0) {
        break;
      }
      lines.add(rest.substring(0, blank));
      rest = rest.substring(blank + 1);
    }
    lines.add(rest);
  }
}
