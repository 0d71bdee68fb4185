package dev.botflow.turn;

import dev.botflow.message.CardMessage;
import dev.botflow.message.CarouselMessage;
import dev.botflow.message.ChannelLimits;
import dev.botflow.message.Choice;
import dev.botflow.message.ChoiceMessage;
import dev.botflow.message.ListMessage;
import dev.botflow.message.MediaMessage;
import dev.botflow.message.Outbound;
import dev.botflow.message.TemplateMessage;
import dev.botflow.message.TextMessage;
import dev.botflow.message.TextRoom;
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

  /**
   * The message in parts that the channel takes, in order; itself if it takes it whole. A picture goes with the first part,
   * choices and rows stay with the last one.
   */
  static List<Outbound> parts(Outbound message, ChannelLimits limits) {
    if (message instanceof CarouselMessage carousel) {
      return carousel(carousel, limits);
    }
    String text = TextRoom.text(message);
    int most = TextRoom.of(message, limits);
    if (message instanceof CardMessage card) {
      return card(card, text, most, limits);
    }
    if (most == 0 || text.length() <= most) {
      return List.of(message);
    }
    if (message instanceof MediaMessage media) {
      List<Outbound> parts = texts(cut(text, limits.maxText()));
      parts.add(new MediaMessage(media.url(), null, media.thumbnail(), media.filename()));
      return parts;
    }
    List<String> cut = cut(text, most);
    List<Outbound> parts = texts(cut.subList(0, cut.size() - 1));
    String last = cut.get(cut.size() - 1);
    if (message instanceof ChoiceMessage choice) {
      parts.add(new ChoiceMessage(last, choice.choices()));
    } else if (message instanceof ListMessage list) {
      parts.add(new ListMessage(last, null, list.sections()));
    } else {
      parts.add(new TextMessage(last));
    }
    return parts;
  }

  /** How long a message is, of which parts are made. */
  static int length(Outbound message) {
    String text = TextRoom.text(message);
    return text.isEmpty() ? message.readable().length() : text.length();
  }

  /** The card with as much of its text as it takes, the rest below it as texts, the last one with the choices. */
  private static List<Outbound> card(
      CardMessage card, String text, int most, ChannelLimits limits) {
    int title = limits.maxCardTitle() > 0
        ? limits.maxCardTitle()
        : most > 0 ? most : card.title().length();
    boolean fits = (most == 0 || text.length() <= most) && card.title().length() <= title;
    if (fits) {
      return List.of(card);
    }
    List<String> titles = cut(card.title(), Math.min(title, Math.max(1, most)));
    String first = titles.get(0);
    String below = text.substring(Math.min(text.length(), first.length())).strip();
    List<Outbound> parts = new ArrayList<>();
    int room = most - first.length() - 1;
    List<String> start = room > 0 && titles.size() == 1 ? cut(below, room) : List.of();
    String shown = start.isEmpty() ? null : start.get(0);
    parts.add(new CardMessage(first, shown, card.image(), List.of()));
    String rest = shown == null ? below : below.substring(shown.length()).strip();
    if (rest.isEmpty()) {
      return List.of(new CardMessage(first, shown, card.image(), card.choices()));
    }
    parts.addAll(
        card.choices().isEmpty()
            ? parts(new TextMessage(rest), limits)
            : parts(new ChoiceMessage(rest, card.choices()), limits));
    return parts;
  }

  /** The carousel, or its cards one by one if one of them, or all of them as one text, is too long. */
  private static List<Outbound> carousel(CarouselMessage carousel, ChannelLimits limits) {
    List<Outbound> parts = new ArrayList<>();
    int all = 0;
    for (int i = 0; i < carousel.cards().size(); i++) {
      CardMessage card = carousel.cards().get(i);
      List<Choice> choices = new ArrayList<>(card.choices());
      if (i == carousel.cards().size() - 1) {
        choices.addAll(carousel.outer());
      }
      CardMessage alone = card.withChoices(choices);
      parts.addAll(parts(alone, limits));
      all += TextRoom.asText(alone);
    }
    boolean whole = limits.shows(ChannelLimits.Feature.CAROUSEL)
        ? parts.size() == carousel.cards().size()
        : limits.maxText() == 0 || all <= limits.maxText();
    return whole ? List.of(carousel) : parts;
  }

  private static List<Outbound> texts(List<String> texts) {
    List<Outbound> parts = new ArrayList<>();
    texts.forEach(text -> parts.add(new TextMessage(text)));
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
