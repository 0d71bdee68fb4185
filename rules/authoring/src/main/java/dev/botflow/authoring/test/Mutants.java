package dev.botflow.authoring.test;

import dev.botflow.authoring.io.BotTables;
import dev.botflow.table.DecisionRow;
import dev.botflow.table.RowCell;
import dev.botflow.table.TableRow;
import dev.botflow.table.index.DecisionTable;
import java.util.ArrayList;
import java.util.List;

/**
 * Every row of a bot's tables removed, and every cell negated and widened, one at a time, in the order of the tables:
 * the same for the same bot. They are made of rows in memory, so that nothing is read or compiled again.
 */
public final class Mutants {
  private final BotTables tables;
  private final List<Mutant> mutants = new ArrayList<>();

  private Mutants(BotTables tables) {
    this.tables = tables;
  }

  public static List<Mutant> of(BotTables tables) {
    Mutants all = new Mutants(tables);
    tables.routing().rows().forEach(all::routing);
    tables.decisions().forEach(table -> table.rows().forEach(row -> all.deciding(table, row)));
    return all.mutants;
  }

  private void routing(TableRow row) {
    List<TableRow> without = new ArrayList<>(tables.routing().rows());
    without.remove(row.order());
    mutants.add(new Mutant(
        Mutant.REMOVE_ROW, row.id(), null, row.place(), null, tables.routingBy(without)));
    for (RowCell cell : row.cells()) {
      CellMutants.negated(cell)
          .ifPresent(changed ->
              routing(Mutant.NEGATE_CELL, row, cell, replaced(row.cells(), cell, changed)));
      CellMutants.widened(row.cells(), cell)
          .ifPresent(cells -> routing(Mutant.WIDEN_CELL, row, cell, cells));
    }
  }

  private void routing(String kind, TableRow row, RowCell cell, List<RowCell> cells) {
    List<TableRow> rows = new ArrayList<>(tables.routing().rows());
    rows.set(row.order(), row.withCells(cells));
    mutants.add(new Mutant(
        kind,
        row.id(),
        cell.column(),
        row.place().row(row.id(), cell.column()),
        cell.text(),
        tables.routingBy(rows)));
  }

  private void deciding(DecisionTable table, DecisionRow row) {
    List<DecisionRow> without = new ArrayList<>(table.rows());
    without.remove(row.order());
    mutants.add(new Mutant(
        Mutant.REMOVE_ROW,
        table.name() + "." + row.id(),
        null,
        row.place(),
        null,
        tables.decidingBy(table.name(), without)));
    for (RowCell cell : row.cells()) {
      CellMutants.negated(cell)
          .ifPresent(changed ->
              deciding(Mutant.NEGATE_CELL, table, row, cell, replaced(row.cells(), cell, changed)));
      CellMutants.widened(row.cells(), cell)
          .ifPresent(cells -> deciding(Mutant.WIDEN_CELL, table, row, cell, cells));
    }
  }

  private void deciding(
      String kind, DecisionTable table, DecisionRow row, RowCell cell, List<RowCell> cells) {
    List<DecisionRow> rows = new ArrayList<>(table.rows());
    rows.set(row.order(), row.withCells(cells));
    mutants.add(new Mutant(
        kind,
        table.name() + "." + row.id(),
        cell.column(),
        row.place().row(row.id(), cell.column()),
        cell.text(),
        tables.decidingBy(table.name(), rows)));
  }

  private static List<RowCell> replaced(List<RowCell> cells, RowCell old, RowCell changed) {
    List<RowCell> replaced = new ArrayList<>();
    cells.forEach(cell -> replaced.add(cell == old ? changed : cell));
    return replaced;
  }
}
