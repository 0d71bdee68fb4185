package dev.botflow.table.index;

import dev.botflow.table.Asked;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** An index over some of the rows: one map for each set of columns that rows have in the index. Immutable. */
final class RowIndex {
  private final RowCodes codes;
  private final Signature[] signatures;
  private final WordMask[] masks;

  /** @param rows their places, ascending */
  RowIndex(RowCodes codes, List<Integer> rows) {
    this.codes = codes;
    Map<List<Integer>, Signature> byColumns = new LinkedHashMap<>();
    for (int i = rows.size() - 1; i >= 0; i--) {
      List<RowCodes.Coded> coded = codes.coded(rows.get(i));
      List<Integer> columns = new ArrayList<>(coded.size());
      coded.forEach(one -> columns.add(one.dimension()));
      byColumns
          .computeIfAbsent(
              columns,
              one -> new Signature(
                  one.stream().mapToInt(Integer::intValue).toArray(), codes.dimensions()))
          .add(rows.get(i), coded);
    }
    this.signatures = byColumns.values().stream()
        .sorted(Comparator.comparingInt(Signature::lowest))
        .toArray(Signature[]::new);
    this.masks = WordMask.of(codes, rows, signatures);
  }

  boolean isEmpty() {
    return signatures.length == 0;
  }

  /**
   * Passes on rows that may fit, in no order: the first that fits is among them, and each of them passes what the index
   * tests.
   */
  void candidates(Asked asked, IntConsumer each) {
    new Search(asked, each).run();
  }

  /** The first row that fits; -1 if none does. */
  int first(Asked asked) {
    Search search = new Search(asked, null);
    search.run();
    return search.best == Integer.MAX_VALUE ? -1 : search.best;
  }

  /** One look-up. */
  private final class Search {
    private final Asked asked;
    private final @Nullable IntConsumer each;
    private final Probe probe;
    private int best = Integer.MAX_VALUE;

    Search(Asked asked, @Nullable IntConsumer each) {
      this.asked = asked;
      this.each = each;
      this.probe = new Probe(codes.dimensions(), asked);
    }

    void run() {
      long worthwhile = -1L;
      for (WordMask mask : masks) {
        worthwhile &= mask.worthwhile(probe);
      }
      for (int i = 0; i < signatures.length; i++) {
        if (signatures[i].lowest() >= best) {
          break; // The others have only rows behind the one found.
        }
        if (i >= Long.SIZE || (worthwhile >>> i & 1) != 0) {
          walk(signatures[i], 0, 0L);
        }
      }
      if (each != null && best != Integer.MAX_VALUE) {
        each.accept(best);
      }
    }

    /** Goes through the keys of a signature; nearly always one, more where a value is a list. */
    private void walk(Signature signature, int from, long start) {
      long key = start;
      int[] dimensions = signature.dimensions();
      for (int i = from; i < dimensions.length; i++) {
        int code = probe.code(dimensions[i]);
        if (code < 0) {
          for (int one : probe.codes(dimensions[i])) {
            walk(signature, i + 1, key | signature.part(i, one));
          }
          return;
        }
        key |= signature.part(i, code);
      }
      chain(signature, key);
    }

    private void chain(Signature signature, long key) {
      for (int entry = signature.head(key); entry != Signature.END; entry = signature.next(entry)) {
        int row = signature.row(entry);
        if (row >= best) {
          return;
        }
        if (codes.isComplete(row) || each == null && codes.restHolds(row, asked)) {
          best = row;
          return;
        }
        if (each != null) {
          each.accept(row);
        }
      }
    }
  }
}
