package dev.botflow.store.jdbc;

import java.util.List;

/**
 * What a look at a whole store came to.
 *
 * @param schema the schema of its tables
 * @param sessions how many conversations it has
 * @param events how many events wait to be handled
 * @param messages how many messages wait to be sent
 * @param problems what is wrong, each a sentence; empty if nothing is
 */
public record StoreCheck(
    int schema, long sessions, long events, long messages, List<String> problems) {
  public StoreCheck {
    problems = List.copyOf(problems);
  }

  /** True if nothing is wrong. */
  public boolean isFine() {
    return problems.isEmpty();
  }
}
