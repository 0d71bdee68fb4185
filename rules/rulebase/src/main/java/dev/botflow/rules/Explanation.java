package dev.botflow.rules;

import dev.botflow.error.BotFlowException;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.Deliberation;
import dev.botflow.routing.Facts;
import dev.botflow.routing.Stage;
import dev.botflow.table.During;
import dev.botflow.table.RowCell;
import dev.botflow.table.TableRow;
import dev.botflow.table.sheet.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why one event went where it went, row by row and cell by cell, for a range of rows.
 *
 * @param rule the row or base rule that decided; null if none did
 * @param stages the stages that concern the event, in their order
 * @param total how many rows there are that are on
 * @param rows the rows of the range, in the order of the tables
 */
public record Explanation(
    @Nullable String rule, List<StageAsked> stages, int total, List<Row> rows) {
  public Explanation {
    stages = List.copyOf(stages);
    rows = List.copyOf(rows);
  }

  /** Whether something decided, and what came before and after it. */
  public enum Outcome {
    /** Of a row or stage: it took the event. */
    WINS,
    /** Of a row: a condition does not hold, or an open question kept it from counting. Of a stage: nothing in it took the event. */
    FAILS,
    /** Another row or rule took the event first. */
    NOT_ASKED
  }

  /** A stage, and what came of it. */
  public record StageAsked(Stage stage, Outcome outcome) {}

  /**
   * One row.
   *
   * @param row as it was read; its place is file and line
   * @param stage where it is asked for this event
   * @param cells each of its conditions, in the order of their columns
   */
  public record Row(TableRow row, Stage stage, Outcome outcome, List<CellAsked> cells) {
    public Row {
      cells = List.copyOf(cells);
    }
  }

  /**
   * One condition of a row.
   *
   * @param column how findings call the column
   * @param text as written
   * @param result what came of it
   * @param found what was found instead; null where it fits, where nothing was there, and where it was not asked
   */
  public record CellAsked(
      String column, String text, Result result, @Nullable String found) {}

  /** What came of a cell. */
  public enum Result {
    FITS,
    FAILS,
    NOT_ASKED
  }

  /**
   * Explains a decision.
   *
   * @param facts as the bot's router decided on them
   * @param from the first row, counted from 0 among those that are on
   * @param count how many rows at most
   * @throws BotFlowException if the bot was not read from a folder
   */
  public static Explanation of(BotVersion bot, Facts facts, int from, int count) {
    if (!(bot.router() instanceof DroolsRouter router)) {
      throw new BotFlowException("expected a bot with a routing table, but its router has none");
    }
    List<TableRow> all = router.table().rows();
    Deliberation deliberation = facts.deliberation();
    String rule = deliberation.decision().rule();
    Stage decided = deliberation.offered() ? deliberation.stage() : null;
    Optional<TableRow> winner = Optional.ofNullable(rule).flatMap(router.table()::row);
    LosingRows losing = new LosingRows(router.table(), facts);
    List<Row> rows = new ArrayList<>();
    int end = (int) Math.min(all.size(), (long) Math.max(0, from) + Math.max(0, count));
    for (TableRow row : all.subList(Math.min(Math.max(0, from), end), end)) {
      Stage stage = stage(row, facts);
      boolean before = decided == null
          || stage.compareTo(decided) < 0
          || stage == decided && winner.map(won -> row.order() <= won.order()).orElse(true);
      rows.add(row(row, stage, losing, before, winner.filter(won -> won == row).isPresent()));
    }
    return new Explanation(rule, stages(facts, decided), all.size(), rows);
  }

  /** Where a row is asked: those that end it and those that interrupt have a stage of their own. */
  private static Stage stage(TableRow row, Facts facts) {
    if (row.during() == During.END_IT && (facts.message() || !row.takesOtherEvents())) {
      return Stage.END_IT;
    }
    return row.during() == During.INTERRUPT && facts.message() && facts.questionOpen()
        ? Stage.INTERRUPT
        : Stage.ROUTE;
  }

  private static Row row(
      TableRow row, Stage stage, LosingRows losing, boolean before, boolean wins) {
    String during = losing.duringFound(row);
    boolean asked = before || during != null;
    List<CellAsked> cells = new ArrayList<>();
    boolean fails = during != null;
    for (RowCell cell : row.cells()) {
      boolean holds = !asked || losing.holds(cell);
      fails |= !holds;
      cells.add(new CellAsked(
          cell.column(),
          cell.text(),
          asked ? holds ? Result.FITS : Result.FAILS : Result.NOT_ASKED,
          holds ? null : losing.found(cell.check())));
    }
    if (during != null) {
      cells.add(new CellAsked(Columns.DURING, row.during().word(), Result.FAILS, during));
    }
    Outcome outcome = wins ? Outcome.WINS : fails ? Outcome.FAILS : Outcome.NOT_ASKED;
    return new Row(row, stage, outcome, cells);
  }

  private static List<StageAsked> stages(Facts facts, @Nullable Stage decided) {
    Deliberation deliberation = facts.deliberation();
    Stage at = deliberation.stage();
    List<StageAsked> stages = new ArrayList<>();
    deliberation.enter(Stage.DERIVE);
    Optional<Stage> next = deliberation.nextStage(false);
    while (next.isPresent()) {
      Stage stage = next.get();
      int order = decided == null ? -1 : stage.compareTo(decided);
      stages.add(new StageAsked(
          stage, order == 0 ? Outcome.WINS : order < 0 ? Outcome.FAILS : Outcome.NOT_ASKED));
      deliberation.enter(stage);
      next = deliberation.nextStage(false);
    }
    deliberation.enter(at);
    return stages;
  }
}
