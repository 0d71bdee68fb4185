package dev.botflow.table.proof;

import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.flow.BotSettings;
import dev.botflow.table.Check;
import dev.botflow.table.Checked;
import dev.botflow.table.During;
import dev.botflow.table.Phase;
import dev.botflow.table.RowCell;
import dev.botflow.table.TableRow;
import dev.botflow.table.index.RoutingTable;
import dev.botflow.table.sheet.Subject;
import java.time.LocalDate;
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
  private final BoxIndex<TableRow> covers;

  // Of the row that is proved now.
  private List<Counterexample> asked = new ArrayList<>();
  private boolean lasting = true;

  RowProofs(RoutingTable table, EventSpace space, ZoneId zone, Findings findings) {
    this.table = table;
    this.space = space;
    this.zone = zone;
    this.findings = findings;
    List<CoverageSearch.Row<TableRow>> boxes = new ArrayList<>();
    for (TableRow row : table.rows()) {
      boxes.add(CoverageSearch.Row.of(row, space.cover(row)));
    }
    this.covers = new BoxIndex<>(boxes);
  }

  BoxIndex<TableRow> covers() {
    return covers;
  }

  /**
   * Proves each row.
   *
   * @param expired rows that are named as expired already
   * @param memory what was proved before; keeps what is proved now
   */
  void check(Set<TableRow> expired, ProofMemory memory, LocalDate today, BotSettings settings) {
    space.run().begin(table.rows().size());
    ProofMemory.Proved before = memory.last();
    RowChanges changes =
        before != null && before.today().equals(today) && before.settings().equals(settings)
            ? RowChanges.of(before, space, covers.rows())
            : null;
    List<ProofMemory.RowProof> proofs = new ArrayList<>();
    int anew = 0;
    for (TableRow row : table.rows()) {
      space.run().step();
      ValueClasses[] reach = space.reach(row);
      ProofMemory.RowProof proof = changes == null ? null : changes.known(row, reach);
      if (proof == null) {
        proof = proof(row, reach, expired.contains(row));
        anew++;
      }
      Finding finding = proof.finding();
      if (finding != null) {
        // Rows above may have come or gone.
        Place place = row.place().row(row.id(), finding.place().column());
        Finding here = new Finding(
            finding.severity(), finding.code(), place, finding.message(), finding.sample());
        findings.add(here);
      }
      proofs.add(new ProofMemory.RowProof(
          reach, covers.rows().get(row.order()).box(), finding, proof.asked(), proof.lasting()));
    }
    memory.keep(new ProofMemory.Proved(today, settings, space, table.rows(), proofs), anew);
  }

  private ProofMemory.RowProof proof(TableRow row, ValueClasses[] reach, boolean expired) {
    asked = new ArrayList<>(1);
    lasting = true;
    Finding finding = expired ? null : check(row, reach);
    return new ProofMemory.RowProof(
        reach, covers.rows().get(row.order()).box(), finding, asked, lasting);
  }

  private @Nullable Finding check(TableRow row, ValueClasses[] reach) {
    Set<TableRow> takers = new LinkedHashSet<>();
    boolean fits = false;
    boolean undecided = false;
    for (KindGroup group : KindGroup.values()) {
      ValueClasses[] box = EventSpace.and(reach, space.box(group));
      if (box == null) {
        continue;
      }
      fits = true;
      CoverageSearch.Result<TableRow> result = CoverageSearch.of(
          box, before(box, row, group.isMessage()), space.run(), left -> wins(row, group, left));
      if (result.answer() == CoverageSearch.Answer.LEFT) {
        return null;
      }
      undecided |= result.answer() == CoverageSearch.Answer.UNDECIDED;
      takers.addAll(result.rows());
    }
    if (!fits) {
      lasting = false;
      return contradiction(row, reach);
    }
    Counterexample shown = shown(reach);
    return undecided
        ? finding(
            "undecided-row",
            row.place().row(row.id(), null),
            "whether this row ever wins could not be decided, since a pattern leaves open what texts it takes",
            shown)
        : finding("shadowed-row", row.place().row(row.id(), null), shadowed(takers), shown);
  }

  /** An event that fits, of the first group that has one. */
  private @Nullable Counterexample shown(ValueClasses[] reach) {
    for (KindGroup group : KindGroup.values()) {
      ValueClasses[] box = EventSpace.and(reach, space.box(group));
      Optional<Counterexample> one = box == null ? Optional.empty() : space.counterexample(box);
      if (one.isPresent()) {
        return one.get();
      }
    }
    return null;
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

  /** Rows that meet a box and come before this one for messages, or for all other events. */
  private List<CoverageSearch.Row<TableRow>> before(
      ValueClasses[] box, TableRow row, boolean messages) {
    return covers.meeting(box, other -> comesBefore(other, row, messages));
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
    CoverageSearch.of(box, before(box, row, group.isMessage()), space.run(), left -> {
      Optional<Counterexample> one = space.counterexample(left);
      one.filter(event -> first(event, row, group.isMessage()) == row).ifPresent(won::add);
      return !won.isEmpty();
    });
    return won.stream().findFirst();
  }

  /** True if an event of this box is really won by the row, asked as a real event is. */
  private boolean wins(TableRow row, KindGroup group, ValueClasses[] left) {
    Optional<Counterexample> counterexample = space.counterexample(left);
    counterexample.ifPresent(asked::add);
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

  private Finding contradiction(TableRow row, ValueClasses[] reach) {
    int empty = EventSpace.emptyAxis(reach);
    if (empty >= 0) {
      List<RowCell> cells = space.cells(row, empty);
      ValueClasses[] without = reach.clone();
      without[empty] = space.all(empty);
      return finding(
          "contradictory-row",
          row.place().row(row.id(), cells.isEmpty() ? null : cells.get(0).column()),
          "no event fits this row: "
              + (cells.size() == 1 ? quoted(cells.get(0)) + " is never true" : together(cells)),
          anyOf(without));
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
          return finding(
              "contradictory-row",
              row.place().row(row.id(), cell.column()),
              "no event fits this row: " + counterexample.kind() + " never comes with "
                  + quoted(cell),
              counterexample);
        }
      }
    }
    return finding(
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
    for (KindGroup group : KindGroup.values()) {
      ValueClasses[] box = EventSpace.and(reach, space.box(group));
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

  private Finding finding(
      String code, Place place, String message, @Nullable Counterexample counterexample) {
    return new Finding(
        Finding.Severity.WARNING,
        code,
        place,
        message,
        counterexample == null ? null : counterexample.sample(zone));
  }
}
