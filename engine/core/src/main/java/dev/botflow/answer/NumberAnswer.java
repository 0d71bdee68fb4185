package dev.botflow.answer;

import dev.botflow.cell.Cell;
import dev.botflow.text.LanguageWords;
import dev.botflow.text.OptionMatcher;
import dev.botflow.text.TextFold;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A number in figures, read as the contact's language writes it, or one of the few that are said in a word: {@code three},
 * {@code drie, aub}.
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
    String plain = PolitenessWords.without(text, context);
    return WrittenNumber.read(plain, context.languages())
        .or(() -> word(plain, context))
        .filter(number -> !whole || number.stripTrailingZeros().scale() <= 0)
        .filter(limit::test)
        .map(number -> whole ? new BigDecimal(number.toBigInteger()) : number);
  }

  private static Optional<BigDecimal> word(String text, ReadingContext context) {
    String folded = OptionMatcher.bare(TextFold.fold(text));
    return LanguageWords.ofAll(context.languages()).stream()
        .flatMap(words -> new NumberWords(words, context).number(folded).stream())
        .findFirst()
        .map(BigDecimal::valueOf);
  }
}
