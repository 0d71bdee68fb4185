package dev.botflow.table;

import dev.botflow.flow.Cell;
import java.util.LinkedHashMap;
import java.util.Map;

/** A dimension whose codes are words. */
abstract class WordsDimension extends Dimension {
  /** The code of no value. */
  static final int ABSENT = 0;

  /** The code of a value that no cell names. */
  static final int OTHER = 1;

  static final int FIRST_WORD = 2;

  private final Subject subject;
  private final Map<String, Integer> words = new LinkedHashMap<>();

  WordsDimension(Subject subject) {
    this.subject = subject;
  }

  static Dimension of(Subject subject) {
    return isState(subject) ? new StateDimension(subject) : new WordDimension(subject);
  }

  /** True for what has few states, all known beforehand. */
  static boolean isState(Subject subject) {
    switch (subject.what()) {
      case HAPPENED, MESSAGE, CHANNEL, CUSTOMER:
        return true;
      default:
        return false;
    }
  }

  Subject subject() {
    return subject;
  }

  @Override
  final void add(Check check) {
    if (check instanceof Check.Value value) {
      addWords(value.cell());
    }
  }

  /** Takes up the words of a cell. */
  void addWords(Cell cell) {
    if (cell instanceof Cell.AnyOf anyOf) {
      anyOf.folded().forEach(this::word);
    } else if (cell instanceof Cell.Not not) {
      addWords(not.test());
    } else if (cell instanceof Cell.Either either) {
      either.tests().forEach(this::addWords);
    }
  }

  final int word(String folded) {
    Integer code = words.get(folded);
    if (code == null) {
      code = words.size() + FIRST_WORD;
      words.put(folded, code);
    }
    return code;
  }

  final Map<String, Integer> words() {
    return words;
  }

  @Override
  int size() {
    return words.size() + FIRST_WORD;
  }

  final int codeOf(String text, Probe probe) {
    if (text.isEmpty()) {
      return ABSENT;
    }
    Integer code = words.get(text);
    if (code == null) {
      code = words.get(probe.folded(text));
    }
    return code == null ? OTHER : code;
  }
}
