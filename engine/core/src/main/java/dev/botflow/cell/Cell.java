package dev.botflow.cell;

import com.google.re2j.Pattern;
import dev.botflow.text.TextFold;
import dev.botflow.text.WholeText;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One test on one value: the language of table cells and of {@code when:}, as {@link CellParser} reads it.
 *
 * <p>A missing value (absent, or a text of blanks at most) passes {@link IsEmpty} and fails every other test. That goes
 * for {@link Not} as well: {@code not SMS} says nothing of a value that is missing.
 *
 * <p>Texts compare ignoring case, accents and what stands around the words ({@link WholeText}; parts of a text by {@link
 * TextFold}); a number compares as a number, true and
 * false as the words for them. A list (tags, for instance) passes if one of its members does, so an empty list passes
 * {@code not vip}. Implementations are immutable.
 */
public sealed interface Cell {

  /** True if the value passes. */
  boolean test(@Nullable Object value);

  /**
   * One of these words, whole.
   *
   * @param words as the author wrote them
   * @param folded the same in the same order, as {@link WholeText#of} makes them
   */
  record AnyOf(List<String> words, List<String> folded) implements Cell {
    public AnyOf {
      words = List.copyOf(words);
      folded = List.copyOf(folded);
    }

    public static AnyOf of(List<String> words) {
      return new AnyOf(words, words.stream().map(WholeText::of).toList());
    }

    @Override
    public boolean test(@Nullable Object value) {
      return CellMatcher.anyOf(this, value);
    }
  }

  /** The value is not missing, and does not pass {@code test}. */
  record Not(Cell test) implements Cell {
    @Override
    public boolean test(@Nullable Object value) {
      return !CellMatcher.isMissing(value) && !test.test(value);
    }
  }

  /** Absent, a text of blanks at most, an empty list or map. */
  record IsEmpty() implements Cell {
    @Override
    public boolean test(@Nullable Object value) {
      return CellMatcher.isEmpty(value);
    }
  }

  /** Anything but {@link IsEmpty}. */
  record IsKnown() implements Cell {
    @Override
    public boolean test(@Nullable Object value) {
      return !CellMatcher.isEmpty(value);
    }
  }

  /**
   * A part of the text is one of these.
   *
   * @param where how it sits in the text
   * @param words as the author wrote them
   * @param folded the same in the same order, as {@link TextFold#fold} makes them
   */
  record Part(Where where, List<String> words, List<String> folded) implements Cell {
    public Part {
      words = List.copyOf(words);
      folded = List.copyOf(folded);
    }

    /** How a part sits in a text. */
    public enum Where {
      CONTAINS,
      STARTS_WITH,
      ENDS_WITH,
      WORD
    }

    @Override
    public boolean test(@Nullable Object value) {
      return CellMatcher.part(this, value);
    }
  }

  /**
   * The pattern is found somewhere in the text as it came, or else in the text in plain characters with nothing around
   * its words ({@link WholeText#asWritten}), looking at its first 4096 characters.
   *
   * @param source the pattern as the author wrote it, in RE2 syntax
   * @param pattern the same compiled
   */
  record Matches(String source, Pattern pattern) implements Cell {
    @Override
    public boolean test(@Nullable Object value) {
      return CellMatcher.matches(this, value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Matches matches && matches.source.equals(source);
    }

    @Override
    public int hashCode() {
      return source.hashCode();
    }
  }

  /**
   * One of these texts, whole and character by character; only outer blanks do not count.
   *
   * @param words as the author wrote them
   */
  record Exactly(List<String> words) implements Cell {
    public Exactly {
      words = List.copyOf(words);
    }

    @Override
    public boolean test(@Nullable Object value) {
      return CellMatcher.exactly(this, value);
    }
  }

  /** A number, or a text that is one, between two bounds; a bound that is null is open. */
  record Range(
      @Nullable BigDecimal from,
      boolean fromIncluded,
      @Nullable BigDecimal to,
      boolean toIncluded) implements Cell {
    @Override
    public boolean test(@Nullable Object value) {
      return CellMatcher.range(this, value);
    }
  }

  /**
   * A date from one day to another, both included; a day that is null is open. The value is ISO text, and of a time its
   * date counts as it is written.
   */
  record DateRange(@Nullable String from, @Nullable String to) implements Cell {
    @Override
    public boolean test(@Nullable Object value) {
      return CellMatcher.dateRange(this, value);
    }
  }

  /** One of several tests. */
  record Either(List<Cell> tests) implements Cell {
    public Either {
      tests = List.copyOf(tests);
    }

    @Override
    public boolean test(@Nullable Object value) {
      for (Cell test : tests) {
        if (test.test(value)) {
          return true;
        }
      }
      return false;
    }
  }
}
