package dev.botflow.table;

import dev.botflow.error.Place;
import java.util.List;

/**
 * One row of a decision table.
 *
 * @param order its place in its table, from 0; the lowest that fits wins
 * @param id its id, unique in its table
 * @param place file and line
 * @param exit what it picks
 * @param cells its conditions; none for the row that fits whatever comes
 */
public record DecisionRow(int order, String id, Place place, String exit, List<RowCell> cells)
    implements Checked {
  public DecisionRow {
    cells = List.copyOf(cells);
  }

  /** The same row at another place. */
  public DecisionRow at(int newOrder) {
    return new DecisionRow(newOrder, id, place, exit, cells);
  }

  /** The same row with other conditions. */
  public DecisionRow withCells(List<RowCell> conditions) {
    return new DecisionRow(order, id, place, exit, conditions);
  }
}
