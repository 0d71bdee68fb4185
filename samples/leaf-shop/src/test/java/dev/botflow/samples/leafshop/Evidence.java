package dev.botflow.samples.leafshop;

import dev.botflow.event.InboundEvent;
import dev.botflow.simulator.callback.CallbackAttempt;
import dev.botflow.simulator.model.SentMessage;
import dev.botflow.sinch.webhook.SinchEvents;
import dev.botflow.store.jdbc.JdbcStore;
import dev.botflow.testkit.fault.HistoryChecker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Gathers what was seen for a {@link HistoryChecker}: Sinch's side, the witness, and the rows of the store's file, read
 * without the engine. Dedupe keys stand for events, as the webhook bodies themselves give them.
 */
final class Evidence {
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final String TIMER = "timer:";
  private static final String CALL = "call:";

  // Where what a turn did stands in its line.
  private static final int MESSAGES = 4;
  private static final int TIMERS = 5;
  private static final int CALLS = 6;
  private static final int GONE = 7;

  private final Path folder;

  Evidence(Path folder) {
    this.folder = folder;
  }

  /** What waits in the store: events, messages, calls, and timers of flows that are due within the minute. */
  int waiting() {
    Instant soon = Instant.now().plus(SOON);
    return Stream.of(Work.ACCEPTED, Work.UNSENT, Work.ATTEMPTING, Work.CALLED, Work.TIMER_DUE)
        .mapToInt(work -> count(work, soon))
        .sum();
  }

  /** How much of this was under way at that moment. */
  int count(Work work, Instant at) {
    return Integer.parseInt(texts(work.count(at)).get(0));
  }

  /** The same of each kind of work. */
  Map<String, Integer> work(Instant at) {
    Map<String, Integer> all = new LinkedHashMap<>();
    for (Work work : Work.values()) {
      all.put(work.toString(), count(work, at));
    }
    return all;
  }

  /** The ids of messages whose attempt was begun and has no outcome on record. */
  List<String> underWay() {
    return texts("SELECT id FROM outbox WHERE attempting = 1");
  }

  /** Why messages were given up. */
  List<String> reasonsOfDeadLetters() {
    return texts("SELECT reason FROM dead_letters");
  }

  /** The ids of messages of whose outcome the store has a doubt on record. */
  List<String> ofUnknownOutcome() {
    try (JdbcStore store = JdbcStore.existing(Shop.database(folder))) {
      return store.unknownOutcomes();
    }
  }

  /** The dedupe keys of the events that were applied, in order. */
  List<String> turns() {
    return texts("SELECT handled FROM traces ORDER BY seq");
  }

  /** What the turns and Sinch show of what occurred. */
  Occurrences occurrences(Town town) {
    Occurrences all = new Occurrences();
    query("SELECT handled, json FROM traces", row -> all.turn(row.getString(1), row.getString(2)));
    town.sinch().sentMessages().forEach(all::sent);
    return all;
  }

  /** How often an attempt at a message had an outcome that nobody knew, as the transport said. */
  int unknownOutcomes() {
    return lines("unknown").size();
  }

  /** Tells all of it. Nothing may run any more. */
  void addTo(HistoryChecker history, Town town, Crowd crowd) {
    acknowledged(history, town, crowd);
    applied(history);
    texts("SELECT dedupe_key FROM seen WHERE state = 'pending'").forEach(history::pending);
    texts("SELECT 'call:' || id FROM calls").forEach(history::pending);
    texts("SELECT dedupe_key FROM seen WHERE state = 'ignored'").forEach(history::ignored);
    texts("SELECT dedupe_key FROM seen WHERE state = 'buried'").forEach(history::buried);
    texts("SELECT id FROM outbox").forEach(history::waiting);
    texts("SELECT id FROM dead_letters").forEach(history::deadLetter);
    town.sinch().sentMessages().stream().map(SentMessage::messageMetadata).forEach(history::sent);
    lines("unknown").forEach(line -> history.unknown(line[1]));
    ofUnknownOutcome().forEach(history::recorded);
  }

  private void acknowledged(HistoryChecker history, Town town, Crowd crowd) {
    Map<String, String[]> byMessage = new LinkedHashMap<>();
    for (CallbackAttempt attempt : town.acknowledged()) {
      InboundEvent event =
          SinchEvents.read(attempt.body().getBytes(StandardCharsets.UTF_8), attempt.at());
      String key = event.header().dedupeKey();
      history.acknowledged(key);
      if (attempt.trigger().equals("MESSAGE_INBOUND") && event.messageId() != null) {
        byMessage.put(event.messageId(), new String[] {event.key().value(), key});
      }
    }
    for (List<String> ids : crowd.accepted().values()) {
      for (String id : List.copyOf(ids)) {
        String[] sessionAndKey = byMessage.get(id);
        history.acknowledged(sessionAndKey[0], sessionAndKey[1]);
      }
    }
    lines("raised").forEach(line -> history.acknowledged(line[1]));
  }

  /** What turns did counts if they were stored; their versions, in order, with those that merges made. */
  private void applied(HistoryChecker history) {
    Map<String, String[]> turns = new LinkedHashMap<>();
    lines("turn").forEach(line -> turns.put(line[1] + "\t" + line[2] + "\t" + line[3], line));
    Map<String, TreeMap<Long, Runnable>> sessions = new TreeMap<>();
    query("SELECT session_key, version, handled FROM traces", row -> {
      String session = row.getString(1);
      long version = row.getLong(2);
      String event = row.getString(3);
      String[] turn = turns.get(session + "\t" + version + "\t" + event);
      versions(sessions, session)
          .put(version, () -> applied(history, session, version, event, turn));
      if (!turn[GONE].isEmpty()) {
        long last = Long.parseLong(turn[GONE + 1]);
        versions(sessions, turn[GONE]).put(last, () -> history.absorbed(turn[GONE], last));
      }
    });
    sessions.values().forEach(versions -> versions.values().forEach(Runnable::run));
  }

  private static TreeMap<Long, Runnable> versions(
      Map<String, TreeMap<Long, Runnable>> sessions, String session) {
    return sessions.computeIfAbsent(session, none -> new TreeMap<>());
  }

  private static void applied(
      HistoryChecker history, String session, long version, String event, String[] turn) {
    history.applied(session, version, event);
    if (event.startsWith(TIMER) || event.startsWith(CALL)) {
      history.own(event);
    }
    all(turn[MESSAGES]).forEach(message -> history.planned(session, message));
    all(turn[TIMERS]).forEach(history::scheduled);
    all(turn[CALLS]).forEach(history::scheduled);
    // What a call gave is owed to its session like an event that was acknowledged.
    all(turn[CALLS]).forEach(history::acknowledged);
  }

  private static List<String> all(String commas) {
    return commas.isEmpty() ? List.of() : List.of(commas.split(","));
  }

  private List<String[]> lines(String kind) {
    try {
      return Files.readAllLines(Shop.witness(folder)).stream()
          .map(line -> line.split("\t", -1))
          .filter(line -> line[0].equals(kind))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> texts(String sql) {
    List<String> all = new ArrayList<>();
    query(sql, row -> all.add(row.getString(1)));
    return all;
  }

  private interface Row {
    void read(ResultSet row) throws SQLException;
  }

  private void query(String sql, Row each) {
    // Only to read: what a kill left in the log of writes is for the next shop to take up.
    String url = "jdbc:sqlite:" + Shop.database(folder).toUri() + "?mode=ro";
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        each.read(rows);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
