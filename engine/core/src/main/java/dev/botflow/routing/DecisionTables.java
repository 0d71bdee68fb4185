package dev.botflow.routing;

import dev.botflow.cell.Values;
import java.util.Optional;
import java.util.Set;

/** The bot's decision tables, which pick an exit of a {@code decide} step. Safe for use by many threads. */
public interface DecisionTables {

  /** The exit of the first row that fits; empty if none does. */
  Optional<Exit> decide(String table, Values values);

  /** The exits a table can pick; empty if there is no such table. */
  Optional<Set<String>> exits(String table);

  /** What was picked, and by which row. */
  record Exit(String name, String rule) {}
}
