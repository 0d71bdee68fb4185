package dev.botflow.table.proof;

import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.error.Sample;
import dev.botflow.flow.Bot;
import dev.botflow.flow.DecideStep;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Step;
import dev.botflow.flow.check.DecideExits;
import dev.botflow.flow.check.VariableNames;
import dev.botflow.table.Asked;
import dev.botflow.table.Check;
import dev.botflow.table.DecisionRow;
import dev.botflow.table.RowCell;
import dev.botflow.table.index.DecisionTable;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What holds of decision tables whatever values come: rows that can never win, exits that no step takes, columns that ask
 * for what nothing sets. What the routing table's proofs cut and search is cut and searched here too.
 */
public final class DecisionProofs {
  private static final String EXIT = "Exit";

  private final Bot bot;
  private final LocalDate today;
  private final ZoneId zone;
  private final Findings findings;
  private final ProofRun run;

  private DecisionProofs(Bot bot, LocalDate today, Findings findings, ProofRun run) {
    this.bot = bot;
    this.today = today;
    this.zone = bot.settings().zone();
    this.findings = findings;
    this.run = run;
  }

  /**
   * Searches all tables.
   *
   * @param names which variables have a value in which flow
   * @param today the day of the samples
   * @param run the search, which can be ended
   */
  public static void check(
      Collection<DecisionTable> tables,
      Bot bot,
      VariableNames names,
      LocalDate today,
      Findings findings,
      ProofRun run) {
    DecisionProofs proofs = new DecisionProofs(bot, today, findings, run);
    for (DecisionTable table : tables) {
      Map<DecideStep, Flow> steps = proofs.askedBy(table);
      proofs.columns(table, steps, names);
      proofs.rows(table);
      proofs.exits(table, steps.keySet());
    }
  }

  private Map<DecideStep, Flow> askedBy(DecisionTable table) {
    Map<DecideStep, Flow> asking = new LinkedHashMap<>();
    for (Flow flow : bot.flows().values()) {
      for (Step step : flow.steps().values()) {
        if (step instanceof DecideStep decide && decide.table().equals(table.name())) {
          asking.put(decide, flow);
        }
      }
    }
    return asking;
  }

  // Columns.

  private void columns(DecisionTable table, Map<DecideStep, Flow> steps, VariableNames names) {
    Set<String> told = new LinkedHashSet<>();
    for (DecisionRow row : table.rows()) {
      for (RowCell cell : row.cells()) {
        if (told.add(cell.column())) {
          column(cell, row, steps, names);
        }
      }
    }
  }

  /** A column is doubted where no flow that asks the table knows its variable. */
  private void column(
      RowCell cell, DecisionRow row, Map<DecideStep, Flow> steps, VariableNames names) {
    List<String> meant = new ArrayList<>();
    for (Flow flow : steps.values()) {
      names.meant(flow.name(), cell.column()).ifPresent(meant::add);
    }
    if (!steps.isEmpty() && meant.size() == steps.size()) {
      findings.warning(
          "never-set",
          row.place().row(row.id(), cell.column()),
          "expected a column with the name of a variable, but nothing sets \"" + cell.column()
              + "\" (did you mean \"" + meant.get(0) + "\"?)");
    }
  }

  // Rows.

  private void rows(DecisionTable table) {
    EventSpace space = new EventSpace(table.rows(), bot.settings(), today, run);
    List<CoverageSearch.Row<DecisionRow>> covers = new ArrayList<>();
    for (DecisionRow row : table.rows()) {
      covers.add(CoverageSearch.Row.of(row, space.cover(row)));
    }
    BoxIndex<DecisionRow> index = new BoxIndex<>(covers);
    for (DecisionRow row : table.rows()) {
      ValueClasses[] reach = space.reach(row);
      if (EventSpace.emptyAxis(reach) < 0) {
        row(table, row, space, reach, index);
      }
    }
  }

  private void row(
      DecisionTable table,
      DecisionRow row,
      EventSpace space,
      ValueClasses[] reach,
      BoxIndex<DecisionRow> covers) {
    CoverageSearch.Result<DecisionRow> result = CoverageSearch.of(
        reach,
        covers.meeting(reach, other -> other.order() < row.order()),
        run,
        left ->
            space.counterexample(left).filter(one -> first(table, one) == row).isPresent());
    if (result.answer() == CoverageSearch.Answer.LEFT) {
      return;
    }
    Counterexample shown = space.counterexample(reach).orElse(null);
    Place place = row.place().row(row.id(), null);
    if (result.answer() == CoverageSearch.Answer.UNDECIDED) {
      add(
          "undecided-row",
          place,
          "whether this row ever wins could not be decided, since a pattern leaves open what texts it takes",
          sample(shown, row));
      return;
    }
    List<DecisionRow> takers = result.rows();
    DecisionRow only = takers.size() == 1 ? takers.get(0) : null;
    add(
        "shadowed-row",
        only != null && isAlike(only, row) && !only.exit().equals(row.exit())
            ? place.row(row.id(), EXIT)
            : place,
        shadowed(row, takers) + example(row, shown),
        sample(shown, row));
  }

  private static String shadowed(DecisionRow row, List<DecisionRow> takers) {
    DecisionRow only = takers.size() == 1 ? takers.get(0) : null;
    if (only == null) {
      return "this row never wins: all that fits it is taken by " + RowProofs.names(takers)
          + " together";
    }
    boolean same = only.exit().equals(row.exit());
    if (!isAlike(only, row)) {
      return "this row never wins: all that fits it is taken by " + only.id()
          + (same ? "" : ", which picks \"" + only.exit() + "\"");
    }
    return same
        ? "this row never wins: it says the same as " + only.id()
        : "this row never wins: " + only.id() + " asks for the same and picks \"" + only.exit()
            + "\", but this one \"" + row.exit() + "\"";
  }

  private static boolean isAlike(DecisionRow one, DecisionRow other) {
    return one.cells().equals(other.cells());
  }

  private static @Nullable DecisionRow first(DecisionTable table, Asked asked) {
    for (DecisionRow row : table.rows()) {
      if (row.cells().stream().allMatch(cell -> cell.check().holds(asked))) {
        return row;
      }
    }
    return null;
  }

  /** The values that show it, in words: a decision table is asked by a flow and not by an event. */
  private static String example(DecisionRow row, @Nullable Counterexample shown) {
    Map<String, Object> values = values(row, shown);
    return values.isEmpty()
        ? ""
        : values.entrySet().stream()
            .map(one -> one.getKey() + " " + one.getValue())
            .collect(Collectors.joining(", ", " (such as ", ")"));
  }

  private static Map<String, Object> values(DecisionRow row, @Nullable Counterexample shown) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (RowCell cell : row.cells()) {
      if (shown != null && cell.check() instanceof Check.Value asked) {
        Object value = shown.value(asked.subject());
        if (value != null) {
          values.put(cell.column(), value);
        }
      }
    }
    return values;
  }

  /** An event with these values given; which message a flow is told in meanwhile does not matter. */
  private @Nullable Sample sample(@Nullable Counterexample shown, DecisionRow row) {
    if (shown == null) {
      return null;
    }
    Sample any = Sample.text(today.atTime(10, 0).atZone(zone).toInstant(), "WHATSAPP", "hello");
    return new Sample(
        any.at(),
        values(row, shown),
        any.kind(),
        any.channel(),
        any.text(),
        null,
        null,
        any.app(),
        any.contact());
  }

  // Exits.

  /** Exits that none of the steps that ask the table has a way for. */
  private void exits(DecisionTable table, Set<DecideStep> steps) {
    Set<String> told = new LinkedHashSet<>();
    for (DecisionRow row : table.rows()) {
      List<Optional<String>> untaken = new ArrayList<>();
      for (DecideStep step : steps) {
        Map<String, Optional<String>> of = DecideExits.untaken(step, table.exits());
        if (of.containsKey(row.exit())) {
          untaken.add(of.getOrDefault(row.exit(), Optional.empty()));
        }
      }
      if (!steps.isEmpty() && untaken.size() == steps.size() && told.add(row.exit())) {
        DecideStep step = steps.iterator().next();
        add(
            "untaken-exit",
            row.place().row(row.id(), EXIT),
            "expected an exit that " + step.head().place().flow() + "." + step.id() + " takes ("
                + String.join(", ", step.nextByExit().keySet()) + " or else), but was \""
                + row.exit() + "\", so it goes on with else"
                + untaken.get(0).map(one -> " (did you mean \"" + one + "\"?)").orElse(""),
            sample(fitting(table, row), row));
      }
    }
  }

  private @Nullable Counterexample fitting(DecisionTable table, DecisionRow row) {
    EventSpace space = new EventSpace(table.rows(), bot.settings(), today, run);
    ValueClasses[] reach = space.reach(row);
    return EventSpace.emptyAxis(reach) >= 0 ? null : space.counterexample(reach).orElse(null);
  }

  private void add(String code, Place place, String message, @Nullable Sample sample) {
    findings.add(new Finding(Finding.Severity.WARNING, code, place, message, sample));
  }
}
