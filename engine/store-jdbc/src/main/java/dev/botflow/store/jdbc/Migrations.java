package dev.botflow.store.jdbc;

import dev.botflow.error.BotFlowException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings a file's tables to the schema of this code: numbered scripts, each applied once, all in one transaction. A
 * script is never changed once released; what changes comes as the next number.
 */
final class Migrations {
  /** The schema this code reads and writes. */
  static final int LATEST = 5;

  // Others call a table schema_version too.
  private static final List<String> OURS = List.of("schema_version", "seen", "inbox", "sessions");

  private Migrations() {}

  /** @throws dev.botflow.error.BotFlowException if a newer BotFlow or somebody else wrote the file */
  static void apply(Db db, SqliteFile file) throws SQLException {
    apply(db, file, LATEST);
  }

  /** @param upTo the schema to end at */
  static void apply(Db db, SqliteFile file, int upTo) throws SQLException {
    // A failure closes the connection, which undoes what was begun.
    db.begin();
    int version = version(db, file);
    if (version > LATEST) {
      throw tooNew(file, version);
    }
    if (version > 0 && version < upTo) {
      // Beside the transaction, whose lock keeps others from writing meanwhile; nothing was changed
      // yet.
      file.copyBefore(version);
    }
    for (int next = version + 1; next <= upTo; next++) {
      for (String sql : statements("sqlite", next)) {
        db.execute(sql);
      }
      db.update(
          "INSERT INTO schema_version (version, applied_at) VALUES (?, ?)", next, Instant.now());
    }
    db.commit();
  }

  /**
   * Changes nothing.
   *
   * @throws dev.botflow.error.BotFlowException unless {@link #apply} may change the file: it is empty, or a store of this
   *     schema or an older one
   */
  static void checkOurs(Db db, SqliteFile file) throws SQLException {
    List<String> tables = tables(db.connection());
    if (!tables.isEmpty() && !tables.containsAll(OURS)) {
      throw foreign(file);
    }
    if (!tables.isEmpty() && version(db, file) > LATEST) {
      throw tooNew(file, version(db, file));
    }
  }

  /**
   * Changes nothing.
   *
   * @throws dev.botflow.error.BotFlowException unless the file is a store of this schema
   */
  static void check(Db db, SqliteFile file) throws SQLException {
    int version = written(db, file);
    if (version < LATEST) {
      throw file.broken("expected a store of schema "
          + LATEST
          + ", but was "
          + version
          + "; start the host once with this version of BotFlow, which brings it up to date");
    }
  }

  /**
   * The schema of a store of any age. Changes nothing.
   *
   * @throws dev.botflow.error.BotFlowException if the file is no store, or a newer BotFlow wrote it
   */
  static int written(Db db, SqliteFile file) throws SQLException {
    int version = tables(db.connection()).containsAll(OURS) ? version(db, file) : 0;
    if (version == 0) {
      throw file.broken("expected a store of BotFlow, but was something else");
    }
    if (version > LATEST) {
      throw tooNew(file, version);
    }
    return version;
  }

  private static BotFlowException tooNew(SqliteFile file, int version) {
    return file.broken("expected a store of schema "
        + LATEST
        + " or older, but was "
        + version
        + ", which a newer BotFlow wrote; use that version");
  }

  private static BotFlowException foreign(SqliteFile file) {
    return file.broken(
        "expected a store of BotFlow or an empty file, but was a database of something else");
  }

  private static int version(Db db, SqliteFile file) throws SQLException {
    List<String> tables = tables(db.connection());
    if (tables.contains("schema_version")) {
      return db.first(
              "SELECT MAX(version) AS version FROM schema_version", row -> row.getInt("version"))
          .orElse(0);
    }
    if (!tables.isEmpty()) {
      throw foreign(file);
    }
    db.execute(
        "CREATE TABLE schema_version (version INTEGER NOT NULL PRIMARY KEY, applied_at BIGINT NOT NULL)");
    return 0;
  }

  private static List<String> tables(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet tables =
        connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE"})) {
      while (tables.next()) {
        names.add(tables.getString("TABLE_NAME"));
      }
    }
    return names;
  }

  /** The statements of a script, in order. */
  static List<String> statements(String folder, int number) {
    return statements(script(String.format("%s/%03d.sql", folder, number)));
  }

  private static String script(String name) {
    try (InputStream script = Migrations.class.getResourceAsStream(name)) {
      if (script == null) {
        throw new AssertionError("missing resource " + name);
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // A statement ends with a semicolon at the end of its line.
  private static List<String> statements(String script) {
    List<String> statements = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    for (String line : script.lines().toList()) {
      if (line.startsWith("--")) {
        continue;
      }
      current.append(line).append('\n');
      if (line.endsWith(";")) {
        statements.add(current.substring(0, current.lastIndexOf(";")));
        current.setLength(0);
      }
    }
    return statements;
  }
}
