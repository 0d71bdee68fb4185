package dev.botflow.store.jdbc;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.Channel;
import dev.botflow.event.SessionKey;
import dev.botflow.session.Session;
import dev.botflow.store.AppScope;
import dev.botflow.store.Erased;
import dev.botflow.store.PersonalDataMatcher;
import dev.botflow.store.StoredKind;
import dev.botflow.store.StoredRow;
import dev.botflow.store.codec.SessionJson;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes people out of the tables. The journal stays. */
final class Eraser {
  private static final Logger LOG = LoggerFactory.getLogger(Eraser.class);
  private static final List<String> AROUND =
      List.of("buried", "outbox", "dead_letters", "timers", "calls", "traces", "buried_rows");
  private static final List<String> TABLES =
      Stream.concat(Stream.of("sessions", "inbox"), AROUND.stream()).toList();
  private static final List<String> ALONE =
      TABLES.stream().filter(table -> !table.equals("inbox")).toList();
  private static final String NOTHING_WAITS = Stream.of("inbox", "outbox", "timers", "calls")
      .map(table -> " AND NOT EXISTS (SELECT 1 FROM " + table + " WHERE " + table
          + ".session_key = sessions.session_key)")
      .collect(Collectors.joining());
  private static final int PAGE = 2_000;

  private Eraser() {}

  /** @return what there was, by kind */
  static Erased erase(Db db, String session, Instant now) throws SQLException {
    // One by one, so that what is marked is what is deleted, though another host adds to the inbox.
    List<String> waiting = db.list(
        "SELECT dedupe_key FROM inbox WHERE session_key = ?",
        row -> row.getString("dedupe_key"),
        session);
    for (String key : waiting) {
      db.update(
          "UPDATE seen SET state = 'ignored', reason = 'erased', settled_at = ? WHERE dedupe_key = ?",
          now,
          key);
      db.update("DELETE FROM inbox WHERE dedupe_key = ?", key);
    }
    Erased rows = Erased.of(StoredKind.EVENT, waiting.size());
    for (String table : ALONE) {
      int deleted = db.update("DELETE FROM " + table + " WHERE session_key = ?", session);
      rows = rows.and(Erased.of(kind(table), deleted));
    }
    Merged.erase(db, session);
    if (rows.total() > 0) {
      Vacuum.owe(db, now);
    }
    return rows;
  }

  private static StoredKind kind(String table) {
    return switch (table) {
      case "sessions" -> StoredKind.SESSION;
      case "inbox" -> StoredKind.EVENT;
      case "outbox" -> StoredKind.MESSAGE;
      case "timers" -> StoredKind.TIMER;
      case "calls" -> StoredKind.CALL;
      case "traces" -> StoredKind.TRACE;
      default -> StoredKind.DEAD_LETTER;
    };
  }

  /** Every row of a session, as it is. */
  static List<StoredRow> rows(Db db, String session) throws SQLException {
    List<StoredRow> rows = new ArrayList<>();
    for (String table : TABLES) {
      rows.addAll(db.list(
          "SELECT * FROM " + table + " WHERE session_key = ?",
          row -> new StoredRow(kind(table), values(row)),
          session));
    }
    return rows;
  }

  private static Map<String, Object> values(ResultSet row) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      Object value = row.getObject(i);
      if (value instanceof Number number) {
        values.put(columns.getColumnName(i), new BigDecimal(number.toString()));
      } else if (value != null) {
        values.put(columns.getColumnName(i), value);
      }
    }
    return values;
  }

  /** All of a session but itself and its events that wait. */
  static void eraseAround(Db db, String session, Instant now) throws SQLException {
    for (String table : AROUND) {
      db.update("DELETE FROM " + table + " WHERE session_key = ?", session);
    }
    // Also for what the session itself no longer says.
    Vacuum.owe(db, now);
  }

  static int eraseUnread(Db db, String appId, PersonalDataMatcher mention) throws SQLException {
    int erased = 0;
    Optional<Unread> next = nextUnread(db, appId, 0);
    while (next.isPresent()) {
      long number = next.get().number();
      if (mention.in(next.get().raw())) {
        erased += db.update("DELETE FROM buried WHERE seq = ?", number);
      }
      next = nextUnread(db, appId, number);
    }
    return erased;
  }

  // One at a time: each may be a megabyte.
  private static Optional<Unread> nextUnread(Db db, String appId, long after) throws SQLException {
    return db.first(
        "SELECT seq, raw FROM buried WHERE session_key = ? AND app_id = ? AND seq > ? ORDER BY seq"
            + " LIMIT 1",
        row -> new Unread(row.getLong("seq"), row.getBytes("raw")),
        SessionKey.ofApp(appId).value(),
        appId,
        after);
  }

  /**
   * A page of an app's sessions, those of them whose contact has an identity.
   *
   * @param found where they are added
   * @return after which the next page goes on; empty at the end
   */
  static Optional<String> sessionsOf(
      Db db, String appId, String after, Channel channel, String identity, List<SessionKey> found)
      throws SQLException {
    String app = SessionKey.prefixOfApp(appId);
    PersonalDataMatcher mention = PersonalDataMatcher.ofIdentity(identity);
    List<String> page = db.list(
        "SELECT session_key, json FROM sessions WHERE session_key > ? AND session_key < ?"
            + " ORDER BY session_key LIMIT ?",
        row -> {
          String key = row.getString("session_key");
          String json = row.getString("json");
          if (mention.in(json.getBytes(StandardCharsets.UTF_8))
              && hasIdentity(json, channel, identity)) {
            found.add(new SessionKey(key));
          }
          return key;
        },
        after,
        endOf(app),
        PAGE);
    return page.size() < PAGE ? Optional.empty() : Optional.of(page.get(page.size() - 1));
  }

  /** @param json holds the identity somewhere; what cannot be read counts for that */
  private static boolean hasIdentity(String json, Channel channel, String identity) {
    try {
      return SessionJson.read(json).hasIdentity(channel, identity);
    } catch (BotFlowException e) {
      LOG.warn("a session that holds an identity cannot be read: {}", e.getMessage());
      return true;
    }
  }

  /** Sessions in the order of their keys, whose latest turn is older: read without an index, which every turn would pay. */
  static Page oldSessions(Db db, AppScope apps, String after, Instant before) throws SQLException {
    String which = ofApps(apps);
    List<Object> values = new ArrayList<>(List.of(after));
    values.addAll(keysOf(apps));
    values.add(PAGE);
    List<Candidate> page = db.list(
        "SELECT session_key, updated_at FROM sessions WHERE session_key > ?" + which
            + " ORDER BY session_key LIMIT ?",
        row -> new Candidate(row.getString("session_key"), Db.time(row, "updated_at")),
        values.toArray());
    return new Page(
        page.stream()
            .filter(session -> session.at().isBefore(before))
            .map(Candidate::key)
            .toList(),
        page.size() < PAGE ? null : page.get(page.size() - 1).key());
  }

  /** Forgets those of the sessions that are still as old, and for which nothing waits, down to their opt-outs. */
  static int eraseOld(Db db, List<String> sessions, Instant before, Instant now)
      throws SQLException {
    int rows = 0;
    for (String session : sessions) {
      Optional<String> old = db.first(
          "SELECT json FROM sessions WHERE session_key = ? AND updated_at < ?" + NOTHING_WAITS,
          row -> row.getString("json"),
          session,
          before);
      rows += old.isPresent() ? eraseOld(db, session, old.get(), now) : 0;
    }
    return rows;
  }

  private static int eraseOld(Db db, String session, String json, Instant now) throws SQLException {
    Optional<Session> remainder;
    try {
      remainder = SessionJson.read(json).remainder();
    } catch (BotFlowException e) {
      LOG.warn("a session that is old cannot be read and stays: {}", e.getMessage());
      return 0;
    }
    Optional<String> survivor = Merged.survivor(db, session);
    int rows = erase(db, session, now).total();
    if (remainder.isPresent()) {
      if (survivor.isPresent()) {
        Merged.store(db, session, survivor.get());
      }
      // As of now, so that it is not looked at every hour from now on.
      db.update(
          "INSERT INTO sessions (session_key, version, updated_at, json) VALUES (?, ?, ?, ?)",
          session,
          remainder.get().version(),
          now,
          SessionJson.write(remainder.get()));
    }
    return rows;
  }

  /** Forgets what was given up before, and older traces, of all sessions of these apps. */
  static int eraseGivenUp(Db db, AppScope apps, Instant before, Instant now) throws SQLException {
    String which = ofApps(apps);
    List<Object> values = new ArrayList<>(List.of(before));
    values.addAll(keysOf(apps));
    int rows = 0;
    for (String old : List.of(
        "dead_letters WHERE since < ?",
        "buried WHERE since < ?",
        "buried_rows WHERE since < ?",
        "traces WHERE turn_at < ?")) {
      rows += db.update("DELETE FROM " + old + which, values.toArray());
    }
    if (rows > 0) {
      Vacuum.owe(db, now);
    }
    return rows;
  }

  /** A condition on keys of sessions, with two values for each app ({@link #keysOf}). */
  private static String ofApps(AppScope apps) {
    if (apps.apps().isEmpty()) {
      return apps.others() ? "" : " AND FALSE";
    }
    return (apps.others() ? " AND NOT " : " AND ") + any(apps.apps().size());
  }

  /** Halves in halves, since SQLite takes no condition that is 1,000 deep, as one OR behind the other is. */
  private static String any(int apps) {
    return apps == 1
        ? "(session_key >= ? AND session_key < ?)"
        : "(" + any(apps / 2) + " OR " + any(apps - apps / 2) + ")";
  }

  private static List<String> keysOf(AppScope apps) {
    return apps.apps().stream()
        .map(SessionKey::prefixOfApp)
        .flatMap(prefix -> Stream.of(prefix, endOf(prefix)))
        .toList();
  }

  /** The first text behind all keys of an app: the character after the one that ends its part. */
  static String endOf(String prefix) {
    return prefix.substring(0, prefix.length() - 1) + "0";
  }

  /** @param next after which the next page goes on; null at the end */
  record Page(List<String> old, @Nullable String next) {}

  private record Unread(long number, byte[] raw) {}

  private record Candidate(String key, Instant at) {}
}
