package dev.botflow.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Where the databases differ in how they say the same. */
enum Dialect {
  SQLITE(" NOT INDEXED", "MAX", "instr", "") {
    // By SQL, not by JDBC: with setAutoCommit(false) the driver takes SQLite's write lock again
    // after each commit, which shuts out other processes, and after a roll-back by SQLite itself
    // (disk full) goes on without a transaction.

    @Override
    void begin(Connection connection) throws SQLException {
      execute(connection, "BEGIN IMMEDIATE");
    }

    @Override
    void commit(Connection connection) throws SQLException {
      execute(connection, "COMMIT");
    }

    @Override
    void rollBack(Connection connection) throws SQLException {
      execute(connection, "ROLLBACK");
    }

    @Override
    String text(String text) {
      return text;
    }

    @Override
    String inJson(String column, String... path) {
      return "CASE WHEN json_valid(" + column + ") THEN json_extract(" + column + ", '$."
          + String.join(".", path) + "') END";
    }
  },

  POSTGRES("", "GREATEST", "strpos", " FOR UPDATE") {
    @Override
    void begin(Connection connection) throws SQLException {
      connection.setAutoCommit(false);
    }

    @Override
    void commit(Connection connection) throws SQLException {
      connection.commit();
      connection.setAutoCommit(true);
    }

    @Override
    void rollBack(Connection connection) throws SQLException {
      connection.rollback();
      connection.setAutoCommit(true);
    }

    // The one character that PostgreSQL keeps in no text. JSON writes it in another way, so only
    // keys
    // and reasons may hold it.
    @Override
    String text(String text) {
      return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }

    @Override
    String inJson(String column, String... path) {
      return "json_text(" + column + ", '" + String.join("', '", path) + "')";
    }
  };

  /** Behind the name of a table: that it is read by itself, not by an index. */
  final String unindexed;

  /** The function that gives the greatest of its arguments. */
  final String greatest;

  /** The function that tells where a text stands in another, from 1; 0 if it does not. */
  final String position;

  /** Behind a query: that its rows stay as they are until the transaction ends. */
  final String forUpdate;

  Dialect(String unindexed, String greatest, String position, String forUpdate) {
    this.unindexed = unindexed;
    this.greatest = greatest;
    this.position = position;
    this.forUpdate = forUpdate;
  }

  abstract void begin(Connection connection) throws SQLException;

  abstract void commit(Connection connection) throws SQLException;

  abstract void rollBack(Connection connection) throws SQLException;

  /** A text as a column can keep it. */
  abstract String text(String text);

  /** A text of a column's JSON; null where the JSON or the text cannot be read. */
  abstract String inJson(String column, String... path);

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
