package dev.botflow.store.jdbc;

import dev.botflow.error.BotFlowException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** Opens connections to one SQLite file, and names it where something fails. The only place that knows SQLite. */
final class SqliteFile {
  // Another process, such as the command line, may hold the write lock for a moment.
  private static final int BUSY_MILLIS = 10_000;

  private final Path file;

  SqliteFile(Path file) {
    this.file = file;
  }

  /** The connection that writes. */
  Db writer() throws SQLException {
    Connection connection = open();
    try {
      String mode = pragma(connection, "journal_mode");
      if (!mode.equalsIgnoreCase("wal")) {
        throw broken(
            "expected a disk that SQLite can keep a write-ahead log on, but its journal mode was "
                + mode);
      }
      try (Statement statement = connection.createStatement()) {
        // What is deleted is overwritten.
        statement.execute("PRAGMA secure_delete = ON");
      }
      return new Db(connection);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** A connection that cannot write, each of whose statements sees what was committed before it. */
  Db reader() throws SQLException {
    Connection connection = open();
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA query_only = ON");
      return new Db(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * A connection that changes nothing at all: neither how the file keeps its journal, nor the folder it is in.
   */
  Db untouched() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(BUSY_MILLIS);
    // Without a write-ahead log the file is all there is, and SQLite need not make one to read it.
    boolean logged = Files.exists(file.resolveSibling(file.getFileName() + "-wal"));
    return new Db(
        config.createConnection("jdbc:sqlite:" + file.toUri() + (logged ? "" : "?immutable=1")));
  }

  BotFlowException broken(String sentence) {
    return new BotFlowException(file + ": " + sentence);
  }

  /** @param doing such as {@code read} */
  BotFlowException failed(String doing, Exception cause) {
    return new BotFlowException(
        file + ": the store could not be " + doing + ": " + cause.getMessage(), cause);
  }

  private Connection open() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    // A commit returns once it is on disk; with NORMAL the last ones are lost when the power fails.
    config.setSynchronous(SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLIS);
    // Or the driver asks for the id of each row it inserts, with a query of its own.
    config.setGetGeneratedKeys(false);
    return config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
  }

  private static String pragma(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("PRAGMA " + name)) {
      return found.next() ? found.getString(1) : "unknown";
    }
  }
}
