package dev.botflow.authoring.io;

import dev.botflow.cell.Cell;
import dev.botflow.event.Channel;
import dev.botflow.routing.BotVersion;
import dev.botflow.rules.DroolsDecisionTables;
import dev.botflow.rules.DroolsRouter;
import dev.botflow.rules.RuleBase;
import dev.botflow.scenario.BotChannels;
import dev.botflow.table.Check;
import dev.botflow.table.DecisionRow;
import dev.botflow.table.RowCell;
import dev.botflow.table.TableRow;
import dev.botflow.table.index.DecisionTable;
import dev.botflow.table.index.RoutingTable;
import dev.botflow.table.sheet.Subject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The tables of a bot that can run, as rows: what coverage counts, mutants change and the report shows.
 *
 * @param version the bot
 * @param routing its routing table
 * @param decisions its decision tables, by name
 * @param rules what its tables are asked through
 */
public record BotTables(
    BotVersion version, RoutingTable routing, List<DecisionTable> decisions, RuleBase rules) {

  /** The tables of a bot that was read from a folder. */
  public static BotTables of(BotVersion version) {
    if (!(version.router() instanceof DroolsRouter router)
        || !(version.tables() instanceof DroolsDecisionTables decisions)) {
      throw new AssertionError("a bot's folder is read to a router over rules");
    }
    return new BotTables(version, router.table(), decisions.tables(), decisions.rules());
  }

  public List<String> rowIds() {
    return routing.rows().stream().map(TableRow::id).toList();
  }

  /** As {@code table.row}. */
  public List<String> decisionIds() {
    List<String> ids = new ArrayList<>();
    for (DecisionTable table : decisions) {
      for (DecisionRow row : table.rows()) {
        ids.add(table.name() + "." + row.id());
      }
    }
    return ids;
  }

  /** The channels the bot speaks of, in a cell, a wording or a step. */
  public Set<Channel> channels() {
    Set<Channel> channels = new LinkedHashSet<>();
    for (TableRow row : routing.rows()) {
      for (RowCell cell : row.cells()) {
        if (cell.check() instanceof Check.Value value
            && value.subject().what() == Subject.What.CHANNEL) {
          named(value.cell(), channels);
        }
      }
    }
    channels.addAll(BotChannels.of(version.bot()));
    return channels;
  }

  private static void named(Cell cell, Set<Channel> channels) {
    if (cell instanceof Cell.Not not) {
      named(not.test(), channels);
    } else if (cell instanceof Cell.AnyOf anyOf) {
      anyOf.words().forEach(word -> channels.add(Channel.of(word)));
    }
  }

  /** The same bot with other rows in its routing table. */
  public BotVersion routingBy(List<TableRow> rows) {
    List<TableRow> ordered = new ArrayList<>();
    for (TableRow row : rows) {
      ordered.add(row.at(ordered.size()));
    }
    return version.withRules(new DroolsRouter(rules, RoutingTable.of(ordered)), version.tables());
  }

  /** The same bot with other rows in one decision table. */
  public BotVersion decidingBy(String table, List<DecisionRow> rows) {
    List<DecisionRow> ordered = new ArrayList<>();
    for (DecisionRow row : rows) {
      ordered.add(row.at(ordered.size()));
    }
    List<DecisionTable> changed = new ArrayList<>();
    for (DecisionTable one : decisions) {
      changed.add(one.name().equals(table) ? new DecisionTable(table, ordered) : one);
    }
    return version.withRules(version.router(), new DroolsDecisionTables(rules, changed));
  }
}
