package dev.botflow.store.jdbc;

import dev.botflow.error.BotFlowException;
import dev.botflow.session.Trace;
import dev.botflow.session.TurnTexts;
import dev.botflow.store.Commit;
import dev.botflow.store.RetentionPolicy;
import dev.botflow.store.codec.TraceJson;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What turns did and why. */
final class TraceTable {
  private static final Logger LOG = LoggerFactory.getLogger(TraceTable.class);
  private static final int OLD_TRACES = 4;

  private TraceTable() {}

  /**
   * @param json the commit's trace, written
   * @param texts what was said, written; null for nothing
   */
  static void add(
      Db db,
      Commit commit,
      String json,
      @Nullable String texts,
      RetentionPolicy keeping,
      Instant now)
      throws SQLException {
    TurnTexts said = commit.trace().texts();
    db.update(
        "INSERT INTO traces (session_key, version, handled, turn_at, json, texts, texts_until)"
            + " VALUES (?, ?, ?, ?, ?, ?, CAST(? AS BIGINT))",
        commit.key().value(),
        commit.session().version(),
        commit.handled(),
        commit.at(),
        json,
        texts,
        said == null ? null : said.until());
    db.update(
        "DELETE FROM traces WHERE seq <= (SELECT MAX(t.seq) FROM traces t) - ?", keeping.traces());
    // A few with each turn: no turn pays for many, and they grow old no faster.
    db.update(
        "DELETE FROM traces WHERE seq IN (SELECT t.seq FROM traces t ORDER BY t.seq LIMIT ?) AND turn_at < ?",
        OLD_TRACES,
        now.minus(keeping.traceTime()));
  }

  static boolean hasTextsOver(Db db, Instant now) throws SQLException {
    return db.first("SELECT 1 FROM traces WHERE texts_until <= ? LIMIT 1", row -> true, now)
        .isPresent();
  }

  /** @return turns whose texts were over */
  static int eraseTexts(Db db, Instant now) throws SQLException {
    int erased =
        db.update("UPDATE traces SET texts = NULL, texts_until = NULL WHERE texts_until <= ?", now);
    if (erased > 0) {
      Vacuum.owe(db, now);
    }
    return erased;
  }

  /** Adds to the trace of the turn that wrote a waiting message what became of it. */
  static void addLater(Db db, String messageId, Trace note) throws SQLException {
    Optional<Kept> kept = db.first(
        "SELECT t.seq, t.json FROM outbox o JOIN traces t"
            + " ON t.session_key = o.session_key AND t.version = o.turn WHERE o.id = ?",
        row -> new Kept(row.getLong("seq"), row.getString("json")),
        messageId);
    if (kept.isEmpty()) {
      return;
    }
    try {
      String json = TraceJson.write(TraceJson.read(kept.get().json()).with(note));
      db.update("UPDATE traces SET json = ? WHERE seq = ?", json, kept.get().seq());
    } catch (BotFlowException e) {
      // A trace explains and never stops anything.
      LOG.warn("the trace of message {} cannot be added to: {}", messageId, e.getMessage());
    }
  }

  private record Kept(long seq, String json) {}
}
