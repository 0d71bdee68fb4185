package dev.botflow.table.index;

import dev.botflow.cell.Cell;
import dev.botflow.table.Asked;
import dev.botflow.table.Check;
import dev.botflow.table.Checked;
import dev.botflow.table.RowCell;
import dev.botflow.table.sheet.Subject;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What of each row goes into the index, as codes, and what is left to be tested one by one. Shared by the indexes of all
 * phases.
 */
final class RowCodes {
  /** Entries one row may take in an index, unless a single cell names more words than that. */
  private static final int MAX_ENTRIES = 64;

  private static final int MAX_KEY_BITS = 63;

  /** A column of more words than this leaves so few rows that testing them is cheaper than more keys. */
  private static final int MANY_WORDS = 48;

  private static final Subject TIME = Subject.named("");
  private static final Comparator<Coded> BY_DIMENSION = Comparator.comparingInt(Coded::dimension);
  private static final Check[] NOTHING = {};
  private static final Coded LEFT_OUT = new Coded(-1, Dimension.NONE);

  private final Map<Dimension.Key, Integer> byKey = new LinkedHashMap<>();
  private final List<Dimension> found = new ArrayList<>();
  private final Dimension[] dimensions;
  private final List<List<Coded>> coded = new ArrayList<>();
  private final Check[][] rest;

  /** One bit a row beside {@link #rest}: most look-ups ask no more, and this much of a long table is near memory. */
  private final BitSet complete = new BitSet();

  /**
   * A cell the index takes.
   *
   * @param dimension its place among the dimensions
   * @param codes of the values that pass
   */
  record Coded(int dimension, int[] codes) {}

  /** @param rows each at the place its order says */
  RowCodes(List<? extends Checked> rows) {
    this.rest = new Check[rows.size()][];
    // Equal cells of a table are one object, so most of a long table was seen before.
    IdentityHashMap<Check, Coded> seen = new IdentityHashMap<>();
    for (Checked row : rows) {
      for (RowCell cell : row.cells()) {
        Check check = cell.check();
        if (!(check instanceof Check.Share) && !seen.containsKey(check)) {
          int dimension = dimension(key(check));
          seen.put(check, new Coded(dimension, Dimension.NONE));
          found.get(dimension).add(check);
        }
      }
    }
    this.dimensions = found.toArray(Dimension[]::new);
    for (Dimension dimension : dimensions) {
      if (dimension instanceof PartDimension parts) {
        parts.close();
      } else if (dimension instanceof PredicateDimension tests) {
        tests.close();
      }
    }
    // Only now all words are known, and with them what "not" leaves.
    seen.replaceAll((check, known) -> coded(check, known.dimension()));
    for (Checked row : rows) {
      choose(row, seen);
    }
  }

  private static Dimension.Key key(Check check) {
    if (!(check instanceof Check.Value value)) {
      return new Dimension.Key(TIME, Dimension.Way.TESTS);
    }
    if (value.cell() instanceof Cell.Part) {
      return new Dimension.Key(value.subject(), Dimension.Way.PARTS);
    }
    boolean words = value.cell() instanceof Cell.AnyOf || WordsDimension.isState(value.subject());
    return new Dimension.Key(value.subject(), words ? Dimension.Way.WORDS : Dimension.Way.TESTS);
  }

  private int dimension(Dimension.Key key) {
    Integer index = byKey.get(key);
    if (index == null) {
      index = found.size();
      byKey.put(key, index);
      found.add(
          key.way() == Dimension.Way.WORDS
              ? WordsDimension.of(key.subject())
              : key.way() == Dimension.Way.PARTS
                  ? new PartDimension(key.subject())
                  : new PredicateDimension());
    }
    return index;
  }

  private Coded coded(Check check, int dimension) {
    int[] codes = dimensions[dimension].codes(check);
    return codes == null ? LEFT_OUT : new Coded(dimension, codes);
  }

  /** Cells with the fewest codes go into the index first, as far as its keys and its size allow; tests go last. */
  private void choose(Checked row, IdentityHashMap<Check, Coded> known) {
    List<RowCell> cells = row.cells();
    Coded[] sorted = new Coded[cells.size()];
    Check[] checks = new Check[cells.size()];
    int takable = 0;
    boolean selective = false;
    List<Check> left = new ArrayList<>(4);
    for (RowCell cell : cells) {
      Coded one = known.get(cell.check());
      if (one == null || one == LEFT_OUT) {
        left.add(cell.check());
        continue;
      }
      int at = takable++;
      while (at > 0 && weight(sorted[at - 1]) > weight(one)) {
        sorted[at] = sorted[at - 1];
        checks[at] = checks[at - 1];
        at--;
      }
      sorted[at] = one;
      checks[at] = cell.check();
      selective |= isSelective(one);
    }
    List<Coded> taken = new ArrayList<>(takable);
    for (int i = 0; i < takable; i++) {
      if (!(selective && isTest(sorted[i])) && fits(taken, sorted[i])) {
        taken.add(sorted[i]);
      } else {
        left.add(checks[i]);
      }
    }
    taken.sort(BY_DIMENSION);
    coded.add(taken);
    complete.set(row.order(), left.isEmpty());
    rest[row.order()] = left.isEmpty() ? NOTHING : left.toArray(Check[]::new);
  }

  private int weight(Coded one) {
    return isTest(one) ? Integer.MAX_VALUE : one.codes().length;
  }

  private boolean isTest(Coded one) {
    return dimensions[one.dimension()] instanceof PredicateDimension;
  }

  private boolean isSelective(Coded one) {
    return !isTest(one) && dimensions[one.dimension()].size() > MANY_WORDS;
  }

  private boolean fits(List<Coded> taken, Coded next) {
    long entries = next.codes().length;
    int bits = dimensions[next.dimension()].bits();
    for (Coded one : taken) {
      if (one.dimension() == next.dimension()) {
        return false;
      }
      entries *= one.codes().length;
      bits += dimensions[one.dimension()].bits();
    }
    return bits <= MAX_KEY_BITS && (taken.isEmpty() || entries <= MAX_ENTRIES);
  }

  Dimension[] dimensions() {
    return dimensions;
  }

  /** What of a row is in the index, in the order of the dimensions. */
  List<Coded> coded(int order) {
    return coded.get(order);
  }

  /** True if the index tests all that the row demands. */
  boolean isComplete(int order) {
    return complete.get(order);
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
}
