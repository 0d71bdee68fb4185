package dev.botflow.samples.benchmarks.throughput;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.sqlite.SQLiteConfig;

/**
 * The limit of any store on this disk: the very rows another run stored, written by plain JDBC in the same two commits an
 * event: journal and inbox, then session, outbox and trace, with the inbox row gone and the journal's settled. The same
 * pragmas, the same indexes, one writer that commits for all who wait. Nothing is read, checked or made.
 */
final class BareLoop {
  private static final int MAX_BATCH = 256;
  private static final List<String> SECOND = List.of("sessions", "outbox", "traces");

  private final BlockingQueue<Job> queue = new LinkedBlockingQueue<>();
  private final Map<String, PreparedStatement> inserts = new LinkedHashMap<>();

  /** A few statements, and the one who waits for their commit. */
  private record Job(Work work, CountDownLatch done) {}

  private interface Work {
    void run() throws SQLException;
  }

  /** One event's rows, as read. */
  private record Event(String key, String session, Object[] seen, Map<String, Object[]> rows) {}

  /**
   * Writes them and says how long it took.
   *
   * @param from a store that was closed after a run
   * @param to an empty store
   * @return events a second
   */
  double run(Path from, Path to) throws SQLException, InterruptedException {
    List<Event> events = read(from);
    byte[] raw = new byte[rawBytes()];
    try (Connection connection = open(to)) {
      PreparedStatement inbox = connection.prepareStatement(
          "INSERT INTO inbox (dedupe_key, session_key, app_id, received_at, raw) VALUES (?, ?, ?, ?, ?)");
      PreparedStatement gone =
          connection.prepareStatement("DELETE FROM inbox WHERE dedupe_key = ?");
      PreparedStatement settled = connection.prepareStatement(
          "UPDATE seen SET state = 'handled', settled_at = ? WHERE dedupe_key = ?");
      Thread writer = new Thread(() -> write(connection), "bare-writer");
      writer.setDaemon(true);
      writer.start();
      AtomicInteger next = new AtomicInteger();
      long begin = System.nanoTime();
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < Callers.CONNECTIONS; i++) {
        Thread caller = new Thread(() -> {
          for (int at = next.getAndIncrement(); at < events.size(); at = next.getAndIncrement()) {
            Event event = events.get(at);
            commit(() -> {
              insert(connection, "seen", event.seen());
              fill(inbox, event.key(), event.session(), Calls.APP, System.nanoTime(), raw);
            });
            commit(() -> {
              fill(gone, event.key());
              fill(settled, System.nanoTime(), event.key());
              for (String table : SECOND) {
                insert(connection, table, requireNonNull(event.rows().get(table), table));
              }
            });
          }
        });
        caller.start();
        callers.add(caller);
      }
      for (Thread caller : callers) {
        caller.join();
      }
      return events.size() * 1e9 / (System.nanoTime() - begin);
    }
  }

  private static int rawBytes() {
    byte[] request = Calls.of("LIM", 1).get(0);
    String text = new String(request, java.nio.charset.StandardCharsets.UTF_8);
    return text.length() - text.indexOf("\r\n\r\n") - 4;
  }

  private void commit(Work work) {
    Job job = new Job(work, new CountDownLatch(1));
    queue.add(job);
    try {
      job.done().await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(Connection connection) {
    List<Job> batch = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      while (true) {
        batch.clear();
        batch.add(queue.take());
        queue.drainTo(batch, MAX_BATCH - 1);
        statement.execute("BEGIN IMMEDIATE");
        for (Job job : batch) {
          job.work().run();
        }
        statement.execute("COMMIT");
        batch.forEach(job -> job.done().countDown());
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void insert(Connection connection, String table, Object[] values) throws SQLException {
    PreparedStatement statement = inserts.get(table);
    if (statement == null) {
      statement = connection.prepareStatement(
          "INSERT INTO " + table + " VALUES (?" + ", ?".repeat(values.length - 1) + ")");
      inserts.put(table, statement);
    }
    fill(statement, values);
  }

  private static void fill(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    statement.executeUpdate();
  }

  private static Connection open(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setGetGeneratedKeys(false);
    Connection connection = config.createConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = FULL");
    }
    return connection;
  }

  private static List<Event> read(Path file) throws SQLException {
    try (Connection connection = open(file)) {
      Map<String, Map<String, Object[]>> bySession = new LinkedHashMap<>();
      for (String table : SECOND) {
        rows(
            connection,
            table,
            "session_key",
            (session, values) -> bySession
                .computeIfAbsent(session, none -> new LinkedHashMap<>())
                .put(table, values));
      }
      Map<String, Object[]> seen = new LinkedHashMap<>();
      rows(connection, "seen", "dedupe_key", seen::put);
      List<Event> events = new ArrayList<>();
      try (Statement statement = connection.createStatement();
          ResultSet turns = statement.executeQuery("SELECT handled, session_key FROM traces")) {
        while (turns.next()) {
          String key = turns.getString(1);
          String session = turns.getString(2);
          events.add(new Event(
              key,
              session,
              requireNonNull(seen.get(key), key),
              requireNonNull(bySession.get(session), session)));
        }
      }
      return events;
    }
  }

  private interface Take {
    void row(String key, Object[] values);
  }

  private static void rows(Connection connection, String table, String key, Take take)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
      ResultSetMetaData columns = rows.getMetaData();
      while (rows.next()) {
        Object[] values = new Object[columns.getColumnCount()];
        for (int i = 0; i < values.length; i++) {
          values[i] = rows.getObject(i + 1);
        }
        take.row(rows.getString(key), values);
      }
    }
  }
}
