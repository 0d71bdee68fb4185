package dev.botflow.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection that keeps its statements, for one thread at a time. Each statement is a transaction of its own unless
 * one was begun. Times are nanoseconds since 1970-01-01 UTC; what is
 * further than 292 years from it counts as that far.
 */
class Db implements AutoCloseable {
  private static final Instant FIRST = Instant.ofEpochSecond(0, Long.MIN_VALUE);
  private static final Instant LAST = Instant.ofEpochSecond(0, Long.MAX_VALUE);

  private final Connection connection;
  private final Dialect dialect;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private final Set<String> entered = new HashSet<>();

  Db(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  Connection connection() {
    return connection;
  }

  Dialect dialect() {
    return dialect;
  }

  void begin() throws SQLException {
    entered.clear();
    dialect.begin(connection);
  }

  void commit() throws SQLException {
    dialect.commit(connection);
  }

  void rollBack() throws SQLException {
    dialect.rollBack(connection);
  }

  /**
   * True for the first who enters this in the transaction, or in what is left of it after a part was undone: a lock that was
   * taken within that part went with it.
   */
  boolean enter(String what) {
    return entered.add(what);
  }

  /** Begins a part of the transaction that can be undone alone; parts do not nest. */
  void beginPart() throws SQLException {
    execute("SAVEPOINT part");
  }

  void endPart() throws SQLException {
    execute("RELEASE SAVEPOINT part");
  }

  void undoPart() throws SQLException {
    entered.clear();
    execute("ROLLBACK TO SAVEPOINT part");
    endPart();
  }

  void execute(String sql) throws SQLException {
    run(sql, PreparedStatement::execute);
  }

  /** The number of rows changed. */
  int update(String sql, @Nullable Object... values) throws SQLException {
    return run(sql, PreparedStatement::executeUpdate, values);
  }

  <T> List<T> list(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
    return run(sql, statement -> read(statement, row, Integer.MAX_VALUE), values);
  }

  <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
    return run(sql, statement -> read(statement, row, 1), values).stream().findFirst();
  }

  private static <T> List<T> read(PreparedStatement statement, Row<T> row, int most)
      throws SQLException {
    List<T> all = new ArrayList<>();
    try (ResultSet found = statement.executeQuery()) {
      while (all.size() < most && found.next()) {
        all.add(row.read(found));
      }
    }
    return all;
  }

  /** A time as a column keeps it. */
  static long nanos(Instant time) {
    if (time.isBefore(FIRST)) {
      return Long.MIN_VALUE;
    }
    if (time.isAfter(LAST)) {
      return Long.MAX_VALUE;
    }
    // Before 1970 the seconds alone may be below the range, though the whole is within it.
    return time.getEpochSecond() < 0
        ? Math.addExact(
            Math.multiplyExact(time.getEpochSecond() + 1, 1_000_000_000L),
            time.getNano() - 1_000_000_000L)
        : Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
  }

  static Instant time(ResultSet row, String column) throws SQLException {
    return Instant.ofEpochSecond(0, row.getLong(column));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private <T> T run(String sql, Use<T> use, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    try {
      for (int i = 0; i < values.length; i++) {
        bind(statement, i + 1, values[i]);
      }
      return use.of(statement);
    } catch (SQLException e) {
      // SQLite's driver closes a statement that failed.
      statements.remove(sql);
      close(statement, e);
      throw e;
    }
  }

  private static void close(PreparedStatement failed, SQLException why) {
    try {
      failed.close();
    } catch (SQLException e) {
      why.addSuppressed(e);
    }
  }

  private void bind(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    if (value instanceof Instant time) {
      statement.setLong(index, nanos(time));
    } else if (value instanceof byte[] bytes) {
      statement.setBytes(index, bytes);
    } else if (value instanceof Long number) {
      statement.setLong(index, number);
    } else if (value instanceof Integer number) {
      statement.setInt(index, number);
    } else if (value instanceof Boolean flag) {
      statement.setInt(index, flag ? 1 : 0);
    } else {
      statement.setString(index, value == null ? null : dialect.text((String) value));
    }
  }

  /** Reads one row of a result. */
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Uses a statement whose values are set. */
  private interface Use<T> {
    T of(PreparedStatement statement) throws SQLException;
  }

  /** Opens a connection. */
  interface Opening {
    Db open() throws SQLException;
  }

  /** Something to do with a connection. */
  interface Work<T> {
    T run(Db db) throws SQLException;
  }
}
