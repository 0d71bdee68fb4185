package dev.botflow.table.proof;

import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.table.Check;
import dev.botflow.table.Checked;
import dev.botflow.table.During;
import dev.botflow.table.Phase;
import dev.botflow.table.RowCell;
import dev.botflow.table.TableRow;
import dev.botflow.table.index.RoutingTable;
import dev.botflow.table.sheet.Subject;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows that can never win: those no event fits, and those whose events other rows take before them. */
final class RowProofs {
  private final RoutingTable table;
  private final EventSpace space;
  private final ZoneId zone;
  private final Findings findings;
  private final List<CoverageSearch.Row<TableRow>> covers = new ArrayList<>();
  private final ValueClasses[][] groups;

  RowProofs(RoutingTable table, EventSpace space, ZoneId zone, Findings findings) {
    this.table = table;
    this.space = space;
    this.zone = zone;
    this.findings = findings;
    for (TableRow row : table.rows()) {
      covers.add(new CoverageSearch.Row<>(row, space.cover(row)));
    }
    this.groups = new ValueClasses[KindGroup.values().length][];
    for (KindGroup group : KindGroup.values()) {
      groups[group.ordinal()] = group.box(space);
    }
  }

  List<CoverageSearch.Row<TableRow>> covers() {
    return covers;
  }

  /** @param expired rows that are named as expired already */
  void check(Set<TableRow> expired) {
    space.run().begin(table.rows().size());
    for (TableRow row : table.rows()) {
      space.run().step();
      if (!expired.contains(row)) {
        check(row);
      }
    }
  }

  private void check(TableRow row) {
    ValueClasses[] reach = space.reach(row);
    Set<TableRow> takers = new LinkedHashSet<>();
    boolean fits = false;
    boolean undecided = false;
    @Nullable Counterexample shown = null;
    for (KindGroup group : KindGroup.values()) {
      ValueClasses[] box = EventSpace.and(reach, groups[group.ordinal()]);
      if (box == null) {
        continue;
      }
      fits = true;
      if (shown == null) {
        shown = space.counterexample(box).orElse(null);
      }
      CoverageSearch.Result<TableRow> result = CoverageSearch.of(
          box, before(row, group.isMessage()), space.run(), left -> wins(row, group, left));
      if (result.answer() == CoverageSearch.Answer.LEFT) {
        return;
      }
      undecided |= result.answer() == CoverageSearch.Answer.UNDECIDED;
      takers.addAll(result.rows());
    }
    if (!fits) {
      contradiction(row, reach);
    } else if (undecided) {
      add(
          "undecided-row",
          row.place().row(row.id(), null),
          "whether this row ever wins could not be decided, since a pattern leaves open what texts it takes",
          shown);
    } else {
      add("shadowed-row", row.place().row(row.id(), null), shadowed(takers), shown);
    }
  }

  private static String shadowed(Set<TableRow> takers) {
    List<TableRow> rows = takers.stream()
        .sorted((one, other) -> Integer.compare(one.order(), other.order()))
        .toList();
    String names = names(rows);
    return rows.size() == 1
        ? "this row never wins: every event that fits it is taken by " + names
        : "this row never wins: every event that fits it is taken by " + names + " together";
  }

  /** {@code R1}, {@code R1 and R2}, {@code R1, R2 and R3}; of many, the first ten. */
  static String names(List<? extends Checked> rows) {
    StringBuilder names = new StringBuilder();
    int named = rows.size() > 12 ? 10 : rows.size();
    for (int i = 0; i < named; i++) {
      names
          .append(i == 0 ? "" : i == named - 1 && named == rows.size() ? " and " : ", ")
          .append(rows.get(i).id());
    }
    return named == rows.size()
        ? names.toString()
        : names + " and " + (rows.size() - named) + " more";
  }

  /** Rows that come before this one for messages, or for all other events. */
  private List<CoverageSearch.Row<TableRow>> before(TableRow row, boolean messages) {
    List<CoverageSearch.Row<TableRow>> before = new ArrayList<>();
    for (CoverageSearch.Row<TableRow> other : covers) {
      if (comesBefore(other.row(), row, messages)) {
        before.add(other);
      }
    }
    return before;
  }

  private static boolean comesBefore(TableRow other, TableRow row, boolean messages) {
    boolean above = other.order() < row.order();
    if (!messages) {
      return above;
    }
    if (other.during() == During.END_IT) {
      return above || row.during() != During.END_IT;
    }
    if (row.during() == During.END_IT) {
      return false;
    }
    // While a question is open a row that interrupts meets others of its kind alone.
    return above && (row.during() == During.WAIT || other.during() == During.INTERRUPT);
  }

  /** An event of a box that the row wins, asked as a real event is; empty if rows before it take all. */
  Optional<Counterexample> won(TableRow row, KindGroup group, ValueClasses[] box) {
    List<Counterexample> won = new ArrayList<>();
    CoverageSearch.of(box, before(row, group.isMessage()), space.run(), left -> {
      Optional<Counterexample> one = space.counterexample(left);
      one.filter(event -> first(event, row, group.isMessage()) == row).ifPresent(won::add);
      return !won.isEmpty();
    });
    return won.stream().findFirst();
  }

  /** True if an event of this box is really won by the row, asked as a real event is. */
  private boolean wins(TableRow row, KindGroup group, ValueClasses[] left) {
    Optional<Counterexample> counterexample = space.counterexample(left);
    return counterexample.isPresent() && first(counterexample.get(), row, group.isMessage()) == row;
  }

  private @Nullable TableRow first(Counterexample counterexample, TableRow row, boolean message) {
    if (message) {
      Optional<TableRow> ending = table.first(Phase.END_IT, counterexample);
      if (ending.isPresent()) {
        return ending.get();
      }
      if (row.during() == During.INTERRUPT) {
        return table.first(Phase.INTERRUPT, counterexample).orElse(null);
      }
    }
    return table.first(Phase.ROUTE, counterexample).orElse(null);
  }

  private void contradiction(TableRow row, ValueClasses[] reach) {
    int empty = EventSpace.emptyAxis(reach);
    if (empty >= 0) {
      List<RowCell> cells = space.cells(row, empty);
      ValueClasses[] without = reach.clone();
      without[empty] = space.all(empty);
      add(
          "contradictory-row",
          row.place().row(row.id(), cells.isEmpty() ? null : cells.get(0).column()),
          "no event fits this row: "
              + (cells.size() == 1 ? quoted(cells.get(0)) + " is never true" : together(cells)),
          anyOf(without));
      return;
    }
    // Each column alone can be met, but not by the kinds of events the row is for.
    for (RowCell cell : row.cells()) {
      if (cell.check() instanceof Check.Value value
          && isPartOfEvents(value.subject().what())) {
        int place = space.place(value.subject().what());
        ValueClasses[] without = reach.clone();
        without[place] = space.all(place);
        Counterexample counterexample = anyOf(without);
        if (counterexample != null) {
          add(
              "contradictory-row",
              row.place().row(row.id(), cell.column()),
              "no event fits this row: " + counterexample.kind() + " never comes with "
                  + quoted(cell),
              counterexample);
          return;
        }
      }
    }
    add(
        "contradictory-row",
        row.place().row(row.id(), null),
        "no event fits this row: its cells contradict each other",
        null);
  }

  private static boolean isPartOfEvents(Subject.What what) {
    return what == Subject.What.SAYS
        || what == Subject.What.POSTBACK
        || what == Subject.What.DELIVERY_REASON
        || what == Subject.What.CHANNEL;
  }

  private @Nullable Counterexample anyOf(ValueClasses[] reach) {
    for (ValueClasses[] group : groups) {
      ValueClasses[] box = EventSpace.and(reach, group);
      if (box != null) {
        return space.counterexample(box).orElse(null);
      }
    }
    return null;
  }

  private static String quoted(RowCell cell) {
    return cell.column() + " \"" + cell.text() + "\"";
  }

  private static String together(List<RowCell> cells) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      text.append(i == 0 ? "" : i == cells.size() - 1 ? " and " : ", ")
          .append(quoted(cells.get(i)));
    }
    return text + " are never true together";
  }

  private void add(
      String code, Place place, String message, @Nullable Counterexample counterexample) {
    findings.add(new Finding(
        Finding.Severity.WARNING,
        code,
        place,
        message,
        counterexample == null ? null : counterexample.sample(zone)));
  }
}
