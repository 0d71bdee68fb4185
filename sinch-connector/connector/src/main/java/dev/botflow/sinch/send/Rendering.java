package dev.botflow.sinch.send;

import dev.botflow.message.CardMessage;
import dev.botflow.message.CarouselMessage;
import dev.botflow.message.ChannelLimits;
import dev.botflow.message.ChannelLimits.Feature;
import dev.botflow.message.Choice;
import dev.botflow.message.ChoiceMessage;
import dev.botflow.message.ListMessage;
import dev.botflow.message.MediaMessage;
import dev.botflow.message.Outbound;
import dev.botflow.message.TextMessage;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Turns a message into one its channel shows. Where a contact is to pick something, nothing is left to Sinch's rewriting,
 * whose wording is not documented: what does not fit as buttons becomes a list on WhatsApp, else numbered lines that a
 * typed number answers. Everything else is left as it is. Never throws.
 */
final class Rendering {
  /** Sinch's limit on choices of one message and rows of one list (the Conversation API documentation). */
  private static final int MAX_CHOICES = 10;

  private static final int MAX_OUTER_CHOICES = 3;

  /** A card's title on RCS (the Conversation API documentation), taken for all channels when a caption becomes one. */
  private static final int MAX_CARD_TITLE = 200;

  private final ChannelLimits limits;
  private final ButtonRules buttons;

  Rendering(ChannelLimits limits) {
    this.limits = limits;
    this.buttons = new ButtonRules(limits);
  }

  Outbound render(Outbound message) {
    if (message instanceof ChoiceMessage choice) {
      return choice(choice);
    }
    if (message instanceof CardMessage card) {
      return card(card);
    }
    if (message instanceof CarouselMessage carousel) {
      return carousel(carousel);
    }
    if (message instanceof ListMessage list) {
      return buttons.listFits(list) ? list : numbered(list);
    }
    if (message instanceof MediaMessage media) {
      return media(media);
    }
    return message;
  }

  private Outbound choice(ChoiceMessage message) {
    if (limits.shows(Feature.CHOICE)
        && buttons.fit(message.text(), message.choices(), MAX_CHOICES)) {
      return message;
    }
    ListMessage list = asList(message.text(), null, message.choices());
    return list != null
        ? list
        : new TextMessage(NumberedText.of(message.text(), message.choices()));
  }

  private Outbound card(CardMessage card) {
    if (limits.shows(Feature.CARD) && buttons.cardFits(card)) {
      return card;
    }
    if (!asksForAnswer(card.choices())) {
      return card;
    }
    ListMessage list =
        card.image() == null ? asList(card.title(), card.text(), card.choices()) : null;
    if (list != null) {
      return list;
    }
    if (limits.shows(Feature.CARD) && card.image() != null) {
      // The picture stays: the card keeps it, and its text counts the choices.
      String text = NumberedText.of(card.text() == null ? "" : card.text(), card.choices());
      CardMessage plain = new CardMessage(card.title(), text, card.image(), List.of());
      if (buttons.cardFits(plain)) {
        return plain;
      }
    }
    return new TextMessage(NumberedText.of(NumberedText.cardText(card), card.choices()));
  }

  private Outbound carousel(CarouselMessage carousel) {
    boolean fits = limits.shows(Feature.CAROUSEL)
        && carousel.cards().size() <= MAX_CHOICES
        && carousel.cards().stream().allMatch(buttons::cardFits)
        && buttons.fit("", carousel.outer(), MAX_OUTER_CHOICES);
    boolean leave = fits || !asksForAnswer(carousel.choices());
    return leave ? carousel : new TextMessage(NumberedText.of(carousel));
  }

  private Outbound numbered(ListMessage list) {
    return new TextMessage(NumberedText.of(list));
  }

  private @Nullable ListMessage asList(String title, @Nullable String text, List<Choice> choices) {
    if (!choices.stream().allMatch(Choice.Reply.class::isInstance)) {
      return null;
    }
    List<ListMessage.Row> rows = choices.stream()
        .map(choice -> new ListMessage.Row((Choice.Reply) choice, null))
        .toList();
    ListMessage list = new ListMessage(title, text, List.of(new ListMessage.Section("", rows)));
    return buttons.listFits(list) ? list : null;
  }

  /**
   * Sinch's media message has no caption. A picture with one becomes a card where cards are native, its first line the
   * title; anything else becomes a text of caption and link, since one send carries one message.
   */
  private Outbound media(MediaMessage media) {
    String caption = media.caption();
    if (caption == null || caption.isBlank()) {
      return media;
    }
    int lineEnd = caption.indexOf('\n');
    String title = lineEnd < 0 ? caption : caption.substring(0, lineEnd);
    String rest = lineEnd < 0 ? null : caption.substring(lineEnd + 1);
    boolean picture = limits.shows(Feature.CARD) && mayBePicture(media.url());
    if (picture && !title.isBlank() && title.length() <= MAX_CARD_TITLE) {
      CardMessage card = new CardMessage(title, rest, media.url(), List.of());
      if (buttons.cardFits(card)) {
        return card;
      }
    }
    return new TextMessage(caption + "\n" + media.url());
  }

  /** False only where the URL's ending names another kind: many pictures have no ending. */
  private static boolean mayBePicture(String url) {
    int end = url.length();
    for (char mark : new char[] {'?', '#'}) {
      int at = url.indexOf(mark);
      end = at < 0 ? end : Math.min(end, at);
    }
    String path = url.substring(0, end).toLowerCase(Locale.ROOT);
    return List.of(
            ".mp4", ".3gp", ".mov", ".webm", ".mp3", ".ogg", ".opus", ".aac", ".amr", ".m4a",
            ".wav", ".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".txt", ".csv",
            ".zip", ".vcf", ".ics")
        .stream()
        .noneMatch(path::endsWith);
  }

  private static boolean asksForAnswer(List<Choice> choices) {
    return choices.stream().anyMatch(Choice.Reply.class::isInstance);
  }
}
