package dev.botflow.store.jdbc;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.SessionKey;
import dev.botflow.message.OutboundJson;
import dev.botflow.session.DeadLetter;
import dev.botflow.session.OutboxRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Messages waiting, messages given up, and the journal of messages sent. */
final class OutboxTable {
  private static final String COLUMNS =
      "id, session_key, app_id, turn, place, created_at, attempts, not_before, json";

  private OutboxTable() {}

  /** @param json the row's message, written */
  static void add(Db db, OutboxRow row, String json) throws SQLException {
    int added = db.update(
        "INSERT INTO outbox ("
            + COLUMNS
            + ", head) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT (id) DO NOTHING",
        row.id(),
        row.key().value(),
        row.message().to().appId(),
        row.turn(),
        row.index(),
        row.createdAt(),
        row.attempts(),
        row.notBefore(),
        json);
    if (added == 0) {
      throw new BotFlowException(
          "outbox: expected a new message id, but " + row.id() + " waits already");
    }
    markHead(db, row.key().value());
  }

  static List<OutboxRow> dueRows(Db db, Instant now, Set<String> leftOut, int limit)
      throws SQLException {
    List<Object> values = new ArrayList<>(leftOut);
    values.add(0, now);
    values.add(limit);
    String others =
        leftOut.isEmpty() ? "" : " AND app_id NOT IN (?" + ", ?".repeat(leftOut.size() - 1) + ")";
    return db.list(
        "SELECT " + COLUMNS + " FROM outbox WHERE head = 1 AND not_before <= ?" + others
            + " ORDER BY seq LIMIT ?",
        OutboxTable::row,
        values.toArray());
  }

  static Optional<Instant> nextRow(Db db) throws SQLException {
    return db.first(
        "SELECT not_before FROM outbox WHERE head = 1 ORDER BY not_before LIMIT 1",
        row -> Db.time(row, "not_before"));
  }

  static void sent(Db db, String id, String messageId, Instant at) throws SQLException {
    take(db, id);
    db.update("DELETE FROM dead_letters WHERE id = ?", id);
    db.update(
        "INSERT INTO sent (id, message_id, sent_at) VALUES (?, ?, ?)"
            + " ON CONFLICT (id) DO UPDATE SET message_id = excluded.message_id, sent_at = excluded.sent_at",
        id,
        messageId,
        at);
  }

  static void retry(Db db, OutboxRow row) throws SQLException {
    db.update(
        "UPDATE outbox SET attempts = ?, not_before = ? WHERE id = ?",
        row.attempts(),
        row.notBefore(),
        row.id());
  }

  /** @param json the letter's message, written */
  static void dead(Db db, DeadLetter letter, String json) throws SQLException {
    OutboxRow row = letter.row();
    take(db, row.id());
    db.update("DELETE FROM dead_letters WHERE id = ?", row.id());
    db.update(
        "INSERT INTO dead_letters (" + COLUMNS + ", reason, outcome_unknown, since)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row.id(),
        row.key().value(),
        row.message().to().appId(),
        row.turn(),
        row.index(),
        row.createdAt(),
        row.attempts(),
        row.notBefore(),
        json,
        letter.reason(),
        letter.unknown(),
        letter.since());
  }

  static List<DeadLetter> deadLetters(Db db) throws SQLException {
    return db.list(
        "SELECT " + COLUMNS + ", reason, outcome_unknown, since FROM dead_letters ORDER BY seq",
        row -> new DeadLetter(
            row(row),
            row.getString("reason"),
            row.getInt("outcome_unknown") != 0,
            Db.time(row, "since")));
  }

  static boolean replay(Db db, String id, Instant now) throws SQLException {
    Optional<String> session = db.first(
        "SELECT session_key FROM dead_letters WHERE id = ?",
        row -> row.getString("session_key"),
        id);
    if (session.isEmpty()) {
      return false;
    }
    db.update(
        "INSERT INTO outbox ("
            + COLUMNS
            + ", head) SELECT id, session_key, app_id, turn, place, CAST(? AS BIGINT), 0, CAST(? AS BIGINT), json, 0"
            + " FROM dead_letters WHERE id = ?",
        now,
        now,
        id);
    markHead(db, session.get());
    return drop(db, id);
  }

  static boolean drop(Db db, String id) throws SQLException {
    return db.update("DELETE FROM dead_letters WHERE id = ?", id) > 0;
  }

  private static void take(Db db, String id) throws SQLException {
    Optional<String> session = db.first(
        "SELECT session_key FROM outbox WHERE id = ?", row -> row.getString("session_key"), id);
    if (session.isPresent()) {
      db.update("DELETE FROM outbox WHERE id = ?", id);
      markHead(db, session.get());
    }
  }

  private static void markHead(Db db, String session) throws SQLException {
    db.update(
        "UPDATE outbox SET head = 1 WHERE head = 0"
            + " AND seq = (SELECT MIN(f.seq) FROM outbox f WHERE f.session_key = ?)",
        session);
  }

  private static OutboxRow row(ResultSet row) throws SQLException {
    return new OutboxRow(
        OutboundJson.readOutgoing(row.getString("json")),
        new SessionKey(row.getString("session_key")),
        row.getLong("turn"),
        row.getInt("place"),
        Db.time(row, "created_at"),
        row.getInt("attempts"),
        Db.time(row, "not_before"));
  }
}
