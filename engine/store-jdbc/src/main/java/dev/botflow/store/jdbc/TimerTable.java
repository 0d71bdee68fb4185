package dev.botflow.store.jdbc;

import dev.botflow.event.SessionKey;
import dev.botflow.session.Timer;
import dev.botflow.store.AlreadyHandledException;
import dev.botflow.store.Commit;
import dev.botflow.store.codec.TimerJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Timers that wait. */
final class TimerTable {
  private TimerTable() {}

  /** @param json the timer, written */
  static void set(Db db, Timer timer, String json) throws SQLException {
    db.update(
        "INSERT INTO timers (session_key, id, due_at, json, app_id) VALUES (?, ?, ?, ?, ?)"
            + " ON CONFLICT (session_key, id) DO UPDATE SET due_at = excluded.due_at, json = excluded.json,"
            + " app_id = excluded.app_id",
        timer.key().value(),
        timer.id(),
        timer.dueAt(),
        json,
        timer.appId());
  }

  static void cancel(Db db, SessionKey key, String id) throws SQLException {
    db.update("DELETE FROM timers WHERE session_key = ? AND id = ?", key.value(), id);
  }

  static void cancelAll(Db db, SessionKey key) throws SQLException {
    db.update("DELETE FROM timers WHERE session_key = ?", key.value());
  }

  /** @throws AlreadyHandledException unless a timer waits that became the event which the turn handled */
  static void checkWaits(Db db, Commit commit) throws SQLException {
    List<String> firing = db.list(
        "SELECT id, due_at FROM timers WHERE session_key = ?",
        row -> Timer.firing(commit.key(), row.getString("id"), Db.time(row, "due_at")),
        commit.key().value());
    if (!firing.contains(commit.handled())) {
      throw new AlreadyHandledException();
    }
  }

  static ReadResult<Timer> due(Db db, Instant after, Instant now, Set<String> leftOut, int limit)
      throws SQLException {
    return ReadResult.due(
        db,
        "SELECT session_key, id, json FROM timers WHERE due_at > ? AND due_at <= ?",
        "due_at, session_key, id",
        TimerTable::timer,
        List.of(after, now),
        leftOut,
        limit);
  }

  private static Timer timer(ResultSet row) throws SQLException {
    Timer timer = TimerJson.read(row.getString("json"));
    ReadResult.checkSame(row, timer.key().value(), timer.id());
    return timer;
  }

  static int dueCount(Db db, Instant now) throws SQLException {
    return db.first(
            "SELECT COUNT(*) AS n FROM timers WHERE due_at <= ?", row -> row.getInt("n"), now)
        .orElse(0);
  }

  static Optional<Instant> next(Db db) throws SQLException {
    return db.first(
        "SELECT due_at FROM timers ORDER BY due_at LIMIT 1", row -> Db.time(row, "due_at"));
  }

  /** True if this very timer waits. */
  static boolean waits(Db db, Timer timer) throws SQLException {
    return db.first(
            "SELECT 1 FROM timers WHERE session_key = ? AND id = ? AND due_at = ?",
            row -> true,
            timer.key().value(),
            timer.id(),
            timer.dueAt())
        .isPresent();
  }
}
