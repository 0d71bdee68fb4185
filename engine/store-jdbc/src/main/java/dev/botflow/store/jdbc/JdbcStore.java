package dev.botflow.store.jdbc;

import dev.botflow.error.BotFlowException;
import dev.botflow.store.RetentionPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A store in one SQLite file, for one engine. Whatever changes it returns once the change is on disk (write-ahead log,
 * {@code synchronous=FULL}); changes of many threads share a commit. Safe for use by many threads.
 *
 * <p>Beside the file SQLite keeps two more, ending in {@code -wal} and {@code -shm}; they belong to it, and the folder
 * must be on a local disk. The host that has it open holds a lock on an empty file ending in {@code .lock}, which stays
 * and may be deleted while no host runs. Errors of the file are {@link BotFlowException}s that name it.
 */
public final class JdbcStore extends SqlStore {
  private final SqliteFile file;
  private final @Nullable HostLock lock;

  private JdbcStore(
      SqliteFile file,
      Clock clock,
      RetentionPolicy retention,
      @Nullable HostLock lock,
      Db.Opening opening) {
    super(file, clock, retention, opening);
    this.file = file;
    this.lock = lock;
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
  public void claim() {
    if (lock == null) {
      throw file.broken(
          "expected a store that was opened for an engine, by JdbcStore.sqlite, but it was"
              + " opened to look after it beside its host");
    }
    super.claim();
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
}
