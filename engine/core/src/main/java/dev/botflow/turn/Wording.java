package dev.botflow.turn;

import dev.botflow.event.Channel;
import dev.botflow.flow.Bot;
import dev.botflow.flow.Step;
import dev.botflow.message.CardMessage;
import dev.botflow.message.CarouselMessage;
import dev.botflow.message.Choice;
import dev.botflow.message.ChoiceMessage;
import dev.botflow.message.ListMessage;
import dev.botflow.message.MediaMessage;
import dev.botflow.message.Outbound;
import dev.botflow.message.TextMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts a step's texts into the contact's language. Keys of texts.csv: {@code flow.step} for a text or prompt, {@code
 * .title} and {@code .text} behind it for a card or list, {@code .<choice>} for a label, {@code flow.step.CHANNEL} with
 * the same endings for a variant. A text that is missing stays as the flow has it.
 */
final class Wording {
  private final Bot bot;
  private final String language;
  private final String key;

  Wording(TurnState turn, Step step) {
    this.bot = turn.version().bot();
    this.language = turn.language();
    this.key = turn.frame().flow() + "." + step.id();
  }

  private boolean foreign() {
    return !language.equals(bot.settings().primaryLanguage());
  }

  /** One text by the end of its key. */
  String text(String ending, String original) {
    return foreign() ? bot.texts().text(language, key + ending).orElse(original) : original;
  }

  /** A message; {@code variant} is the channel it was written for, null for the default. */
  Outbound worded(Outbound message, @Nullable Channel variant) {
    if (!foreign()) {
      return message;
    }
    String ending = variant == null ? "" : "." + variant.name();
    if (message instanceof TextMessage text) {
      return new TextMessage(text(ending, text.text()));
    }
    if (message instanceof ChoiceMessage choice) {
      return new ChoiceMessage(text(ending, choice.text()), labels(choice.choices(), ending));
    }
    if (message instanceof CardMessage card) {
      return card(card, ending);
    }
    if (message instanceof CarouselMessage carousel) {
      return new CarouselMessage(
          java.util.stream.IntStream.range(0, carousel.cards().size())
              .mapToObj(i -> card(carousel.cards().get(i), ending + "." + (i + 1)))
              .toList(),
          labels(carousel.outer(), ending));
    }
    if (message instanceof ListMessage list) {
      return new ListMessage(
          text(ending + ".title", list.title()),
          list.text() == null ? null : text(ending + ".text", list.text()),
          list.sections().stream().map(section -> section(section, ending)).toList());
    }
    if (message instanceof MediaMessage media && media.caption() != null) {
      return new MediaMessage(
          media.url(), text(ending, media.caption()), media.thumbnail(), media.filename());
    }
    return message;
  }

  private CardMessage card(CardMessage card, String ending) {
    return new CardMessage(
        text(ending + ".title", card.title()),
        card.text() == null ? null : text(ending + ".text", card.text()),
        card.image(),
        labels(card.choices(), ending));
  }

  private ListMessage.Section section(ListMessage.Section section, String ending) {
    return new ListMessage.Section(
        section.title(),
        section.rows().stream()
            .map(row -> new ListMessage.Row(
                (Choice.Reply) labels(List.of(row.choice()), ending).get(0), row.description()))
            .toList());
  }

  private List<Choice> labels(List<Choice> choices, String ending) {
    return choices.stream()
        .map(choice ->
            choice.mapTexts(text -> text.equals(choice.label()) ? label(choice, ending) : text))
        .toList();
  }

  private String label(Choice choice, String ending) {
    return text(ending + "." + choice.postback(), text("." + choice.postback(), choice.label()));
  }
}
