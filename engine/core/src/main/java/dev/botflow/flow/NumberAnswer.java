package dev.botflow.flow;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A number in figures, read as the contact's language writes it.
 *
 * @param whole true for {@code integer}
 * @param limit the numbers that will do
 * @param limitText how the author wrote the limit; empty if there is none
 */
record NumberAnswer(boolean whole, Cell limit, String limitText) implements TextAnswer {
  @Override
  public String name() {
    return whole ? "integer" : "number";
  }

  @Override
  public String expected() {
    return (whole ? "a whole number" : "a number") + (limitText.isEmpty() ? "" : ", " + limitText);
  }

  @Override
  public Optional<Object> value(String text, ReadingContext context) {
    return WrittenNumber.read(text, context.languages())
        .filter(number -> !whole || number.stripTrailingZeros().scale() <= 0)
        .filter(limit::test)
        .map(number -> whole ? new BigDecimal(number.toBigInteger()) : number);
  }
}
