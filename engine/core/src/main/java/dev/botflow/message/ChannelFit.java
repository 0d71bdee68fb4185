package dev.botflow.message;

import dev.botflow.message.ChannelLimits.Feature;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a message a channel does not show as it is written: for findings when a bot is loaded. Nothing here blocks a
 * send, since the connector renders what does not fit. Texts count as written, with their placeholders.
 */
public final class ChannelFit {

  /** What does not fit. */
  public enum Kind {
    /** The channel has no such message, so it is sent as text. */
    NOT_NATIVE,
    /** More choices or rows than the channel takes: they are rendered as a list or as numbered lines. */
    TOO_MANY,
    TOO_LONG
  }

  /**
   * One thing that does not fit.
   *
   * @param problem for the author, such as {@code 4 choices: WHATSAPP shows at most 3 as buttons}
   * @param confirmed false if the channel's number has no first-party source
   */
  public record Misfit(Kind kind, String problem, boolean confirmed) {}

  private final ChannelLimits limits;
  private final List<Misfit> misfits = new ArrayList<>();

  private ChannelFit(ChannelLimits limits) {
    this.limits = limits;
  }

  /**
   * Holds a message against a channel.
   *
   * @return empty if all of it is shown as it is; also of a channel nobody knows
   */
  public static List<Misfit> of(Outbound message, ChannelLimits limits) {
    ChannelFit fit = new ChannelFit(limits);
    fit.look(message);
    return List.copyOf(fit.misfits);
  }

  private void look(Outbound message) {
    Feature wanted = feature(message);
    if (wanted != null && !limits.shows(wanted)) {
      add(
          Kind.NOT_NATIVE,
          word(wanted) + ": " + channel() + " does not show it natively, so it is sent as text");
      return;
    }
    if (message instanceof TextMessage text) {
      length("text", text.text(), limits.maxText());
    } else if (message instanceof ChoiceMessage choice) {
      length("text above buttons", choice.text(), limits.maxChoiceText());
      buttons(choice.choices());
    } else if (message instanceof CardMessage card) {
      buttons(card.choices());
    } else if (message instanceof CarouselMessage carousel) {
      carousel.cards().forEach(card -> buttons(card.choices()));
    } else if (message instanceof ListMessage list) {
      count("rows", list.choices().size(), limits.maxListRows(), "in a list");
    }
  }

  private void buttons(List<Choice> choices) {
    count("choices", choices.size(), limits.maxChoices(), "as buttons");
    for (Choice choice : choices) {
      length("label \"" + choice.label() + "\"", choice.label(), limits.maxLabel());
    }
  }

  private void count(String what, int size, int most, String how) {
    if (most > 0 && size > most) {
      add(
          Kind.TOO_MANY,
          size + " " + what + ": " + channel() + " shows at most " + most + " " + how);
    }
  }

  private void length(String what, String text, int most) {
    if (most > 0 && text.length() > most) {
      add(
          Kind.TOO_LONG,
          what + " of " + text.length() + " characters: " + channel() + " shows at most " + most);
    }
  }

  private void add(Kind kind, String problem) {
    misfits.add(new Misfit(kind, problem, limits.confirmed()));
  }

  private String channel() {
    return limits.channel().name();
  }

  /** What the channel would have to have; null for what every channel takes. */
  private static @Nullable Feature feature(Outbound message) {
    if (message instanceof MediaMessage) {
      return Feature.MEDIA;
    }
    if (message instanceof ChoiceMessage) {
      return Feature.CHOICE;
    }
    if (message instanceof CardMessage) {
      return Feature.CARD;
    }
    if (message instanceof CarouselMessage) {
      return Feature.CAROUSEL;
    }
    if (message instanceof ListMessage) {
      return Feature.LIST;
    }
    if (message instanceof LocationMessage) {
      return Feature.LOCATION;
    }
    // A template without a channel's own kind is one kept at Sinch, and follows that one's kind.
    return null;
  }

  private static String word(Feature feature) {
    return switch (feature) {
      case TEXT -> "text";
      case MEDIA -> "media";
      case CHOICE -> "choices";
      case CARD -> "card";
      case CAROUSEL -> "carousel";
      case LOCATION -> "location";
      case LIST -> "list";
      case TEMPLATE -> "template";
    };
  }
}
