package dev.botflow.message;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A title with a text, a picture and buttons, as far as given.
 *
 * @param image URL of the picture
 */
public record CardMessage(
    String title, @Nullable String text, @Nullable String image, List<Choice> choices)
    implements Outbound {
  public CardMessage {
    choices = List.copyOf(choices);
  }

  /** The same card with other buttons. */
  public CardMessage withChoices(List<Choice> others) {
    return new CardMessage(title, text, image, others);
  }

  @Override
  public String readable() {
    return text == null ? title : title + "\n" + text;
  }

  @Override
  public CardMessage mapTexts(UnaryOperator<String> map) {
    return new CardMessage(
        map.apply(title),
        text == null ? null : map.apply(text),
        image == null ? null : map.apply(image),
        choices.stream().map(choice -> choice.mapTexts(map)).toList());
  }
}
