package dev.botflow.store.jdbc;

import static dev.botflow.store.SessionSamples.NOW;
import static dev.botflow.store.SessionSamples.key;
import static dev.botflow.store.SessionSamples.timer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.store.DeadLetter;
import dev.botflow.store.DeadLetters;
import dev.botflow.store.EventCounts;
import dev.botflow.store.HandClock;
import dev.botflow.store.RetentionPolicy;
import dev.botflow.store.codec.TimerJson;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
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
}
