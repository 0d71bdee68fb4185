package dev.botflow.table.index;

import dev.botflow.table.Asked;
import dev.botflow.table.DecisionRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * A decision table: variables to an exit; the first row that fits wins. Indexed as the routing table is. Immutable, safe
 * for use by many threads.
 */
public final class DecisionTable {
  private final String name;
  private final List<DecisionRow> rows;
  private final RowCodes codes;
  private final RowIndex index;

  /** @param rows in order, each at the place its order says */
  public DecisionTable(String name, List<DecisionRow> rows) {
    this.name = name;
    this.rows = List.copyOf(rows);
    this.codes = new RowCodes(this.rows);
    List<Integer> all = new ArrayList<>();
    this.rows.forEach(row -> all.add(row.order()));
    this.index = new RowIndex(codes, all);
  }

  public String name() {
    return name;
  }

  public List<DecisionRow> rows() {
    return rows;
  }

  /** The exits its rows can pick, in the order of the rows. */
  public Set<String> exits() {
    Set<String> exits = new LinkedHashSet<>();
    rows.forEach(row -> exits.add(row.exit()));
    return Collections.unmodifiableSet(exits);
  }

  /** True if a row fits whatever comes. */
  public boolean hasElse() {
    return rows.stream().anyMatch(row -> row.cells().isEmpty());
  }

  /** Passes on the places of rows that may fit, in no order; see {@link RoutingTable#candidates}. */
  public void candidates(Asked asked, IntConsumer each) {
    index.candidates(asked, each);
  }

  /** True if what the index did not test holds for this row. */
  public boolean restHolds(int order, Asked asked) {
    return codes.restHolds(order, asked);
  }
}
