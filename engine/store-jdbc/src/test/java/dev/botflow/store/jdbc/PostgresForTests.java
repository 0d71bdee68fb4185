package dev.botflow.store.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real server for tests: the one that {@code -Dbotflow.postgres=URL} names, or one of the test's own, which starts with
 * the first test and ends with the process.
 */
final class PostgresForTests {
  private static @Nullable String url;

  private PostgresForTests() {}

  /** The address of the server, for JDBC. */
  static synchronized String url() {
    String known = url == null ? System.getProperty("botflow.postgres") : url;
    if (known == null) {
      known = started();
    }
    url = known;
    return known;
  }

  private static String started() {
    try {
      // It starts with durability off unless told otherwise.
      return EmbeddedPostgres.builder()
          .setServerConfig("fsync", "on")
          .setServerConfig("full_page_writes", "on")
          .setServerConfig("synchronous_commit", "on")
          .setOverrideWorkingDirectory(Path.of("target", "postgres").toFile())
          .setDataDirectory(
              Path.of("target", "postgres", "data-" + UUID.randomUUID()).toFile())
          .start()
          .getJdbcUrl("postgres", "postgres");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static DataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url());
    return source;
  }

  /** The name of a schema that nobody uses. */
  static String newSchema() {
    return "test_" + UUID.randomUUID().toString().replace('-', '_');
  }

  /** Empties the tables of a schema, which takes less time than a new one. */
  static void empty(String schema) throws SQLException {
    execute("DO $$ DECLARE one RECORD; BEGIN"
        + " FOR one IN SELECT tablename AS name FROM pg_tables WHERE schemaname = '" + schema + "'"
        + " AND tablename NOT IN ('schema_version', 'owner')"
        + " LOOP EXECUTE 'DELETE FROM " + schema + ".' || one.name; END LOOP;"
        + " FOR one IN SELECT sequencename AS name FROM pg_sequences WHERE schemaname = '" + schema
        + "' LOOP PERFORM setval('" + schema + ".' || one.name, 1, FALSE); END LOOP;"
        + " DELETE FROM " + schema + ".tally; END $$");
  }

  static void drop(String schema) throws SQLException {
    execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
  }

  static void execute(String sql) throws SQLException {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
