package dev.botflow.store.jdbc;

import dev.botflow.event.SessionKey;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Which contacts were merged into which: what was kept of them before the merge stays under their own keys. */
final class Merged {
  private Merged() {}

  static void store(Db db, SessionKey loser, SessionKey survivor) throws SQLException {
    store(db, loser.value(), survivor.value());
  }

  static void store(Db db, String loser, String survivor) throws SQLException {
    db.update(
        "INSERT INTO merged (session_key, into_key) VALUES (?, ?)"
            + " ON CONFLICT (session_key) DO UPDATE SET into_key = excluded.into_key",
        loser,
        survivor);
  }

  /** Who was merged into this one, and into whom this one was. */
  static List<SessionKey> with(Db db, SessionKey key) throws SQLException {
    return db.list(
        "SELECT session_key AS other FROM merged WHERE into_key = ?"
            + " UNION SELECT into_key FROM merged WHERE session_key = ? ORDER BY other",
        row -> new SessionKey(row.getString("other")),
        key.value(),
        key.value());
  }

  static Optional<String> survivor(Db db, String loser) throws SQLException {
    return db.first(
        "SELECT into_key FROM merged WHERE session_key = ?",
        row -> row.getString("into_key"),
        loser);
  }

  /** After its session: a merge is known as long as something of the loser is. */
  static void erase(Db db, String session) throws SQLException {
    db.update("DELETE FROM merged WHERE session_key = ?", session);
    db.update(
        "DELETE FROM merged WHERE into_key = ? AND NOT EXISTS"
            + " (SELECT 1 FROM sessions WHERE sessions.session_key = merged.session_key)",
        session);
  }
}
