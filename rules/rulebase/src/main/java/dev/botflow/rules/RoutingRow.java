package dev.botflow.rules;

import dev.botflow.routing.Candidate;
import dev.botflow.routing.Facts;
import dev.botflow.routing.Row;
import dev.botflow.table.TableRow;
import dev.botflow.table.index.RoutingTable;
import dev.botflow.template.Template;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of the routing table, as the base rules see it. */
final class RoutingRow implements Row {
  private final RoutingTable table;
  private final String id;
  private final int order;
  private final boolean complete;
  private final String flow;
  private final Map<String, Template> with;
  private final @Nullable String share;

  RoutingRow(RoutingTable table, TableRow row) {
    this.table = table;
    this.id = row.id();
    this.order = row.order();
    // All kept here, so that a decision looks at this object and at nothing else far away in
    // memory.
    this.complete = table.isComplete(order);
    this.flow = row.flow();
    this.with = row.with();
    this.share = row.share();
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
    return new Candidate(
        id, null, Candidate.Rank.TABLE, order, Candidate.Action.START, flow, with, share, null);
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
