package dev.botflow.store.jdbc;

import static dev.botflow.store.SessionSamples.NOW;
import static dev.botflow.store.SessionSamples.entry;
import static dev.botflow.store.SessionSamples.key;
import static dev.botflow.store.Turns.turn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.Seed;
import dev.botflow.store.EventCounts;
import dev.botflow.store.GivenUp;
import dev.botflow.store.HandClock;
import dev.botflow.store.RetentionPolicy;
import dev.botflow.store.SessionSamples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G7: the counters of the journal are what counting it anew would give, and are cheaper. */
class TallyTest {
  @TempDir
  Path folder;

  private final HandClock clock = new HandClock(NOW);

  private JdbcStore store() {
    return JdbcStore.sqlite(folder.resolve("store.db"), clock, RetentionPolicy.standard());
  }

  @Test
  @Tag("G7")
  void theTallyReadsNoRowOfTheJournalHoweverLongItIs() {
    try (JdbcStore store = store()) {
      store.written(db -> db.update(
          "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
              + " INSERT INTO seen (dedupe_key, state, seen_at) SELECT 'e' || i, 'handled', ? FROM n",
          NOW));

      List<String> plan = store.written(
          db -> db.list("EXPLAIN QUERY PLAN " + InboxTable.TALLY, row -> row.getString("detail")));

      assertThat(plan).isNotEmpty().noneMatch(line -> line.contains("seen"));
      assertThat(store.counts(NOW).events()).isEqualTo(new EventCounts(100_000, 0, 100_000, 0, 0));
    }
  }

  @Test
  @Tag("G7")
  void theTallyIsWhatCountingTheJournalGives() {
    long seed = Seed.of(TallyTest.class);
    Random random = new Random(seed);
    long version = 0;
    try (JdbcStore store = store()) {
      for (int i = 0; i < 1_500; i++) {
        String id = "e" + random.nextInt(300);
        switch (random.nextInt(7)) {
          case 0 -> store.ignore(id, "test");
          case 1 -> store.giveUp(new GivenUp.Event(entry(id, key("ann")), "test"));
          case 2 -> store.replay(id, NOW);
          case 3 -> store.erase(key("bob"));
          case 4 -> clock.advance(Duration.ofMinutes(random.nextInt(300)));
          case 5 ->
            store.save(turn(SessionSamples.session(key("cat"), ++version, "x", "y"))
                .handles("turn-" + i)
                .commit());
          default -> store.add(entry(id, key(random.nextBoolean() ? "ann" : "bob")));
        }
      }

      assertThat(store.counts(NOW).events())
          .as("-Dbotflow.seed=%s", seed)
          .isEqualTo(counted(store));
      assertThat(store.counts(NOW).events().accepted())
          .as("-Dbotflow.seed=%s", seed)
          .isPositive();
    }
  }

  private static EventCounts counted(JdbcStore store) {
    return store.written(db -> new EventCounts(
        count(db, "seen"),
        count(db, "inbox"),
        count(db, "seen WHERE state = 'handled'"),
        count(db, "seen WHERE state = 'buried'"),
        count(db, "seen WHERE state = 'ignored'")));
  }

  private static long count(Db db, String from) throws java.sql.SQLException {
    return db.first("SELECT COUNT(*) AS n FROM " + from, row -> row.getLong("n"))
        .orElseThrow();
  }
}
