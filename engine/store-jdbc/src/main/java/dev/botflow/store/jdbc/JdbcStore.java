package dev.botflow.store.jdbc;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.SessionKey;
import dev.botflow.message.OutboundJson;
import dev.botflow.session.BuriedEvent;
import dev.botflow.session.Call;
import dev.botflow.session.CallJson;
import dev.botflow.session.Commit;
import dev.botflow.session.DeadLetter;
import dev.botflow.session.InboxEntry;
import dev.botflow.session.Keeping;
import dev.botflow.session.OutboxRow;
import dev.botflow.session.Session;
import dev.botflow.session.SessionJson;
import dev.botflow.session.Store;
import dev.botflow.session.Timer;
import dev.botflow.session.TimerJson;
import dev.botflow.session.Trace;
import dev.botflow.session.TraceJson;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A store in one SQLite file, for one engine. Whatever changes it returns once the change is on disk (write-ahead log,
 * {@code synchronous=FULL}); changes of many threads share a commit. Safe for use by many threads.
 *
 * <p>Beside the file SQLite keeps two more, ending in {@code -wal} and {@code -shm}; they belong to it, and the folder
 * must be on a local disk. Errors of the file are {@link BotFlowException}s that name it.
 */
public final class JdbcStore implements Store {
  private final SqliteFile file;
  private final Clock clock;
  private final Keeping keeping;
  private final InboxTable inbox;
  private final Writer writer;
  private final Readers readers;

  private JdbcStore(SqliteFile file, Clock clock, Keeping keeping) {
    this.file = file;
    this.clock = clock;
    this.keeping = keeping;
    this.inbox = new InboxTable(keeping.dedupeWindow());
    this.writer = new Writer(file, file::writer);
    this.readers = new Readers(file);
  }

  /**
   * Opens a store, and makes it if there is no such file; its folder exists.
   *
   * @throws BotFlowException if the file is no store, broken, not writable, or written by a newer BotFlow
   */
  public static JdbcStore sqlite(Path file) {
    return sqlite(file, Clock.systemUTC(), Keeping.standard());
  }

  /**
   * The same with a clock and limits of one's own.
   *
   * @param clock tells when an event is stored, for the dedupe window
   */
  public static JdbcStore sqlite(Path file, Clock clock, Keeping keeping) {
    SqliteFile sqlite = new SqliteFile(file);
    try (Db db = sqlite.writer()) {
      Migrations.apply(db, sqlite);
    } catch (SQLException e) {
      throw sqlite.failed("opened", e);
    }
    return new JdbcStore(sqlite, clock, keeping);
  }

  @Override
  public Session open(SessionKey key) {
    return readers
        .read(db -> db.first(
            "SELECT json FROM sessions WHERE session_key = ?",
            row -> SessionJson.read(row.getString("json")),
            key.value()))
        .orElseGet(() -> Session.fresh(key));
  }

  @Override
  public void save(Commit commit) {
    WrittenTurn turn = WrittenTurn.of(commit);
    Instant now = clock.instant();
    write(db -> turn.store(db, inbox, keeping.traces(), now));
  }

  /** What the latest turns of this session did, oldest first, as far as kept. */
  public List<Trace> traces(SessionKey key) {
    return readers.read(db -> db.list(
        "SELECT json FROM traces WHERE session_key = ? ORDER BY seq",
        row -> TraceJson.read(row.getString("json")),
        key.value()));
  }

  @Override
  public boolean add(InboxEntry entry) {
    Instant now = clock.instant();
    return writer.run(db -> inbox.add(db, entry, now));
  }

  @Override
  public List<InboxEntry> pending() {
    return readers.read(inbox::pending);
  }

  @Override
  public void ignore(String dedupeKey, String reason) {
    Instant now = clock.instant();
    write(db -> inbox.settle(db, dedupeKey, "ignored", reason, now));
  }

  @Override
  public void bury(InboxEntry entry, String reason) {
    Instant now = clock.instant();
    write(db -> inbox.bury(db, entry, reason, now));
  }

  /** The events {@link #bury} kept, oldest first. */
  public List<BuriedEvent> buried() {
    return readers.read(inbox::buried);
  }

  @Override
  public List<OutboxRow> dueRows(Instant now, Set<String> leftOut, int limit) {
    return readers.read(db -> OutboxTable.dueRows(db, now, leftOut, limit));
  }

  @Override
  public Optional<Instant> nextRow() {
    return readers.read(OutboxTable::nextRow);
  }

  @Override
  public void sent(String id, String messageId, Instant at) {
    write(db -> OutboxTable.sent(db, id, messageId, at));
  }

  @Override
  public void retry(OutboxRow row) {
    write(db -> OutboxTable.retry(db, row));
  }

  @Override
  public void dead(DeadLetter letter) {
    String json = OutboundJson.write(letter.row().message());
    write(db -> OutboxTable.dead(db, letter, json));
  }

  @Override
  public List<DeadLetter> deadLetters() {
    return readers.read(OutboxTable::deadLetters);
  }

  @Override
  public boolean replay(String id, Instant now) {
    return writer.run(db -> OutboxTable.replay(db, id, now));
  }

  @Override
  public boolean drop(String id) {
    return writer.run(db -> OutboxTable.drop(db, id));
  }

  @Override
  public List<Timer> dueTimers(Instant now, int limit) {
    return readers.read(db -> db.list(
        "SELECT json FROM timers WHERE due_at <= ? ORDER BY due_at, session_key, id LIMIT ?",
        row -> TimerJson.read(row.getString("json")),
        now,
        limit));
  }

  @Override
  public Optional<Instant> nextTimer() {
    return readers.read(db -> db.first(
        "SELECT due_at FROM timers ORDER BY due_at LIMIT 1", row -> Db.time(row, "due_at")));
  }

  @Override
  public List<Call> openCalls() {
    return readers.read(db -> db.list(
        "SELECT json FROM calls ORDER BY seq", row -> CallJson.read(row.getString("json"))));
  }

  /** Writes what waits and closes the file; then every method throws. Closing again does nothing. */
  @Override
  public void close() {
    try {
      readers.close();
      writer.close();
    } catch (SQLException e) {
      throw file.failed("closed", e);
    }
  }

  private void write(Change change) {
    writer.run(db -> {
      change.make(db);
      return true;
    });
  }

  /** A change without a result. */
  private interface Change {
    void make(Db db) throws SQLException;
  }
}
