package dev.botflow.store.jdbc;

import static dev.botflow.scenario.Wire.accepting;
import static dev.botflow.scenario.Wire.give;
import static dev.botflow.store.SessionSamples.NOW;
import static dev.botflow.store.SessionSamples.call;
import static dev.botflow.store.SessionSamples.entry;
import static dev.botflow.store.SessionSamples.key;
import static dev.botflow.store.SessionSamples.row;
import static dev.botflow.store.SessionSamples.timer;
import static dev.botflow.store.Turns.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.botflow.BotFlow;
import dev.botflow.Intake.Receipt;
import dev.botflow.Seed;
import dev.botflow.error.BotFlowException;
import dev.botflow.event.SessionKey;
import dev.botflow.message.SendOutcome;
import dev.botflow.runtime.Health;
import dev.botflow.runtime.RuntimeLimits;
import dev.botflow.scenario.Wire;
import dev.botflow.session.Call;
import dev.botflow.session.Timer;
import dev.botflow.store.DeadLetter;
import dev.botflow.store.DeadLetters;
import dev.botflow.store.InboxContents;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.OutboxRow;
import dev.botflow.store.RetentionPolicy;
import dev.botflow.store.SendChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** G13, and rows that cannot be read: never a false acknowledgement, and one broken row stops nothing. */
class BrokenStoreTest {
  private static final SessionKey ANN = key("ann");
  private static final SessionKey BEN = key("ben");
  private static final String ECHO = """
      flow: f
      steps:
      - { id: a, say: "{text}" }
      """;
  private static final String CALLING = """
      flow: f
      steps:
      - { id: a, do: find, with: { q: "{text}" }, save: found, timeout: 30s, on_error: sorry }
      - { id: b, say: "found", next: end }
      - { id: sorry, say: "sorry" }
      """;
  private static final RuntimeLimits QUICK =
      RuntimeLimits.DEFAULT.retries(Duration.ofMillis(1), Duration.ofMillis(20));

  /** What breaks a row's JSON: cut off, a flipped bit, another format, nothing. */
  private static final String CUT = "substr(json, 1, length(json) / 2)";

  private static final String FLIPPED = "replace(json, '\"v\"', '\"w\"')";
  private static final String NEWER = "replace(json, '\"v\":1', '\"v\":9')";
  private static final String EMPTY = "''";

  @TempDir
  Path folder;

  private final AtomicReference<String> limit =
      new AtomicReference<>("PRAGMA max_page_count = 1073741823");

  private Path file() {
    return folder.resolve("store.db");
  }

  private static void sql(JdbcStore store, String sql) {
    store.written(db -> db.update(sql));
  }

  @Test
  @Tag("G13")
  void aFullDiskRefusesEventsAndGoesOnOnceThereIsRoom() {
    JdbcStore store = limited();
    Wire wire = accepting();
    List<String> acknowledged = new ArrayList<>();
    // What is handled makes room: until the test has seen that there is none, nothing is.
    CompletableFuture<Void> go = new CompletableFuture<>();
    try (BotFlow engine = Wire.engine(ECHO)
        .store(store)
        .limits(QUICK)
        .facts(event -> {
          go.join();
          return new LinkedHashMap<>();
        })
        .build()) {
      engine.connect("APP", wire);
      limit(
          store,
          "PRAGMA max_page_count = "
              + store
                  .written(db -> db.first("PRAGMA page_count", row -> row.getLong(1)))
                  .map(pages -> pages + 20)
                  .orElseThrow());

      // Bodies of some size, until no page is free.
      String text = "x".repeat(3_000);
      BotFlowException refused = null;
      for (int i = 0; refused == null; i++) {
        try {
          if (give(engine, "e" + i, "C" + i, text + i) == Receipt.ACCEPTED) {
            acknowledged.add("C" + i + " " + text + i);
          }
        } catch (BotFlowException e) {
          refused = e;
        }
      }
      assertThat(refused)
          .hasMessageStartingWith(file() + ": the store could not be written: [SQLITE_FULL]");
      Health full = engine.health();
      assertThat(full.storeWritable()).isFalse();
      assertThat(full.problem())
          .startsWith(file() + ": the store could not be written: [SQLITE_FULL]");
      go.complete(null);

      limit(store, "PRAGMA max_page_count = 1073741823");
      assertThat(give(engine, "after", "C0", "after")).isEqualTo(Receipt.ACCEPTED);
      acknowledged.add("C0 after");

      await().until(() -> wire.taken().size() >= acknowledged.size());
      assertThat(wire.taken()).containsAll(acknowledged);
      assertThat(engine.deadLetters(0, 99)).isEmpty();
      assertThat(engine.deadLetters(0, 99)).isEmpty();
      assertThat(engine.health().storeWritable()).isTrue();
      assertThat(engine.health().tally().balanced()).isTrue();
    }
  }

  /** A store each of whose connections keeps a limit that the test sets and lifts. */
  private JdbcStore limited() {
    return JdbcStore.sqlite(
        file(), Clock.systemUTC(), RetentionPolicy.standard(), db -> db.execute(limit.get()));
  }

  private void limit(JdbcStore store, String pragma) {
    limit.set(pragma);
    store.written(db -> {
      db.execute(pragma);
      return true;
    });
  }

  @Test
  @Tag("G13")
  void aStoreThatTurnsReadOnlyRefusesEventsAndGoesOnOnceItMayBeWritten() {
    JdbcStore store = limited();
    Wire wire = accepting();
    try (BotFlow engine = Wire.engine(ECHO).store(store).limits(QUICK).build()) {
      engine.connect("APP", wire);
      give(engine, "e1", "C1", "one");
      await().until(() -> wire.taken().size() == 1);
      await().until(() -> engine.health().oldestMessage() == null);
      limit(store, "PRAGMA query_only = ON");

      assertThatThrownBy(() -> give(engine, "e2", "C1", "two"))
          .isInstanceOf(BotFlowException.class)
          .hasMessageStartingWith(file() + ": the store could not be written: [SQLITE_READONLY");
      assertThat(engine.health().storeWritable()).isFalse();

      limit(store, "PRAGMA query_only = OFF");
      assertThat(give(engine, "e2", "C1", "two")).isEqualTo(Receipt.ACCEPTED);
      await().until(() -> wire.taken().equals(List.of("C1 one", "C1 two")));
    }
  }

  @Test
  @Tag("G15")
  void aSessionThatCannotBeReadHoldsBackItsOwnMessagesAndNobodyElses() {
    JdbcStore store = JdbcStore.sqlite(file());
    Map<String, Integer> attempts = new ConcurrentHashMap<>();
    CompletableFuture<Void> broken = new CompletableFuture<>();
    // C0's is never taken: one that was looked at before its session broke may still be on its way.
    Wire wire = new Wire(message -> {
      attempts.merge(message.id(), 1, Integer::sum);
      return !broken.isDone() || "C0".equals(message.to().contactId())
          ? new SendOutcome.Retry("503", null)
          : new SendOutcome.Sent("s-" + message.id());
    });
    RuntimeLimits patient =
        RuntimeLimits.DEFAULT.retries(Duration.ofMillis(20), Duration.ofMillis(40));
    try (BotFlow engine = Wire.engine(ECHO).store(store).limits(patient).build()) {
      engine.connect("APP", wire);
      for (int i = 0; i < 3; i++) {
        give(engine, "e" + i, "C" + i, "one");
      }
      await().until(() -> attempts.size() == 3);

      sql(
          store,
          "UPDATE sessions SET json = " + CUT + " WHERE session_key = '"
              + Wire.event("x", "C0", "x").key().value() + "'");
      broken.complete(null);

      await()
          .until(() -> wire.taken().size() == 2
              && engine.health().deadLetters(DeadLetter.Kind.MESSAGE) == 1);
      assertThat(wire.taken()).containsExactlyInAnyOrder("C1 one", "C2 one");
      assertThat(engine.deadLetters(0, 99))
          .extracting(DeadLetter::reason)
          .containsExactly(
              "the contact's session could not be read, so nobody knows whether it opted out");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"store.db", "store.db-wal"})
  @Tag("G13")
  void aFileThatIsRemovedWhileItIsOpenRefusesEventsUntilItIsBack(String name) throws IOException {
    Wire wire = accepting();
    try (BotFlow engine =
        Wire.engine(ECHO).store(JdbcStore.sqlite(file())).limits(QUICK).build()) {
      engine.connect("APP", wire);
      give(engine, "e1", "C1", "one");
      await().until(() -> wire.taken().size() == 1);

      Files.move(folder.resolve(name), folder.resolve("away"));

      assertThatThrownBy(() -> give(engine, "e2", "C2", "two"))
          .isInstanceOf(BotFlowException.class)
          .hasMessageContaining("was removed while the engine has it open: nothing is taken in");
      assertThat(engine.health().problem()).contains("was removed while the engine has it open");
      assertThat(Files.exists(folder.resolve(name))).isFalse();

      Files.move(folder.resolve("away"), folder.resolve(name));
      assertThat(give(engine, "e2", "C2", "two")).isEqualTo(Receipt.ACCEPTED);
      await().until(() -> wire.taken().size() == 2);
      assertThat(engine.health().problem()).isNull();
    }
  }

  @Test
  @Tag("G13")
  void aFileThatIsReplacedWhileItIsOpenRefusesEvents() throws IOException {
    JdbcStore.sqlite(folder.resolve("other.db")).close();
    try (JdbcStore store = JdbcStore.sqlite(file())) {
      store.add(entry("e1", ANN));
      Files.move(folder.resolve("other.db"), file(), StandardCopyOption.REPLACE_EXISTING);

      assertThatThrownBy(() -> store.add(entry("e2", ANN)))
          .isInstanceOf(BotFlowException.class)
          .hasMessage(
              file() + ": the store's file was replaced while the engine has it open: nothing is"
                  + " taken in, since it would be lost; put the file back, or stop the engine and start it again");
    }
  }

  @Test
  @Tag("G13")
  void aFileThatIsOverwrittenWhileItIsOpenIsToldByTheLookThroughAnotherConnection()
      throws IOException {
    JdbcStore.sqlite(folder.resolve("other.db")).close();
    SqliteFile sqlite = new SqliteFile(file());
    try (JdbcStore store = JdbcStore.sqlite(file())) {
      long mark = store
          .written(db -> db.first(
              "SELECT done_at FROM upkeep WHERE name = 'mark'", row -> row.getLong("done_at")))
          .orElseThrow();
      sqlite.opened(mark);
      assertThatCode(sqlite::checkMark).doesNotThrowAnyException();
    }

    Files.write(file(), Files.readAllBytes(folder.resolve("other.db")));

    assertThatThrownBy(sqlite::checkMark)
        .isInstanceOf(BotFlowException.class)
        .hasMessage(
            file() + ": the store's file was overwritten while the engine has it open: nothing is"
                + " taken in, since it would be lost; stop the engine and start it again");
  }

  @Test
  @Tag("G13")
  void flippedBytesAreToldOrHarmlessAndNeverAFalseAcknowledgement() throws IOException {
    long seed = Seed.of(BrokenStoreTest.class);
    Random random = new Random(seed);
    try (JdbcStore store = JdbcStore.sqlite(file())) {
      for (int i = 0; i < 60; i++) {
        store.add(entry("e" + i, key("c" + i)));
        store.save(turn(key("c" + i), 1).sends(row(key("c" + i), "m" + i, NOW)).commit());
      }
    }
    byte[] sound = Files.readAllBytes(file());
    int noticed = 0;
    for (int round = 0; round < 40; round++) {
      byte[] broken = sound.clone();
      for (int flip = 0; flip < 40; flip++) {
        broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Path copy = folder.resolve("broken" + round + ".db");
      Files.write(copy, broken);
      noticed += acknowledgesOnlyWhatItKeeps(copy, "seed " + seed + ", round " + round) ? 0 : 1;
    }
    System.out.println("BrokenStoreTest: " + noticed + " of 40 broken files noticed");
    assertThat(noticed).as("seed %s", seed).isPositive();
  }

  /** False if the store said that it is broken. */
  private static boolean acknowledgesOnlyWhatItKeeps(Path file, String which) {
    List<String> acknowledged = new ArrayList<>();
    boolean fine = true;
    try (JdbcStore store = JdbcStore.sqlite(file)) {
      for (int i = 0; i < 20; i++) {
        if (store.add(entry("new" + i, ANN))) {
          acknowledged.add("new" + i);
        }
      }
      store.dueRows(NOW, Set.of(), 99);
    } catch (BotFlowException e) {
      assertThat(e).as(which).hasMessageStartingWith(file + ": ");
      fine = false;
    }
    try (JdbcStore again = JdbcStore.sqlite(file)) {
      assertThat(InboxContents.of(again))
          .as(which)
          .extracting(InboxEntry::dedupeKey)
          .containsAll(acknowledged);
    } catch (BotFlowException e) {
      assertThat(e).as(which).hasMessageStartingWith(file + ": ");
      fine = false;
    }
    return fine;
  }

  @ParameterizedTest
  @ValueSource(strings = {CUT, FLIPPED, NEWER, EMPTY})
  void putsAMessageAsideThatCannotBeReadAndSendsTheOthers(String broken) {
    try (JdbcStore store = JdbcStore.sqlite(file())) {
      store.save(turn(ANN, 1).sends(row(ANN, "a1", NOW), row(ANN, "a2", NOW)).commit());
      store.save(turn(BEN, 1).sends(row(BEN, "b1", NOW)).commit());
      sql(store, "UPDATE outbox SET json = " + broken + " WHERE id = 'a1'");

      assertThat(store.dueRows(NOW, Set.of(), 9))
          .extracting(OutboxRow::id)
          .containsExactly("b1", "a2");

      assertThat(DeadLetters.messages(store)).extracting(DeadLetter::id).containsExactly("a1");
      assertThat(DeadLetters.messages(store).get(0).reason())
          .startsWith("it could not be read: outgoing message: ");
      assertThat(store.replay("a1", NOW)).isTrue();
      store.record(List.of(new SendChange.Sent("a2", "sinch-2", NOW)));
      assertThat(store.dueRows(NOW, Set.of(), 9)).extracting(OutboxRow::id).containsExactly("b1");
      assertThat(DeadLetters.messages(store)).extracting(DeadLetter::id).containsExactly("a1");
    }
  }

  @Test
  @Timeout(60)
  void givesTheOthersWhereAnUnreadableRowCannotBeTakenAway() {
    try (JdbcStore store = JdbcStore.sqlite(file())) {
      store.save(turn(ANN, 1).sends(row(ANN, "a1", NOW)).commit());
      store.save(turn(BEN, 1).sends(row(BEN, "b1", NOW)).commit());
      sql(store, "UPDATE outbox SET json = " + CUT + " WHERE id = 'a1'");
      sql(
          store,
          "CREATE TRIGGER stuck BEFORE DELETE ON outbox WHEN old.id = 'a1'"
              + " BEGIN SELECT RAISE(IGNORE); END");

      assertThat(store.dueRows(NOW, Set.of(), 9)).extracting(OutboxRow::id).containsExactly("b1");
    }
  }

  @Test
  void putsAMessageAsideThatSaysItIsAnother() {
    try (JdbcStore store = JdbcStore.sqlite(file())) {
      store.save(turn(ANN, 1).sends(row(ANN, "a1", NOW)).commit());
      sql(store, "UPDATE outbox SET json = replace(json, '\"a1\"', '\"z9\"')");

      assertThat(store.dueRows(NOW, Set.of(), 9)).isEmpty();

      assertThat(DeadLetters.messages(store).get(0).reason())
          .isEqualTo(
              "it could not be read: expected the session and id of its row, but was another");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {CUT, FLIPPED, NEWER, EMPTY})
  void putsATimerAsideThatCannotBeReadAndFiresTheOthers(String broken) {
    try (JdbcStore store = JdbcStore.sqlite(file())) {
      store.save(turn(ANN, 1).sets(timer(ANN, "t1", NOW), timer(ANN, "t2", NOW)).commit());
      sql(store, "UPDATE timers SET json = " + broken + " WHERE id = 't1'");

      assertThat(store.dueTimers(Instant.MIN, NOW, Set.of(), 9))
          .extracting(Timer::id)
          .containsExactly("t2");

      assertThat(DeadLetters.timersAndCalls(store)).hasSize(1);
      DeadLetter row = DeadLetters.timersAndCalls(store).get(0);
      assertThat(row.kind() + " " + row.id() + " " + row.key().value())
          .isEqualTo("TIMER t1 " + ANN.value());
      assertThat(row.reason()).startsWith("it could not be read: timer: ");
      assertThat(store.drop("t1")).isTrue();
      assertThat(DeadLetters.timersAndCalls(store)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {CUT, FLIPPED, NEWER, EMPTY})
  void putsACallAsideThatCannotBeReadAndMakesTheOthers(String broken) {
    try (JdbcStore store = JdbcStore.sqlite(file())) {
      store.save(turn(ANN, 1).calls(call(ANN, "c1"), call(ANN, "c2")).commit());
      sql(store, "UPDATE calls SET json = " + broken + " WHERE id = 'c1'");

      assertThat(store.openCalls()).extracting(Call::id).containsExactly("c2");

      assertThat(DeadLetters.timersAndCalls(store))
          .extracting(DeadLetter::kind)
          .containsExactly(DeadLetter.Kind.CALL);
    }
  }

  @Test
  void aContactWhoseCallCannotBeReadGetsTheErrorAndIsNotLeftWaiting() {
    JdbcStore first = JdbcStore.sqlite(file());
    BotFlow engine = Wire.engine(CALLING)
        .store(first)
        .limits(QUICK.drain(Duration.ZERO))
        .action("find", request -> new CompletableFuture<>())
        .build();
    engine.connect("APP", accepting());
    give(engine, "e1", "C1", "x");
    await().until(() -> !first.openCalls().isEmpty());
    sql(first, "UPDATE calls SET json = 'broken'");
    engine.close();

    Wire wire = accepting();
    Map<String, Object> found = new LinkedHashMap<>();
    try (BotFlow again = Wire.engine(CALLING)
        .store(JdbcStore.sqlite(file()))
        .limits(QUICK)
        .action("find", request -> CompletableFuture.completedFuture(found))
        .build()) {
      again.connect("APP", wire);
      give(again, "e2", "C1", "y");

      await().until(() -> wire.taken().size() == 2);
      assertThat(wire.taken()).containsExactly("C1 sorry", "C1 found");
    }
  }

  @Test
  void aSessionThatCannotBeReadCostsItsOwnEventsOnlyAndIsErasedOnRequest() {
    JdbcStore store = JdbcStore.sqlite(file());
    Wire wire = accepting();
    try (BotFlow engine = Wire.engine(ECHO).store(store).limits(QUICK).build()) {
      engine.connect("APP", wire);
      give(engine, "e1", "C1", "one");
      give(engine, "e2", "C2", "one");
      await().until(() -> wire.taken().size() == 2);
      sql(store, "UPDATE sessions SET json = " + CUT + " WHERE session_key = 'APP/contact/C1'");

      give(engine, "e3", "C1", "two");
      give(engine, "e4", "C2", "two");

      await().until(() -> wire.taken().contains("C2 two"));
      await().until(() -> engine.deadLetters(0, 99).size() == 1);
      assertThat(engine.deadLetters(0, 99).get(0).reason())
          .isEqualTo("its turn failed: UnreadableSessionException");

      engine.erase(Wire.context("APP", "C1")).join();
      give(engine, "e5", "C1", "three");
      await().until(() -> wire.taken().contains("C1 three"));
    }
  }
}
