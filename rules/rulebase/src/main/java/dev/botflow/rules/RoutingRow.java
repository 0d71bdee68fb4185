package dev.botflow.rules;

import dev.botflow.routing.Candidate;
import dev.botflow.routing.Facts;
import dev.botflow.routing.Row;
import dev.botflow.table.RoutingTable;
import dev.botflow.table.TableRow;

/** A row of the routing table, as the base rules see it. */
final class RoutingRow implements Row {
  private final RoutingTable table;
  private final String id;
  private final int order;
  private final boolean complete;
  private final Candidate candidate;

  RoutingRow(RoutingTable table, TableRow row) {
    this.table = table;
    this.id = row.id();
    this.order = row.order();
    // Kept here, so that a decision does not look at the far memory of the table's own row.
    this.complete = table.isComplete(order);
    this.candidate = Candidate.of(row.id())
        .row(row.order())
        .startFlow(row.flow())
        .with(row.with())
        .share(row.share());
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public int order() {
    return order;
  }

  @Override
  public boolean covers(Facts facts) {
    return complete || table.restHolds(order, new FactsAsked(facts));
  }

  @Override
  public Candidate candidate() {
    return candidate;
  }
}
