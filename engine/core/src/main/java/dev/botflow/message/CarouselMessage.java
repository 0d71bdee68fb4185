package dev.botflow.message;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Cards side by side, with choices below all of them.
 *
 * @param cards 1 to 10
 * @param outer choices below the cards, at most 3
 */
public record CarouselMessage(List<CardMessage> cards, List<Choice> outer) implements Outbound {
  public CarouselMessage {
    cards = List.copyOf(cards);
    outer = List.copyOf(outer);
    if (cards.isEmpty()) {
      throw new IllegalArgumentException("carousel: expected at least 1 card, but was 0");
    }
  }

  @Override
  public String readable() {
    return cards.stream().map(CardMessage::readable).collect(Collectors.joining("\n"));
  }

  @Override
  public List<Choice> choices() {
    List<Choice> all = new ArrayList<>();
    cards.forEach(card -> all.addAll(card.choices()));
    all.addAll(outer);
    return all;
  }

  @Override
  public CarouselMessage mapTexts(UnaryOperator<String> map) {
    return new CarouselMessage(
        cards.stream().map(card -> card.mapTexts(map)).toList(),
        outer.stream().map(choice -> choice.mapTexts(map)).toList());
  }
}
