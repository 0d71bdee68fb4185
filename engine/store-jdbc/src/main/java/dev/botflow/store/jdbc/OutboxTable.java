package dev.botflow.store.jdbc;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.SessionKey;
import dev.botflow.message.OutboundJson;
import dev.botflow.message.Outgoing;
import dev.botflow.store.OutboxRow;
import dev.botflow.store.SendChange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Messages waiting, and the journal of messages sent. */
final class OutboxTable {
  static final String COLUMNS =
      "id, session_key, app_id, turn, place, created_at, attempts, not_before, json";

  private OutboxTable() {}

  /** @param json the row's message, written */
  static void add(Db db, OutboxRow row, String json) throws SQLException {
    int added = db.update(
        "INSERT INTO outbox ("
            + COLUMNS
            + ", later, head) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT (id) DO NOTHING",
        row.id(),
        row.key().value(),
        row.message().to().appId(),
        row.turn(),
        row.index(),
        row.createdAt(),
        row.attempts(),
        row.notBefore(),
        json,
        row.later());
    if (added == 0) {
      throw new BotFlowException(
          "outbox: expected a new message id, but " + row.id() + " waits already");
    }
    if (!row.later()) {
      // What stands before an answer must go for it to go.
      db.update(
          "UPDATE outbox SET later = 0 WHERE session_key = ? AND later = 1",
          row.key().value());
    }
    markHead(db, row.key().value());
  }

  static ReadResult<OutboxRow> dueRows(Db db, Instant now, Set<String> leftOut, int limit)
      throws SQLException {
    return ReadResult.due(
        db,
        "SELECT " + COLUMNS
            + ", outcome_unknown, later FROM outbox WHERE head = 1 AND not_before <= ?",
        "later, head_rank",
        OutboxTable::row,
        List.of(now),
        leftOut,
        limit);
  }

  static Optional<Instant> nextRow(Db db) throws SQLException {
    return db.first(
        "SELECT not_before FROM outbox WHERE head = 1 ORDER BY not_before LIMIT 1",
        row -> Db.time(row, "not_before"));
  }

  static Optional<Instant> oldestRow(Db db) throws SQLException {
    return db.first(
        "SELECT created_at FROM outbox ORDER BY seq LIMIT 1", row -> Db.time(row, "created_at"));
  }

  static void record(Db db, SendChange change) throws SQLException {
    if (change instanceof SendChange.Attempting begun) {
      db.update("UPDATE outbox SET attempting = 1 WHERE id = ?", begun.id());
    } else if (change instanceof SendChange.Sent sent) {
      sent(db, sent.id(), sent.messageId(), sent.at());
    } else if (change instanceof SendChange.Again again) {
      again(db, again.row());
    } else {
      throw new AssertionError(change);
    }
  }

  static int markUnknownOutcomes(Db db, Instant notBefore) throws SQLException {
    return db.update(
        "UPDATE outbox SET attempting = 0, outcome_unknown = 1, attempts = attempts + 1, not_before = ?"
            + " WHERE attempting = 1",
        notBefore);
  }

  static void sent(Db db, String id, String messageId, Instant at) throws SQLException {
    boolean outcomeUnknown = outcomeUnknown(db, id);
    take(db, id);
    DeadLetterTable.dropMessage(db, id);
    db.update(
        "INSERT INTO sent (id, message_id, sent_at, outcome_unknown) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (id) DO UPDATE SET message_id = excluded.message_id, sent_at = excluded.sent_at,"
            + " outcome_unknown = CASE WHEN excluded.outcome_unknown = 1 THEN 1 ELSE sent.outcome_unknown END",
        id,
        messageId,
        at,
        outcomeUnknown);
  }

  static boolean outcomeUnknown(Db db, String id) throws SQLException {
    return db.first(
            "SELECT 1 FROM outbox WHERE id = ? AND outcome_unknown = 1"
                + " UNION ALL SELECT 1 FROM dead_letters WHERE id = ? AND outcome_unknown = 1",
            row -> true,
            id,
            id)
        .isPresent();
  }

  static List<String> unknownOutcomes(Db db) throws SQLException {
    return db.list(
        "SELECT id FROM outbox WHERE outcome_unknown = 1"
            + " UNION SELECT id FROM dead_letters WHERE outcome_unknown = 1"
            + " UNION SELECT id FROM sent WHERE outcome_unknown = 1",
        row -> row.getString("id"));
  }

  private static void again(Db db, OutboxRow row) throws SQLException {
    db.update(
        "UPDATE outbox SET attempts = ?, not_before = ?, outcome_unknown = ?, attempting = 0 WHERE id = ?",
        row.attempts(),
        row.notBefore(),
        row.unknown(),
        row.id());
  }

  static void waitAtMost(Db db, Instant latest) throws SQLException {
    db.update("UPDATE outbox SET not_before = ? WHERE not_before > ?", latest, latest);
  }

  static void take(Db db, String id) throws SQLException {
    Optional<String> session = db.first(
        "SELECT session_key FROM outbox WHERE id = ?", row -> row.getString("session_key"), id);
    if (session.isPresent()) {
      db.update("DELETE FROM outbox WHERE id = ?", id);
      markHead(db, session.get());
    }
  }

  static void markHead(Db db, String session) throws SQLException {
    db.update(
        "UPDATE outbox SET head = 1, head_rank = 1 + " + db.dialect().greatest + "(" + lastRank(0)
            + ", " + lastRank(1)
            + ") WHERE head = 0"
            + " AND seq = (SELECT MIN(f.seq) FROM outbox f WHERE f.session_key = ?)",
        session);
  }

  private static String lastRank(int later) {
    return "COALESCE((SELECT h.head_rank FROM outbox h WHERE h.head = 1 AND h.later = " + later
        + " ORDER BY h.head_rank DESC LIMIT 1), 0)";
  }

  private static OutboxRow row(ResultSet row) throws SQLException {
    Outgoing message = OutboundJson.readOutgoing(row.getString("json"));
    String session = row.getString("session_key");
    ReadResult.checkSame(row, session, message.id());
    return new OutboxRow(
        message,
        new SessionKey(session),
        row.getLong("turn"),
        row.getInt("place"),
        Db.time(row, "created_at"),
        row.getInt("attempts"),
        Db.time(row, "not_before"),
        row.getInt("outcome_unknown") != 0,
        row.getInt("later") != 0);
  }
}
