package dev.botflow.store.jdbc;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.Channel;
import dev.botflow.event.SessionKey;
import dev.botflow.session.Call;
import dev.botflow.session.Session;
import dev.botflow.session.Timer;
import dev.botflow.session.Trace;
import dev.botflow.store.AppScope;
import dev.botflow.store.Commit;
import dev.botflow.store.DeadLetter;
import dev.botflow.store.DeadLetter.Kind;
import dev.botflow.store.Erased;
import dev.botflow.store.GivenUp;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.MessageFate;
import dev.botflow.store.PersonalDataMatcher;
import dev.botflow.store.RetentionPolicy;
import dev.botflow.store.SessionPage;
import dev.botflow.store.Store;
import dev.botflow.store.StoreCounts;
import dev.botflow.store.StoredRow;
import dev.botflow.store.StoredTurn;
import dev.botflow.store.TurnQuery;
import dev.botflow.store.UnreadableSessionException;
import dev.botflow.store.WaitingEvent;
import dev.botflow.store.codec.CallJson;
import dev.botflow.store.codec.SessionJson;
import dev.botflow.store.codec.TraceJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A store in one SQLite file, for one engine. Whatever changes it returns once the change is on disk (write-ahead log,
 * {@code synchronous=FULL}); changes of many threads share a commit. Safe for use by many threads.
 *
 * <p>Beside the file SQLite keeps two more, ending in {@code -wal} and {@code -shm}; they belong to it, and the folder
 * must be on a local disk. The host that has it open holds a lock on an empty file ending in {@code .lock}, which stays
 * and may be deleted while no host runs. Errors of the file are {@link BotFlowException}s that name it.
 */
public final class JdbcStore extends JdbcOutbox implements Store {
  private static final int PROBE_BYTES = 64 * 1024;

  private final SqliteFile file;
  private final @Nullable HostLock lock;
  private final RetentionPolicy retention;
  private final InboxTable inbox;

  private JdbcStore(
      SqliteFile file,
      Clock clock,
      RetentionPolicy retention,
      @Nullable HostLock lock,
      Db.Opening opening) {
    super(clock, new Writer(file, opening), new Readers(file));
    this.file = file;
    this.lock = lock;
    this.retention = retention;
    this.inbox = new InboxTable(retention.dedupeWindow());
  }

  /**
   * Opens a store, and makes it if there is no such file; its folder exists.
   *
   * @throws BotFlowException if the file is no store, broken, not writable, written by a newer BotFlow, or open in
   *     another host, in this process or another
   */
  public static JdbcStore sqlite(Path file) {
    return sqlite(file, Clock.systemUTC(), RetentionPolicy.standard());
  }

  /**
   * The same with a clock and limits of one's own.
   *
   * @param clock gives the time at which an event is stored, for the dedupe window
   */
  public static JdbcStore sqlite(Path file, Clock clock, RetentionPolicy retention) {
    return sqlite(file, clock, retention, Duration.ZERO, db -> {});
  }

  /**
   * The same, for a host that starts before the one it takes over from has ended, as in a rolling update.
   *
   * @param waiting how long to wait for another host that has the store open
   * @throws BotFlowException as {@link #sqlite(Path)}, if the other host still has it open then
   */
  public static JdbcStore sqlite(
      Path file, Clock clock, RetentionPolicy retention, Duration waiting) {
    return sqlite(file, clock, retention, waiting, db -> {});
  }

  /** @param tuning what is done with each connection that writes; for tests of what breaks below it */
  static JdbcStore sqlite(Path file, Clock clock, RetentionPolicy retention, Change tuning) {
    return sqlite(file, clock, retention, Duration.ZERO, tuning);
  }

  private static JdbcStore sqlite(
      Path file, Clock clock, RetentionPolicy retention, Duration waiting, Change tuning) {
    SqliteFile sqlite = new SqliteFile(file);
    checkOurs(file, sqlite);
    HostLock lock = HostLock.take(file, sqlite, waiting);
    long mark = new SecureRandom().nextLong();
    try (Db db = sqlite.writer()) {
      Migrations.apply(db, sqlite);
      db.update(
          "INSERT INTO upkeep (name, done_at) VALUES ('mark', ?)"
              + " ON CONFLICT (name) DO UPDATE SET done_at = excluded.done_at",
          mark);
    } catch (SQLException e) {
      release(lock, sqlite);
      throw sqlite.failed("opened", e);
    } catch (RuntimeException e) {
      release(lock, sqlite);
      throw e;
    }
    sqlite.opened(mark);
    return new JdbcStore(sqlite, clock, retention, lock, () -> {
      Db db = sqlite.writer();
      tuning.make(db);
      return db;
    });
  }

  // Whatever is refused stays as it is, also a database of somebody else: the first connection that
  // may write changes how the file keeps its journal.
  private static void checkOurs(Path file, SqliteFile sqlite) {
    if (!Files.isRegularFile(file)) {
      return;
    }
    try (Db db = sqlite.untouched()) {
      Migrations.checkOurs(db, sqlite);
    } catch (SQLException e) {
      throw sqlite.failed("opened", e);
    }
  }

  /**
   * Opens a store that is there already, to look after it beside the host that uses it; changes nothing of its schema.
   *
   * @throws BotFlowException if there is no such file, or it is no store of this version's schema
   */
  public static JdbcStore existing(Path file) {
    SqliteFile sqlite = new SqliteFile(file);
    if (!Files.isRegularFile(file)) {
      throw sqlite.broken("expected a store, but there is no such file");
    }
    try (Db db = sqlite.untouched()) {
      Migrations.check(db, sqlite);
    } catch (SQLException e) {
      throw sqlite.failed("opened", e);
    }
    return new JdbcStore(
        sqlite, Clock.systemUTC(), RetentionPolicy.standard(), null, sqlite::writer);
  }

  @Override
  public Session open(SessionKey key) {
    return readers
        .read(db -> db.first(
            "SELECT json FROM sessions WHERE session_key = ?",
            row -> row.getString("json"),
            key.value()))
        .map(json -> session(key, json))
        .orElseGet(() -> Session.fresh(key));
  }

  private Session session(SessionKey key, String json) {
    try {
      Session session = SessionJson.read(json);
      if (!session.key().equals(key)) {
        throw new BotFlowException("session: expected the key of its row, but was another");
      }
      return session;
    } catch (BotFlowException e) {
      throw new UnreadableSessionException(
          file.broken(String.valueOf(e.getMessage())).getMessage(), e);
    }
  }

  @Override
  public void save(Commit commit) {
    WrittenTurn turn = WrittenTurn.of(commit);
    Instant now = clock.instant();
    write(db -> turn.store(db, inbox, retention, now));
  }

  @Override
  public List<Trace> traces(SessionKey key) {
    return readers.read(db -> db.list(
        "SELECT json FROM traces WHERE session_key = ? ORDER BY seq",
        row -> TraceJson.read(row.getString("json")),
        key.value()));
  }

  @Override
  public List<StoredTurn> turns(TurnQuery query) {
    Instant now = clock.instant();
    return readers.read(db -> RecordReader.turns(db, query, now));
  }

  @Override
  public List<MessageFate> messages(Set<String> ids) {
    return readers.read(db -> RecordReader.messages(db, ids));
  }

  @Override
  public Optional<String> ownId(String messageId) {
    return readers.read(db -> RecordReader.ownId(db, messageId));
  }

  @Override
  public SessionPage sessions(String after, int limit) {
    return readers.read(db -> RecordReader.sessions(db, after, limit));
  }

  @Override
  public List<String> apps() {
    return readers.read(RecordReader::apps);
  }

  @Override
  public List<StoredRow> rows(SessionKey key) {
    return readers.read(db -> Eraser.rows(db, key.value()));
  }

  @Override
  public boolean add(InboxEntry entry) {
    Instant now = clock.instant();
    return writer.run(db -> inbox.add(db, entry, now));
  }

  @Override
  public List<WaitingEvent> waiting(String appId, long after, int limit) {
    return readers.read(db -> inbox.page(db, appId, after, limit));
  }

  @Override
  public Map<String, Integer> waitingCounts() {
    return readers.read(inbox::waitingCounts);
  }

  @Override
  public void ignore(String dedupeKey, String reason) {
    Instant now = clock.instant();
    write(db -> inbox.settle(db, dedupeKey, "ignored", reason, now));
  }

  @Override
  public List<InboxEntry> replayed() {
    return readers.read(inbox::replayed);
  }

  @Override
  public List<Timer> dueTimers(Instant after, Instant now, Set<String> leftOut, int limit) {
    return legible(
        db -> TimerTable.due(db, after, now, leftOut, limit),
        (db, broken) -> DeadLetterTable.addBrokenRow(db, Kind.TIMER, broken, clock.instant()));
  }

  @Override
  public Optional<Instant> nextTimer() {
    return readers.read(TimerTable::next);
  }

  @Override
  public List<Call> openCalls() {
    return legible(
        db -> ReadResult.read(
            db, "SELECT session_key, id, json FROM calls ORDER BY seq", JdbcStore::call),
        (db, broken) -> DeadLetterTable.addBrokenRow(db, Kind.CALL, broken, clock.instant()));
  }

  private static Call call(ResultSet row) throws SQLException {
    Call call = CallJson.read(row.getString("json"));
    ReadResult.checkSame(row, call.key().value(), call.id());
    return call;
  }

  @Override
  public void giveUp(GivenUp what) {
    Instant now = clock.instant();
    write(db -> DeadLetterTable.giveUp(db, inbox, what, now));
  }

  @Override
  public List<DeadLetter> deadLetters(Set<Kind> kinds, long after, int limit) {
    return readers.read(db -> DeadLetterTable.page(db, kinds, after, limit));
  }

  @Override
  public List<String> unknownOutcomes() {
    return readers.read(OutboxTable::unknownOutcomes);
  }

  @Override
  public StoreCounts counts(Instant now) {
    return readers.read(db -> new StoreCounts(
        inbox.tally(db),
        DeadLetterTable.counts(db),
        TimerTable.dueCount(db, now),
        OutboxTable.oldestRow(db).orElse(null)));
  }

  @Override
  public boolean replay(String id, Instant now) {
    Instant storedAt = clock.instant();
    return writer.run(db -> DeadLetterTable.replay(db, inbox, id, now, storedAt));
  }

  @Override
  public boolean drop(String id) {
    return writer.run(db -> DeadLetterTable.drop(db, id));
  }

  @Override
  public Erased erase(SessionKey key) {
    Instant now = clock.instant();
    return writer.run(db -> Eraser.erase(db, key.value(), now));
  }

  @Override
  public List<SessionKey> sessionsOf(String appId, Channel channel, String identity) {
    List<SessionKey> found = new ArrayList<>();
    Optional<String> after = Optional.of(SessionKey.prefixOfApp(appId));
    while (after.isPresent()) {
      String from = after.get();
      after = readers.read(db -> Eraser.sessionsOf(db, appId, from, channel, identity, found));
    }
    return found;
  }

  @Override
  public List<SessionKey> mergedWith(SessionKey key) {
    return readers.read(db -> Merged.with(db, key));
  }

  @Override
  public int eraseUnread(String appId, PersonalDataMatcher mention) {
    return writer.run(db -> Eraser.eraseUnread(db, appId, mention));
  }

  @Override
  public int eraseOlder(AppScope apps, Instant before) {
    Instant now = clock.instant();
    int rows = writer.run(db -> Eraser.eraseGivenUp(db, apps, before, now));
    String after = "";
    while (after != null) {
      String from = after;
      Eraser.Page page = readers.read(db -> Eraser.oldSessions(db, apps, from, before));
      if (!page.old().isEmpty()) {
        rows += writer.run(db -> Eraser.eraseOld(db, page.old(), before, now));
      }
      after = page.next();
    }
    return rows;
  }

  @Override
  public int eraseTexts(Instant now) {
    boolean over = readers.read(db -> TraceTable.hasTextsOver(db, now));
    return over ? writer.run(db -> TraceTable.eraseTexts(db, now)) : 0;
  }

  @Override
  public void vacuum() {
    Instant now = clock.instant();
    file.deleteCopies();
    writer.runBetween(() -> {
      // The writer's own connection keeps statements, beside which SQLite does not do it.
      try (Db alone = file.writer()) {
        Vacuum.vacuum(alone, file, now);
      }
    });
  }

  @Override
  public boolean vacuumPending(Instant latest) {
    return readers.read(db -> Vacuum.isOwed(db, latest));
  }

  /**
   * The number of the bot's live version, for the publisher of a host that keeps it here:
   * {@code LiveNumber.of(store::liveVersion, store::liveVersion)}.
   *
   * @return 0 if none was ever kept
   */
  public long liveVersion() {
    return versionNamed("live");
  }

  /** Keeps the number of the bot's live version; durable when this returns. */
  public void liveVersion(long number) {
    keepVersion("live", number);
  }

  /**
   * The same of an app that has a bot of its own:
   * {@code LiveNumber.of(() -> store.liveVersion(appId), number -> store.liveVersion(appId, number))}.
   *
   * @return 0 if none was ever kept
   */
  public long liveVersion(String appId) {
    return versionNamed("live of " + appId);
  }

  /** Keeps the number of the live version of an app's own bot; durable when this returns. */
  public void liveVersion(String appId, long number) {
    keepVersion("live of " + appId, number);
  }

  private long versionNamed(String name) {
    return readers
        .read(db -> db.first(
            "SELECT number FROM bot_versions WHERE name = ?", row -> row.getLong("number"), name))
        .orElse(0L);
  }

  private void keepVersion(String name, long number) {
    write(db -> db.update(
        "INSERT INTO bot_versions (name, number) VALUES (?, ?)"
            + " ON CONFLICT (name) DO UPDATE SET number = excluded.number",
        name,
        number));
  }

  @Override
  public void claim() {
    if (lock == null) {
      throw file.broken(
          "expected a store that was opened for an engine, by JdbcStore.sqlite, but it was"
              + " opened to look after it beside its host");
    }
    Store.super.claim();
  }

  @Override
  public void checkWritable() {
    // With some size, since on a full disk what needs no new page may still be written.
    write(db -> {
      db.update("INSERT INTO probe (filler) VALUES (?)", new byte[PROBE_BYTES]);
      db.update("DELETE FROM probe");
    });
  }

  /** Writes what waits and closes the file; then every method throws. Closing again does nothing. */
  @Override
  public void close() {
    try {
      readers.close();
      writer.close();
    } catch (SQLException e) {
      throw file.failed("closed", e);
    } finally {
      if (lock != null) {
        release(lock, file);
      }
    }
  }

  private static void release(HostLock lock, SqliteFile file) {
    try {
      lock.close();
    } catch (IOException e) {
      throw file.failed("closed", e);
    }
  }

  /** Does work as the store's own changes are done; for tests of what breaks below them. */
  <T> T written(Db.Work<T> work) {
    return writer.run(work);
  }
}
