package dev.botflow.table.proof;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Sets of small numbers, as proofs cut them. Of a long axis a set of few members is a list of them, so that what one row
 * asks for costs the same whatever the others ask for; else it has a bit for each number. Never changed after they were
 * made, but by a search that made itself a {@linkplain #own copy}.
 */
final class ValueClasses {
  private static final long[] NO_BITS = {};
  private static final int[] NO_MEMBERS = {};

  private final int size;

  /** Bits of all numbers; empty where the members are listed. */
  private final long[] words;

  /** The members, rising, if there are few. */
  private final int[] few;

  private int count;

  private ValueClasses(int size, long[] words, int[] few, int count) {
    this.size = size;
    this.words = words;
    this.few = few;
    this.count = count;
  }

  static ValueClasses none(int size) {
    return new ValueClasses(size, NO_BITS, NO_MEMBERS, 0);
  }

  static ValueClasses all(int size) {
    long[] words = new long[length(size)];
    Arrays.fill(words, -1L);
    if (size % Long.SIZE != 0) {
      words[words.length - 1] = -1L >>> -size;
    }
    return of(size, words);
  }

  /** The members of a range for which a test holds. */
  static ValueClasses where(int size, IntPredicate test) {
    long[] words = new long[length(size)];
    for (int i = 0; i < size; i++) {
      if (test.test(i)) {
        words[i >> 6] |= 1L << i;
      }
    }
    return of(size, words);
  }

  /** @param members in any order, some maybe twice */
  static ValueClasses of(int size, int[] members) {
    if (members.length < length(size)) {
      int[] sorted = members.clone();
      Arrays.sort(sorted);
      int count = 0;
      for (int i = 0; i < sorted.length; i++) {
        if (i == 0 || sorted[i] != sorted[i - 1]) {
          sorted[count++] = sorted[i];
        }
      }
      return listed(size, sorted, count);
    }
    long[] words = new long[length(size)];
    for (int one : members) {
      words[one >> 6] |= 1L << one;
    }
    return of(size, words);
  }

  private static ValueClasses of(int size, long[] words) {
    int count = 0;
    for (long word : words) {
      count += Long.bitCount(word);
    }
    if (count >= words.length) {
      return new ValueClasses(size, words, NO_MEMBERS, count);
    }
    int[] few = new int[count];
    int next = 0;
    for (int i = 0; i < words.length; i++) {
      for (long left = words[i]; left != 0; left &= left - 1) {
        few[next++] = i * Long.SIZE + Long.numberOfTrailingZeros(left);
      }
    }
    return new ValueClasses(size, NO_BITS, few, count);
  }

  private static ValueClasses listed(int size, int[] members, int count) {
    return new ValueClasses(
        size, NO_BITS, count == members.length ? members : Arrays.copyOf(members, count), count);
  }

  private static int length(int size) {
    return (size + Long.SIZE - 1) / Long.SIZE;
  }

  /** True for bits; false where the members are listed. */
  private boolean isBits() {
    return words.length > 0;
  }

  /** How many numbers there are to be members. */
  int size() {
    return size;
  }

  int count() {
    return count;
  }

  boolean isEmpty() {
    return count == 0;
  }

  boolean has(int atom) {
    return isBits() ? (words[atom >> 6] >>> atom & 1) != 0 : Arrays.binarySearch(few, atom) >= 0;
  }

  /** The lowest member; -1 if there is none. */
  int first() {
    return next(0);
  }

  /** The lowest member from a number on; -1 if there is none. */
  int next(int from) {
    if (!isBits()) {
      int at = Arrays.binarySearch(few, from);
      at = at < 0 ? -at - 1 : at;
      return at < few.length ? few[at] : -1;
    }
    int i = from >> 6;
    long left = i < words.length ? words[i] & -1L << from : 0;
    while (left == 0 && ++i < words.length) {
      left = words[i];
    }
    return left == 0 ? -1 : i * Long.SIZE + Long.numberOfTrailingZeros(left);
  }

  boolean meets(ValueClasses other) {
    if (count == 0 || other.count == 0) {
      return false;
    }
    if (isBits() && other.isBits()) {
      for (int i = 0; i < words.length; i++) {
        if ((words[i] & other.words[i]) != 0) {
          return true;
        }
      }
      return false;
    }
    return isBits() || !other.isBits() && other.few.length < few.length
        ? other.anyIn(this)
        : anyIn(other);
  }

  private boolean anyIn(ValueClasses other) {
    for (int one : few) {
      if (other.has(one)) {
        return true;
      }
    }
    return false;
  }

  boolean isIn(ValueClasses other) {
    if (count > other.count) {
      return false;
    }
    if (!isBits()) {
      for (int one : few) {
        if (!other.has(one)) {
          return false;
        }
      }
      return true;
    }
    if (!other.isBits()) {
      return bits().isIn(other.bits());
    }
    for (int i = 0; i < words.length; i++) {
      if ((words[i] & ~other.words[i]) != 0) {
        return false;
      }
    }
    return true;
  }

  /** The same with a bit for each number: a search leaves bits where a list would do by now. */
  private ValueClasses bits() {
    if (isBits()) {
      return this;
    }
    long[] all = new long[length(size)];
    for (int one : few) {
      all[one >> 6] |= 1L << one;
    }
    return new ValueClasses(size, all, NO_MEMBERS, count);
  }

  ValueClasses and(ValueClasses other) {
    if (count == size || other.count == size) {
      return count == size ? other : this;
    }
    if (isBits() && other.isBits()) {
      long[] both = new long[words.length];
      for (int i = 0; i < both.length; i++) {
        both[i] = words[i] & other.words[i];
      }
      return of(size, both);
    }
    return isBits() || !other.isBits() && other.few.length < few.length
        ? other.kept(this, true)
        : kept(other, true);
  }

  ValueClasses or(ValueClasses other) {
    long[] either = bits().words.clone();
    if (other.isBits()) {
      for (int i = 0; i < either.length; i++) {
        either[i] |= other.words[i];
      }
    } else {
      for (int one : other.few) {
        either[one >> 6] |= 1L << one;
      }
    }
    return of(size, either);
  }

  ValueClasses without(ValueClasses other) {
    if (!isBits()) {
      return kept(other, false);
    }
    long[] left = words.clone();
    if (other.isBits()) {
      for (int i = 0; i < left.length; i++) {
        left[i] &= ~other.words[i];
      }
    } else {
      for (int one : other.few) {
        left[one >> 6] &= ~(1L << one);
      }
    }
    return of(size, left);
  }

  /** Of listed members those that are in another set, or those that are not. */
  private ValueClasses kept(ValueClasses other, boolean in) {
    int[] left = new int[few.length];
    int next = 0;
    for (int one : few) {
      if (other.has(one) == in) {
        left[next++] = one;
      }
    }
    return listed(size, left, next);
  }

  // For a search, which takes away and gives back many thousand times.

  /** True if taking away and giving back spares the search much copying. */
  boolean isLong() {
    return words.length > 2;
  }

  /** The same, for who will change it. */
  ValueClasses own() {
    return isLong() ? new ValueClasses(size, words.clone(), NO_MEMBERS, count) : this;
  }

  /** Takes members away, all of which are in it; only of a long set of one's own. */
  void take(ValueClasses members) {
    if (members.isBits()) {
      for (int i = 0; i < words.length; i++) {
        words[i] &= ~members.words[i];
      }
    } else {
      for (int one : members.few) {
        words[one >> 6] &= ~(1L << one);
      }
    }
    count -= members.count;
  }

  /** Gives back what was taken away. */
  void giveBack(ValueClasses members) {
    if (members.isBits()) {
      for (int i = 0; i < words.length; i++) {
        words[i] |= members.words[i];
      }
    } else {
      for (int one : members.few) {
        words[one >> 6] |= 1L << one;
      }
    }
    count += members.count;
  }
}
