package dev.botflow.table.proof;

/** Sets of small numbers, as proofs cut them: fixed in length, never changed after they were made. */
final class ValueClasses {
  private final long[] words;

  private ValueClasses(long[] words) {
    this.words = words;
  }

  static ValueClasses none(int size) {
    return new ValueClasses(new long[(size + Long.SIZE - 1) / Long.SIZE]);
  }

  /** The members of a range for which a test holds. */
  static ValueClasses where(int size, java.util.function.IntPredicate test) {
    ValueClasses atoms = none(size);
    for (int i = 0; i < size; i++) {
      if (test.test(i)) {
        atoms.words[i >> 6] |= 1L << i;
      }
    }
    return atoms;
  }

  boolean isEmpty() {
    for (long word : words) {
      if (word != 0) {
        return false;
      }
    }
    return true;
  }

  boolean has(int atom) {
    return (words[atom >> 6] >>> atom & 1) != 0;
  }

  /** The lowest member; -1 if there is none. */
  int first() {
    return next(0);
  }

  /** The lowest member from a number on; -1 if there is none. */
  int next(int from) {
    for (int i = from; i < words.length * Long.SIZE; i++) {
      if (has(i)) {
        return i;
      }
    }
    return -1;
  }

  boolean meets(ValueClasses other) {
    for (int i = 0; i < words.length; i++) {
      if ((words[i] & other.words[i]) != 0) {
        return true;
      }
    }
    return false;
  }

  boolean isIn(ValueClasses other) {
    for (int i = 0; i < words.length; i++) {
      if ((words[i] & ~other.words[i]) != 0) {
        return false;
      }
    }
    return true;
  }

  ValueClasses and(ValueClasses other) {
    long[] both = words.clone();
    for (int i = 0; i < both.length; i++) {
      both[i] &= other.words[i];
    }
    return new ValueClasses(both);
  }

  ValueClasses without(ValueClasses other) {
    long[] left = words.clone();
    for (int i = 0; i < left.length; i++) {
      left[i] &= ~other.words[i];
    }
    return new ValueClasses(left);
  }
}
