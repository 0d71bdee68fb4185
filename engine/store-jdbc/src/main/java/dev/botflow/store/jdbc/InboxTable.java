package dev.botflow.store.jdbc;

import dev.botflow.event.SessionKey;
import dev.botflow.store.AlreadyHandledException;
import dev.botflow.store.EventCounts;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.WaitingEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Events waiting, with the journal of those that came before. */
final class InboxTable {
  private static final int FORGET_EVERY = 64;
  // More than came in since the last time, so that the journal shrinks after a peak.
  private static final int FORGET_MOST = 256;

  /** Counts the inbox, and of the journal its counters only. */
  static final String TALLY = "SELECT SUM(n) AS accepted, (SELECT COUNT(*) FROM inbox) AS pending,"
      + " SUM(CASE state WHEN 'handled' THEN n ELSE 0 END) AS applied,"
      + " SUM(CASE state WHEN 'buried' THEN n ELSE 0 END) AS dead,"
      + " SUM(CASE state WHEN 'ignored' THEN n ELSE 0 END) AS ignored FROM tally";

  private static final String WAITS =
      "INSERT INTO seen (dedupe_key, state, reason, seen_at, settled_at) VALUES (?, 'pending', NULL, ?, NULL)"
          + " ON CONFLICT (dedupe_key) DO UPDATE SET"
          + " state = excluded.state, reason = NULL, seen_at = excluded.seen_at, settled_at = NULL";

  private final Duration window;
  private int added;

  InboxTable(Duration window) {
    this.window = window;
  }

  boolean add(Db db, InboxEntry entry, Instant now) throws SQLException {
    if (added++ % FORGET_EVERY == 0) {
      forget(db, now);
    }
    // In one statement: another host may store the same event at this moment.
    int marked = db.update(
        WAITS + " WHERE seen.state <> 'pending' AND seen.seen_at <= ?",
        entry.dedupeKey(),
        now,
        now.minus(window));
    if (marked == 0) {
      return false;
    }
    db.update(
        "INSERT INTO inbox (dedupe_key, session_key, app_id, received_at, raw) VALUES (?, ?, ?, ?, ?)",
        entry.dedupeKey(),
        entry.key().value(),
        entry.appId(),
        entry.receivedAt(),
        entry.raw());
    return true;
  }

  void waits(Db db, String dedupeKey, Instant now) throws SQLException {
    db.update(WAITS, dedupeKey, now);
  }

  // By the table itself: an index of which a byte flipped would leave out events that were
  // acknowledged, without a word.
  List<WaitingEvent> page(Db db, String appId, long after, int limit) throws SQLException {
    return db.list(
        "SELECT seq, dedupe_key, session_key, app_id, received_at, raw FROM inbox"
            + db.dialect().unindexed + " WHERE app_id = ? AND seq > ? ORDER BY seq LIMIT ?",
        row -> new WaitingEvent(row.getLong("seq"), entry(row)),
        appId,
        after,
        limit);
  }

  Map<String, Integer> waitingCounts(Db db) throws SQLException {
    Map<String, Integer> counts = new TreeMap<>();
    db.list(
        "SELECT COALESCE(app_id, '') AS app, COUNT(*) AS n FROM inbox" + db.dialect().unindexed
            + " GROUP BY app",
        row -> counts.put(row.getString("app"), row.getInt("n")) == null);
    return counts;
  }

  EventCounts tally(Db db) throws SQLException {
    // In one statement, so that all counts are of the same moment.
    return db.first(
            TALLY,
            row -> new EventCounts(
                row.getLong("accepted"),
                row.getLong("pending"),
                row.getLong("applied"),
                row.getLong("dead"),
                row.getLong("ignored")))
        .orElseThrow();
  }

  /**
   * A turn handled the event.
   *
   * @throws AlreadyHandledException if it waits no more
   */
  void handled(Db db, String dedupeKey, Instant now) throws SQLException {
    int marked = db.update(
        "INSERT INTO seen (dedupe_key, state, reason, seen_at, settled_at) VALUES (?, 'handled', NULL, ?, ?)"
            + " ON CONFLICT (dedupe_key) DO UPDATE SET"
            + " state = excluded.state, reason = NULL, settled_at = excluded.settled_at"
            + " WHERE seen.state = 'pending'",
        dedupeKey,
        now,
        now);
    if (marked == 0) {
      throw new AlreadyHandledException();
    }
    db.update("DELETE FROM inbox WHERE dedupe_key = ?", dedupeKey);
  }

  /** The event needs nothing more; its key is remembered, also if the event never was in the inbox. */
  void settle(Db db, String dedupeKey, String state, @Nullable String reason, Instant now)
      throws SQLException {
    db.update("DELETE FROM inbox WHERE dedupe_key = ?", dedupeKey);
    db.update(
        "INSERT INTO seen (dedupe_key, state, reason, seen_at, settled_at) VALUES (?, ?, ?, ?, ?)"
            + " ON CONFLICT (dedupe_key) DO UPDATE SET"
            + " state = excluded.state, reason = excluded.reason, settled_at = excluded.settled_at",
        dedupeKey,
        state,
        reason,
        now,
        now);
  }

  List<InboxEntry> replayed(Db db) throws SQLException {
    return db.list(
        "SELECT dedupe_key, session_key, app_id, received_at, raw FROM inbox WHERE replayed = 1 ORDER BY seq",
        InboxTable::entry);
  }

  private void forget(Db db, Instant now) throws SQLException {
    db.update(
        "DELETE FROM seen WHERE dedupe_key IN"
            + " (SELECT dedupe_key FROM seen WHERE seen_at <= ? AND state <> 'pending' ORDER BY seen_at LIMIT ?)",
        now.minus(window),
        FORGET_MOST);
    db.update(
        "DELETE FROM sent WHERE id IN (SELECT id FROM sent WHERE sent_at <= ? ORDER BY sent_at LIMIT ?)",
        now.minus(window),
        FORGET_MOST);
  }

  static InboxEntry entry(ResultSet row) throws SQLException {
    return new InboxEntry(
        row.getString("dedupe_key"),
        new SessionKey(row.getString("session_key")),
        row.getString("app_id"),
        row.getBytes("raw"),
        Db.time(row, "received_at"));
  }
}
