package dev.botflow.table.index;

import java.util.Arrays;
import java.util.List;

/**
 * The rows that have the same columns in the index: an open-addressing map from the packed codes of those columns to the
 * rows with them, the lowest first. Filled from the last row to the first, then only read.
 */
final class Signature {
  static final int END = -1;

  private final int[] dimensions;
  private final int[] shifts;

  // A key and, beside it, its first entry and 1 more; 0 is free. Side by side they are one look at
  // far
  // memory.
  private long[] slots = new long[32];
  private int used;
  private int[] entryRow = new int[16];
  private int[] entryNext = new int[16];
  private int entries;
  private int lowest = Integer.MAX_VALUE;

  /** @param dimensions their places, ascending */
  Signature(int[] dimensions, Dimension[] all) {
    this.dimensions = dimensions;
    this.shifts = new int[dimensions.length];
    int shift = 0;
    for (int i = 0; i < dimensions.length; i++) {
      shifts[i] = shift;
      shift += all[dimensions[i]].bits();
    }
  }

  int lowest() {
    return lowest;
  }

  int[] dimensions() {
    return dimensions;
  }

  /** The part of a key that one column gives. */
  long part(int column, int code) {
    return (long) code << shifts[column];
  }

  /** Adds a row; rows come in falling order. */
  void add(int row, List<RowCodes.Coded> coded) {
    lowest = row;
    add(row, coded, 0, 0L);
  }

  private void add(int row, List<RowCodes.Coded> coded, int column, long key) {
    if (column == coded.size()) {
      put(key, row);
      return;
    }
    for (int code : coded.get(column).codes()) {
      add(row, coded, column + 1, key | part(column, code));
    }
  }

  private void put(long key, int row) {
    if (4 * used >= slots.length) {
      grow();
    }
    int slot = slot(key);
    if (slots[slot + 1] == 0) {
      used++;
      slots[slot] = key;
    }
    if (entries == entryRow.length) {
      entryRow = Arrays.copyOf(entryRow, 2 * entries);
      entryNext = Arrays.copyOf(entryNext, 2 * entries);
    }
    entryRow[entries] = row;
    entryNext[entries] = (int) slots[slot + 1] - 1;
    slots[slot + 1] = ++entries;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[2 * old.length];
    for (int i = 0; i < old.length; i += 2) {
      if (old[i + 1] != 0) {
        int slot = slot(old[i]);
        slots[slot] = old[i];
        slots[slot + 1] = old[i + 1];
      }
    }
  }

  /** Where the key stands, or where it would. */
  private int slot(long key) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    int mask = slots.length - 1;
    int slot = (int) (mixed >>> 31) & mask & ~1;
    while (slots[slot + 1] != 0 && slots[slot] != key) {
      slot = (slot + 2) & mask;
    }
    return slot;
  }

  /** The first entry of a key; {@link #END} if there is none. */
  int head(long key) {
    return (int) slots[slot(key) + 1] - 1;
  }

  int next(int entry) {
    return entryNext[entry];
  }

  int row(int entry) {
    return entryRow[entry];
  }
}
