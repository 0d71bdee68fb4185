package dev.botflow.table.index;

import java.util.ArrayList;
import java.util.List;

/**
 * For each word of a column with many, which of the first 64 signatures have a row with it: one look instead of one in
 * each signature's map, which for a long table lies far away in memory.
 */
final class WordMask {
  private static final int MANY_WORDS = 48;

  private final int dimension;
  private final long[] byCode;
  private long without = -1L;

  private WordMask(int dimension, int codes) {
    this.dimension = dimension;
    this.byCode = new long[codes];
  }

  /** The masks of an index, for all columns that are worth one. */
  static WordMask[] of(RowCodes codes, List<Integer> rows, Signature[] signatures) {
    List<WordMask> masks = new ArrayList<>();
    WordMask[] byDimension = new WordMask[codes.dimensions().length];
    for (int i = 0; i < byDimension.length; i++) {
      Dimension dimension = codes.dimensions()[i];
      if (!(dimension instanceof PredicateDimension) && dimension.size() > MANY_WORDS) {
        byDimension[i] = new WordMask(i, dimension.size());
        masks.add(byDimension[i]);
      }
    }
    if (!masks.isEmpty()) {
      for (int i = 0; i < signatures.length && i < Long.SIZE; i++) {
        for (int dimension : signatures[i].dimensions()) {
          if (byDimension[dimension] != null) {
            byDimension[dimension].without &= ~(1L << i);
          }
        }
      }
      rows.forEach(row -> fill(codes.coded(row), signatures, byDimension));
    }
    return masks.toArray(WordMask[]::new);
  }

  private static void fill(
      List<RowCodes.Coded> coded, Signature[] signatures, WordMask[] byDimension) {
    int signature = -1;
    for (RowCodes.Coded one : coded) {
      WordMask mask = byDimension[one.dimension()];
      if (mask != null) {
        signature = signature < 0 ? place(coded, signatures) : signature;
        for (int code : one.codes()) {
          mask.byCode[code] |= signature < Long.SIZE ? 1L << signature : 0;
        }
      }
    }
  }

  private static int place(List<RowCodes.Coded> coded, Signature[] signatures) {
    for (int i = 0; i < signatures.length; i++) {
      int[] dimensions = signatures[i].dimensions();
      boolean same = dimensions.length == coded.size();
      for (int j = 0; same && j < dimensions.length; j++) {
        same = dimensions[j] == coded.get(j).dimension();
      }
      if (same) {
        return i;
      }
    }
    throw new AssertionError("every row has a signature");
  }

  /** The signatures that have the words of what is asked about, or do not look at this column at all. */
  long worthwhile(Probe probe) {
    int code = probe.code(dimension);
    long with = 0;
    if (code >= 0) {
      with = byCode[code];
    } else {
      for (int one : probe.codes(dimension)) {
        with |= byCode[one];
      }
    }
    return with | without;
  }
}
