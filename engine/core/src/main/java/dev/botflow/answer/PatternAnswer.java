package dev.botflow.answer;

import com.google.re2j.Pattern;
import dev.botflow.text.WholeText;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A text that a pattern (RE2) matches as a whole, after it was put into upper or lower case if the author says so: as it
 * came or, if not, in plain characters and without what stands around its words. The value is the text that matched.
 */
record PatternAnswer(String source, Pattern pattern, Case letters) implements TextAnswer {

  /** What is done to the letters first. */
  enum Case {
    UPPER,
    LOWER,
    AS_WRITTEN
  }

  @Override
  public String name() {
    return "pattern";
  }

  @Override
  public String expected() {
    return "a text like " + source;
  }

  @Override
  public Optional<Object> value(String text, ReadingContext context) {
    return matched(text).or(() -> matched(WholeText.asWritten(text)));
  }

  private Optional<Object> matched(String text) {
    String cased = switch (letters) {
      case UPPER -> text.toUpperCase(Locale.ROOT);
      case LOWER -> text.toLowerCase(Locale.ROOT);
      case AS_WRITTEN -> text;
    };
    return pattern.matches(cased) ? Optional.of(cased) : Optional.empty();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PatternAnswer same
        && same.source.equals(source)
        && same.letters == letters;
  }

  @Override
  public int hashCode() {
    return 31 * source.hashCode() + letters.hashCode();
  }
}
