package dev.botflow.table;

import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.event.EventKind;
import dev.botflow.flow.Bot;
import dev.botflow.flow.Cell;
import dev.botflow.flow.Suggestion;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The checks of a routing table that are done at every load, since they are cheap: unknown flows (errors), expired rows
 * and events that look mistyped (warnings). Checks that search for proofs stand beside this class, not in it.
 */
public final class TableChecks {
  private TableChecks() {}

  /**
   * Checks the rows against the bot's flows.
   *
   * @param today the day a row must still be valid on
   */
  public static void check(RoutingTable table, Bot bot, LocalDate today, Findings findings) {
    for (TableRow row : table.rows()) {
      flow(row, bot.flows().keySet(), findings);
      for (RowCell cell : row.cells()) {
        Place place = row.place().row(row.id(), cell.column());
        if (cell.check() instanceof Check.Days days) {
          expired(days, cell, place, today, findings);
        } else if (cell.check() instanceof Check.Value value) {
          value(value, place, bot.flows().keySet(), findings);
        }
      }
    }
  }

  private static void flow(TableRow row, Collection<String> flows, Findings findings) {
    if (!flows.contains(row.flow())) {
      findings.error(
          "unknown-flow", row.place().row(row.id(), Columns.FLOW), unknownFlow(row.flow(), flows));
    }
  }

  private static String unknownFlow(String flow, Collection<String> flows) {
    return "expected the name of a flow, but was \"" + flow + "\"" + Suggestion.hint(flow, flows);
  }

  private static void value(
      Check.Value value, Place place, Collection<String> flows, Findings findings) {
    if (value.subject().what() == Subject.What.HAPPENED) {
      for (String word : words(value.cell())) {
        Suggestion.nearest(word, events())
            .filter(near -> !near.equalsIgnoreCase(word))
            .filter(near -> EventKind.named(word).isEmpty())
            .ifPresent(near -> findings.warning(
                "unknown-event",
                place,
                "\"" + word + "\" is taken as an event of your own; did you mean \"" + near
                    + "\"?"));
      }
    } else if (value.subject().what() == Subject.What.LAST_FLOW) {
      for (String word : words(value.cell())) {
        if (flows.stream().noneMatch(flow -> flow.equalsIgnoreCase(word))) {
          findings.error("unknown-flow", place, unknownFlow(word, flows));
        }
      }
    }
  }

  private static List<String> events() {
    List<String> events = new ArrayList<>();
    events.add(CellReader.MESSAGE);
    EventKind.known().forEach(kind -> events.add(kind.name()));
    return events;
  }

  private static List<String> words(Cell cell) {
    if (cell instanceof Cell.Not not) {
      return words(not.test());
    }
    return cell instanceof Cell.AnyOf anyOf ? anyOf.words() : List.of();
  }

  private static void expired(
      Check.Days days, RowCell cell, Place place, LocalDate today, Findings findings) {
    LocalDate until = days.until();
    if (until != null && until.isBefore(today)) {
      findings.warning(
          "expired-row",
          place,
          "the row no longer counts: it was valid until " + cell.text() + ", and today is "
              + today);
    }
  }
}
