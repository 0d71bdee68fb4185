package dev.botflow.store.jdbc;

import static dev.botflow.store.SessionSamples.NOW;
import static dev.botflow.store.SessionSamples.call;
import static dev.botflow.store.SessionSamples.entry;
import static dev.botflow.store.SessionSamples.key;
import static dev.botflow.store.SessionSamples.row;
import static dev.botflow.store.SessionSamples.timer;
import static dev.botflow.store.Turns.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.SessionKey;
import dev.botflow.session.Trace;
import dev.botflow.session.TraceEntry;
import dev.botflow.store.DeadLetter;
import dev.botflow.store.DeadLetters;
import dev.botflow.store.GivenUp;
import dev.botflow.store.InboxContents;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.RetentionPolicy;
import dev.botflow.store.SendChange;
import dev.botflow.store.SessionSamples;
import dev.botflow.store.StoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcStoreTest extends StoreContract<JdbcStore> {
  private static final SessionKey ANN = key("ann");

  @TempDir
  Path folder;

  @Override
  protected JdbcStore open(Clock clock, RetentionPolicy keeping) {
    return JdbcStore.sqlite(file(), clock, keeping);
  }

  @Test
  void findsEverythingAgainWhenTheFileIsOpenedAnew() {
    store().add(entry("e1", ANN));
    store().add(entry("e2", ANN));
    store().giveUp(new GivenUp.Event(entry("e3", ANN), "not JSON"));
    Trace trace = new Trace(List.of(new TraceEntry.Routed("R10", "f")));
    store()
        .save(turn(ANN, 1)
            .handles("e1")
            .sends(row(ANN, "m1", NOW), row(ANN, "m2", NOW), row(ANN, "m3", NOW))
            .sets(timer(ANN, "t1", NOW))
            .calls(call(ANN, "c1"))
            .traces(trace)
            .commit());
    store().record(List.of(new SendChange.Sent("m1", "sinch-1", NOW)));
    store().giveUp(new GivenUp.Message("m2", 1, "refused", false, NOW));
    store().close();

    try (JdbcStore again = JdbcStore.sqlite(file(), clock, RetentionPolicy.standard())) {
      assertThat(again.open(ANN)).isEqualTo(SessionSamples.full(ANN, 1));
      assertThat(InboxContents.of(again)).extracting(InboxEntry::dedupeKey).containsExactly("e2");
      assertThat(again.add(entry("e1", ANN))).isFalse();
      assertThat(DeadLetters.events(again))
          .extracting(DeadLetter::reason)
          .containsExactly("not JSON");
      assertThat(again.dueRows(NOW, Set.of(), 9)).containsExactly(row(ANN, "m3", NOW));
      assertThat(DeadLetters.messages(again))
          .containsExactly(DeadLetters.message("m2", ANN, 1, "refused", false, NOW));
      assertThat(again.dueTimers(Instant.MIN, NOW, Set.of(), 9))
          .containsExactly(timer(ANN, "t1", NOW));
      assertThat(again.openCalls()).containsExactly(call(ANN, "c1"));
      assertThat(again.traces(ANN)).containsExactly(trace);
    }
  }

  @Test
  @Tag("G8")
  void keepsTheNumberOfTheLiveVersion() {
    assertThat(store().liveVersion()).isZero();

    store().liveVersion(3);
    store().liveVersion(4);
    store().close();

    try (JdbcStore again = JdbcStore.sqlite(file())) {
      assertThat(again.liveVersion()).isEqualTo(4);
    }
  }

  @Test
  void leavesOneFileBehindWhenItIsClosed() throws IOException {
    store().add(entry("e1", ANN));

    store().close();

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(file(), folder.resolve("store.db.lock"));
    }
  }

  @Test
  void letsAnotherProcessReadAndWriteBetweenItsCommits() {
    store().save(turn(ANN, 1).sends(row(ANN, "m1", NOW)).commit());
    store().giveUp(new GivenUp.Message("m1", 1, "refused", false, NOW));

    try (JdbcStore other = JdbcStore.existing(file())) {
      assertThat(other.drop("m1")).isTrue();
    }

    assertThat(DeadLetters.messages(store())).isEmpty();
  }

  @Test
  void forgetsOldDedupeKeysAndKeepsTheOthers() throws SQLException {
    for (int i = 0; i < 70; i++) {
      store().add(entry("old" + i, ANN));
      store().ignore("old" + i, "test");
    }
    store().record(List.of(new SendChange.Sent("m1", "sinch-1", NOW)));
    store().add(entry("waits", ANN));
    clock.advance(Duration.ofDays(7));

    for (int i = 0; i < 64; i++) {
      store().add(entry("new" + i, ANN));
    }

    assertThat(count("seen WHERE state = 'ignored'")).isZero();
    assertThat(count("seen WHERE state = 'pending'")).isEqualTo(65);
    assertThat(count("sent")).isZero();
  }

  @Test
  void writesWhatWaitsBeforeItCloses() throws Exception {
    int threads = 8;
    CountDownLatch started = new CountDownLatch(threads);
    List<CompletableFuture<Integer>> adding = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int thread = i;
      CompletableFuture<Integer> added = new CompletableFuture<>();
      adding.add(added);
      new Thread(() -> added.complete(addUntilClosed(thread, started))).start();
    }
    started.await();

    store().close();

    int acknowledged = 0;
    for (CompletableFuture<Integer> added : adding) {
      acknowledged += added.get();
    }
    try (JdbcStore again = JdbcStore.sqlite(file())) {
      assertThat(InboxContents.of(again)).hasSize(acknowledged);
    }
  }

  private int addUntilClosed(int thread, CountDownLatch started) {
    for (int i = 0; ; i++) {
      try {
        store().add(entry(thread + "-" + i, ANN));
      } catch (BotFlowException closed) {
        assertThat(closed).hasMessage(file() + ": expected an open store, but it was closed");
        return i;
      } finally {
        started.countDown();
      }
    }
  }

  @Test
  void refusesAFileThatANewerVersionWrote() throws SQLException {
    store().close();
    sql("INSERT INTO schema_version (version, applied_at) VALUES (6, 0)");

    assertRefused(
        "expected a store of schema 5 or older, but was 6, which a newer BotFlow wrote; use that version");
  }

  @Test
  void refusesADatabaseOfSomethingElse() throws IOException, SQLException {
    store().close();
    Files.delete(file());
    sql("CREATE TABLE invoices (id INTEGER)");

    assertRefused(
        "expected a store of BotFlow or an empty file, but was a database of something else");
  }

  @Test
  void refusesAFileThatIsNoDatabase() throws IOException {
    store().close();
    Files.writeString(file(), "Not a database at all. ".repeat(100));

    assertThatThrownBy(() -> JdbcStore.sqlite(file()))
        .isInstanceOf(BotFlowException.class)
        .hasMessageStartingWith(file() + ": the store could not be opened: ")
        .hasMessageContaining("file is not a database");
  }

  @Test
  @Tag("G13")
  void refusesAFileWhosePagesAreBroken() throws IOException {
    store().save(turn(ANN, 1).commit());
    store().close();
    byte[] bytes = Files.readAllBytes(file());
    Arrays.fill(bytes, 4096, bytes.length, (byte) 0xFF);
    Files.write(file(), bytes);

    assertThatThrownBy(() -> JdbcStore.sqlite(file()))
        .isInstanceOf(BotFlowException.class)
        .hasMessageStartingWith(file() + ": the store could not be opened: [SQLITE_CORRUPT]");
  }

  @Test
  @Tag("G13")
  void refusesAFileItMayNotWrite() throws IOException {
    store().close();
    assertThat(file().toFile().setReadOnly()).isTrue();
    assumeFalse(Files.isWritable(file()), "this user may write any file");

    assertThatThrownBy(() -> JdbcStore.sqlite(file()))
        .isInstanceOf(BotFlowException.class)
        .hasMessageStartingWith(file() + ": the store could not be opened: [SQLITE_READONLY");
  }

  @Test
  void refusesAFolderInPlaceOfAFile() {
    assertThatThrownBy(() -> JdbcStore.sqlite(folder))
        .isInstanceOf(BotFlowException.class)
        .hasMessageStartingWith(folder + ": the store could not be opened: ");
    Path nowhere = folder.resolve("missing").resolve("store.db");
    assertThatThrownBy(() -> JdbcStore.sqlite(nowhere))
        .isInstanceOf(BotFlowException.class)
        .hasMessageStartingWith(nowhere + ": the store could not be opened: ");
  }

  @Test
  void namesTheFileWhenARowOfItIsBroken() throws SQLException {
    store().save(turn(ANN, 1).commit());
    sql("UPDATE sessions SET json = '{\"v\":3}'");

    assertThatThrownBy(() -> store().open(ANN))
        .isInstanceOf(BotFlowException.class)
        .hasMessage(file() + ": session: v: expected version 1 of this format, but was 3");
  }

  private Path file() {
    return folder.resolve("store.db");
  }

  private void assertRefused(String sentence) {
    assertThatThrownBy(() -> JdbcStore.sqlite(file()))
        .isInstanceOf(BotFlowException.class)
        .hasMessage(file() + ": " + sentence);
  }

  private void sql(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private int count(String from) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT COUNT(*) FROM " + from)) {
      found.next();
      return found.getInt(1);
    }
  }
}
