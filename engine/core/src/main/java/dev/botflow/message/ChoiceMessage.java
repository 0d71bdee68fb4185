package dev.botflow.message;

import java.util.List;
import java.util.function.UnaryOperator;

/** Asks the contact to pick one of a few choices. The connector shows it as buttons, a list, or numbered text. */
public record ChoiceMessage(String text, List<Choice> choices) implements Outbound {
  public ChoiceMessage {
    choices = List.copyOf(choices);
    if (choices.isEmpty()) {
      throw new IllegalArgumentException(
          "choices of \"" + text + "\": expected at least 1, but was 0");
    }
  }

  @Override
  public String readable() {
    return text;
  }

  @Override
  public ChoiceMessage mapTexts(UnaryOperator<String> map) {
    return new ChoiceMessage(
        map.apply(text), choices.stream().map(choice -> choice.mapTexts(map)).toList());
  }
}
