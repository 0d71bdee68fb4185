package dev.botflow.store.jdbc;

import dev.botflow.error.BotFlowException;
import java.sql.SQLException;

/** What a store lies in: opens connections to it, and names it where something fails. */
interface Database {

  /** A connection that writes. */
  Db writer() throws SQLException;

  /** A connection that only reads, each of whose statements sees what was committed before it. */
  Db reader() throws SQLException;

  /** A connection that writes is about to be opened, where none is. */
  void opening();

  /**
   * @param recent true if it was looked at more closely a moment ago
   * @throws BotFlowException if what is written now would not be kept
   */
  void check(boolean recent) throws SQLException;

  /** True if the work failed for what others did at the same time, and would not fail alone. */
  boolean isWorthAnotherTry(SQLException failure);

  BotFlowException broken(String sentence);

  /** @param doing such as {@code read} */
  BotFlowException failed(String doing, Exception cause);
}
