package dev.botflow.rules;

import dev.botflow.table.DecisionRow;
import dev.botflow.table.index.DecisionTable;

/** A row of a decision table, as the base rule sees it; public for that rule alone. */
public final class DecidingRow {
  private final DecisionTable table;
  private final DecisionRow row;

  DecidingRow(DecisionTable table, DecisionRow row) {
    this.table = table;
    this.row = row;
  }

  /** True if those cells hold that the look-up did not test already. */
  public boolean covers(Deciding deciding) {
    return table.restHolds(row.order(), deciding.asked());
  }

  DecisionRow row() {
    return row;
  }
}
