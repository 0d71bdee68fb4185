package dev.botflow.store.jdbc;

import dev.botflow.message.OutboundJson;
import dev.botflow.session.Call;
import dev.botflow.session.Session;
import dev.botflow.session.TurnTexts;
import dev.botflow.store.Commit;
import dev.botflow.store.OutboxRow;
import dev.botflow.store.RetentionPolicy;
import dev.botflow.store.StaleSessionException;
import dev.botflow.store.codec.CallJson;
import dev.botflow.store.codec.SessionJson;
import dev.botflow.store.codec.TimerJson;
import dev.botflow.store.codec.TraceJson;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A turn's commit, its JSON written by the caller's thread so that the one writer only stores. */
record WrittenTurn(
    Commit commit,
    String session,
    @Nullable String absorbed,
    List<String> outbox,
    List<String> timers,
    List<String> calls,
    String trace,
    @Nullable String texts) {
  static WrittenTurn of(Commit commit) {
    TurnTexts texts = commit.trace().texts();
    return new WrittenTurn(
        commit,
        SessionJson.write(commit.session()),
        commit.absorbed() == null ? null : SessionJson.write(commit.absorbed()),
        commit.outbox().stream().map(row -> OutboundJson.write(row.message())).toList(),
        commit.timers().stream().map(TimerJson::write).toList(),
        commit.calls().stream().map(CallJson::write).toList(),
        TraceJson.write(commit.trace()),
        texts == null ? null : TraceJson.writeTexts(texts));
  }

  void store(Db db, InboxTable inbox, RetentionPolicy keeping, Instant now) throws SQLException {
    storeSession(db, commit.session(), session);
    if (commit.contactGone()) {
      Eraser.eraseAround(db, commit.key().value(), now);
    }
    Session other = commit.absorbed();
    if (other != null && absorbed != null) {
      storeSession(db, other, absorbed);
      TimerTable.cancelAll(db, other.key());
      Merged.store(db, other.key(), commit.key());
    }
    if (commit.once()) {
      inbox.handled(db, commit.handled(), now);
    } else {
      TimerTable.checkWaits(db, commit);
      inbox.settle(db, commit.handled(), "handled", null, now);
    }
    for (int i = 0; i < outbox.size(); i++) {
      OutboxRow row = commit.outbox().get(i);
      OutboxTable.add(db, row, outbox.get(i));
    }
    storeTimers(db);
    storeCalls(db);
    TraceTable.add(db, commit, trace, texts, keeping, now);
  }

  private void storeSession(Db db, Session next, String json) throws SQLException {
    String key = next.key().value();
    long version = next.version();
    long found = db.first(
            "SELECT version FROM sessions WHERE session_key = ?" + db.dialect().forUpdate,
            row -> row.getLong("version"),
            key)
        .orElse(0L);
    if (found != version - 1) {
      throw new StaleSessionException(next.key(), version - 1, found);
    }
    int stored = db.update(
        "INSERT INTO sessions (session_key, version, updated_at, json) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (session_key) DO UPDATE SET"
            + " version = excluded.version, updated_at = excluded.updated_at, json = excluded.json"
            + " WHERE sessions.version = excluded.version - 1",
        key,
        version,
        commit.at(),
        json);
    if (stored == 0) {
      // It was no row that could be held, and is one of another's now.
      throw new StaleSessionException(next.key(), version - 1, found + 1);
    }
  }

  // Cancelled ones first: a turn may set the timer again that just fired.
  private void storeTimers(Db db) throws SQLException {
    for (String id : commit.cancelled()) {
      TimerTable.cancel(db, commit.key(), id);
    }
    for (int i = 0; i < timers.size(); i++) {
      TimerTable.set(db, commit.timers().get(i), timers.get(i));
    }
  }

  private void storeCalls(Db db) throws SQLException {
    if (commit.completed() != null) {
      db.update(
          "DELETE FROM calls WHERE session_key = ? AND id = ?",
          commit.key().value(),
          commit.completed());
    }
    for (int i = 0; i < calls.size(); i++) {
      Call call = commit.calls().get(i);
      db.update(
          "INSERT INTO calls (session_key, id, json) VALUES (?, ?, ?)"
              + " ON CONFLICT (session_key, id) DO UPDATE SET json = excluded.json",
          call.key().value(),
          call.id(),
          calls.get(i));
    }
  }
}
