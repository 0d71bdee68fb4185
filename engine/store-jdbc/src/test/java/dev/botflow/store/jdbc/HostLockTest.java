package dev.botflow.store.jdbc;

import static dev.botflow.store.SessionSamples.NOW;
import static dev.botflow.store.SessionSamples.key;
import static dev.botflow.store.SessionSamples.row;
import static dev.botflow.store.Turns.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.error.BotFlowException;
import dev.botflow.store.DeadLetters;
import dev.botflow.store.GivenUp;
import dev.botflow.store.InboxContents;
import dev.botflow.store.RetentionPolicy;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G3: one host a store, since two would handle each event twice; and files of others stay as they are. */
class HostLockTest {
  private static final String TAKEN =
      "expected a store that no host uses, but another host has it open";
  private static final String FOREIGN =
      "expected a store of BotFlow or an empty file, but was a database of something else";

  @TempDir
  Path folder;

  @Test
  @Tag("G3")
  void aSecondHostOfTheSameProcessIsRefusedUntilTheFirstCloses() throws IOException {
    try (JdbcStore host = JdbcStore.sqlite(file())) {
      assertRefused(file(), TAKEN);
      assertRefused(file(), TAKEN);
      assertRefused(Files.createSymbolicLink(folder.resolve("link.db"), file()), TAKEN);
      assertThat(InboxContents.of(host)).isEmpty();
    }

    try (JdbcStore next = JdbcStore.sqlite(file())) {
      assertThat(InboxContents.of(next)).isEmpty();
    }
  }

  /** As where a deployment makes the link before the store was ever opened. */
  @Test
  @Tag("G3")
  void aSecondHostIsRefusedThoughTheFirstCameByALinkToAFileThatWasNotThere() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link.db"), file());
    try (JdbcStore host = JdbcStore.sqlite(link)) {
      assertRefused(link, TAKEN);
      assertRefused(file(), TAKEN);
      assertThat(InboxContents.of(host)).isEmpty();
    }
  }

  /** Closing a second channel to the lock's file would end the lock, in whatever class loader. */
  @Test
  @Tag("G3")
  void aSecondHostOfAnotherClassLoaderIsRefusedAndTheFirstKeepsItsLock() throws Exception {
    List<URL> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      path.add(Path.of(entry).toUri().toURL());
    }
    try (JdbcStore host = JdbcStore.sqlite(file());
        URLClassLoader other =
            new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Method open = other.loadClass(JdbcStore.class.getName()).getMethod("sqlite", Path.class);

      assertThatThrownBy(() -> open.invoke(null, file()))
          .hasRootCauseMessage(file() + ": " + TAKEN);
      assertThat(InboxContents.of(host)).isEmpty();
    }
  }

  @Test
  @Tag("crash")
  @Tag("G3")
  void aSecondHostIsRefusedUntilTheFirstIsKilled() throws Exception {
    Process child = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            AcknowledgingChild.class.getName(),
            file().toString(),
            "r")
        .redirectError(
            ProcessBuilder.Redirect.appendTo(Path.of("target/child.log").toFile()))
        .start();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).startsWith("r-");

      assertRefused(file(), TAKEN);
      try (JdbcStore beside = JdbcStore.existing(file())) {
        assertThat(DeadLetters.messages(beside)).isEmpty();
        assertThat(beside.drop("m1")).isFalse();
      }
    } finally {
      child.destroyForcibly().waitFor();
    }

    try (JdbcStore next = JdbcStore.sqlite(file())) {
      assertThat(InboxContents.of(next)).isNotEmpty();
    }
  }

  @Test
  void lettersAreListedDroppedAndReplayedBesideTheHost() {
    try (JdbcStore host = JdbcStore.sqlite(file())) {
      host.save(turn(key("ann"), 1)
          .sends(row(key("ann"), "m1", NOW), row(key("ann"), "m2", NOW))
          .commit());
      host.giveUp(new GivenUp.Message("m1", 1, "refused", false, NOW));
      host.giveUp(new GivenUp.Message("m2", 1, "refused", false, NOW));

      try (JdbcStore beside = JdbcStore.existing(file())) {
        assertThat(DeadLetters.messages(beside)).hasSize(2);
        assertThat(beside.drop("m1")).isTrue();
        assertThat(beside.replay("m2", NOW)).isTrue();
      }

      assertThat(DeadLetters.messages(host)).isEmpty();
      assertThat(host.dueRows(NOW, Set.of(), 9)).extracting(due -> due.id()).containsExactly("m2");
    }
  }

  @Test
  @Tag("G13")
  void tellsThatTheFolderIsNotThere() {
    assertRefused(
        folder.resolve("none/store.db"), "the store could not be opened: its folder is not there");
  }

  /** With the journal SQLite has unless asked otherwise, and with the one that needs files beside it. */
  @Test
  void leavesADatabaseOfSomebodyElseAsItWas() throws Exception {
    for (String journal : List.of("DELETE", "WAL")) {
      Path foreign = folder.resolve(journal + ".db");
      // As old Flyway does it: a table of the name ours has.
      sql(
          foreign,
          "PRAGMA journal_mode = " + journal,
          "CREATE TABLE invoices (id INTEGER)",
          "CREATE TABLE schema_version (version INTEGER)",
          "INSERT INTO schema_version VALUES (1)");
      byte[] before = Files.readAllBytes(foreign);

      assertRefused(foreign, FOREIGN);
      assertThatThrownBy(() -> JdbcStore.existing(foreign))
          .isInstanceOf(BotFlowException.class)
          .hasMessage(foreign + ": expected a store of BotFlow, but was something else");

      assertThat(foreign).hasBinaryContent(before);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files)
          .containsExactlyInAnyOrder(folder.resolve("DELETE.db"), folder.resolve("WAL.db"));
    }
  }

  @Test
  void looksAfterNoEmptyFile() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.db"));

    assertThatThrownBy(() -> JdbcStore.existing(empty))
        .isInstanceOf(BotFlowException.class)
        .hasMessage(empty + ": expected a store of BotFlow, but was something else");

    assertThat(empty).isEmptyFile();
  }

  private Path file() {
    return folder.resolve("store.db");
  }

  private static void assertRefused(Path file, String sentence) {
    assertThatThrownBy(() -> JdbcStore.sqlite(file))
        .isInstanceOf(BotFlowException.class)
        .hasMessage(file + ": " + sentence);
  }

  private static void sql(Path file, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Test
  @Tag("G3")
  void noEngineIsPutOnAStoreThatWasOpenedToLookAfterItBesideItsHost() {
    try (JdbcStore host = JdbcStore.sqlite(file());
        JdbcStore beside = JdbcStore.existing(file())) {
      host.claim();

      assertThatThrownBy(beside::claim)
          .isInstanceOf(BotFlowException.class)
          .hasMessage(
              file() + ": expected a store that was opened for an engine, by JdbcStore.sqlite,"
                  + " but it was opened to look after it beside its host");
      host.release();
    }
  }

  /** A rolling update starts the new host before the old one has ended. */
  @Test
  void aHostThatMayWaitTakesTheStoreOnceTheOtherHasEnded() {
    JdbcStore old = JdbcStore.sqlite(file());
    CompletableFuture<JdbcStore> next = CompletableFuture.supplyAsync(() -> JdbcStore.sqlite(
        file(), Clock.systemUTC(), RetentionPolicy.standard(), Duration.ofMinutes(5)));
    assertThatThrownBy(() -> JdbcStore.sqlite(
            file(), Clock.systemUTC(), RetentionPolicy.standard(), Duration.ofMillis(150)))
        .hasMessage(file() + ": " + TAKEN);
    assertThat(next).isNotDone();

    old.close();

    assertThat(next).succeedsWithin(Duration.ofMinutes(1));
    next.join().close();
  }
}
