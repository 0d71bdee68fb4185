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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A store in tables, whatever database they are in. Safe for use by many threads. */
abstract class SqlStore extends JdbcOutbox implements Store {
  private static final int PROBE_BYTES = 64 * 1024;
  private static final int ERASED_AT_ONCE = 200;

  private final Database database;
  private final RetentionPolicy retention;
  private final InboxTable inbox;

  /** @param opening opens a connection that writes, with the tables in place */
  SqlStore(Database database, Clock clock, RetentionPolicy retention, Db.Opening opening) {
    super(clock, new Writer(database, opening), new Readers(database));
    this.database = database;
    this.retention = retention;
    this.inbox = new InboxTable(retention.dedupeWindow());
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
          database.broken(String.valueOf(e.getMessage())).getMessage(), e);
    }
  }

  @Override
  public void save(Commit commit) {
    WrittenTurn turn = WrittenTurn.of(commit);
    Instant now = clock.instant();
    own(db -> turn.store(db, inbox, retention, now));
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
    // Who lost the store must not say 2xx: nobody would look for the event before the next start.
    return owned(db -> inbox.add(db, entry, now));
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
    own(db -> inbox.settle(db, dedupeKey, "ignored", reason, now));
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
            db, "SELECT session_key, id, json FROM calls ORDER BY seq", SqlStore::call),
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
    own(db -> DeadLetterTable.giveUp(db, inbox, what, now));
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
    return aside(db -> DeadLetterTable.replay(db, inbox, id, now, storedAt));
  }

  @Override
  public boolean drop(String id) {
    return aside(db -> DeadLetterTable.drop(db, id));
  }

  @Override
  public Erased erase(SessionKey key) {
    Instant now = clock.instant();
    return aside(db -> Eraser.erase(db, key.value(), now));
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
    return aside(db -> Eraser.eraseUnread(db, appId, mention));
  }

  @Override
  public int eraseOlder(AppScope apps, Instant before) {
    Instant now = clock.instant();
    int rows = aside(db -> Eraser.eraseGivenUp(db, apps, before, now));
    String after = "";
    while (after != null) {
      String from = after;
      Eraser.Page page = readers.read(db -> Eraser.oldSessions(db, apps, from, before));
      // A few at a time: nobody else writes meanwhile.
      for (int i = 0; i < page.old().size(); i += ERASED_AT_ONCE) {
        List<String> few = page.old().subList(i, Math.min(page.old().size(), i + ERASED_AT_ONCE));
        rows += aside(db -> Eraser.eraseOld(db, few, before, now));
      }
      after = page.next();
    }
    return rows;
  }

  @Override
  public int eraseTexts(Instant now) {
    boolean over = readers.read(db -> TraceTable.hasTextsOver(db, now));
    return over ? aside(db -> TraceTable.eraseTexts(db, now)) : 0;
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
  public void checkWritable() {
    // With some size, since on a full disk what needs no new page may still be written.
    write(db -> {
      db.update("INSERT INTO probe (filler) VALUES (?)", new byte[PROBE_BYTES]);
      db.update("DELETE FROM probe");
    });
  }

  /** Does work as the store's own changes are done; for tests of what breaks below them. */
  <T> T written(Db.Work<T> work) {
    return writer.run(work);
  }
}
