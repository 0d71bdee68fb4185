package dev.botflow.table.proof;

import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.error.Sample;
import dev.botflow.table.During;
import dev.botflow.table.TableRow;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that fit the same events and do different things, so that only their order decides. A row that is an exception to
 * one below it, all of its events fitting that one too, is what tables are written for and is not reported.
 */
final class OverlapProofs {
  private final EventSpace space;
  private final List<CoverageSearch.Row<TableRow>> covers;

  OverlapProofs(EventSpace space, List<CoverageSearch.Row<TableRow>> covers) {
    this.space = space;
    this.covers = covers;
  }

  void check(ZoneId zone, Findings findings) {
    List<ValueClasses[]> groups = new ArrayList<>();
    for (KindGroup group : KindGroup.values()) {
      groups.add(group.box(space));
    }
    for (int i = 1; i < covers.size(); i++) {
      TableRow row = covers.get(i).row();
      List<TableRow> others = new ArrayList<>();
      @Nullable Sample shown = null;
      for (int j = 0; j < i; j++) {
        ValueClasses[] both = overlap(covers.get(j), covers.get(i), groups);
        if (both != null) {
          others.add(covers.get(j).row());
          shown = shown == null
              ? space.counterexample(both).map(one -> one.sample(zone)).orElse(null)
              : shown;
        }
      }
      if (!others.isEmpty()) {
        findings.add(new Finding(
            Finding.Severity.WARNING,
            "overlap",
            row.place().row(row.id(), null),
            "some events fit this row and " + RowProofs.names(others)
                + " too, which do something else; only the order of the rows decides",
            shown));
      }
    }
  }

  private static ValueClasses @Nullable [] overlap(
      CoverageSearch.Row<TableRow> above,
      CoverageSearch.Row<TableRow> row,
      List<ValueClasses[]> groups) {
    boolean same = above.row().flow().equals(row.row().flow())
        && above.row().with().equals(row.row().with())
        && above.row().during() == row.row().during();
    // Rows that end it come before all others wherever they stand: there the order decides nothing.
    boolean apart =
        (above.row().during() == During.END_IT) != (row.row().during() == During.END_IT);
    if (same
        || apart
        || EventSpace.isIn(above.box(), row.box())
        || EventSpace.isIn(row.box(), above.box())) {
      return null;
    }
    ValueClasses[] both = EventSpace.and(above.box(), row.box());
    if (both != null) {
      for (ValueClasses[] group : groups) {
        ValueClasses[] real = EventSpace.and(both, group);
        if (real != null) {
          return real;
        }
      }
    }
    return null;
  }
}
