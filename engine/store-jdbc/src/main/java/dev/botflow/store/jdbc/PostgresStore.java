package dev.botflow.store.jdbc;

import dev.botflow.error.BotFlowException;
import dev.botflow.store.RetentionPolicy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A store on PostgreSQL, in a schema of its own, for hosts on several machines of which one owns it at a time. Whatever
 * changes it returns once the server committed it, durable as the server's {@code synchronous_commit} and its standbys make
 * it; changes of many threads share a commit. Safe for use by many threads.
 *
 * <p>It takes up to six connections of the host's data source and keeps them: one that writes, up to four that read, one
 * now and then. They must be connections of their own for as long as they are kept: a pooler that hands them on between
 * transactions is refused. The driver is the host's to bring. Errors of the server are {@link BotFlowException}s without
 * any value of a row.
 */
public final class PostgresStore extends SqlStore {
  private static final List<String> ERASED_FROM = List.of(
      "sessions",
      "inbox",
      "buried",
      "outbox",
      "dead_letters",
      "timers",
      "calls",
      "traces",
      "buried_rows",
      "merged");

  private final PostgresServer server;
  private final DataSource dataSource;
  private final @Nullable HostLease lease;
  private volatile boolean claimed;

  private PostgresStore(
      PostgresServer server, Settings settings, RetentionPolicy retention, boolean forEngine) {
    super(server, settings.clock, retention, server::writer);
    this.server = server;
    this.dataSource = settings.dataSource;
    this.lease = forEngine ? new HostLease(server, writer, settings.lease, settings.name) : null;
  }

  /**
   * Settings of a store on this server, all with a default: {@code PostgresStore.on(dataSource).open()}.
   *
   * @param dataSource where connections come from
   */
  public static Settings on(DataSource dataSource) {
    return new Settings(dataSource);
  }

  /** What a store on PostgreSQL is opened with. */
  public static final class Settings {
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);

    private final DataSource dataSource;
    private String schema = "botflow";
    private Clock clock = Clock.systemUTC();
    private RetentionPolicy retention = RetentionPolicy.standard();
    private Duration lease = Duration.ofSeconds(5);
    private String name = "host " + UUID.randomUUID();

    private Settings(DataSource dataSource) {
      this.dataSource = dataSource;
    }

    /**
     * Keeps the tables in this schema, which is made if it is not there; {@code botflow} unless set.
     *
     * @param schemaName small letters, digits and {@code _}
     */
    public Settings schema(String schemaName) {
      this.schema = schemaName;
      return this;
    }

    /** Gives the time at which an event is stored, for the dedupe window. The lease goes by the server's clock alone. */
    public Settings clock(Clock timeSource) {
      this.clock = timeSource;
      return this;
    }

    /** How long and how much is kept beyond what is open. */
    public Settings retention(RetentionPolicy policy) {
      this.retention = policy;
      return this;
    }

    /**
     * How long a host owns the store without being heard of; 5 seconds unless set. A transaction of ours that waits for its
     * host for two fifths of it is ended by the server.
     *
     * @param time at least a second
     */
    public Settings lease(Duration time) {
      if (time.compareTo(SHORTEST_LEASE) < 0) {
        throw new IllegalArgumentException(
            "lease: expected " + SHORTEST_LEASE + " or more, but was " + time);
      }
      this.lease = time;
      return this;
    }

    /** Names this host for people who ask which one owns the store; a random name unless set. */
    public Settings name(String hostName) {
      this.name = hostName;
      return this;
    }

    /**
     * Opens the store for an engine, and makes its tables or brings them up to date; hosts that start at once do so one
     * after the other.
     *
     * @throws BotFlowException if the server is none of PostgreSQL 13 or later, cannot be reached or written, keeps no
     *     setting of a connection, or the schema is of something else or of a newer BotFlow
     */
    public PostgresStore open() {
      PostgresServer server = server();
      server.prepare();
      return new PostgresStore(server, this, retention, true);
    }

    /**
     * Opens a store that is there already, to look after it beside the hosts that use it; changes nothing of its schema.
     *
     * @throws BotFlowException as {@link #open}, and if there is no store of this version's schema
     */
    public PostgresStore existing() {
      PostgresServer server = server();
      server.look();
      return new PostgresStore(server, this, retention, false);
    }

    private PostgresServer server() {
      return new PostgresServer(dataSource, schema, lease.multipliedBy(2).dividedBy(5));
    }
  }

  @Override
  <T> T owned(Db.Work<T> work) {
    HostLease mine = lease;
    return writer.run(db -> {
      if (mine != null) {
        mine.fence(db);
      }
      return work.run(db);
    });
  }

  @Override
  <T> T aside(Db.Work<T> work) {
    long lock = PostgresMigrations.lock(server.schema(), "owner");
    return writer.run(db -> {
      HostLease.exclude(db, lock);
      return work.run(db);
    });
  }

  /**
   * Takes the store for an engine of this host.
   *
   * @throws BotFlowException if another host owns it, another engine of this process uses it, or it was opened to look
   *     after it
   */
  @Override
  public void claim() {
    HostLease mine = lease;
    if (mine == null) {
      throw server.broken("expected a store that was opened for an engine, by open, but it was"
          + " opened to look after it beside its hosts");
    }
    super.claim();
    boolean taken = false;
    try {
      taken = mine.take();
    } finally {
      if (!taken) {
        super.release();
      }
    }
    if (!taken) {
      throw server.broken("expected a store that no host uses, but another has it: "
          + readers.read(HostLease::owner).orElse("it gave it away a moment ago"));
    }
    claimed = true;
  }

  /** A host that lost the store is none to send events to: this fails for it, as all does that only the owner may do. */
  @Override
  public void checkWritable() {
    if (claimed) {
      own(db -> {});
    }
    super.checkWritable();
  }

  @Override
  public void release() {
    if (lease != null && claimed) {
      claimed = false;
      lease.release();
    }
    super.release();
  }

  /**
   * Lets the server take what was erased out of the tables. What is left of it in the server's log, in free space that is
   * not written anew yet, in standbys and in backups is the server's matter; no store can take it out of there.
   */
  @Override
  public void vacuum() {
    Instant now = clock.instant();
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(true);
      for (String table : ERASED_FROM) {
        statement.execute("VACUUM " + server.schema() + "." + table);
      }
    } catch (SQLException e) {
      throw server.failed("vacuumed", e);
    }
    write(db -> Vacuum.done(db, now));
  }

  /** Writes what waits, gives the store away and the connections back; then every method throws. Closing again does nothing. */
  @Override
  public void close() {
    try {
      if (lease != null) {
        lease.stop();
        release();
      }
      readers.close();
      writer.close();
    } catch (SQLException e) {
      throw server.failed("closed", e);
    }
  }
}
