package dev.botflow.store.jdbc;

import static dev.botflow.store.SessionSamples.NOW;
import static dev.botflow.store.SessionSamples.entry;
import static dev.botflow.store.SessionSamples.key;
import static dev.botflow.store.SessionSamples.row;
import static dev.botflow.store.Turns.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.SessionKey;
import dev.botflow.session.Session;
import dev.botflow.store.EventCounts;
import dev.botflow.store.GivenUp;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.ShardLostException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What PostgreSQL adds to a store: a server that may be another one, and hosts beside each other. */
class PostgresStoreTest {
  private static final SessionKey ANN = key("ann");
  private static final String SCHEMA = PostgresForTests.newSchema();

  private final List<PostgresStore> opened = new ArrayList<>();

  private PostgresStore open(String name) {
    return kept(settings().name(name).open());
  }

  private static PostgresStore.Settings settings() {
    return PostgresStore.on(PostgresForTests.dataSource())
        .schema(SCHEMA)
        .lease(Duration.ofSeconds(10));
  }

  private PostgresStore kept(PostgresStore store) {
    opened.add(store);
    return store;
  }

  @AfterEach
  void closeAndEmpty() throws SQLException {
    opened.forEach(PostgresStore::close);
    PostgresForTests.empty(SCHEMA);
  }

  @AfterAll
  static void dropTheSchema() throws SQLException {
    PostgresForTests.drop(SCHEMA);
  }

  @Test
  @Tag("G1")
  void theServerOfTheseTestsKeepsWhatItCommits() throws SQLException {
    try (Connection connection = PostgresForTests.dataSource().getConnection()) {
      for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
        assertThat(PostgresServer.show(connection, setting)).as(setting).isEqualTo("on");
      }
    }
  }

  @Test
  void refusesASchemaThatANewerBotFlowWrote() throws SQLException {
    open("a").close();
    PostgresForTests.execute("INSERT INTO " + SCHEMA + ".schema_version VALUES (999, 0)");

    try {
      assertThatThrownBy(() -> open("b"))
          .isInstanceOf(BotFlowException.class)
          .hasMessage("PostgreSQL schema " + SCHEMA
              + ": expected a store of schema 1 or older, but was 999, which a newer BotFlow wrote;"
              + " use that version");
    } finally {
      PostgresForTests.execute("DELETE FROM " + SCHEMA + ".schema_version WHERE version = 999");
    }
  }

  @Test
  void refusesASchemaWithTablesOfSomethingElseAndLeavesItAlone() throws SQLException {
    String theirs = PostgresForTests.newSchema();
    PostgresForTests.execute("CREATE SCHEMA " + theirs);
    PostgresForTests.execute("CREATE TABLE " + theirs + ".sessions (id INTEGER)");

    try {
      assertThatThrownBy(() -> settings().schema(theirs).open())
          .isInstanceOf(BotFlowException.class)
          .hasMessage(
              "PostgreSQL schema " + theirs
                  + ": expected a store of BotFlow or an empty schema, but there were tables of something else");
    } finally {
      PostgresForTests.drop(theirs);
    }
  }

  @Test
  void looksAfterNoStoreThatIsNotThere() {
    String nothing = PostgresForTests.newSchema();

    assertThatThrownBy(() -> settings().schema(nothing).existing())
        .isInstanceOf(BotFlowException.class)
        .hasMessage(
            "PostgreSQL schema " + nothing + ": expected a store of BotFlow, but there is none");
    assertThatThrownBy(() -> settings().schema("Bot; DROP").open())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("schema: expected small letters, digits and _, but was \"Bot; DROP\"");
  }

  @Test
  void hostsThatStartAtOnceMakeTheTablesOnce() throws Exception {
    String schema = PostgresForTests.newSchema();
    ExecutorService hosts = Executors.newFixedThreadPool(3);
    Callable<PostgresStore> start = () -> settings().schema(schema).open();

    try {
      for (Future<PostgresStore> host : hosts.invokeAll(List.of(start, start, start))) {
        kept(host.get()).checkWritable();
      }
    } finally {
      hosts.shutdownNow();
      opened.forEach(PostgresStore::close);
      PostgresForTests.drop(schema);
    }
  }

  /** As a pooler does that hands a connection on after each transaction. */
  @Test
  void refusesConnectionsThatForgetWhatIsSetOnThem() {
    DataSource forgetful = (DataSource) Proxy.newProxyInstance(
        getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (self, method, values) -> {
          Connection real = PostgresForTests.dataSource().getConnection();
          return Proxy.newProxyInstance(
              getClass().getClassLoader(), new Class<?>[] {Connection.class}, (me, call, given) -> {
                if (call.getName().equals("createStatement")) {
                  try (Statement reset = real.createStatement()) {
                    reset.execute("RESET idle_in_transaction_session_timeout");
                  }
                }
                try {
                  return call.invoke(real, given);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
        });
    PostgresStore store = kept(
        PostgresStore.on(forgetful).schema(SCHEMA).lease(Duration.ofSeconds(10)).open());

    assertThatThrownBy(store::checkWritable)
        .isInstanceOf(BotFlowException.class)
        .hasMessage("PostgreSQL schema " + SCHEMA
            + ": expected connections that keep what is set on them, but"
            + " idle_in_transaction_session_timeout was 0 and not 4000");
  }

  @Test
  void goesOnWhenTheServerCutItsConnections() throws SQLException {
    PostgresStore store = open("a");
    store.add(entry("e1", ANN));
    assertThat(store.waitingCounts()).hasSize(1);

    PostgresForTests.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            + " AND datname = current_database()");

    assertThat(store.waitingCounts()).hasSize(1);
    assertThat(store.add(entry("e2", ANN))).isTrue();
    assertThat(store.add(entry("e1", ANN))).isFalse();
  }

  @Test
  void keepsWhatPostgresCanKeepInNoText() {
    PostgresStore store = open("a");
    byte[] raw = {0, 1, 2};
    String key = "app:id\0x";

    assertThat(store.add(new InboxEntry(key, ANN, "app", raw, NOW))).isTrue();
    assertThat(store.add(new InboxEntry(key, ANN, "app", raw, NOW))).isFalse();
    assertThat(store.waiting("app", 0, 9))
        .singleElement()
        .satisfies(waiting -> assertThat(waiting.entry().raw()).isEqualTo(raw));
  }

  @Test
  @Tag("G17")
  void noErrorSaysWhatStandsInARow() throws SQLException {
    PostgresStore store = open("a");
    PostgresForTests.execute("ALTER TABLE " + SCHEMA
        + ".inbox ADD CONSTRAINT none CHECK (dedupe_key NOT LIKE 'secret%')");

    try {
      assertThatThrownBy(() -> store.add(entry("secret-4670", ANN)))
          .isInstanceOf(BotFlowException.class)
          .satisfies(failure -> {
            StringBuilder said = new StringBuilder();
            for (Throwable at = failure; at != null; at = at.getCause()) {
              said.append(at);
            }
            assertThat(said).contains("violates check constraint").doesNotContain("4670");
          });
    } finally {
      PostgresForTests.execute("ALTER TABLE " + SCHEMA + ".inbox DROP CONSTRAINT none");
    }
  }

  @Test
  @Tag("G12")
  void oneHostOwnsTheStoreAndGivesItAwayWhenItEnds() {
    PostgresStore first = open("first");
    PostgresStore second = open("second");
    first.claim();

    assertThatThrownBy(second::claim)
        .isInstanceOf(BotFlowException.class)
        .hasMessage("PostgreSQL schema " + SCHEMA
            + ": expected a store that no host uses, but another has it: first");
    assertThatThrownBy(() -> second.save(turn(ANN, 1).commit()))
        .isInstanceOf(ShardLostException.class);

    first.close();
    second.claim();
    second.save(turn(ANN, 1).commit());
    assertThat(second.open(ANN).version()).isEqualTo(1);
  }

  @Test
  @Tag("G12")
  void whatAHostCommitsAfterAnotherTookOverFailsWhole() throws SQLException {
    // It renews its lease too seldom to come between.
    PostgresStore frozen = kept(settings().lease(Duration.ofMinutes(5)).open());
    PostgresStore other = open("other");
    frozen.claim();
    frozen.save(turn(ANN, 1).commit());
    // As if it were not heard of for the time of its lease.
    PostgresForTests.execute("UPDATE " + SCHEMA + ".host SET until = now() - INTERVAL '1 second'");

    other.claim();

    assertThatThrownBy(() -> frozen.save(turn(ANN, 2).sends(row(ANN, "m1", NOW)).commit()))
        .isInstanceOf(ShardLostException.class)
        .hasMessage("PostgreSQL schema " + SCHEMA
            + ": expected a store that this host owns, but another host took it over");
    assertThat(other.open(ANN).version()).isEqualTo(1);
    assertThat(other.nextRow()).isEmpty();
    other.save(turn(ANN, 2).commit());
  }

  @Test
  @Tag("G1")
  @Tag("G12")
  void aHostThatLostTheStoreTakesNoEventAndCountsAsNotWritable() throws SQLException {
    PostgresStore frozen = kept(settings().lease(Duration.ofMinutes(5)).open());
    PostgresStore other = open("other");
    frozen.claim();
    assertThat(frozen.add(entry("k1", ANN))).isTrue();
    assertThatCode(frozen::checkWritable).doesNotThrowAnyException();
    PostgresForTests.execute("UPDATE " + SCHEMA + ".host SET until = now() - INTERVAL '1 second'");

    other.claim();

    assertThatThrownBy(() -> frozen.add(entry("k2", ANN))).isInstanceOf(ShardLostException.class);
    assertThatThrownBy(frozen::checkWritable).isInstanceOf(ShardLostException.class);
    assertThat(other.waitingCounts().values()).containsExactly(1);
    assertThat(other.add(entry("k1", ANN))).isFalse();
    assertThat(other.add(entry("k2", ANN))).isTrue();
  }

  @Test
  @Tag("G12")
  void aHostThatRenewsItsLeaseIsNotTakenOverFrom() {
    PostgresStore first = open("first");
    PostgresStore second = open("second");
    first.claim();
    Instant until = first.written(PostgresStoreTest::until);

    await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> first.written(PostgresStoreTest::until).isAfter(until));

    assertThatThrownBy(second::claim).isInstanceOf(BotFlowException.class);
    assertThatCode(() -> first.save(turn(ANN, 1).commit())).doesNotThrowAnyException();
  }

  private static Instant until(Db db) throws SQLException {
    return db.first("SELECT until FROM host", row -> row.getTimestamp("until").toInstant())
        .orElseThrow();
  }

  @Test
  @Tag("G2")
  void anEventThatComesToTwoHostsAtOnceIsStoredOnce() throws Exception {
    List<PostgresStore> hosts = List.of(open("a"), open("b"));
    ExecutorService threads = Executors.newFixedThreadPool(16);
    List<Callable<Boolean>> deliveries = new ArrayList<>();
    for (int event = 0; event < 100; event++) {
      String id = "e" + event;
      hosts.forEach(host -> deliveries.add(() -> host.add(entry(id, ANN))));
    }

    int stored = 0;
    try {
      for (Future<Boolean> one : threads.invokeAll(deliveries)) {
        stored += one.get() ? 1 : 0;
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(stored).isEqualTo(100);
    assertThat(hosts.get(0).counts(NOW).events()).isEqualTo(new EventCounts(100, 100, 0, 0, 0));
  }

  @Test
  @Tag("G7")
  void countsWhatAllHostsDidAlsoWhileOneIsLookedAfterFromBeside() throws Exception {
    PostgresStore owner = open("owner");
    PostgresStore beside = kept(settings().existing());
    owner.claim();
    int events = 60;
    for (int i = 0; i < events; i++) {
      owner.add(entry("e" + i, key("c" + i)));
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Callable<Boolean>> work = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      SessionKey key = key("c" + i);
      String id = "e" + i;
      work.add(() -> {
        owner.save(turn(key, 1).handles(id).sends(row(key, "m" + id, NOW)).commit());
        return true;
      });
      work.add(() -> {
        beside.erase(key);
        return true;
      });
    }

    int failed = 0;
    try {
      for (Future<Boolean> one : threads.invokeAll(work, 60, TimeUnit.SECONDS)) {
        try {
          one.get();
        } catch (java.util.concurrent.ExecutionException e) {
          // Erased before its turn.
          assertThat(e.getCause()).hasMessageContaining("handled");
          failed++;
        }
      }
    } finally {
      threads.shutdownNow();
    }

    EventCounts counts = owner.counts(NOW).events();
    assertThat(counts).isEqualTo(new EventCounts(events, 0, events - failed, 0, failed));
    assertThat(owner.sessions("", 999).sessions()).isEmpty();
    assertThat(owner.nextRow()).isEmpty();
  }

  @Test
  void whatIsReplayedFromBesideIsSentByTheOwnerInItsTurn() {
    PostgresStore owner = open("owner");
    PostgresStore beside = kept(settings().existing());
    owner.claim();
    owner.save(turn(Session.fresh(ANN).toBuilder().version(1).build())
        .sends(row(ANN, "m1", NOW))
        .commit());
    owner.giveUp(new GivenUp.Message("m1", 1, "refused", false, NOW));

    assertThat(beside.replay("m1", NOW)).isTrue();

    assertThat(owner.dueRows(NOW, java.util.Set.of(), 9))
        .extracting(due -> due.message().id())
        .containsExactly("m1");
    assertThatThrownBy(beside::claim)
        .isInstanceOf(BotFlowException.class)
        .hasMessage("PostgreSQL schema " + SCHEMA
            + ": expected a store that was opened for an engine, by open, but it was opened to look"
            + " after it beside its hosts");
  }

  @Test
  @Tag("G17")
  void takesWhatWasErasedOutOfTheTables() {
    PostgresStore store = open("a");
    store.add(new InboxEntry("e1", ANN, "app", "canary".getBytes(StandardCharsets.UTF_8), NOW));
    store.erase(ANN);
    assertThat(store.vacuumPending(NOW)).isTrue();

    store.vacuum();

    assertThat(store.vacuumPending(NOW)).isFalse();
    assertThat(store.rows(ANN)).isEmpty();
  }
}
