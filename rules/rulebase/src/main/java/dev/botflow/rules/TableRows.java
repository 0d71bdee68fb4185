package dev.botflow.rules;

import dev.botflow.routing.Facts;
import dev.botflow.routing.Row;
import dev.botflow.routing.Rows;
import dev.botflow.table.Phase;
import dev.botflow.table.RoutingTable;
import dev.botflow.table.TableRow;
import java.util.ArrayList;
import java.util.List;

/** One table snapshot, as it travels with the facts. */
final class TableRows implements Rows {
  private final RoutingTable table;
  private final RoutingRow[] rows;

  TableRows(RoutingTable table) {
    this.table = table;
    this.rows = new RoutingRow[table.rows().size()];
    for (TableRow row : table.rows()) {
      rows[row.order()] = new RoutingRow(table, row);
    }
  }

  @Override
  public List<Row> candidates(Facts facts) {
    List<Row> candidates = new ArrayList<>(4);
    table.candidates(phase(facts), new FactsAsked(facts), order -> candidates.add(rows[order]));
    return candidates;
  }

  private static Phase phase(Facts facts) {
    switch (facts.stage()) {
      case END_IT:
        return Phase.END_IT;
      case INTERRUPT:
        return Phase.INTERRUPT;
      default:
        return Phase.ROUTE;
    }
  }
}
