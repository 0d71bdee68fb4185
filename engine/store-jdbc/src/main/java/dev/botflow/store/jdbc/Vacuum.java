package dev.botflow.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

/** Takes the bytes of what was erased out of the files, and knows whether any may be left. */
final class Vacuum {
  private static final int CHECKPOINT_TRIES = 3;

  private Vacuum() {}

  /** Something was erased. */
  static void owe(Db db, Instant now) throws SQLException {
    note(db, "erased", now);
  }

  static boolean isOwed(Db db, Instant latest) throws SQLException {
    return db.first(
            // What was scrubbed after what is still owed was so by a clock that was set back since.
            "SELECT 1 FROM upkeep e WHERE e.name = 'erased' AND NOT EXISTS"
                + " (SELECT 1 FROM upkeep s WHERE s.name = 'scrubbed' AND s.done_at > ? AND s.done_at <= e.done_at)",
            row -> true,
            latest)
        .isPresent();
  }

  /**
   * Writes the file anew and empties the write-ahead log. Deleting alone is not enough, secure or not: SQLite leaves
   * copies behind on pages whose rows it moved to others.
   *
   * @param db used for nothing else, and nothing else writes meanwhile
   */
  static void vacuum(Db db, SqliteFile file, Instant now) throws SQLException {
    try (Statement statement = db.connection().createStatement()) {
      statement.execute("VACUUM");
      emptyLog(statement, file);
    }
    db.begin();
    done(db, now);
    db.commit();
  }

  /** Nothing is owed any more. */
  static void done(Db db, Instant now) throws SQLException {
    db.update("DELETE FROM upkeep WHERE name = 'erased'");
    note(db, "scrubbed", now);
  }

  private static void emptyLog(Statement statement, SqliteFile file) throws SQLException {
    for (int i = 0; i < CHECKPOINT_TRIES; i++) {
      try (ResultSet result = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
        if (result.next() && result.getInt(1) == 0) {
          return;
        }
      }
    }
    throw file.broken("what was erased is still in the write-ahead log, since another process reads"
        + " the store; erase again when it is done");
  }

  private static void note(Db db, String name, Instant now) throws SQLException {
    db.update(
        "INSERT INTO upkeep (name, done_at) VALUES (?, ?)"
            + " ON CONFLICT (name) DO UPDATE SET done_at = excluded.done_at",
        name,
        now);
  }
}
