package dev.botflow.store.jdbc;

import dev.botflow.error.BotFlowException;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/** A few connections that read beside the writer. */
final class Readers implements AutoCloseable {
  private static final int MOST = 4;

  private final Database database;
  private final Semaphore permits = new Semaphore(MOST);
  private final Deque<Db> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  Readers(Database database) {
    this.database = database;
  }

  /** @throws BotFlowException if it cannot be read, or a row of it; names the database */
  <T> T read(Db.Work<T> work) {
    permits.acquireUninterruptibly();
    try {
      if (closed) {
        throw new BotFlowException("expected an open store, but it was closed");
      }
      Db db = idle.poll();
      if (db == null) {
        return readWith(database.reader(), work);
      }
      try {
        return readWith(db, work);
      } catch (SQLException e) {
        if (!database.isWorthAnotherTry(e)) {
          throw e;
        }
        // Those beside it were cut off at the same time.
        closeIdle();
        return readWith(database.reader(), work);
      }
    } catch (SQLException e) {
      throw database.failed("read", e);
    } catch (BotFlowException e) {
      throw database.broken(e.getMessage());
    } finally {
      permits.release();
    }
  }

  private <T> T readWith(Db db, Db.Work<T> work) throws SQLException {
    try {
      T result = work.run(db);
      idle.push(db);
      return result;
    } catch (SQLException | RuntimeException e) {
      db.close();
      throw e;
    }
  }

  /** Waits for those who read, then closes their connections. */
  @Override
  public void close() throws SQLException {
    permits.acquireUninterruptibly(MOST);
    try {
      closed = true;
      closeIdle();
    } finally {
      permits.release(MOST);
    }
  }

  private void closeIdle() throws SQLException {
    for (Db db = idle.poll(); db != null; db = idle.poll()) {
      db.close();
    }
  }
}
