package dev.botflow.rules;

import dev.botflow.routing.Candidate;
import dev.botflow.routing.Facts;
import dev.botflow.routing.Row;
import dev.botflow.table.RoutingTable;
import dev.botflow.table.TableRow;
import org.jspecify.annotations.Nullable;

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
    // Made in one go: a table of many rows is read again at each reload.
    this.candidate = new Candidate(
        row.id(),
        null,
        Candidate.Rank.TABLE,
        order,
        Candidate.Action.START,
        row.flow(),
        row.with(),
        row.share(),
        null);
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

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  /** Its place: an object's own hash is made when first asked for, which costs each row's first decision dearly. */
  @Override
  public int hashCode() {
    return order;
  }
}
