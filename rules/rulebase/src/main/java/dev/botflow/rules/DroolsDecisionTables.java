package dev.botflow.rules;

import dev.botflow.cell.Values;
import dev.botflow.routing.DecisionTables;
import dev.botflow.table.Asked;
import dev.botflow.table.index.DecisionTable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A bot's decision tables, asked through the same rule base as its routing table. Safe for use by many threads. */
public final class DroolsDecisionTables implements DecisionTables {
  private final Map<String, Entry> tables = new LinkedHashMap<>();
  private final RuleBase rules;
  private final SessionSlots slots;

  private record Entry(DecisionTable table, DecidingRow[] rows) {}

  public DroolsDecisionTables(RuleBase rules, Collection<DecisionTable> tables) {
    this.rules = rules;
    this.slots = rules.slots();
    for (DecisionTable table : tables) {
      DecidingRow[] rows =
          table.rows().stream().map(row -> new DecidingRow(table, row)).toArray(DecidingRow[]::new);
      this.tables.put(table.name(), new Entry(table, rows));
    }
  }

  /** The tables, in the order they were given. */
  public List<DecisionTable> tables() {
    return tables.values().stream().map(Entry::table).toList();
  }

  /** The rule base they are asked through. */
  public RuleBase rules() {
    return rules;
  }

  @Override
  public Optional<Exit> decide(String table, Values values) {
    Entry entry = tables.get(table);
    if (entry == null) {
      return Optional.empty();
    }
    Deciding deciding = new Deciding(entry.table(), entry.rows(), Asked.about(values));
    RuleRun run = RuleRun.begin(slots, deciding);
    try {
      run.fire();
      run.end();
    } catch (RuntimeException e) {
      throw run.failed(e);
    }
    return deciding.first().map(row -> new Exit(row.exit(), row.id()));
  }

  @Override
  public Optional<Set<String>> exits(String table) {
    return Optional.ofNullable(tables.get(table)).map(entry -> entry.table().exits());
  }
}
