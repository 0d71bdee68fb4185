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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers what was seen for a {@link HistoryChecker}: Sinch's side, the witness, and the rows of the store's file, read
 * without the engine. Dedupe keys stand for events, as the webhook bodies themselves give them.
 */
final class Evidence {
  private final Path folder;

  Evidence(Path folder) {
    this.folder = folder;
  }

  /** What waits in the store: events and messages. */
  int waiting() {
    return texts("SELECT dedupe_key FROM inbox UNION ALL SELECT id FROM outbox").size()
        + texts("SELECT id FROM calls").size();
  }

  /** The ids of messages whose attempt was begun and has no outcome on record. */
  List<String> underWay() {
    return texts("SELECT id FROM outbox WHERE attempting = 1");
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

  /** How often an attempt at a message had an outcome that nobody knew, as the transport said. */
  int unknownOutcomes() {
    return lines("unknown").size();
  }

  /** Tells all of it. Nothing may run any more. */
  void tell(HistoryChecker history, Town town, Crowd crowd) {
    acknowledged(history, town, crowd);
    applied(history);
    texts("SELECT dedupe_key FROM seen WHERE state = 'pending'").forEach(history::pending);
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
  }

  private void applied(HistoryChecker history) {
    Map<String, String> said = new LinkedHashMap<>();
    lines("said").forEach(line -> said.put(line[1] + "\t" + line[2] + "\t" + line[3], line[4]));
    query("SELECT session_key, version, handled FROM traces ORDER BY session_key, version", row -> {
      String session = row.getString(1);
      String event = row.getString(3);
      history.applied(session, row.getLong(2), event);
      if (!event.startsWith(Platform.APP + "/")) {
        history.own(event);
      }
      String messages = said.get(session + "\t" + row.getLong(2) + "\t" + event);
      if (messages != null) {
        for (String message : messages.split(",")) {
          history.planned(session, message);
        }
      }
    });
  }

  private List<String[]> lines(String kind) {
    try {
      return Files.readAllLines(Shop.witness(folder)).stream()
          .map(line -> line.split("\t"))
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
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + Shop.database(folder));
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
