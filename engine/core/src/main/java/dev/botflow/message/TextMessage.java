package dev.botflow.message;

import java.util.function.UnaryOperator;

/** Plain text. */
public record TextMessage(String text) implements Outbound {
  @Override
  public String readable() {
    return text;
  }

  @Override
  public TextMessage mapTexts(UnaryOperator<String> map) {
    return new TextMessage(map.apply(text));
  }
}
