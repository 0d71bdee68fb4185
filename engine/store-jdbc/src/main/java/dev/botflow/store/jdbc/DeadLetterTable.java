package dev.botflow.store.jdbc;

import dev.botflow.event.Channel;
import dev.botflow.event.SessionKey;
import dev.botflow.session.Call;
import dev.botflow.session.Timer;
import dev.botflow.store.DeadLetter;
import dev.botflow.store.DeadLetter.Kind;
import dev.botflow.store.GivenUp;
import dev.botflow.store.InboxEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was given up. It lies in three tables, as each kind needs other columns to be tried again: messages in
 * {@code dead_letters}, events in {@code buried}, timers and calls in {@code buried_rows}. The numbers of a later table are
 * above those of the earlier ones.
 */
final class DeadLetterTable {
  private static final long EVENTS = 1L << 60;
  private static final long ROWS = 2L << 60;

  private DeadLetterTable() {}

  static void giveUp(Db db, InboxTable inbox, GivenUp what, Instant now) throws SQLException {
    if (what instanceof GivenUp.Event event) {
      addEvent(db, inbox, event, now);
    } else if (what instanceof GivenUp.Message message) {
      if (!message.note().entries().isEmpty()) {
        TraceTable.addLater(db, message.id(), message.note());
      }
      moveMessage(db, "CAST(? AS INTEGER)", message.attempts(), message);
    } else if (what instanceof GivenUp.DueTimer one) {
      Timer timer = one.timer();
      if (TimerTable.waits(db, timer)) {
        moveRow(db, Kind.TIMER, timer.key().value(), timer.id(), one.reason(), now);
      }
    } else if (what instanceof GivenUp.OpenCall one) {
      Call call = one.call();
      moveRow(db, Kind.CALL, call.key().value(), call.id(), one.reason(), now);
    } else {
      throw new AssertionError(what);
    }
  }

  private static void addEvent(Db db, InboxTable inbox, GivenUp.Event what, Instant now)
      throws SQLException {
    InboxEntry entry = what.entry();
    inbox.settle(db, entry.dedupeKey(), "buried", what.reason(), now);
    db.update(
        "INSERT INTO buried (dedupe_key, session_key, app_id, received_at, raw, reason, since)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (dedupe_key) DO NOTHING",
        entry.dedupeKey(),
        entry.key().value(),
        entry.appId(),
        entry.receivedAt(),
        entry.raw(),
        what.reason(),
        now);
  }

  /** A message that cannot be read, after the attempts its columns tell of. */
  static void addBrokenMessage(Db db, ReadResult.Broken row, Instant now) throws SQLException {
    moveMessage(
        db,
        "attempts + CAST(? AS INTEGER)",
        0,
        new GivenUp.Message(
            row.id(), 0, row.reason(), OutboxTable.outcomeUnknown(db, row.id()), now));
  }

  // What the message says is moved as it is: it may be unreadable, or erased meanwhile.
  private static void moveMessage(Db db, String attempts, int attemptsValue, GivenUp.Message what)
      throws SQLException {
    if (db.first("SELECT 1 FROM outbox WHERE id = ?", row -> true, what.id()).isEmpty()) {
      return;
    }
    dropMessage(db, what.id());
    db.update(
        "INSERT INTO dead_letters (" + OutboxTable.COLUMNS + ", reason, outcome_unknown, since)"
            + " SELECT id, session_key, app_id, turn, place, created_at, " + attempts
            + ", not_before, json, ?, CAST(? AS INTEGER), CAST(? AS BIGINT) FROM outbox WHERE id = ?",
        attemptsValue,
        what.reason(),
        what.unknown(),
        what.since(),
        what.id());
    OutboxTable.take(db, what.id());
  }

  /** A timer or a call that cannot be read. */
  static void addBrokenRow(Db db, Kind kind, ReadResult.Broken row, Instant now)
      throws SQLException {
    moveRow(db, kind, row.session(), row.id(), row.reason(), now);
  }

  private static void moveRow(
      Db db, Kind kind, String session, String id, String reason, Instant now) throws SQLException {
    String name = name(kind);
    String table = name + "s";
    db.update(
        "INSERT INTO buried_rows (kind, session_key, id, json, reason, since)"
            + " SELECT CAST(? AS TEXT), session_key, id, json, CAST(? AS TEXT), CAST(? AS BIGINT) FROM "
            + table + " WHERE session_key = ? AND id = ?",
        name,
        reason,
        now,
        session,
        id);
    db.update("DELETE FROM " + table + " WHERE session_key = ? AND id = ?", session, id);
  }

  static List<DeadLetter> page(Db db, Set<Kind> kinds, long after, int limit) throws SQLException {
    List<DeadLetter> page = new ArrayList<>();
    if (kinds.contains(Kind.MESSAGE) && after < EVENTS) {
      page.addAll(messages(db, after, limit));
    }
    if (kinds.contains(Kind.EVENT) && after < ROWS && page.size() < limit) {
      page.addAll(events(db, Math.max(0, after - EVENTS), limit - page.size()));
    }
    String rows = kinds.stream()
        .filter(kind -> kind == Kind.TIMER || kind == Kind.CALL)
        .map(kind -> "'" + name(kind) + "'")
        .collect(Collectors.joining(", "));
    if (!rows.isEmpty() && page.size() < limit) {
      page.addAll(rows(db, rows, Math.max(0, after - ROWS), limit - page.size()));
    }
    return page;
  }

  private static List<DeadLetter> messages(Db db, long after, int limit) throws SQLException {
    return db.list(
        "SELECT seq, id, session_key, attempts, reason, outcome_unknown, since, "
            + db.dialect().inJson("json", "to", "channel") + " AS channel FROM dead_letters"
            + " WHERE seq > ? ORDER BY seq LIMIT ?",
        row -> new DeadLetter(
            row.getLong("seq"),
            Kind.MESSAGE,
            row.getString("id"),
            new SessionKey(row.getString("session_key")),
            row.getInt("attempts"),
            row.getString("reason"),
            row.getInt("outcome_unknown") != 0,
            Db.time(row, "since"),
            null,
            channel(row)),
        after,
        limit);
  }

  private static List<DeadLetter> events(Db db, long after, int limit) throws SQLException {
    return db.list(
        "SELECT seq, dedupe_key, session_key, app_id, received_at, raw, reason, since FROM buried"
            + " WHERE seq > ? ORDER BY seq LIMIT ?",
        row -> other(
            row,
            EVENTS,
            Kind.EVENT,
            row.getString("dedupe_key"),
            Optional.of(InboxTable.entry(row)),
            null),
        after,
        limit);
  }

  private static List<DeadLetter> rows(Db db, String kinds, long after, int limit)
      throws SQLException {
    return db.list(
        "SELECT seq, kind, session_key, id, reason, since, "
            + db.dialect().inJson("json", "context", "channel")
            + " AS channel FROM buried_rows WHERE kind IN (" + kinds
            + ") AND seq > ? ORDER BY seq LIMIT ?",
        row -> other(row, ROWS, kind(row), row.getString("id"), Optional.empty(), channel(row)),
        after,
        limit);
  }

  private static DeadLetter other(
      ResultSet row,
      long numbers,
      Kind kind,
      String id,
      Optional<InboxEntry> event,
      @Nullable Channel channel)
      throws SQLException {
    return new DeadLetter(
        numbers + row.getLong("seq"),
        kind,
        id,
        new SessionKey(row.getString("session_key")),
        0,
        row.getString("reason"),
        false,
        Db.time(row, "since"),
        event.orElse(null),
        channel);
  }

  private static @Nullable Channel channel(ResultSet row) throws SQLException {
    String name = row.getString("channel");
    return name == null || name.isBlank() ? null : new Channel(name);
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static Kind kind(ResultSet row) throws SQLException {
    return Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT));
  }

  static Map<Kind, Long> counts(Db db) throws SQLException {
    Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    // In one statement, so that all counts are of the same moment.
    db.list(
        "SELECT 'message' AS kind, COUNT(*) AS n FROM dead_letters"
            + " UNION ALL SELECT 'event', COUNT(*) FROM buried"
            + " UNION ALL SELECT 'timer', COUNT(*) FROM buried_rows WHERE kind = 'timer'"
            + " UNION ALL SELECT 'call', COUNT(*) FROM buried_rows WHERE kind = 'call'",
        row -> {
          counts.put(kind(row), row.getLong("n"));
          return true;
        });
    return counts;
  }

  /** @param now when a message counts as written */
  static boolean replay(Db db, InboxTable inbox, String id, Instant now, Instant storedAt)
      throws SQLException {
    return replayMessage(db, id, now) || replayEvent(db, inbox, id, storedAt);
  }

  private static boolean replayMessage(Db db, String id, Instant now) throws SQLException {
    Optional<String> session = db.first(
        "SELECT session_key FROM dead_letters WHERE id = ?",
        row -> row.getString("session_key"),
        id);
    if (session.isEmpty()) {
      return false;
    }
    db.update(
        "INSERT INTO outbox ("
            + OutboxTable.COLUMNS
            + ", outcome_unknown, head)"
            + " SELECT id, session_key, app_id, turn, place, CAST(? AS BIGINT), 1, CAST(? AS BIGINT), json,"
            + " outcome_unknown, 0"
            + " FROM dead_letters WHERE id = ?",
        now,
        now,
        id);
    OutboxTable.markHead(db, session.get());
    return dropMessage(db, id);
  }

  private static boolean replayEvent(Db db, InboxTable inbox, String dedupeKey, Instant now)
      throws SQLException {
    int found = db.update(
        "INSERT INTO inbox (dedupe_key, session_key, app_id, received_at, raw, replayed)"
            + " SELECT dedupe_key, session_key, app_id, received_at, raw, 1 FROM buried WHERE dedupe_key = ?"
            + " ON CONFLICT (dedupe_key) DO UPDATE SET replayed = 1",
        dedupeKey);
    if (found > 0) {
      db.update("DELETE FROM buried WHERE dedupe_key = ?", dedupeKey);
      inbox.waits(db, dedupeKey, now);
    }
    return found > 0;
  }

  static boolean drop(Db db, String id) throws SQLException {
    int dropped = db.update("DELETE FROM dead_letters WHERE id = ?", id)
        + db.update("DELETE FROM buried WHERE dedupe_key = ?", id)
        + db.update("DELETE FROM buried_rows WHERE id = ?", id);
    return dropped > 0;
  }

  static boolean dropMessage(Db db, String id) throws SQLException {
    return db.update("DELETE FROM dead_letters WHERE id = ?", id) > 0;
  }
}
