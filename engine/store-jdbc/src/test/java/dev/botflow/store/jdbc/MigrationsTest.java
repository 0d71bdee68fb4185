package dev.botflow.store.jdbc;

import static dev.botflow.store.SessionSamples.NOW;
import static dev.botflow.store.SessionSamples.key;
import static dev.botflow.store.SessionSamples.timer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.session.Trace;
import dev.botflow.session.TraceEntry;
import dev.botflow.store.DeadLetter;
import dev.botflow.store.DeadLetters;
import dev.botflow.store.EventCounts;
import dev.botflow.store.HandClock;
import dev.botflow.store.RetentionPolicy;
import dev.botflow.store.StoredTurn;
import dev.botflow.store.TurnQuery;
import dev.botflow.store.codec.TimerJson;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that an older BotFlow wrote. */
class MigrationsTest {
  @TempDir
  Path folder;

  @Test
  void bringsAStoreOfTheSchemaBeforeUpToDate() throws SQLException {
    Path file = folder.resolve("store.db");
    SqliteFile sqlite = new SqliteFile(file);
    try (Db db = sqlite.writer()) {
      Migrations.apply(db, sqlite, 2);
      String json = TimerJson.write(timer(key("ann"), "t1", NOW));
      db.update(
          "INSERT INTO timers (session_key, id, due_at, json) VALUES (?, 't1', ?, ?)",
          key("ann").value(),
          NOW,
          json);
      db.update(
          "INSERT INTO timers (session_key, id, due_at, json) VALUES (?, 't2', ?, ?)",
          key("ann").value(),
          NOW,
          json.substring(9));
      db.update("INSERT INTO seen (dedupe_key, state, seen_at) VALUES ('e1', 'handled', 0)");
      db.update("INSERT INTO seen (dedupe_key, state, seen_at) VALUES ('e2', 'buried', 0)");
    }

    try (JdbcStore store = JdbcStore.sqlite(file, new HandClock(NOW), RetentionPolicy.standard())) {
      assertThat(store.dueTimers(Instant.MIN, NOW, Set.of("app"), 9)).isEmpty();
      assertThat(DeadLetters.timersAndCalls(store))
          .extracting(DeadLetter::id)
          .containsExactly("t2");
      assertThat(store.dueTimers(Instant.MIN, NOW, Set.of(), 9))
          .containsExactly(timer(key("ann"), "t1", NOW));
      assertThat(store.counts(NOW).events()).isEqualTo(new EventCounts(2, 0, 1, 1, 0));
    }
  }

  @Test
  void copiesAStoreBeforeItsSchemaChangesAndReadsItsTraces() throws SQLException {
    Path file = folder.resolve("store.db");
    SqliteFile sqlite = new SqliteFile(file);
    try (Db db = sqlite.writer()) {
      Migrations.apply(db, sqlite, 4);
      db.update(
          "INSERT INTO traces (session_key, version, handled, turn_at, json) VALUES (?, 1, 'e1',"
              + " ?, ?)",
          key("ann").value(),
          NOW,
          "{\"v\":1,\"entries\":[{\"what\":\"routed\",\"details\":{\"rule\":\"R10\",\"flow\":\"f\"}}]}");
    }
    Path copy = folder.resolve("store.db.schema-4");

    try (JdbcStore store = JdbcStore.sqlite(file, new HandClock(NOW), RetentionPolicy.standard())) {
      Trace trace = new Trace(List.of(new TraceEntry.Routed("R10", "f")));
      assertThat(store.turns(TurnQuery.newest(9)))
          .containsExactly(new StoredTurn(1, key("ann"), 1, "e1", NOW, trace));
      SqliteFile before = new SqliteFile(copy);
      try (Db db = before.untouched()) {
        assertThat(db.first("SELECT MAX(version) AS v FROM schema_version", row -> row.getInt("v")))
            .contains(4);
        assertThat(db.list("SELECT json FROM traces", row -> row.getString("json")))
            .hasSize(1);
      }

      // It holds what is erased from now on.
      store.vacuum();
      assertThat(copy).doesNotExist();
    }
    JdbcStore.sqlite(file, new HandClock(NOW), RetentionPolicy.standard()).close();
    assertThat(copy).doesNotExist();
  }
}
