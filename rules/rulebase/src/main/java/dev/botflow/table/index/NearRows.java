package dev.botflow.table.index;

import dev.botflow.cell.Cell;
import dev.botflow.table.Asked;
import dev.botflow.table.Check;
import dev.botflow.table.RowCell;
import dev.botflow.table.TableRow;
import dev.botflow.table.sheet.Subject;
import dev.botflow.text.WholeText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows that nearly fit without looking at all of them. Of a row at most {@code n} of whose cells fail, one of any
 * {@code n + 1} of its cells holds: so rows are listed under their cells, those that fewest rows have first. Immutable, safe
 * for use by many threads.
 */
public final class NearRows {
  private final List<Listed> tested = new ArrayList<>();
  private final Map<Subject, Map<String, List<Listed>>> byWord = new LinkedHashMap<>();
  private final Map<Subject, List<Listed>> ofSubject = new HashMap<>();
  private final List<BitSet> byCells = new ArrayList<>();

  /** A condition, and the rows that have it. */
  private static final class Listed {
    private final Check check;
    private int count;
    private int[] rows = new int[1];

    /** How many conditions of the row fewer rows have. */
    private int[] ranks = new int[1];

    private int used;

    Listed(Check check) {
      this.check = check;
    }

    void add(int row, int rank) {
      if (used == rows.length) {
        rows = Arrays.copyOf(rows, 2 * used);
        ranks = Arrays.copyOf(ranks, 2 * used);
      }
      rows[used] = row;
      ranks[used++] = rank;
    }

    void mark(BitSet marked, int mostRank) {
      for (int i = 0; i < used; i++) {
        if (ranks[i] <= mostRank) {
          marked.set(rows[i]);
        }
      }
    }
  }

  /** @param rows each at the place its order says */
  public NearRows(List<TableRow> rows) {
    // Equal cells of a table are one object.
    IdentityHashMap<Check, Listed> known = new IdentityHashMap<>();
    for (TableRow row : rows) {
      for (RowCell cell : row.cells()) {
        Listed listed = known.get(cell.check());
        if (listed == null) {
          listed = new Listed(cell.check());
          known.put(cell.check(), listed);
          list(listed);
        }
        listed.count++;
      }
    }
    for (TableRow row : rows) {
      List<Listed> cells = new ArrayList<>();
      row.cells().forEach(cell -> cells.add(known.get(cell.check())));
      cells.sort(Comparator.comparingInt(listed -> listed.count));
      for (int rank = 0; rank < cells.size(); rank++) {
        cells.get(rank).add(row.order(), rank);
      }
      while (byCells.size() <= cells.size()) {
        byCells.add(new BitSet());
      }
      byCells.get(cells.size()).set(row.order());
    }
  }

  private void list(Listed listed) {
    if (listed.check instanceof Check.Value value && value.cell() instanceof Cell.AnyOf anyOf) {
      Map<String, List<Listed>> words =
          byWord.computeIfAbsent(value.subject(), one -> new HashMap<>());
      anyOf
          .folded()
          .forEach(
              word -> words.computeIfAbsent(word, one -> new ArrayList<>(1)).add(listed));
      ofSubject.computeIfAbsent(value.subject(), one -> new ArrayList<>()).add(listed);
    } else {
      tested.add(listed);
    }
  }

  /** The most cells a row has. */
  public int mostCells() {
    return byCells.size() - 1;
  }

  /** The places of all rows at most so many of whose cells fail, and of some others. */
  public BitSet within(Asked asked, int failing) {
    BitSet marked = new BitSet();
    for (int cells = 0; cells <= failing && cells < byCells.size(); cells++) {
      marked.or(byCells.get(cells));
    }
    for (Listed listed : tested) {
      if (listed.check.holds(asked)) {
        listed.mark(marked, failing);
      }
    }
    byWord.forEach((subject, words) -> mark(asked.value(subject), subject, words, marked, failing));
    return marked;
  }

  private void mark(
      @Nullable Object value,
      Subject subject,
      Map<String, List<Listed>> words,
      BitSet marked,
      int failing) {
    if (value instanceof String text) {
      words.getOrDefault(WholeText.of(text), List.of()).forEach(one -> one.mark(marked, failing));
    } else if (value instanceof Collection<?> list) {
      list.forEach(member -> mark(member, subject, words, marked, failing));
    } else if (value != null) {
      // Numbers and truth values have many ways to be written.
      ofSubject.getOrDefault(subject, List.of()).forEach(one -> one.mark(marked, failing));
    }
  }
}
