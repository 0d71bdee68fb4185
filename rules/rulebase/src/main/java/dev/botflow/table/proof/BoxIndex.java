package dev.botflow.table.proof;

import dev.botflow.table.Checked;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds the rows whose box meets another box without looking at all of them: each row is listed under the atoms of the one
 * column that tells it apart best. Used by one thread.
 */
final class BoxIndex<R extends Checked> {
  /** A row listed under more atoms than this is as good as one that takes everything. */
  private static final int MOST_LISTED = 256;

  private static final int[] NOBODY = {};

  private final List<CoverageSearch.Row<R>> rows;
  private final List<Column> columns = new ArrayList<>();
  private final long[] everywhere;
  private final long[] marked;

  /** Under each atom of an axis the rows listed there. */
  private static final class Column {
    private final int[][] rows;
    private final int[] counts;

    /** Atoms that have rows, in the order they got their first. */
    private int[] atoms = new int[8];

    private int used;

    Column(int size) {
      this.rows = new int[size][];
      this.counts = new int[size];
      Arrays.fill(rows, NOBODY);
    }

    void add(int atom, int row) {
      if (counts[atom] == 0) {
        if (used == atoms.length) {
          atoms = Arrays.copyOf(atoms, 2 * used);
        }
        atoms[used++] = atom;
      }
      if (counts[atom] == rows[atom].length) {
        rows[atom] = Arrays.copyOf(rows[atom], Math.max(2, 2 * counts[atom]));
      }
      rows[atom][counts[atom]++] = row;
    }
  }

  /** @param rows in their order */
  BoxIndex(List<CoverageSearch.Row<R>> rows) {
    this.rows = rows;
    if (!rows.isEmpty()) {
      for (ValueClasses axis : rows.get(0).box()) {
        columns.add(new Column(axis.size()));
      }
    }
    this.everywhere = new long[(rows.size() + Long.SIZE - 1) / Long.SIZE];
    this.marked = new long[everywhere.length];
    for (int i = 0; i < rows.size(); i++) {
      add(rows.get(i).box(), i);
    }
  }

  private void add(ValueClasses[] box, int row) {
    int best = -1;
    double share = 0.5;
    for (int axis = 0; axis < box.length; axis++) {
      double of = (double) box[axis].count() / Math.max(1, box[axis].size());
      if (of <= share && box[axis].count() <= MOST_LISTED) {
        best = axis;
        share = of;
      }
    }
    if (best < 0) {
      everywhere[row >> 6] |= 1L << row;
      return;
    }
    for (int atom = box[best].first(); atom >= 0; atom = box[best].next(atom + 1)) {
      columns.get(best).add(atom, row);
    }
  }

  /** All rows, in their order. */
  List<CoverageSearch.Row<R>> rows() {
    return rows;
  }

  /** The rows that meet a box, which is not empty, and that somebody asks for, in their order. */
  List<CoverageSearch.Row<R>> meeting(ValueClasses[] box, Predicate<R> wanted) {
    System.arraycopy(everywhere, 0, marked, 0, marked.length);
    for (int axis = 0; axis < columns.size(); axis++) {
      mark(columns.get(axis), box[axis]);
    }
    List<CoverageSearch.Row<R>> meeting = new ArrayList<>();
    for (int i = 0; i < marked.length; i++) {
      for (long left = marked[i]; left != 0; left &= left - 1) {
        CoverageSearch.Row<R> row = rows.get(i * Long.SIZE + Long.numberOfTrailingZeros(left));
        if (row.meets(box) && wanted.test(row.row())) {
          meeting.add(row);
        }
      }
    }
    return meeting;
  }

  private void mark(Column column, ValueClasses atoms) {
    if (atoms.count() < column.used) {
      for (int atom = atoms.first(); atom >= 0; atom = atoms.next(atom + 1)) {
        mark(column, atom);
      }
      return;
    }
    for (int i = 0; i < column.used; i++) {
      if (atoms.has(column.atoms[i])) {
        mark(column, column.atoms[i]);
      }
    }
  }

  private void mark(Column column, int atom) {
    for (int i = 0; i < column.counts[atom]; i++) {
      int row = column.rows[atom][i];
      marked[row >> 6] |= 1L << row;
    }
  }
}
