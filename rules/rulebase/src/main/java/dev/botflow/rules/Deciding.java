package dev.botflow.rules;

import dev.botflow.table.Asked;
import dev.botflow.table.DecisionRow;
import dev.botflow.table.index.DecisionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One {@code decide} step in the making: the fact the base rule of decision tables sees; public for that rule alone. Made
 * for one decision by one thread.
 */
public final class Deciding {
  private final DecisionTable table;
  private final DecidingRow[] rows;
  private final Asked asked;
  private @Nullable DecisionRow first;

  Deciding(DecisionTable table, DecidingRow[] rows, Asked asked) {
    this.table = table;
    this.rows = rows;
    this.asked = asked;
  }

  Asked asked() {
    return asked;
  }

  /** Rows that may fit. */
  public List<DecidingRow> candidates() {
    List<DecidingRow> candidates = new ArrayList<>(4);
    table.candidates(asked, order -> candidates.add(rows[order]));
    return candidates;
  }

  /** Offers a row; the first of the table wins. */
  public void offer(DecidingRow row) {
    if (first == null || row.row().order() < first.order()) {
      first = row.row();
    }
  }

  /** The first row that fits. */
  Optional<DecisionRow> first() {
    return Optional.ofNullable(first);
  }

  /** The table; nothing of what it is asked about. */
  @Override
  public String toString() {
    return "Deciding[" + table.name() + "]";
  }
}
