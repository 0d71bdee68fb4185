package dev.botflow.table.proof;

import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.table.During;
import dev.botflow.table.TableRow;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Rows that fit the same events and do different things, so that only their order decides. A row that is an exception to
 * one below it, all of its events fitting that one too, is what tables are written for and is not reported; nor is a pair all
 * of whose common events a row above both takes, since its order matters to nobody. The most harmful pairs come first:
 * those that differ in what they do to an open question, then those with different flows.
 */
final class OverlapProofs {
  private final EventSpace space;
  private final RowProofs proofs;

  OverlapProofs(EventSpace space, RowProofs proofs) {
    this.space = space;
    this.proofs = proofs;
  }

  /** A row, those above it that it overlaps with, and an event that shows it. */
  private record Overlap(TableRow row, List<TableRow> others, Counterexample shown) {

    private int harm() {
      return others.stream().mapToInt(other -> harm(other, row)).min().orElse(Integer.MAX_VALUE);
    }

    private static int harm(TableRow one, TableRow other) {
      if (one.during() != other.during()) {
        return 0;
      }
      return one.flow().equals(other.flow()) ? 2 : 1;
    }
  }

  void check(ZoneId zone, Findings findings) {
    List<CoverageSearch.Row<TableRow>> covers = proofs.covers().rows();
    List<Overlap> overlaps = new ArrayList<>();
    for (int i = 1; i < covers.size(); i++) {
      List<TableRow> others = new ArrayList<>();
      List<Counterexample> shown = new ArrayList<>();
      TableRow row = covers.get(i).row();
      for (CoverageSearch.Row<TableRow> above :
          proofs.covers().meeting(covers.get(i).box(), other -> other.order() < row.order())) {
        Optional<Counterexample> both = overlap(above, covers.get(i));
        if (both.isPresent()) {
          others.add(above.row());
          shown.add(both.get());
        }
      }
      if (!others.isEmpty()) {
        overlaps.add(new Overlap(covers.get(i).row(), others, shown.get(0)));
      }
    }
    overlaps.sort(Comparator.comparingInt(Overlap::harm));
    for (Overlap overlap : overlaps) {
      findings.add(new Finding(
          Finding.Severity.WARNING,
          "overlap",
          overlap.row().place().row(overlap.row().id(), null),
          "some events fit this row and " + RowProofs.names(overlap.others())
              + " too, which do something else; only the order of the rows decides",
          overlap.shown().sample(zone)));
    }
  }

  private Optional<Counterexample> overlap(
      CoverageSearch.Row<TableRow> above, CoverageSearch.Row<TableRow> row) {
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
      return Optional.empty();
    }
    ValueClasses[] both = EventSpace.and(above.box(), row.box());
    if (both != null) {
      for (KindGroup group : KindGroup.values()) {
        ValueClasses[] real = EventSpace.and(both, space.box(group));
        Optional<Counterexample> won =
            real == null ? Optional.empty() : proofs.won(above.row(), group, real);
        if (won.isPresent()) {
          return won;
        }
      }
    }
    return Optional.empty();
  }
}
