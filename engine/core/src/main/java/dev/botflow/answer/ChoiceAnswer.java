package dev.botflow.answer;

import dev.botflow.message.ChoiceNumbers;
import dev.botflow.template.TemplateFilter;
import dev.botflow.text.LanguageWords;
import dev.botflow.text.OptionMatcher;
import dev.botflow.text.WholeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One of the question's choices: tapped, or its number, label or another word for it, alone or only once in a text. Else
 * a number in words, or words that stand in one label only: {@code track please} for {@code Track order}.
 */
record ChoiceAnswer() implements AnswerType {
  @Override
  public String name() {
    return "choice";
  }

  @Override
  public boolean strict() {
    return true;
  }

  @Override
  public Reading read(Reply reply, ReadingContext context) {
    List<OfferedChoice> choices = context.choices();
    String tapped = reply.choiceId();
    if (tapped != null) {
      return choices.stream().anyMatch(choice -> choice.id().equals(tapped))
          ? new Reading.Accepted(tapped, tapped)
          : new Reading.NotUnderstood("expected a button of this question, but was another");
    }
    if (reply.text() == null) {
      return new Reading.NotUnderstood(
          "expected one of " + choices.size() + " choices, but was " + reply.kind());
    }
    Optional<String> picked = picked(reply.text(), options(choices), context);
    return picked.isPresent()
        ? new Reading.Accepted(picked.get(), picked.get())
        : new Reading.NotUnderstood(
            "expected one of " + choices.size() + " choices, but was another text");
  }

  /** What is found in the text as it is decides; only where nothing is, a number in words or a word of one label does. */
  private static Optional<String> picked(
      String text, List<OptionMatcher.Option> options, ReadingContext context) {
    Set<String> found = OptionMatcher.all(text, options);
    if (!found.isEmpty()) {
      return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
    }
    String plain = PolitenessWords.without(text, context);
    String folded = WholeText.of(plain);
    return LanguageWords.ofAll(context.languages()).stream()
        .flatMap(words -> new NumberWords(words, context).number(folded).stream())
        .findFirst()
        .flatMap(number ->
            options.stream().filter(option -> option.number() == number).findFirst())
        .map(OptionMatcher.Option::id)
        .or(() -> OptionMatcher.byWords(folded, options));
  }

  /** A known value is the id of a choice. */
  @Override
  public Reading readKnown(Object value, ReadingContext context) {
    String id = TemplateFilter.text(value);
    boolean isId = context.choices().stream().anyMatch(choice -> choice.id().equals(id));
    return read(isId ? Reply.tap(id) : Reply.text(id), context);
  }

  private static List<OptionMatcher.Option> options(List<OfferedChoice> choices) {
    boolean counted =
        ChoiceNumbers.areShown(choices.stream().map(OfferedChoice::label).toList());
    List<OptionMatcher.Option> options = new ArrayList<>();
    for (OfferedChoice choice : choices) {
      List<String> phrases = new ArrayList<>(choice.also());
      phrases.add(choice.label());
      options.add(OptionMatcher.Option.of(choice.id(), phrases, counted ? options.size() + 1 : 0));
    }
    return options;
  }
}
