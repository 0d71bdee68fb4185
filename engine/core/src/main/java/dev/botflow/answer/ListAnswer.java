package dev.botflow.answer;

import dev.botflow.text.OptionMatcher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One of a closed list of words, alone or the only one found in the text; the value is the word as the list has it.
 *
 * @param words the words, each with others that stand for it
 */
record ListAnswer(Map<String, List<String>> words, List<OptionMatcher.Option> options)
    implements TextAnswer {
  ListAnswer {
    words = Collections.unmodifiableMap(new LinkedHashMap<>(words));
    options = List.copyOf(options);
  }

  static ListAnswer of(Map<String, List<String>> words) {
    List<OptionMatcher.Option> options = new ArrayList<>();
    words.forEach((word, others) -> {
      List<String> phrases = new ArrayList<>(others);
      phrases.add(word);
      options.add(OptionMatcher.Option.of(word, phrases, 0));
    });
    return new ListAnswer(words, options);
  }

  @Override
  public String name() {
    return "list";
  }

  @Override
  public String expected() {
    return "one of a list of " + words.size();
  }

  @Override
  public Optional<Object> value(String text, ReadingContext context) {
    return OptionMatcher.of(text, options).map(word -> word);
  }
}
