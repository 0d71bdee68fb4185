package dev.botflow.answer;

import dev.botflow.text.LanguageWords;
import dev.botflow.text.OptionMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One of the bot's languages, by its name in any known language or by its tag; the value is its tag. */
record LanguageAnswer() implements TextAnswer {
  @Override
  public String name() {
    return "language";
  }

  @Override
  public String expected() {
    return "one of the bot's languages";
  }

  @Override
  public Optional<Object> value(String text, ReadingContext context) {
    List<OptionMatcher.Option> options = new ArrayList<>();
    Set<String> primaries = new LinkedHashSet<>();
    for (String tag : context.languages()) {
      String primary = LanguageWords.primary(tag);
      if (tag.equalsIgnoreCase(text)) {
        return Optional.of(tag);
      }
      if (primaries.add(primary)) {
        options.add(OptionMatcher.Option.of(tag, LanguageWords.names(primary), 0));
        if (primary.equalsIgnoreCase(text)) {
          return Optional.of(tag);
        }
      }
    }
    return OptionMatcher.of(text, options).map(tag -> tag);
  }
}
