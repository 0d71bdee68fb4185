package dev.botflow.table;

import dev.botflow.flow.Cell;
import dev.botflow.flow.TextFold;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A column of the index: its words as small numbers. First every cell is {@linkplain #add added}; then cells are turned
 * into the codes of the values that pass, and values into their codes.
 */
abstract class Dimension {
  /** The code of no value. */
  static final int ABSENT = 0;

  /** The code of a value that no cell names. */
  static final int OTHER = 1;

  static final int FIRST_WORD = 2;

  private final Subject subject;
  private final Map<String, Integer> words = new LinkedHashMap<>();

  Dimension(Subject subject) {
    this.subject = subject;
  }

  static Dimension of(Subject subject) {
    switch (subject.what()) {
      case HAPPENED, MESSAGE, CHANNEL, CUSTOMER:
        return new StateDimension(subject);
      default:
        return new WordDimension(subject);
    }
  }

  Subject subject() {
    return subject;
  }

  /** Takes up the words of a cell. */
  void add(Cell cell) {
    if (cell instanceof Cell.AnyOf anyOf) {
      anyOf.folded().forEach(this::word);
    } else if (cell instanceof Cell.Not not) {
      add(not.test());
    } else if (cell instanceof Cell.Either either) {
      either.tests().forEach(this::add);
    }
  }

  int word(String folded) {
    Integer code = words.get(folded);
    if (code == null) {
      code = words.size() + FIRST_WORD;
      words.put(folded, code);
    }
    return code;
  }

  Map<String, Integer> words() {
    return words;
  }

  /** Bits that hold any of the codes. */
  int bits() {
    return Integer.SIZE - Integer.numberOfLeadingZeros(size() - 1);
  }

  int size() {
    return words.size() + FIRST_WORD;
  }

  /** The codes of all values that pass; null if the cell is a test the index cannot take. */
  abstract int @Nullable [] codes(Cell cell);

  /** The code of a value; negative if it has several, as a list does. */
  abstract int code(@Nullable Object value);

  /** The codes of a value that has several. */
  abstract int[] codesOf(Collection<?> value);

  final int codeOf(String text) {
    if (text.isEmpty()) {
      return ABSENT;
    }
    Integer code = words.get(text);
    if (code == null) {
      code = words.get(TextFold.fold(text));
    }
    return code == null ? OTHER : code;
  }
}
