package dev.botflow.rules;

import dev.botflow.routing.Facts;
import dev.botflow.routing.Row;
import dev.botflow.routing.Rows;
import dev.botflow.routing.Stage;
import dev.botflow.table.Phase;
import dev.botflow.table.TableRow;
import dev.botflow.table.index.RoutingTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** One table snapshot, as it travels with the facts. Immutable; each decision pulls rows through its {@link Pull}. */
final class TableRows {
  private final RoutingTable table;
  private final RoutingRow[] rows;

  TableRows(RoutingTable table) {
    this.table = table;
    this.rows = new RoutingRow[table.rows().size()];
    for (TableRow row : table.rows()) {
      rows[row.order()] = new RoutingRow(table, row);
    }
  }

  Pull pull(Facts facts) {
    return new Pull(facts);
  }

  /** The rows of one decision; those of a stage are looked up once, however often they are asked for. */
  final class Pull implements Rows, IntConsumer {
    private final Facts facts;
    private @Nullable Stage stage;
    private List<Row> found = Collections.emptyList();

    private Pull(Facts facts) {
      this.facts = facts;
    }

    /** True if a row may fit at the facts' stage; always, for stages that need no rows. */
    boolean mayFit() {
      return !takesRows(facts.stage()) || !candidates(facts).isEmpty();
    }

    @Override
    public List<Row> candidates(Facts asked) {
      if (stage != asked.stage()) {
        stage = asked.stage();
        found = Collections.emptyList();
        if (takesRows(stage) && !table.isEmpty(phase(stage))) {
          table.candidates(phase(stage), new FactsAsked(facts), this);
        }
      }
      return found;
    }

    @Override
    public void accept(int order) {
      if (found.isEmpty()) {
        found = new ArrayList<>(4);
      }
      found.add(rows[order]);
    }
  }

  private static boolean takesRows(Stage stage) {
    return stage == Stage.END_IT || stage == Stage.INTERRUPT || stage == Stage.ROUTE;
  }

  private static Phase phase(Stage stage) {
    switch (stage) {
      case END_IT:
        return Phase.END_IT;
      case INTERRUPT:
        return Phase.INTERRUPT;
      default:
        return Phase.ROUTE;
    }
  }
}
