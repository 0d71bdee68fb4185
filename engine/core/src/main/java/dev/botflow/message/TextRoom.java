package dev.botflow.message;

import dev.botflow.message.ChannelLimits.Feature;
import java.util.List;

/** How much text a channel takes in one message, with the buttons, rows and links that are sent beside it. */
public final class TextRoom {
  /** A number, its dot, a blank and the end of a line, for each choice that is written as a line. */
  private static final int AROUND_A_LINE = 5;

  private TextRoom() {}

  /** The text there has to be room for: of a card or a list its title, a line's end and its text. Empty for all else. */
  public static String text(Outbound message) {
    if (message instanceof TextMessage text) {
      return text.text();
    }
    if (message instanceof ChoiceMessage choice) {
      return choice.text();
    }
    if (message instanceof CardMessage card) {
      return card.readable();
    }
    if (message instanceof ListMessage list) {
      return list.text() == null ? list.title() : list.title() + "\n" + list.text();
    }
    return message instanceof MediaMessage media && media.caption() != null ? media.caption() : "";
  }

  /**
   * How many characters the channel takes of this text.
   *
   * @return 0 if none is known
   */
  public static int of(Outbound message, ChannelLimits limits) {
    if (message instanceof ChoiceMessage choice) {
      return above(Feature.CHOICE, limits, lines(choice.choices()));
    }
    if (message instanceof CardMessage card) {
      int image = card.image() == null ? 0 : card.image().length() + 1;
      return limits.shows(Feature.CARD) && limits.maxCardText() > 0
          ? card.title().length() + 1 + limits.maxCardText()
          : above(Feature.CARD, limits, image + lines(card.choices()));
    }
    if (message instanceof ListMessage list) {
      int described = list.sections().stream()
          .mapToInt(section -> section.title().length()
              + AROUND_A_LINE
              + section.rows().stream()
                  .map(ListMessage.Row::description)
                  .mapToInt(line -> line == null ? 0 : line.length() + AROUND_A_LINE)
                  .sum())
          .sum();
      return above(Feature.LIST, limits, lines(list.choices()) + described);
    }
    if (message instanceof MediaMessage media) {
      return left(limits.maxText(), media.url().length() + 1);
    }
    return limits.maxText();
  }

  /** How many characters a card has where it is sent as a text, with the address of its picture and its choices. */
  public static int asText(CardMessage card) {
    int image = card.image() == null ? 0 : card.image().length() + 1;
    return card.readable().length() + 2 + image + lines(card.choices());
  }

  private static int above(Feature feature, ChannelLimits limits, int beside) {
    return limits.shows(feature) && limits.maxChoiceText() > 0
        ? limits.maxChoiceText()
        : left(limits.maxText(), beside);
  }

  private static int left(int most, int beside) {
    return most == 0 ? 0 : Math.max(1, most - beside);
  }

  /** What choices take as lines of a text; of one that leads elsewhere its address stands behind the label. */
  private static int lines(List<Choice> choices) {
    return choices.stream().mapToInt(TextRoom::line).sum();
  }

  private static int line(Choice choice) {
    String target = choice instanceof Choice.OpenUrl open
        ? open.url()
        : choice instanceof Choice.Call call ? call.phoneNumber() : "";
    return choice.label().length() + target.length() + AROUND_A_LINE;
  }
}
