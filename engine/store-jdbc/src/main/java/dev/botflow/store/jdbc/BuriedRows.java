package dev.botflow.store.jdbc;

import dev.botflow.event.SessionKey;
import dev.botflow.store.BuriedRow;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Timers and calls that could not be read, put aside as they are. */
final class BuriedRows {
  private BuriedRows() {}

  /** @param kind timer or call; its table is the plural of it */
  static void bury(Db db, String kind, ReadResult.Broken row, Instant now) throws SQLException {
    String table = kind + "s";
    db.update(
        "INSERT INTO buried_rows (kind, session_key, id, json, reason, since)"
            + " SELECT CAST(? AS TEXT), session_key, id, json, CAST(? AS TEXT), CAST(? AS BIGINT) FROM "
            + table + " WHERE session_key = ? AND id = ?",
        kind,
        row.reason(),
        now,
        row.session(),
        row.id());
    db.update(
        "DELETE FROM " + table + " WHERE session_key = ? AND id = ?", row.session(), row.id());
  }

  static List<BuriedRow> all(Db db) throws SQLException {
    return db.list(
        "SELECT kind, session_key, id, reason, since FROM buried_rows ORDER BY seq",
        row -> new BuriedRow(
            row.getString("kind"),
            new SessionKey(row.getString("session_key")),
            row.getString("id"),
            row.getString("reason"),
            Db.time(row, "since")));
  }
}
