package dev.botflow.samples.benchmarks;

import dev.botflow.table.Phase;
import dev.botflow.table.TableRow;
import dev.botflow.table.index.RoutingTable;

/** An engine that is asked for the first row that fits; all of them read the same rows. */
@FunctionalInterface
interface Peer {

  /** The id of the row that wins; {@code none} if no row fits. */
  String first(EventAsked asked);

  /** The peer of this name, with these rows. */
  static Peer of(String name, RoutingTable table) {
    switch (name) {
      case "java-index":
        return asked -> table.first(Phase.ROUTE, asked).map(TableRow::id).orElse("none");
      case "java-linear":
        return asked -> scanned(table, asked);
      case "easy-rules":
        return new EasyRulesPeer(table);
      case "drools-rule-a-row":
        return new DroolsRowPeer(table);
      case "kie-dmn":
        return new DmnPeer(table);
      default:
        throw new IllegalArgumentException("peer: expected one that is known, but was " + name);
    }
  }

  private static String scanned(RoutingTable table, EventAsked asked) {
    for (TableRow row : table.rows()) {
      if (row.fits(asked)) {
        return row.id();
      }
    }
    return "none";
  }
}
