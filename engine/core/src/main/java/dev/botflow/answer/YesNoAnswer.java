package dev.botflow.answer;

import dev.botflow.text.LanguageWords;
import dev.botflow.text.OptionMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Yes or no in words, alone or only one of them in the text; the value is true or false. */
record YesNoAnswer() implements TextAnswer {
  @Override
  public String name() {
    return "yes_no";
  }

  @Override
  public String expected() {
    return "yes or no";
  }

  @Override
  public Optional<Object> value(String text, ReadingContext context) {
    List<LanguageWords> languages = LanguageWords.ofAll(context.languages());
    List<OptionMatcher.Option> options = new ArrayList<>();
    List.of("yes", "no", "not", "unclear")
        .forEach(key -> options.add(option(key, languages, context)));
    Set<String> found = OptionMatcher.all(text, options);
    // "not sure" is no yes and "no problem" no no; but "no, I don't" is a no.
    if (found.contains("no")) {
      found.remove("not");
    }
    return found.equals(Set.of("yes")) || found.equals(Set.of("no"))
        ? Optional.of(found.contains("yes"))
        : Optional.empty();
  }

  private static OptionMatcher.Option option(
      String key, List<LanguageWords> languages, ReadingContext context) {
    Set<String> phrases = new LinkedHashSet<>();
    languages.forEach(words -> phrases.addAll(words.words(key)));
    phrases.addAll(context.added(key.toUpperCase(Locale.ROOT) + "_WORDS"));
    return OptionMatcher.Option.of(key, phrases, 0);
  }
}
