package dev.botflow.store.jdbc;

import dev.botflow.error.BotFlowException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Lets one host at a time have a store: two would handle each event twice. A lock of the operating system on an empty
 * file beside the store's, which ends with the process however it ends. The file stays, since deleting it could leave
 * two hosts with a lock each.
 */
final class HostLock implements AutoCloseable {
  // A second channel to the file must not even be opened in this process: closing it would end the
  // lock of the first. Noted where also a host of another class loader sees it.
  private static final String HELD = "dev.botflow.store.held:";
  private static final long AGAIN_MILLIS = 100;

  private final Path file;
  private final FileChannel channel;

  private HostLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * @param waiting how long to wait for another host that has it
   * @throws BotFlowException if another host has the store then, in this process or another
   */
  static HostLock take(Path store, SqliteFile sqlite, Duration waiting) {
    long end = System.nanoTime() + waiting.toNanos();
    while (true) {
      try {
        return take(store, sqlite);
      } catch (TakenException e) {
        if (System.nanoTime() - end >= 0) {
          throw e;
        }
        rest(e);
      }
    }
  }

  private static void rest(TakenException taken) {
    try {
      Thread.sleep(AGAIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw taken;
    }
  }

  private static HostLock take(Path store, SqliteFile sqlite) {
    try {
      Path file = beside(store, sqlite);
      if (System.getProperties().putIfAbsent(HELD + file, "") != null) {
        throw taken(sqlite);
      }
      try {
        return new HostLock(file, lock(file, sqlite));
      } catch (IOException | RuntimeException e) {
        System.clearProperty(HELD + file);
        throw e;
      }
    } catch (NoSuchFileException e) {
      throw sqlite.broken("the store could not be opened: its folder is not there");
    } catch (AccessDeniedException e) {
      throw sqlite.broken("the store could not be opened: the host may not write " + e.getFile());
    } catch (IOException e) {
      throw sqlite.failed("opened", e);
    }
  }

  private static FileChannel lock(Path file, SqliteFile sqlite) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        throw taken(sqlite);
      }
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  // The same file by whatever name, so that a link to it is no second store.
  private static Path beside(Path store, SqliteFile sqlite) throws IOException {
    if (Files.isDirectory(store)) {
      throw sqlite.broken("the store could not be opened: it is a folder");
    }
    Path full = store.toAbsolutePath();
    if (!Files.exists(full)) {
      // Before it is there nobody can tell what a link to it leads to; to SQLite it is an empty
      // store.
      FileChannel.open(full, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
          .close();
    }
    Path real = full.toRealPath();
    return real.resolveSibling(real.getFileName() + ".lock");
  }

  private static TakenException taken(SqliteFile sqlite) {
    return new TakenException(
        sqlite.broken("expected a store that no host uses, but another host has it open"));
  }

  /** Another host has the store. */
  private static final class TakenException extends BotFlowException {
    private static final long serialVersionUID = 1L;

    TakenException(BotFlowException why) {
      super(String.valueOf(why.getMessage()));
    }
  }

  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      channel.close();
      System.clearProperty(HELD + file);
    }
  }
}
