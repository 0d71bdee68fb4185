package dev.botflow.store.jdbc;

import dev.botflow.error.BotFlowException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes. What waits when it becomes free is committed together, so that many callers share one
 * wait for the disk; each returns once its batch is on disk. A piece of work that fails is undone alone; where the database
 * undoes the whole batch for one of them, as SQLite does when the disk is full, each is done again by itself, so that what
 * needs little room is not refused for what needs much. Callers wait, so the queue is never longer than their number.
 */
final class Writer implements AutoCloseable {
  private static final int MAX_BATCH = 256;
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Database database;
  private final Db.Opening opening;
  private final BlockingQueue<Job<?>> queue = new LinkedBlockingQueue<>();
  private final Job<Boolean> end = new Job<>(db -> true, false);
  private final Thread thread;
  private @Nullable Db db;
  private boolean closed;
  private long looked = System.nanoTime();

  /** @param opening opens the connection, with its tables in place; again after a failure that left it unclear */
  Writer(Database database, Db.Opening opening) {
    this.database = database;
    this.opening = opening;
    this.thread = new Thread(this::writeUntilClosed, "botflow-store");
    // A host that forgets to close may still end: what was not committed was not promised.
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Does the work in a transaction and waits until it is on disk.
   *
   * @throws BotFlowException if it could not be done; then nothing of it was
   */
  <T> T run(Db.Work<T> work) {
    return add(new Job<>(work, false));
  }

  /**
   * Does something between two batches, on a connection of its own; what others want written waits meanwhile.
   *
   * @throws BotFlowException if it failed
   */
  void runBetween(Between work) {
    add(new Job<>(
        db -> {
          work.run();
          return true;
        },
        true));
  }

  private <T> T add(Job<T> job) {
    synchronized (this) {
      if (closed) {
        throw database.broken("expected an open store, but it was closed");
      }
      queue.add(job);
    }
    return outcome(job);
  }

  /** Writes what waits, refuses what comes later. */
  @Override
  public void close() {
    synchronized (this) {
      if (!closed) {
        closed = true;
        queue.add(end);
      }
    }
    outcome(end);
  }

  private <T> T outcome(Job<T> job) {
    try {
      return job.done.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof BotFlowException known) {
        throw known;
      }
      throw database.failed("written", e.getCause() instanceof Exception cause ? cause : e);
    }
  }

  private void writeUntilClosed() {
    List<Job<?>> batch = new ArrayList<>();
    boolean open = true;
    while (open) {
      batch.clear();
      batch.add(next());
      queue.drainTo(batch, MAX_BATCH - 1);
      open = !batch.remove(end);
      List<Job<?>> between = batch.stream().filter(job -> job.between).toList();
      batch.removeAll(between);
      if (!batch.isEmpty()) {
        write(batch);
      }
      between.forEach(this::doBetween);
    }
    try {
      drop();
      end.done.complete(true);
    } catch (SQLException e) {
      end.done.completeExceptionally(e);
    }
  }

  private Job<?> next() {
    while (true) {
      try {
        return queue.take();
      } catch (InterruptedException e) {
        // Callers wait for their commit: only close ends this thread.
      }
    }
  }

  private void write(List<Job<?>> batch) {
    try {
      writeTogether(batch);
    } catch (UndoneTogether e) {
      for (Job<?> job : batch) {
        job.forget();
        writeAlone(job);
      }
    }
  }

  private void writeAlone(Job<?> job) {
    try {
      writeTogether(List.of(job));
    } catch (UndoneTogether e) {
      job.finish(e.reason);
    }
  }

  /** @throws UndoneTogether if all was undone for one of them; then nobody has heard anything yet */
  private void writeTogether(List<Job<?>> batch) throws UndoneTogether {
    Throwable failure = fault();
    if (failure == null) {
      failure = commit(batch);
    }
    if (failure == null) {
      // What was written to a file that is gone is not kept, whatever SQLite says.
      failure = fault();
    }
    for (Job<?> job : batch) {
      job.finish(failure);
    }
  }

  private @Nullable Throwable commit(List<Job<?>> batch) throws UndoneTogether {
    boolean committing = false;
    try {
      Db current = connected();
      current.begin();
      for (Job<?> job : batch) {
        runAlone(job, current);
      }
      committing = true;
      current.commit();
      return null;
    } catch (UndoneTogether e) {
      rollBack(e.reason);
      throw e;
    } catch (SQLException | RuntimeException | Error e) {
      rollBack(e);
      if (!committing && worthAnotherTry(e)) {
        throw new UndoneTogether(e);
      }
      return e;
    }
  }

  private void doBetween(Job<?> job) {
    @Nullable Throwable failure = null;
    try {
      job.run(connected());
    } catch (SQLException | RuntimeException | Error e) {
      failure = e;
    }
    job.finish(failure);
  }

  // As a part of its own, so that one stale session does not fail its neighbours.
  private void runAlone(Job<?> job, Db current) throws SQLException, UndoneTogether {
    current.beginPart();
    job.run(current);
    if (job.failure == null) {
      current.endPart();
    } else if (worthAnotherTry(job.failure)) {
      throw new UndoneTogether(job.failure);
    } else {
      undo(job.failure, current);
    }
  }

  private static void undo(Throwable failure, Db current) throws UndoneTogether {
    try {
      current.undoPart();
    } catch (SQLException e) {
      failure.addSuppressed(e);
      throw new UndoneTogether(failure);
    }
  }

  private boolean worthAnotherTry(Throwable failure) {
    return failure instanceof SQLException e && database.isWorthAnotherTry(e);
  }

  /** Why nothing may be written, if what is written would not be kept; the connection stays, should that change. */
  private @Nullable Throwable fault() {
    try {
      connected();
      boolean recent = System.nanoTime() - looked <= LOOK_NANOS;
      database.check(recent);
      if (!recent) {
        looked = System.nanoTime();
      }
      return null;
    } catch (SQLException | RuntimeException e) {
      return e;
    }
  }

  private Db connected() throws SQLException {
    if (db == null) {
      database.opening();
      db = opening.open();
    }
    return db;
  }

  // What cannot be rolled back goes with its connection. SQLite may have rolled back by itself:
  // when the disk is full.
  private void rollBack(Throwable failure) {
    try {
      if (db != null) {
        db.rollBack();
      }
    } catch (SQLException e) {
      failure.addSuppressed(e);
      try {
        drop();
      } catch (SQLException again) {
        failure.addSuppressed(again);
      }
    }
  }

  private void drop() throws SQLException {
    Db current = db;
    db = null;
    if (current != null) {
      current.close();
    }
  }

  /** Something to do between two batches. */
  interface Between {
    void run() throws SQLException;
  }

  /** The whole batch was undone. */
  private static final class UndoneTogether extends Exception {
    private static final long serialVersionUID = 1;
    private final Throwable reason;

    UndoneTogether(Throwable reason) {
      super(reason);
      this.reason = reason;
    }
  }

  /** A piece of work and the one who waits for it. */
  private static final class Job<T> {
    private final Db.Work<T> work;
    private final boolean between;
    private final CompletableFuture<T> done = new CompletableFuture<>();
    private @Nullable T result;
    private @Nullable Throwable failure;

    Job(Db.Work<T> work, boolean between) {
      this.work = work;
      this.between = between;
    }

    void run(Db db) {
      try {
        result = work.run(db);
      } catch (SQLException | RuntimeException | Error e) {
        failure = e;
      }
    }

    /** As if it had not run yet. */
    void forget() {
      result = null;
      failure = null;
    }

    void finish(@Nullable Throwable ofBatch) {
      Throwable why = failure != null ? failure : ofBatch;
      if (why == null) {
        done.complete(result);
      } else {
        done.completeExceptionally(why);
      }
    }
  }
}
