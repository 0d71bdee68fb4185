package dev.botflow.table.index;

import dev.botflow.table.Asked;
import dev.botflow.table.During;
import dev.botflow.table.Phase;
import dev.botflow.table.TableRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * The routing rows of a bot, indexed: a look-up costs the same for ten rows as for a hundred thousand. Immutable, safe
 * for use by many threads.
 *
 * <p>The cells of a row that list words or name states are one key in the map of their set of columns; ranges, parts of
 * texts, patterns and times are tested on the few rows left.
 */
public final class RoutingTable {
  private final List<TableRow> rows;
  private final List<TableRow> written;
  private final Map<String, TableRow> byId = new LinkedHashMap<>();
  private final RowCodes codes;
  private final RowIndex endIt;
  private final RowIndex interrupt;
  private final RowIndex route;

  private RoutingTable(List<TableRow> rows, List<TableRow> written) {
    this.rows = List.copyOf(rows);
    this.written = List.copyOf(written);
    this.codes = new RowCodes(this.rows);
    List<Integer> ending = new ArrayList<>();
    List<Integer> interrupting = new ArrayList<>();
    List<Integer> routing = new ArrayList<>();
    for (TableRow row : this.rows) {
      byId.putIfAbsent(row.id(), row);
      boolean ends = row.during() == During.END_IT;
      if (ends) {
        ending.add(row.order());
      }
      if (row.during() == During.INTERRUPT) {
        interrupting.add(row.order());
      }
      // Rows that end it were tried on messages before; for other events there is nothing to end.
      if (!ends || row.takesOtherEvents()) {
        routing.add(row.order());
      }
    }
    this.endIt = new RowIndex(codes, ending);
    this.interrupt = new RowIndex(codes, interrupting);
    this.route = new RowIndex(codes, routing);
  }

  /**
   * A table of these rows.
   *
   * @throws IllegalArgumentException if a row does not stand at the place its order says
   */
  public static RoutingTable of(List<TableRow> rows) {
    return of(rows, rows);
  }

  /**
   * A table of these rows, among others that are switched off.
   *
   * @param written all rows as they stand in the files; those that are off are never asked
   * @throws IllegalArgumentException if a row does not stand at the place its order says
   */
  public static RoutingTable of(List<TableRow> rows, List<TableRow> written) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).order() != i) {
        throw new IllegalArgumentException("row " + rows.get(i).id() + ": expected order " + i
            + ", but was " + rows.get(i).order());
      }
    }
    return new RoutingTable(rows, written);
  }

  /** All rows in order. */
  public List<TableRow> rows() {
    return rows;
  }

  /** All rows as they stand in the files, those that are switched off among them. */
  public List<TableRow> written() {
    return written;
  }

  /** The rows that are switched off. */
  public List<TableRow> off() {
    return written.stream().filter(row -> !byId.containsKey(row.id())).toList();
  }

  public Optional<TableRow> row(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * Passes on the places of rows that may fit, in no order. The first row that fits is among them; each passes all that the
   * index tests, so {@link #restHolds} is all that is left to ask.
   */
  public void candidates(Phase phase, Asked asked, IntConsumer each) {
    index(phase).candidates(asked, each);
  }

  /** True if no row is for this phase. */
  public boolean isEmpty(Phase phase) {
    return index(phase).isEmpty();
  }

  /** True if the index tests all that this row demands, so that {@link #restHolds} is certain. */
  public boolean isComplete(int order) {
    return codes.isComplete(order);
  }

  /** True if what the index did not test holds for this row. */
  public boolean restHolds(int order, Asked asked) {
    return codes.restHolds(order, asked);
  }

  /** The first row that fits, without any rules; for measuring and for comparing. */
  public Optional<TableRow> first(Phase phase, Asked asked) {
    int first = index(phase).first(asked);
    return first < 0 ? Optional.empty() : Optional.of(rows.get(first));
  }

  private RowIndex index(Phase phase) {
    switch (phase) {
      case END_IT:
        return endIt;
      case INTERRUPT:
        return interrupt;
      default:
        return route;
    }
  }
}
