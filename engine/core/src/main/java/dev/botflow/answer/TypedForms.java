package dev.botflow.answer;

import dev.botflow.message.ChoiceNumbers;
import dev.botflow.text.LanguageWords;
import dev.botflow.text.OptionMatcher;
import dev.botflow.text.WholeText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What people type for a choice whose label they see instead of tapping it. */
public final class TypedForms {
  private TypedForms() {}

  /**
   * Texts for one choice: its label, a long word of its label alone, its number in figures and in words, and each of
   * them with a please.
   *
   * @param place of the choice among the others, counted from 1
   * @param choices all choices of the question, as they are read
   * @param languages those whose words people may use
   */
  public static Set<String> of(int place, List<OfferedChoice> choices, List<String> languages) {
    OfferedChoice choice = choices.get(place - 1);
    List<String> plain = new ArrayList<>();
    plain.add(choice.label());
    for (String word : OptionMatcher.words(WholeText.of(choice.label()))) {
      if (word.codePointCount(0, word.length()) >= OptionMatcher.LONG_WORD) {
        plain.add(word);
      }
    }
    if (ChoiceNumbers.areShown(choices.stream().map(OfferedChoice::label).toList())) {
      plain.add(Integer.toString(place));
      LanguageWords.of(languages.get(0))
          .ifPresent(
              words -> words.list(NumberWords.key(place)).stream().limit(1).forEach(plain::add));
    }
    Set<String> forms = new LinkedHashSet<>(plain);
    LanguageWords.of(languages.get(0))
        .flatMap(words -> words.list("please").stream().findFirst())
        .ifPresent(please -> plain.forEach(one -> forms.add(one + ", " + please)));
    return forms;
  }
}
