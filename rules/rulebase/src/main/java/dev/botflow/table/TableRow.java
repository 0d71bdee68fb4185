package dev.botflow.table;

import dev.botflow.cell.Cell;
import dev.botflow.error.Place;
import dev.botflow.event.EventKind;
import dev.botflow.table.sheet.Subject;
import dev.botflow.template.Template;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of the routing table.
 *
 * @param order its place among the rows of all tables, from 0; the lowest that fits wins
 * @param id its id, unique in the bot
 * @param place file and line
 * @param flow the flow it starts
 * @param with run variables of that flow
 * @param during what it does while a question is open
 * @param share its part of a split as written with a per cent sign, such as {@code 30 %}; null for none
 * @param cells its conditions, in the order of their columns; {@code What happened} is always among them
 * @param source all its cells as written, for people and checks
 */
public record TableRow(
    int order,
    String id,
    Place place,
    String flow,
    Map<String, Template> with,
    During during,
    @Nullable String share,
    List<RowCell> cells,
    Source source)
    implements Checked {
  public TableRow {
    with = with.isEmpty()
        ? Collections.emptyMap()
        : Collections.unmodifiableMap(new LinkedHashMap<>(with));
    cells = List.copyOf(cells);
  }

  /** The cells as written, under the headers as written. */
  public record Source(List<String> headers, List<String> cells) {
    public Source {
      cells = List.copyOf(cells);
    }

    /** The cell under a header in any letter case; empty if there is none. */
    public String cell(String header) {
      for (int i = 0; i < headers.size() && i < cells.size(); i++) {
        if (headers.get(i).equalsIgnoreCase(header)) {
          return cells.get(i);
        }
      }
      return "";
    }
  }

  /** The same row at another place. */
  public TableRow at(int newOrder) {
    return new TableRow(newOrder, id, place, flow, with, during, share, cells, source);
  }

  /** The same row with other conditions; what was written stays. */
  public TableRow withCells(List<RowCell> conditions) {
    return new TableRow(order, id, place, flow, with, during, share, conditions, source);
  }

  /** True if every condition holds; whether a question is open is the caller's business. */
  public boolean fits(Asked asked) {
    for (RowCell cell : cells) {
      if (!cell.check().holds(asked)) {
        return false;
      }
    }
    return true;
  }

  /** The conditions that do not hold. */
  public List<RowCell> failing(Asked asked) {
    List<RowCell> failing = new ArrayList<>(2);
    for (RowCell cell : cells) {
      if (!cell.check().holds(asked)) {
        failing.add(cell);
      }
    }
    return failing;
  }

  /** True if the row takes messages of any kind. */
  public boolean takesMessages() {
    for (RowCell cell : cells) {
      if (cell.check() instanceof Check.Value value
          && value.subject().what() == Subject.What.MESSAGE) {
        return true;
      }
    }
    for (EventKind kind : EventKind.messages()) {
      if (takes(kind)) {
        return true;
      }
    }
    return false;
  }

  /** True if the row names events that are no messages. */
  public boolean takesOtherEvents() {
    for (RowCell cell : cells) {
      if (happened(cell) instanceof Cell.AnyOf kinds) {
        return kinds.words().stream().anyMatch(word -> !new EventKind(word).isMessage());
      }
    }
    return false;
  }

  private boolean takes(EventKind kind) {
    for (RowCell cell : cells) {
      Cell kinds = happened(cell);
      if (kinds != null) {
        return kinds.test(kind.name());
      }
    }
    return false;
  }

  private static @Nullable Cell happened(RowCell cell) {
    return cell.check() instanceof Check.Value value
            && value.subject().what() == Subject.What.HAPPENED
        ? value.cell()
        : null;
  }
}
