package dev.botflow.store.jdbc;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.SessionKey;
import dev.botflow.session.Session;
import dev.botflow.session.Trace;
import dev.botflow.store.MessageFate;
import dev.botflow.store.SessionPage;
import dev.botflow.store.StoredTurn;
import dev.botflow.store.TurnQuery;
import dev.botflow.store.codec.SessionJson;
import dev.botflow.store.codec.TraceJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what people ask for: turns, what became of messages, sessions. Without indexes of its own, which each turn would
 * pay for: it looks at many rows instead.
 */
final class RecordReader {
  private static final Logger LOG = LoggerFactory.getLogger(RecordReader.class);
  private static final int PAGE = 500;

  private RecordReader() {}

  static List<StoredTurn> turns(Db db, TurnQuery query, Instant now) throws SQLException {
    List<Object> fixed = new ArrayList<>();
    String where = where(db, query, fixed);
    List<StoredTurn> found = new ArrayList<>();
    long before = query.before();
    List<Row> page;
    do {
      List<Object> values = new ArrayList<>(List.of(before));
      values.addAll(fixed);
      values.add(PAGE);
      page = db.list(
          "SELECT seq, session_key, version, handled, turn_at, json, texts FROM traces WHERE seq < ?"
              + where + " ORDER BY seq DESC LIMIT ?",
          RecordReader::row,
          values.toArray());
      for (Row row : page) {
        before = row.number();
        Optional<StoredTurn> turn = turn(row, now).filter(query::takes);
        if (turn.isPresent() && found.size() < query.limit()) {
          found.add(turn.get());
        }
      }
    } while (page.size() == PAGE && found.size() < query.limit());
    return found;
  }

  /** What leaves out most of what is not asked for; {@link TurnQuery#takes} has the last word. */
  private static String where(Db db, TurnQuery query, List<Object> values) {
    StringBuilder where = new StringBuilder();
    if (query.app() != null) {
      String prefix = SessionKey.prefixOfApp(query.app());
      where.append(" AND session_key >= ? AND session_key < ?");
      values.addAll(List.of(prefix, Eraser.endOf(prefix)));
    }
    if (!query.contacts().isEmpty()) {
      query.contacts().forEach(key -> values.add(key.value()));
      where
          .append(" AND session_key IN (?")
          .append(", ?".repeat(query.contacts().size() - 1))
          .append(')');
    }
    holding(db, where, "json", Stream.of(query.messages(), query.reports()), values);
    if (!query.events().isEmpty()) {
      holding(db, where, "handled || json", Stream.of(query.events()), values);
    }
    return where.toString();
  }

  private static void holding(
      Db db, StringBuilder where, String text, Stream<Set<String>> ids, List<Object> values) {
    ids.filter(some -> !some.isEmpty()).forEach(some -> {
      where.append(" AND (FALSE");
      for (String id : some) {
        where
            .append(" OR ")
            .append(db.dialect().position)
            .append("(")
            .append(text)
            .append(", ?) > 0");
        // What JSON writes in another way is looked for nowhere in particular.
        values.add(id.chars().anyMatch(c -> c == '"' || c == '\\' || c < ' ') ? "" : id);
      }
      where.append(')');
    });
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("seq"),
        new SessionKey(row.getString("session_key")),
        row.getLong("version"),
        row.getString("handled"),
        Db.time(row, "turn_at"),
        row.getString("json"),
        row.getString("texts"));
  }

  private static Optional<StoredTurn> turn(Row row, Instant now) {
    try {
      Trace trace = TraceJson.read(row.json());
      String texts = row.texts();
      if (texts != null) {
        trace = trace.withTexts(Optional.of(TraceJson.readTexts(texts))
            .filter(said -> said.until().isAfter(now))
            .orElse(null));
      }
      return Optional.of(
          new StoredTurn(row.number(), row.key(), row.version(), row.event(), row.at(), trace));
    } catch (BotFlowException e) {
      LOG.warn("trace {} cannot be read and is left out: {}", row.number(), e.getMessage());
      return Optional.empty();
    }
  }

  static List<MessageFate> messages(Db db, Set<String> ids) throws SQLException {
    List<MessageFate> fates = new ArrayList<>();
    for (String id : ids) {
      db.first(
              "SELECT 'sent' AS state, message_id, 1 AS attempts, NULL AS reason, outcome_unknown, sent_at AS at"
                  + " FROM sent WHERE id = ?"
                  + " UNION ALL SELECT 'waiting', NULL, attempts, NULL, outcome_unknown, not_before FROM outbox"
                  + " WHERE id = ?"
                  + " UNION ALL SELECT 'given_up', NULL, attempts, reason, outcome_unknown, since FROM dead_letters"
                  + " WHERE id = ? ORDER BY state DESC",
              row -> fate(id, row),
              id,
              id,
              id)
          .ifPresent(fates::add);
    }
    return fates;
  }

  private static MessageFate fate(String id, ResultSet row) throws SQLException {
    return new MessageFate(
        id,
        row.getString("message_id"),
        MessageFate.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getInt("attempts"),
        row.getString("reason"),
        row.getInt("outcome_unknown") != 0,
        Db.time(row, "at"));
  }

  static Optional<String> ownId(Db db, String messageId) throws SQLException {
    return db.first(
        "SELECT id FROM sent WHERE message_id = ?", row -> row.getString("id"), messageId);
  }

  static SessionPage sessions(Db db, String after, int limit) throws SQLException {
    List<Session> sessions = new ArrayList<>();
    List<String> keys = db.list(
        "SELECT session_key, json FROM sessions WHERE session_key > ? ORDER BY session_key LIMIT ?",
        row -> {
          String key = row.getString("session_key");
          try {
            sessions.add(SessionJson.read(row.getString("json")));
          } catch (BotFlowException e) {
            LOG.warn("a session cannot be read and is left out: {}", e.getMessage());
          }
          return key;
        },
        after,
        limit);
    return new SessionPage(sessions, keys.size() < limit ? null : keys.get(keys.size() - 1));
  }

  static List<String> apps(Db db) throws SQLException {
    List<String> apps = new ArrayList<>();
    String after = "";
    Optional<String> next = firstKey(db, after);
    while (next.isPresent()) {
      String key = next.get();
      apps.add(new SessionKey(key).appId());
      // All of one app stand between its slash and the character after that.
      after = key.substring(0, key.indexOf('/')) + "0";
      next = firstKey(db, after);
    }
    return apps;
  }

  private static Optional<String> firstKey(Db db, String after) throws SQLException {
    return db.first(
        "SELECT session_key FROM sessions WHERE session_key > ? ORDER BY session_key LIMIT 1",
        row -> row.getString("session_key"),
        after);
  }

  private record Row(
      long number,
      SessionKey key,
      long version,
      String event,
      Instant at,
      String json,
      @Nullable String texts) {}
}
