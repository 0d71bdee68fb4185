package dev.botflow.store.jdbc;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks at all of a store: its pages and indexes, its tables, and what it counts of itself. */
final class StoreChecks {
  private static final int MOST_PROBLEMS = 20;
  private static final int TALLIED_SINCE = 3;

  private final SqliteFile file;
  private final Db db;
  private final List<String> problems = new ArrayList<>();

  private StoreChecks(SqliteFile file, Db db) {
    this.file = file;
    this.db = db;
  }

  /** @throws dev.botflow.error.BotFlowException if it is no store, or one that a newer BotFlow wrote */
  static StoreCheck of(SqliteFile file) {
    try (Db db = file.untouched()) {
      return new StoreChecks(file, db).check();
    } catch (SQLException e) {
      throw file.failed("read", e);
    }
  }

  private StoreCheck check() throws SQLException {
    int schema = Migrations.written(db, file);
    db.execute("BEGIN"); // What is counted and what is there are of one moment, also beside a host.
    for (String line :
        db.list("PRAGMA integrity_check(" + MOST_PROBLEMS + ")", row -> row.getString(1))) {
      if (!line.equals("ok")) {
        problems.add("its pages are damaged: " + line);
      }
    }
    tables(schema);
    if (problems.isEmpty() && schema >= TALLIED_SINCE) {
      tally();
    }
    StoreCheck check = problems.isEmpty()
        ? new StoreCheck(schema, count("sessions"), count("inbox"), count("outbox"), problems)
        : new StoreCheck(schema, 0, 0, 0, problems);
    db.commit();
    return check;
  }

  private void tables(int schema) throws SQLException {
    Map<String, String> there = definitions(db);
    try (Db expected =
        new Db(DriverManager.getConnection("jdbc:sqlite::memory:"), Dialect.SQLITE)) {
      Migrations.apply(expected, file, schema);
      definitions(expected).forEach((name, sql) -> {
        String found = there.get(name);
        if (found == null) {
          problems.add(name + ": expected in schema " + schema + ", but was missing");
        } else if (!found.equals(sql)) {
          problems.add(name + ": expected as schema " + schema + " has it, but was changed");
        }
      });
    }
  }

  private static Map<String, String> definitions(Db of) throws SQLException {
    Map<String, String> definitions = new LinkedHashMap<>();
    of.list(
            "SELECT type || ' ' || name AS what, sql FROM sqlite_master WHERE sql IS NOT NULL",
            row -> Map.entry(row.getString("what"), row.getString("sql")))
        .forEach(one -> definitions.put(one.getKey(), one.getValue()));
    return definitions;
  }

  /** The journal is counted as it is written; what is counted has to be there. */
  private void tally() throws SQLException {
    problems.addAll(db.list(
        "SELECT state, n, (SELECT COUNT(*) FROM seen WHERE seen.state = tally.state) AS there"
            + " FROM tally WHERE n <> there",
        row -> "its journal: expected " + row.getLong("n") + " events that are "
            + row.getString("state") + ", but was " + row.getLong("there")));
  }

  private long count(String table) throws SQLException {
    return db.first("SELECT COUNT(*) AS n FROM " + table, row -> row.getLong("n"))
        .orElse(0L);
  }
}
