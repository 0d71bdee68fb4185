package dev.botflow.store.jdbc;

import dev.botflow.error.BotFlowException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.zip.CRC32;

/**
 * Brings a schema's tables to what this code reads and writes: numbered scripts, each applied once, all in one
 * transaction, one host at a time. A script is never changed once released; what changes comes as the next number.
 */
final class PostgresMigrations {
  /** The schema this code reads and writes. */
  static final int LATEST = 1;

  // Ahead of the number that tells schemas apart, so that locks of others are others.
  private static final long OURS = 0x426F7446L << 32;

  private PostgresMigrations() {}

  /** The number of a lock on this schema of ours. */
  static long lock(String schema, String what) {
    CRC32 sum = new CRC32();
    sum.update((what + ":" + schema).getBytes(StandardCharsets.UTF_8));
    return OURS | sum.getValue();
  }

  /** @throws BotFlowException if a newer BotFlow wrote the schema, or somebody else */
  static void apply(Connection connection, PostgresServer server) throws SQLException {
    String schema = server.schema();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_xact_lock(" + lock(schema, "schema") + ")");
      int version = version(connection, server);
      if (version < LATEST) {
        if (!isThere(connection, schema)) {
          statement.execute("CREATE SCHEMA " + schema);
        }
        statement.execute("SET LOCAL search_path TO " + schema);
        raise(connection, statement, version);
      }
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static void raise(Connection connection, Statement statement, int version)
      throws SQLException {
    if (version == 0) {
      statement.execute(
          "CREATE TABLE schema_version (version INTEGER NOT NULL PRIMARY KEY, applied_at BIGINT NOT NULL)");
    }
    for (int next = version + 1; next <= LATEST; next++) {
      for (String sql : Migrations.statements("postgres", next)) {
        statement.execute(sql);
      }
      try (PreparedStatement note = connection.prepareStatement(
          "INSERT INTO schema_version (version, applied_at) VALUES (?, ?)")) {
        note.setInt(1, next);
        note.setLong(2, Db.nanos(Instant.now()));
        note.executeUpdate();
      }
    }
  }

  /**
   * Changes nothing.
   *
   * @throws BotFlowException unless the schema is a store of this version's
   */
  static void check(Connection connection, PostgresServer server) throws SQLException {
    int version = version(connection, server);
    if (version == 0) {
      throw server.broken("expected a store of BotFlow, but there is none");
    }
    if (version < LATEST) {
      throw server.broken("expected a store of schema " + LATEST + ", but was " + version
          + "; start a host once with this version of BotFlow, which brings it up to date");
    }
  }

  /** 0 if the schema is empty or not there. */
  private static int version(Connection connection, PostgresServer server) throws SQLException {
    String schema = server.schema();
    if (number(connection, "SELECT to_regclass('" + schema + ".schema_version')::oid::bigint")
        == 0) {
      if (number(connection, "SELECT COUNT(*) FROM pg_tables WHERE schemaname = '" + schema + "'")
          > 0) {
        throw server.broken(
            "expected a store of BotFlow or an empty schema, but there were tables of something else");
      }
      return 0;
    }
    int version =
        (int) number(connection, "SELECT MAX(version) FROM " + schema + ".schema_version");
    if (version > LATEST) {
      throw server.broken("expected a store of schema " + LATEST + " or older, but was " + version
          + ", which a newer BotFlow wrote; use that version");
    }
    return version;
  }

  private static boolean isThere(Connection connection, String schema) throws SQLException {
    return number(connection, "SELECT COUNT(*) FROM pg_namespace WHERE nspname = '" + schema + "'")
        > 0;
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      found.next();
      return found.getLong(1);
    }
  }
}
