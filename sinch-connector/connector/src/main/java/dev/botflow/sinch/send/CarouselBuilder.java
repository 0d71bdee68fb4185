package dev.botflow.sinch.send;

import dev.botflow.message.Choice;
import dev.botflow.sinch.json.Checks;
import dev.botflow.sinch.json.JsonText;
import java.util.ArrayList;
import java.util.List;

/** Builds 1 to 10 cards side by side, with up to 3 choices below ({@code carousel_message}). For one thread. */
public final class CarouselBuilder {
  private final List<String> cards = new ArrayList<>();
  private final List<Choice> outer = new ArrayList<>();

  CarouselBuilder() {}

  /** One more card, as it is now. */
  public CarouselBuilder card(CardBuilder card) {
    cards.add(JsonText.object(card::write));
    Checks.count("carousel_message.cards", cards.size(), 1, OutboundChecks.MAX_CARDS);
    return this;
  }

  /** One more choice below all cards. */
  public CarouselBuilder choice(Choice choice) {
    OutboundChecks.choice("carousel_message.choices", choice);
    outer.add(choice);
    Checks.count("carousel_message.choices", outer.size(), 0, OutboundChecks.MAX_OUTER_CHOICES);
    return this;
  }

  /**
   * The message.
   *
   * @throws IllegalArgumentException if there is no card
   */
  public AppMessage build() {
    Checks.count("carousel_message.cards", cards.size(), 1, OutboundChecks.MAX_CARDS);
    return MessageContent.Ready.message("carousel_message", out -> {
      out.writeArrayFieldStart("cards");
      for (String card : cards) {
        out.writeRawValue(card);
      }
      out.writeEndArray();
      ContentWriter.choices(out, outer);
    });
  }
}
