package dev.botflow.authoring.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.message.ChoiceNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a message as its channel shows it, as data: who draws it decides how it looks. It is made of the very body that
 * would be sent, so that what was turned into a list or into numbered text is seen as that.
 *
 * @param kind what it is
 * @param text what it says; of a picture its address, which nobody has to load
 * @param postback what a tap on a button brings back; null for anything else
 * @param number of a button the number that taps it, of a card which it is; 0 for none
 * @param more a button's description, a link's target, how many cards there are; empty for nothing
 */
public record MessageBlock(
    Kind kind, String text, @Nullable String postback, int number, String more) {

  /** What a piece is. */
  public enum Kind {
    TEXT,
    TITLE,
    SECTION,
    MEDIA,
    BUTTON,
    LINK,
    CARD,
    LOCATION,
    CONTACT,
    TEMPLATE,
    OTHER;

    /** In small letters. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The pieces of a message.
   *
   * @param body the body of {@code messages:send}
   */
  public static List<MessageBlock> of(JsonNode body) {
    Reader reader = new Reader();
    reader.message(body.path("message"));
    return List.copyOf(reader.blocks);
  }

  private static final class Reader {
    private final List<MessageBlock> blocks = new ArrayList<>();
    private int buttons;

    private void message(JsonNode message) {
      String kind = message.fieldNames().hasNext() ? message.fieldNames().next() : "";
      JsonNode content = message.path(kind);
      switch (kind) {
        case "text_message" -> add(Kind.TEXT, content.path("text"));
        case "media_message" -> add(Kind.MEDIA, content.path("url"));
        case "card_message" -> card(content);
        case "carousel_message" -> carousel(content);
        case "choice_message" -> {
          add(Kind.TEXT, content.path("text_message").path("text"));
          choices(content.path("choices"));
        }
        case "list_message" -> list(content);
        case "location_message" -> location(content);
        case "contact_info_message" -> add(Kind.CONTACT, content.path("name").path("full_name"));
        case "template_message" -> template(content);
        default -> add(Kind.OTHER, kind, "");
      }
    }

    private void card(JsonNode card) {
      add(Kind.MEDIA, card.path("media_message").path("url"));
      add(Kind.TITLE, card.path("title"));
      add(Kind.TEXT, card.path("description"));
      choices(card.path("choices"));
    }

    private void carousel(JsonNode carousel) {
      int number = 0;
      for (JsonNode card : carousel.path("cards")) {
        number++;
        blocks.add(new MessageBlock(
            Kind.CARD,
            "card " + number,
            null,
            number,
            String.valueOf(carousel.path("cards").size())));
        card(card);
      }
      choices(carousel.path("choices"));
    }

    private void list(JsonNode list) {
      add(Kind.TITLE, list.path("title"));
      add(Kind.TEXT, list.path("description"));
      List<String> labels = new ArrayList<>();
      list.path("sections")
          .forEach(section -> section
              .path("items")
              .forEach(item -> labels.add(item.path("choice").path("title").asText())));
      boolean counted = ChoiceNumbers.areShown(labels);
      for (JsonNode section : list.path("sections")) {
        add(Kind.SECTION, section.path("title"));
        for (JsonNode item : section.path("items")) {
          JsonNode choice = item.path("choice");
          button(
              choice.path("title").asText(),
              choice.path("postback_data").asText(null),
              choice.path("description").asText(""),
              counted);
        }
      }
    }

    private void location(JsonNode location) {
      JsonNode at = location.path("coordinates");
      add(
          Kind.LOCATION,
          location.path("title").asText(),
          at.path("latitude").asText() + ", " + at.path("longitude").asText());
    }

    private void template(JsonNode template) {
      JsonNode first = template.elements().hasNext() ? template.elements().next() : template;
      JsonNode name = first.findValue("template_id");
      add(Kind.TEMPLATE, name == null ? "" : name.asText(), "");
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
      add(Kind.LINK, content.path("title").asText(), target);
    }

    private void button(String label, @Nullable String postback, String more, boolean counted) {
      if (postback != null) {
        buttons++;
      }
      blocks.add(new MessageBlock(
          Kind.BUTTON, label, postback, postback != null && counted ? buttons : 0, more));
    }

    private void add(Kind kind, JsonNode text) {
      if (text.isTextual() && !text.asText().isEmpty()) {
        add(kind, text.asText(), "");
      }
    }

    private void add(Kind kind, String text, String more) {
      blocks.add(new MessageBlock(kind, text, null, 0, more));
    }
  }
}
