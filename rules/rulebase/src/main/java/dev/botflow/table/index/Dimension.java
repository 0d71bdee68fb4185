package dev.botflow.table.index;

import dev.botflow.table.Check;
import dev.botflow.table.sheet.Subject;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A column of the index, or a part of one: what its cells demand as small numbers. First every check is {@linkplain #add
 * added}; then checks are turned into the codes that pass, and what is asked about into its codes.
 */
abstract class Dimension {
  /** What {@link #code} gives for something with several codes, or with none. */
  static final int SEVERAL = -1;

  static final int[] NONE = {};

  /** Checks of one dimension look at the same thing in the same way. */
  record Key(Subject subject, Way way) {}

  /** How checks look at a value. */
  enum Way {
    /** Whole words, and states that are known beforehand. */
    WORDS,
    /** Parts of a text. */
    PARTS,
    /** Any other test, each tried once a decision instead of once a row. */
    TESTS
  }

  /** Takes up what a check demands. */
  abstract void add(Check check);

  /** How many codes there are. */
  abstract int size();

  /** The codes of all that passes; null if it is a check the index cannot take. */
  abstract int @Nullable [] codes(Check check);

  /** The code of what is asked about; {@link #SEVERAL} if it has several, as a list does, or none. */
  abstract int code(Probe probe);

  /** The codes of what {@link #code} gives {@link #SEVERAL} for. */
  abstract int[] several(Probe probe);

  /** Bits that hold any of the codes. */
  final int bits() {
    return Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, size() - 1));
  }

  /** True for a value that is a list: it passes where one of its members does. */
  static boolean isList(@Nullable Object value) {
    return value instanceof Collection<?>;
  }
}
