package dev.botflow.store.jdbc;

import dev.botflow.error.BotFlowException;
import dev.botflow.store.ShardLostException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which host may change sessions. A host is a row that it renews through its writer, so that one whose writer hangs does
 * not keep what it cannot serve. Whoever takes over expels the other first, which waits for what that one commits at this
 * moment; each commit of an owner looks whether it was expelled, in its own transaction. Only the clock of the database
 * counts. Safe for use by many threads.
 */
final class HostLease {
  private static final Logger LOG = LoggerFactory.getLogger(HostLease.class);
  private static final int RENEWALS = 5;

  private final PostgresServer server;
  private final Writer writer;
  private final Duration lease;
  private final String id;
  private final long exclusive;
  private final ScheduledExecutorService renewing =
      Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "botflow-lease");
        thread.setDaemon(true);
        return thread;
      });
  private volatile long epoch;
  private volatile boolean claimed;

  /** @param id names the host for people who ask who owns the store */
  HostLease(PostgresServer server, Writer writer, Duration lease, String id) {
    this.server = server;
    this.writer = writer;
    this.lease = lease;
    this.id = id;
    this.exclusive = PostgresMigrations.lock(server.schema(), "owner");
    long period = lease.toNanos() / RENEWALS;
    renewing.scheduleWithFixedDelay(this::renew, period, period, TimeUnit.NANOSECONDS);
  }

  /** Takes the store if nobody has it, or whoever had it is overdue; true if this host owns it now. */
  boolean take() {
    claimed = true;
    long taken = writer.run(this::take);
    if (taken != 0) {
      epoch = taken;
    }
    return taken != 0;
  }

  private long take(Db db) throws SQLException {
    Optional<Long> before =
        db.first("SELECT epoch FROM owner WHERE shard = 0 FOR UPDATE", row -> row.getLong("epoch"));
    long owner = before.orElseThrow();
    if (owner != 0 && isAlive(db, owner)) {
      return 0;
    }
    long mine = db.first(
            "INSERT INTO host (id, until) VALUES (?, clock_timestamp() + ? * INTERVAL '1 millisecond')"
                + " RETURNING epoch",
            row -> row.getLong("epoch"),
            id,
            lease.toMillis())
        .orElseThrow();
    db.update("UPDATE owner SET epoch = ? WHERE shard = 0", mine);
    db.update("DELETE FROM host WHERE until < clock_timestamp() - INTERVAL '1 day'");
    return mine;
  }

  private static boolean isAlive(Db db, long owner) throws SQLException {
    if (db.first(
            "SELECT 1 FROM host WHERE epoch = ? AND NOT expelled AND until >= clock_timestamp()",
            row -> true,
            owner)
        .isPresent()) {
      return true;
    }
    // This waits for what it commits at this moment; it may have renewed its lease meanwhile.
    db.first("SELECT 1 FROM host WHERE epoch = ? FOR UPDATE", row -> true, owner);
    boolean renewed = db.first(
            "SELECT 1 FROM host WHERE epoch = ? AND NOT expelled AND until >= clock_timestamp()",
            row -> true,
            owner)
        .isPresent();
    if (!renewed) {
      db.update("UPDATE host SET expelled = TRUE WHERE epoch = ?", owner);
    }
    return renewed;
  }

  private void renew() {
    long mine = epoch;
    if (mine == 0) {
      return;
    }
    try {
      int renewed = writer.run(db -> db.update(
          "UPDATE host SET until = clock_timestamp() + ? * INTERVAL '1 millisecond'"
              + " WHERE epoch = ? AND NOT expelled",
          lease.toMillis(),
          mine));
      if (renewed == 0) {
        lost(mine);
      }
    } catch (BotFlowException e) {
      LOG.warn("the lease of this host could not be renewed: {}", e.getMessage());
    }
  }

  private void lost(long mine) {
    if (epoch == mine) {
      epoch = 0;
      LOG.warn("{}: another host took the store over", server);
    }
  }

  /**
   * Once a transaction, ahead of what only the owner may change.
   *
   * @throws ShardLostException if this host was expelled, or never owned the store while another does
   */
  void fence(Db db) throws SQLException {
    if (!db.enter("fence")) {
      return;
    }
    long mine = epoch;
    boolean ours = mine != 0
        ? db.first(
                "SELECT pg_advisory_xact_lock_shared(?) FROM host WHERE epoch = ? AND NOT expelled FOR KEY SHARE",
                row -> true,
                exclusive,
                mine)
            .isPresent()
        : !claimed
            && db.first(
                    "SELECT pg_advisory_xact_lock_shared(?) FROM owner WHERE shard = 0 AND epoch IS NULL FOR SHARE",
                    row -> true,
                    exclusive)
                .isPresent();
    if (!ours) {
      throw new ShardLostException(server.toString());
    }
  }

  /** Once a transaction, ahead of what changes beside the owner: it commits nothing meanwhile. */
  static void exclude(Db db, long lock) throws SQLException {
    if (db.enter("exclude")) {
      db.first("SELECT pg_advisory_xact_lock(?)", row -> true, lock);
    }
  }

  /** The host that owns the store; empty if none does. */
  static Optional<String> owner(Db db) throws SQLException {
    return db.first(
        "SELECT id FROM host JOIN owner ON owner.epoch = host.epoch"
            + " WHERE shard = 0 AND NOT expelled AND until >= clock_timestamp()",
        row -> row.getString("id"));
  }

  /** Gives the store away, so that another host need not wait for the lease to end. */
  void release() {
    long mine = epoch;
    epoch = 0;
    claimed = false;
    if (mine != 0) {
      writer.run(db -> {
        db.update("UPDATE owner SET epoch = NULL WHERE epoch = ?", mine);
        return db.update("DELETE FROM host WHERE epoch = ?", mine);
      });
    }
  }

  /** Renews nothing any more. */
  void stop() {
    renewing.shutdownNow();
  }
}
