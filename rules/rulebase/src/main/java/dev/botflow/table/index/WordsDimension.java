package dev.botflow.table.index;

import dev.botflow.cell.Cell;
import dev.botflow.table.Check;
import dev.botflow.table.sheet.Subject;
import java.util.ArrayList;
import java.util.List;

/** A dimension whose codes are words. */
abstract class WordsDimension extends Dimension {
  /** The code of no value. */
  static final int ABSENT = 0;

  /** The code of a value that no cell names. */
  static final int OTHER = 1;

  static final int FIRST_WORD = 2;

  private final Subject subject;
  private final List<String> words = new ArrayList<>();
  private final WordCodes codes = new WordCodes();

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
      addWords(anyOf.words(), anyOf.folded());
    } else if (cell instanceof Cell.Not not) {
      addWords(not.test());
    } else if (cell instanceof Cell.Either either) {
      either.tests().forEach(this::addWords);
    }
  }

  private void addWords(List<String> written, List<String> folded) {
    for (int i = 0; i < folded.size(); i++) {
      int code = word(folded.get(i));
      // A channel in capitals is found as it is: saves folding it once an event.
      if (codes.get(written.get(i)) == WordCodes.NONE) {
        codes.put(written.get(i), code);
      }
    }
  }

  final int word(String folded) {
    int code = codes.get(folded);
    if (code == WordCodes.NONE) {
      code = words.size() + FIRST_WORD;
      words.add(folded);
      codes.put(folded, code);
    }
    return code;
  }

  /** The words of all cells, as they compare. */
  final List<String> words() {
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
    int code = codes.get(text);
    if (code == WordCodes.NONE) {
      String folded = probe.whole(text);
      code = folded.equals(text) ? code : codes.get(folded);
    }
    return code == WordCodes.NONE ? OTHER : code;
  }
}
