package dev.botflow.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of each row goes into the index, as codes, and what is left to be tested one by one. Shared by the indexes of all
 * phases.
 */
final class RowCodes {
  /** Entries one row may take in an index, unless a single cell names more words than that. */
  private static final int MAX_ENTRIES = 64;

  private static final int MAX_KEY_BITS = 63;

  private static final Comparator<Coded> BY_DIMENSION = Comparator.comparingInt(Coded::dimension);
  private static final Check[] NOTHING = {};

  private final List<? extends Checked> rows;
  private final List<Dimension> dimensions = new ArrayList<>();
  private final Map<Subject, Integer> bySubject = new LinkedHashMap<>();
  private final List<List<Coded>> coded = new ArrayList<>();
  private final Check[][] rest;

  /**
   * A cell the index takes.
   *
   * @param dimension its place among the dimensions
   * @param codes of the values that pass
   */
  record Coded(int dimension, int[] codes) {}

  /** @param rows each at the place its order says */
  RowCodes(List<? extends Checked> rows) {
    this.rows = rows;
    this.rest = new Check[rows.size()][];
    // Equal cells of a table are one object, so most of a long table was seen before.
    Map<Check, @Nullable Coded> seen = new IdentityHashMap<>();
    for (Checked row : rows) {
      for (RowCell cell : row.cells()) {
        if (cell.check() instanceof Check.Value value && !seen.containsKey(value)) {
          seen.put(value, null);
          dimension(value.subject()).add(value.cell());
        }
      }
    }
    // Only now all words are known, and with them what "not" leaves.
    for (Map.Entry<Check, @Nullable Coded> one : seen.entrySet()) {
      one.setValue(coded((Check.Value) one.getKey()));
    }
    for (Checked row : rows) {
      choose(row, seen);
    }
  }

  private Dimension dimension(Subject subject) {
    Integer index = bySubject.get(subject);
    if (index == null) {
      index = dimensions.size();
      bySubject.put(subject, index);
      dimensions.add(Dimension.of(subject));
    }
    return dimensions.get(index);
  }

  private @Nullable Coded coded(Check.Value value) {
    int[] codes = dimension(value.subject()).codes(value.cell());
    return codes == null ? null : new Coded(bySubject.getOrDefault(value.subject(), 0), codes);
  }

  /** Cells with the fewest codes go into the index first, as far as its keys and its size allow. */
  private void choose(Checked row, Map<Check, @Nullable Coded> known) {
    List<RowCell> cells = row.cells();
    Coded[] sorted = new Coded[cells.size()];
    Check[] checks = new Check[cells.size()];
    int takable = 0;
    List<Check> left = new ArrayList<>(4);
    for (RowCell cell : cells) {
      Coded one = known.get(cell.check());
      if (one == null) {
        left.add(cell.check());
        continue;
      }
      int at = takable++;
      while (at > 0 && sorted[at - 1].codes().length > one.codes().length) {
        sorted[at] = sorted[at - 1];
        checks[at] = checks[at - 1];
        at--;
      }
      sorted[at] = one;
      checks[at] = cell.check();
    }
    List<Coded> taken = new ArrayList<>(takable);
    for (int i = 0; i < takable; i++) {
      if (fits(taken, sorted[i])) {
        taken.add(sorted[i]);
      } else {
        left.add(checks[i]);
      }
    }
    taken.sort(BY_DIMENSION);
    coded.add(taken);
    rest[row.order()] = left.isEmpty() ? NOTHING : left.toArray(Check[]::new);
  }

  private boolean fits(List<Coded> taken, Coded next) {
    long entries = next.codes().length;
    int bits = dimensions.get(next.dimension()).bits();
    for (Coded one : taken) {
      if (one.dimension() == next.dimension()) {
        return false;
      }
      entries *= one.codes().length;
      bits += dimensions.get(one.dimension()).bits();
    }
    return bits <= MAX_KEY_BITS && (taken.isEmpty() || entries <= MAX_ENTRIES);
  }

  List<Dimension> dimensions() {
    return dimensions;
  }

  /** What of a row is in the index, in the order of the dimensions. */
  List<Coded> coded(int order) {
    return coded.get(order);
  }

  /** True if the index tests all that the row demands. */
  boolean isComplete(int order) {
    return rest[order].length == 0;
  }

  /** True if what the index does not test holds. */
  boolean restHolds(int order, Asked asked) {
    for (Check check : rest[order]) {
      if (!check.holds(asked)) {
        return false;
      }
    }
    return true;
  }

  int size() {
    return rows.size();
  }
}
