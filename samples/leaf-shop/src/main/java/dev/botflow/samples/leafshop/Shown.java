package dev.botflow.samples.leafshop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.botflow.simulator.model.SentMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A message Sinch took, for people: what kind it is, its first text, and the labels of its choices.
 *
 * @param kind such as {@code text}, {@code card} or {@code choice}
 */
record Shown(String kind, String text, List<String> labels) {
  private static final ObjectMapper JSON = new ObjectMapper();

  Shown {
    labels = List.copyOf(labels);
  }

  static Shown of(SentMessage sent) {
    String kind = sent.contentKey().replace("_message", "");
    JsonNode content = message(sent).path(sent.contentKey());
    List<String> labels = new ArrayList<>();
    for (JsonNode choice : choices(content)) {
      labels.add(label(choice));
    }
    return new Shown(kind, text(kind, content), labels);
  }

  /** What comes back when the choice with this label is tapped; empty if the message offers none. */
  static Optional<String> postback(SentMessage sent, String label) {
    for (JsonNode choice : choices(message(sent).path(sent.contentKey()))) {
      if (label(choice).equals(label)) {
        return Optional.of(choice.path("postback_data").asText());
      }
    }
    return Optional.empty();
  }

  private static JsonNode message(SentMessage sent) {
    try {
      return JSON.readTree(sent.body()).path("message");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "a message Sinch took: expected JSON, but was something else", e);
    }
  }

  private static String text(String kind, JsonNode content) {
    return switch (kind) {
      case "text" -> content.path("text").asText();
      case "choice" -> content.path("text_message").path("text").asText();
      case "media" -> content.path("url").asText();
      case "card" -> {
        String description = content.path("description").asText();
        yield content.path("title").asText() + (description.isEmpty() ? "" : " / " + description);
      }
      default -> content.path("title").asText();
    };
  }

  private static List<JsonNode> choices(JsonNode content) {
    List<JsonNode> choices = new ArrayList<>();
    content.path("choices").forEach(choices::add);
    for (JsonNode section : content.path("sections")) {
      section.path("items").forEach(item -> choices.add(item.path("choice")));
    }
    return choices;
  }

  private static String label(JsonNode choice) {
    JsonNode title = choice.path("title");
    return title.isTextual()
        ? title.asText()
        : choice.path("text_message").path("text").asText();
  }

  /** One line: {@code choice "What do you need?" [Track order] [A person]}. */
  @Override
  public String toString() {
    StringBuilder line =
        new StringBuilder(kind).append(" \"").append(text.replace("\n", " / ")).append('"');
    labels.forEach(label -> line.append(" [").append(label).append(']'));
    return line.toString();
  }
}
