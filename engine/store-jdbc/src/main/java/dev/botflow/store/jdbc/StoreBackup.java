package dev.botflow.store.jdbc;

import dev.botflow.error.BotFlowException;
import dev.botflow.file.DurableFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies a store while its host runs, looks whether a copy is whole, and puts one back. However a program that does so ends,
 * a file that was there is either what it was or what it was to become.
 */
public final class StoreBackup {
  private static final Logger LOG = LoggerFactory.getLogger(StoreBackup.class);
  private static final List<String> BESIDE = List.of("-wal", "-shm");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private StoreBackup() {}

  /**
   * Copies a store as it is at one moment; a host may have it open and goes on meanwhile. The copy is one file, looked at as
   * by {@link #verify} and on disk before it gets its name.
   *
   * @param store the store's file
   * @param copy where to
   * @param force true to take the place of a file that is there
   * @return what is in the copy
   * @throws BotFlowException if there is no store, if it is damaged, or if the copy cannot be written
   */
  public static StoreCheck backup(Path store, Path copy, boolean force) {
    return backup(store, copy, force, step -> {});
  }

  static StoreCheck backup(Path store, Path copy, boolean force, Consumer<String> steps) {
    SqliteFile source = existing(store);
    if (Files.exists(copy) && !force) {
      throw new BotFlowException(copy + ": expected no file there, or --force to replace it");
    }
    Path part = beside(copy, ".part");
    try {
      if (Files.exists(copy) && Files.isSameFile(store, copy)) {
        throw new BotFlowException(copy + ": expected another file than the store itself");
      }
      delete(part);
      like(store, part);
      try (Db untouched = source.untouched()) {
        Migrations.written(untouched, source);
      }
      try (Db db = source.writer()) {
        steps.accept("copying");
        db.update("VACUUM INTO ?", part.toAbsolutePath().toString());
      }
      steps.accept("copied");
      StoreCheck check = whole(part);
      force(part);
      steps.accept("checked");
      replace(part, copy);
      return check;
    } catch (IOException e) {
      throw new BotFlowException(copy + ": the copy could not be written: " + e.getMessage(), e);
    } catch (SQLException e) {
      throw source.failed("copied", e);
    }
  }

  /**
   * Looks at all of a store or of a copy of one: its pages and indexes, whether its tables are those of its schema, and
   * whether its journal holds what it counts. Changes nothing; a host may have it open.
   *
   * @param store the file
   * @return what was found
   * @throws BotFlowException if there is no such file, or it is no store, or a newer BotFlow wrote it
   */
  public static StoreCheck verify(Path store) {
    return StoreChecks.of(existing(store));
  }

  /**
   * What a restore did.
   *
   * @param restored what is in the store now
   * @param kept where the store lies that was there before; null if there was none
   */
  public record Restored(StoreCheck restored, @Nullable Path kept) {}

  /**
   * Puts a copy in the place of a store that no host has open. What was there is kept beside it, with its log.
   *
   * @param copy the copy
   * @param store the store's file
   * @param force true to take the place of a file that is there
   * @param clock gives the time that is part of the name of what is kept
   * @return what was done
   * @throws BotFlowException if the copy is not whole, if a host has the store open, or if there is a store and {@code force}
   *     is false; then the store is what it was
   */
  public static Restored restore(Path copy, Path store, boolean force, Clock clock) {
    return restore(copy, store, force, clock, step -> {});
  }

  static Restored restore(
      Path copy, Path store, boolean force, Clock clock, Consumer<String> steps) {
    StoreCheck check = whole(copy);
    SqliteFile target = new SqliteFile(store);
    try {
      if (Files.exists(store) && Files.isSameFile(copy, store)) {
        throw target.broken("expected another file than the copy itself");
      }
      if (isThere(store) && !force) {
        throw target.broken("expected no file there, or --force, which keeps what is there");
      }
      HostLock lock = HostLock.take(store, target, Duration.ZERO);
      try {
        return new Restored(check, put(copy, store.toRealPath(), clock, steps));
      } finally {
        lock.close();
      }
    } catch (IOException e) {
      throw target.failed("restored", e);
    }
  }

  /** Who takes the lock of a store that is not there leaves an empty file. */
  private static boolean isThere(Path store) throws IOException {
    return Files.exists(store) && (Files.size(store) > 0 || Files.exists(beside(store, "-wal")));
  }

  private static @Nullable Path put(Path copy, Path store, Clock clock, Consumer<String> steps)
      throws IOException {
    Path part = beside(store, ".restoring");
    delete(part);
    like(copy, part);
    Files.copy(copy, part, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    whole(part);
    force(part);
    steps.accept("copied");
    Path kept = null;
    if (isThere(store)) {
      kept = kept(store, clock);
      // Before anything opens it: SQLite throws away the log of a file that is too broken to be
      // one.
      for (String end : BESIDE) {
        if (Files.exists(beside(store, end))) {
          Files.copy(beside(store, end), beside(kept, end));
          force(beside(kept, end));
        }
      }
      if (mergesLog(store)) {
        for (String end : BESIDE) {
          Files.deleteIfExists(beside(kept, end));
        }
      }
      keep(store, kept);
      sync(store);
      steps.accept("kept");
      // SQLite would take the log of the old file for that of the new one.
      for (String end : BESIDE) {
        Files.deleteIfExists(beside(store, end));
      }
      sync(store);
      steps.accept("unlogged");
    }
    replace(part, store);
    return kept;
  }

  /** So that the file is all there is. False for one that is too broken, which is kept with its log. */
  private static boolean mergesLog(Path store) {
    try (Db db = new SqliteFile(store).writer()) {
      db.execute("PRAGMA wal_checkpoint(TRUNCATE)");
      return true;
    } catch (SQLException | BotFlowException e) {
      LOG.info("{}: what is replaced is kept with its log: {}", store, e.getMessage());
      return false;
    }
  }

  /** Another name for a file whose own name is about to be another's; a copy where the disk knows no second names. */
  private static void keep(Path store, Path kept) throws IOException {
    try {
      Files.createLink(kept, store);
    } catch (UnsupportedOperationException e) {
      Files.copy(store, kept, StandardCopyOption.COPY_ATTRIBUTES);
      force(kept);
    }
  }

  private static Path kept(Path store, Clock clock) {
    String name = ".before-" + STAMP.format(clock.instant().truncatedTo(ChronoUnit.SECONDS));
    Path kept = beside(store, name);
    for (int again = 2; Files.exists(kept) || Files.exists(beside(kept, "-wal")); again++) {
      kept = beside(store, name + "-" + again);
    }
    return kept;
  }

  private static StoreCheck whole(Path copy) {
    StoreCheck check = verify(copy);
    if (!check.isFine()) {
      throw new BotFlowException(
          copy + ": expected a store that is whole, but " + String.join("; ", check.problems()));
    }
    return check;
  }

  private static SqliteFile existing(Path store) {
    SqliteFile file = new SqliteFile(store);
    if (!Files.isRegularFile(store)) {
      throw file.broken("expected a store, but there is no such file");
    }
    return file;
  }

  /** An empty file that nobody may read who may not read the other: it will hold what people wrote. */
  private static void like(Path other, Path file) throws IOException {
    if (file.toAbsolutePath().getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(other);
      Files.createFile(file);
      Files.setPosixFilePermissions(file, permissions);
    }
  }

  private static void delete(Path part) throws IOException {
    for (String end : List.of("", "-journal", "-wal", "-shm")) {
      Files.deleteIfExists(beside(part, end));
    }
  }

  private static Path beside(Path file, String end) {
    return file.resolveSibling(file.getFileName() + end);
  }

  private static void replace(Path part, Path file) throws IOException {
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    sync(file);
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static void sync(Path file) throws IOException {
    Path folder =
        Objects.requireNonNull(file.toAbsolutePath().getParent(), "every file is in a folder");
    DurableFile.sync(folder);
  }
}
