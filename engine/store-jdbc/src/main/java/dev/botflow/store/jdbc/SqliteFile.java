package dev.botflow.store.jdbc;

import dev.botflow.error.BotFlowException;
import dev.botflow.error.SafeErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteJDBCLoader;

/** Opens connections to one SQLite file, and names it where something fails. The only place that knows SQLite. */
final class SqliteFile implements Database {
  // Another process, such as the command line, may hold the write lock for a moment.
  private static final int BUSY_MILLIS = 10_000;

  private final Path file;
  private final FileIdentity identity;
  private volatile @Nullable Long mark;

  SqliteFile(Path file) {
    this.file = file;
    this.identity = new FileIdentity(file);
  }

  /**
   * From now on the file is this store's, and stays the one it is.
   *
   * @param newMark written into it
   */
  void opened(long newMark) {
    mark = newMark;
    identity.begin();
  }

  @Override
  public void opening() {
    identity.forgetLog();
  }

  /**
   * Looks whether the file or its log was removed or replaced since it was opened, which costs little; and now and then
   * whether it was overwritten.
   */
  @Override
  public void check(boolean recent) throws SQLException {
    identity.checkWithLog();
    if (!recent) {
      checkMark();
    }
  }

  @Override
  public boolean isWorthAnotherTry(SQLException failure) {
    return false;
  }

  /**
   * Looks at the file through another connection, as the next start will see it.
   *
   * @throws BotFlowException if it was overwritten since it was opened
   */
  void checkMark() throws SQLException {
    Long expected = mark;
    if (expected == null) {
      return;
    }
    try (Db other = reader()) {
      boolean same = other
          .first("SELECT done_at FROM upkeep WHERE name = 'mark'", row -> row.getLong("done_at"))
          .filter(expected::equals)
          .isPresent();
      if (!same) {
        throw broken(
            "the store's file was overwritten while the engine has it open: nothing is taken in,"
                + " since it would be lost; stop the engine and start it again");
      }
    }
  }

  @Override
  public Db writer() throws SQLException {
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
      return new Db(connection, Dialect.SQLITE);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public Db reader() throws SQLException {
    Connection connection = open();
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA query_only = ON");
      return new Db(connection, Dialect.SQLITE);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Copies the store as it is, before its schema changes, to a file that ends in {@code .schema-} and this number.
   *
   * @param schema the schema it has by now
   */
  void copyBefore(int schema) throws SQLException {
    Path copy = copy(schema);
    try (Db db = writer()) {
      Files.deleteIfExists(copy);
      db.update("VACUUM INTO ?", copy.toAbsolutePath().toString());
    } catch (IOException e) {
      throw failed("copied before its schema changes", e);
    }
  }

  /** Takes away the copies of older schemas, which still hold what was erased since. */
  void deleteCopies() {
    try {
      for (int schema = 1; schema < Migrations.LATEST; schema++) {
        Files.deleteIfExists(copy(schema));
      }
    } catch (IOException e) {
      throw failed("erased in the copy of its schema before", e);
    }
  }

  private Path copy(int schema) {
    return file.resolveSibling(file.getFileName() + ".schema-" + schema);
  }

  /**
   * A connection that changes nothing at all: neither how the file keeps its journal, nor the folder it is in.
   */
  Db untouched() throws SQLException {
    loadSqlite();
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(BUSY_MILLIS);
    // Without a write-ahead log the file is all there is, and SQLite need not make one to read it.
    boolean logged = Files.exists(file.resolveSibling(file.getFileName() + "-wal"));
    return new Db(
        config.createConnection("jdbc:sqlite:" + file.toUri() + (logged ? "" : "?immutable=1")),
        Dialect.SQLITE);
  }

  @Override
  public BotFlowException broken(String sentence) {
    return new BotFlowException(file + ": " + sentence);
  }

  @Override
  public BotFlowException failed(String doing, Exception cause) {
    return new BotFlowException(
        file + ": the store could not be " + doing + ": " + cause.getMessage(), cause);
  }

  private Connection open() throws SQLException {
    // SQLite would make a new file where the old one is gone.
    identity.check();
    loadSqlite();
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    // A commit returns once it is on disk; with NORMAL the last ones are lost when the power fails.
    config.setSynchronous(SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLIS);
    // Or the driver asks for the id of each row it inserts, with a query of its own.
    config.setGetGeneratedKeys(false);
    return config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
  }

  // By itself it says of a folder from which no library may be loaded that the store's file cannot
  // be opened.
  private static void loadSqlite() {
    try {
      SQLiteJDBCLoader.initialize();
    } catch (Exception | LinkageError e) {
      String folder =
          System.getProperty("org.sqlite.tmpdir", System.getProperty("java.io.tmpdir", ""));
      throw new BotFlowException(
          "SQLite: expected a folder for its library that may be written, and from which one may be loaded, but "
              + folder + " is not (" + SafeErrors.shown(e)
              + "); name another with -Dorg.sqlite.tmpdir=FOLDER",
          e);
    }
  }

  private static String pragma(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("PRAGMA " + name)) {
      return found.next() ? found.getString(1) : "unknown";
    }
  }
}
