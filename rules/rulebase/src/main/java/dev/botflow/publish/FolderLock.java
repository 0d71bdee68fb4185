package dev.botflow.publish;

import dev.botflow.error.BotFlowException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One at a time in a folder of versions, whatever program they are in. The system lets go of a program's lock when that
 * ends, however it ends.
 */
final class FolderLock implements AutoCloseable {
  private static final String NAME = ".lock";
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  // The system's lock is one of the whole program, and refuses its other threads instead of having
  // them wait.
  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final ReentrantLock thread;
  private final FileChannel channel;

  private FolderLock(ReentrantLock thread, FileChannel channel) {
    this.thread = thread;
    this.channel = channel;
  }

  /**
   * Waits for its turn.
   *
   * @param folder made if it is not there
   */
  static FolderLock of(Path folder) {
    ReentrantLock thread = null;
    try {
      Files.createDirectories(folder);
      thread = THREADS.computeIfAbsent(folder.toRealPath(), path -> new ReentrantLock());
      thread.lock();
      return new FolderLock(thread, locked(folder.resolve(NAME)));
    } catch (IOException e) {
      if (thread != null) {
        thread.unlock();
      }
      throw new BotFlowException(
          folder + ": expected a folder of versions that can be written, but locking it failed", e);
    } catch (RuntimeException | Error e) {
      if (thread != null) {
        thread.unlock();
      }
      throw e;
    }
  }

  /** The system lets go of it when the channel is closed. */
  private static FileChannel locked(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = lock(channel);
      if (!lock.isValid()) {
        throw new IOException("the lock was lost at once");
      }
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    while (true) {
      try {
        return channel.lock();
      } catch (OverlappingFileLockException e) {
        // This class, loaded a second time within the program: the system refuses instead of having
        // it wait.
        LockSupport.parkNanos(LOOK_NANOS);
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedIOException("interrupted while another had the lock");
        }
      }
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new BotFlowException(
          "folder of versions: expected its lock to be let go, but failed", e);
    } finally {
      thread.unlock();
    }
  }
}
