package dev.botflow.rules;

import dev.botflow.routing.Candidate;
import dev.botflow.routing.Facts;
import dev.botflow.routing.Row;
import dev.botflow.table.RoutingTable;
import dev.botflow.table.TableRow;

/** A row of the routing table, as the base rules see it. */
final class RoutingRow implements Row {
  private final RoutingTable table;
  private final TableRow row;
  private final Candidate candidate;

  RoutingRow(RoutingTable table, TableRow row) {
    this.table = table;
    this.row = row;
    this.candidate = Candidate.of(row.id())
        .row(row.order())
        .startFlow(row.flow())
        .with(row.with())
        .share(row.share());
  }

  @Override
  public String id() {
    return row.id();
  }

  @Override
  public int order() {
    return row.order();
  }

  @Override
  public boolean covers(Facts facts) {
    return table.isComplete(row.order()) || table.restHolds(row.order(), new FactsAsked(facts));
  }

  @Override
  public Candidate candidate() {
    return candidate;
  }
}
