package dev.botflow.store.jdbc;

import dev.botflow.error.BotFlowException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens connections to a schema of a PostgreSQL server, and names it where something fails. Each connection is given back
 * with the settings it came with.
 */
final class PostgresServer implements Database {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
  private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
  private static final int OLDEST = 130_000;
  private static final String TIMEOUT = "idle_in_transaction_session_timeout";
  // Connection lost or refused, the server going down or coming up, a transaction that waited in it
  // for too long.
  private static final List<String> GONE = List.of("57P01", "57P02", "57P03", "57P05", "25P03");

  private final DataSource dataSource;
  private final String schema;
  private final long idleMillis;

  /**
   * @param idle how long a transaction may wait for its host before the server ends it: a host that is frozen in one holds
   *     the locks that others wait for
   */
  PostgresServer(DataSource dataSource, String schema, Duration idle) {
    if (!SCHEMA.matcher(schema).matches()) {
      throw new IllegalArgumentException(
          "schema: expected small letters, digits and _, but was \"" + schema + "\"");
    }
    this.dataSource = dataSource;
    this.schema = schema;
    this.idleMillis = idle.toMillis();
  }

  String schema() {
    return schema;
  }

  /** Looks at the server, and brings the tables to the schema of this code. */
  void prepare() {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(true);
      check(connection);
      PostgresMigrations.apply(connection, this);
    } catch (SQLException e) {
      throw failed("opened", e);
    }
  }

  /** The same, changing nothing. */
  void look() {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(true);
      check(connection);
      PostgresMigrations.check(connection, this);
    } catch (SQLException e) {
      throw failed("opened", e);
    }
  }

  private void check(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    if (!product.equals("PostgreSQL")) {
      throw broken("expected a data source of PostgreSQL, but was of " + product);
    }
    if (Integer.parseInt(show(connection, "server_version_num")) < OLDEST) {
      throw broken(
          "expected PostgreSQL 13 or later, but was " + show(connection, "server_version"));
    }
    String encoding = show(connection, "server_encoding");
    if (!encoding.equals("UTF8")) {
      throw broken("expected a database in UTF8, but was in " + encoding);
    }
    if (show(connection, "transaction_read_only").equals("on")) {
      throw broken("expected a server that may be written, but it is read-only, as a standby is");
    }
    for (String setting : new String[] {"fsync", "synchronous_commit"}) {
      if (show(connection, setting).equals("off")) {
        LOG.warn(
            "{} has {} = off: what was accepted may be lost when the server ends", this, setting);
      }
    }
  }

  static String show(Connection connection, String setting) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SHOW " + setting)) {
      found.next();
      return found.getString(1);
    }
  }

  @Override
  public Db writer() throws SQLException {
    return open();
  }

  @Override
  public Db reader() throws SQLException {
    return open();
  }

  private Db open() throws SQLException {
    Connection connection = dataSource.getConnection();
    try {
      connection.setAutoCommit(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      connection.setSchema(schema);
      limit(connection);
      return new Db(connection, Dialect.POSTGRES) {
        @Override
        public void close() throws SQLException {
          giveBack(connection);
        }
      };
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private void limit(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET " + TIMEOUT + " = " + idleMillis);
    }
    String found;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(
            "SELECT setting FROM pg_settings WHERE name = '" + TIMEOUT + "'")) {
      found = row.next() ? row.getString(1) : "not there";
    }
    // A pooler that hands connections on between transactions loses it.
    if (!found.equals(Long.toString(idleMillis))) {
      throw broken("expected connections that keep what is set on them, but " + TIMEOUT + " was "
          + found + " and not " + idleMillis);
    }
  }

  private static void giveBack(Connection connection) throws SQLException {
    try (connection) {
      if (connection.isValid(1)) {
        try (Statement statement = connection.createStatement()) {
          statement.execute("RESET " + TIMEOUT);
          statement.execute("RESET search_path");
        }
      }
    }
  }

  @Override
  public void opening() {
    // Nothing to prepare: the server knows what it has.
  }

  @Override
  public void check(boolean recent) {
    // What is committed is kept: the server answers for it.
  }

  @Override
  public boolean isWorthAnotherTry(SQLException failure) {
    String state = failure.getSQLState();
    // Of class 40 are those that another transaction stood in the way of.
    return state != null
        && (state.startsWith("08") || state.startsWith("40") || GONE.contains(state));
  }

  @Override
  public BotFlowException broken(String sentence) {
    return new BotFlowException(this + ": " + sentence);
  }

  @Override
  public BotFlowException failed(String doing, Exception cause) {
    Exception safe = cause instanceof SQLException e ? withoutValues(e) : cause;
    return new BotFlowException(
        this + ": the store could not be " + doing + ": " + safe.getMessage(), safe);
  }

  // Behind the first line PostgreSQL quotes the row.
  private static SQLException withoutValues(SQLException failure) {
    String message = String.valueOf(failure.getMessage());
    SQLException safe = new SQLException(
        message.lines().findFirst().orElse("no reason given"),
        failure.getSQLState(),
        failure.getErrorCode());
    safe.setStackTrace(failure.getStackTrace());
    return safe;
  }

  @Override
  public String toString() {
    return "PostgreSQL schema " + schema;
  }
}
