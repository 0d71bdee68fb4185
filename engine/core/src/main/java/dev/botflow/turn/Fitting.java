package dev.botflow.turn;

import dev.botflow.message.CardMessage;
import dev.botflow.message.ChannelLimits;
import dev.botflow.message.ChoiceMessage;
import dev.botflow.message.Outbound;
import dev.botflow.message.TemplateMessage;
import dev.botflow.message.TextMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes of a message, whose values are known now, what a channel takes. */
final class Fitting {
  private Fitting() {}

  /** A card that lost its title says its text; the parameters of a template have no line breaks and runs of blanks. */
  static Outbound shaped(Outbound message) {
    if (message instanceof CardMessage card && card.title().isBlank()) {
      String text = card.text() == null ? "" : card.text();
      return text.isBlank()
          ? card
          : card.choices().isEmpty()
              ? new TextMessage(text)
              : new ChoiceMessage(text, card.choices());
    }
    if (message instanceof TemplateMessage template) {
      return template.mapTexts(text -> text.strip().replaceAll("[\\s\\x{00a0}]+", " "));
    }
    return message;
  }

  /** The first parameter of a template that has no text: a channel refuses the template for it. */
  static Optional<String> emptyParameter(Outbound message) {
    return message instanceof TemplateMessage template
        ? template.parameters().entrySet().stream()
            .filter(entry -> entry.getValue().isEmpty())
            .map(Map.Entry::getKey)
            .findFirst()
        : Optional.empty();
  }

  /** The message in parts that the channel takes, in order; itself if it takes it whole. Choices stay with the last part. */
  static List<Outbound> parts(Outbound message, ChannelLimits limits) {
    List<Outbound> parts = new ArrayList<>();
    if (message instanceof TextMessage text) {
      cut(text.text(), limits.maxText()).forEach(part -> parts.add(new TextMessage(part)));
    } else if (message instanceof ChoiceMessage choice) {
      boolean shown = limits.shows(ChannelLimits.Feature.CHOICE) && limits.maxChoiceText() > 0;
      List<String> cut = cut(choice.text(), shown ? limits.maxChoiceText() : limits.maxText());
      cut.subList(0, cut.size() - 1).forEach(part -> parts.add(new TextMessage(part)));
      parts.add(new ChoiceMessage(cut.get(cut.size() - 1), choice.choices()));
    } else {
      parts.add(message);
    }
    return parts;
  }

  /** Cuts between words, best at the end of a line; a word that is longer than a part is cut between characters. */
  private static List<String> cut(String text, int most) {
    List<String> parts = new ArrayList<>();
    String rest = text;
    while (most > 0 && rest.length() > most) {
      int line = rest.lastIndexOf('\n', most);
      int end = line > most / 2 ? line : lastBlank(rest, most);
      if (end <= 0) {
        end = Character.isHighSurrogate(rest.charAt(most - 1)) && most > 1 ? most - 1 : most;
      }
      parts.add(rest.substring(0, end).stripTrailing());
      rest = rest.substring(end).strip();
    }
    if (!rest.isEmpty() || parts.isEmpty()) {
      parts.add(rest);
    }
    return parts;
  }

  private static int lastBlank(String text, int most) {
    int at = most;
    while (at > 0 && !Character.isWhitespace(text.charAt(at))) {
      at--;
    }
    return at;
  }
}
