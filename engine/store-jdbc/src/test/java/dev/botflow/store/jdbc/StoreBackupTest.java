package dev.botflow.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.error.BotFlowException;
import dev.botflow.store.InboxContents;
import dev.botflow.store.InboxEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store is copied beside its host, and put back, however the program ends that does it. */
class StoreBackupTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-02T09:00:00Z"), ZoneOffset.UTC);

  @TempDir
  Path folder;

  private Path store() {
    return folder.resolve("store.db");
  }

  private Path copy() {
    return folder.resolve("copy.db");
  }

  private static void write(Path file, String... ids) {
    try (JdbcStore store = JdbcStore.sqlite(file)) {
      for (String id : ids) {
        store.add(AcknowledgingChild.entry(id));
      }
    }
  }

  private static Set<String> events(Path file) {
    Set<String> ids = new LinkedHashSet<>();
    try (JdbcStore store = JdbcStore.sqlite(file)) {
      for (InboxEntry entry : InboxContents.of(store)) {
        ids.add(entry.dedupeKey());
      }
    }
    return ids;
  }

  private static void sql(Path file, String sql) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void copiesWhatIsThereWhileTheHostHasItOpen() {
    try (JdbcStore host = JdbcStore.sqlite(store())) {
      host.add(AcknowledgingChild.entry("a"));

      StoreCheck check = StoreBackup.backup(store(), copy(), false);

      host.add(AcknowledgingChild.entry("b"));
      assertThat(check).isEqualTo(new StoreCheck(Migrations.LATEST, 0, 1, 0, List.of()));
      assertThat(StoreBackup.verify(store()).events()).isEqualTo(2);
    }
    assertThat(events(copy())).containsExactly("a");
  }

  @Test
  @Tag("crash")
  void aCopyMadeWhileAHostWritesHoldsAllThatWasAcknowledgedBefore() throws Exception {
    Process host = child(AcknowledgingChild.class, store().toString(), "r");
    try (BufferedReader lines = lines(host)) {
      for (int round = 0; round < 3; round++) {
        Set<String> before = new LinkedHashSet<>();
        for (int i = 0; i < 200; i++) {
          before.add(Objects.requireNonNull(lines.readLine()));
        }
        Path copy = folder.resolve("copy" + round + ".db");

        StoreCheck check = StoreBackup.backup(store(), copy, false);

        assertThat(check.isFine()).isTrue();
        assertThat(host.isAlive()).isTrue();
        assertThat(events(copy)).containsAll(before);
      }
    } finally {
      host.destroyForcibly().waitFor();
    }
  }

  @Test
  void replacesACopyOnlyWhereItIsTold() {
    write(store(), "a");
    StoreBackup.backup(store(), copy(), false);
    write(store(), "b");

    assertThatThrownBy(() -> StoreBackup.backup(store(), copy(), false))
        .isInstanceOf(BotFlowException.class)
        .hasMessage(copy() + ": expected no file there, or --force to replace it");
    StoreBackup.backup(store(), copy(), true);

    assertThat(events(copy())).containsExactlyInAnyOrder("a", "b");
    assertThatThrownBy(() -> StoreBackup.backup(store(), store(), true))
        .hasMessage(store() + ": expected another file than the store itself");
  }

  @Test
  void aCopyIsReadByNobodyElseThanTheStore() throws IOException {
    write(store(), "a");
    Files.setPosixFilePermissions(store(), PosixFilePermissions.fromString("rw-------"));

    StoreBackup.backup(store(), copy(), false);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy())))
        .isEqualTo("rw-------");
  }

  @Test
  void findsTablesThatAreNotThoseOfTheirSchema() {
    write(store(), "a");
    sql(store(), "DROP TABLE timers");
    sql(store(), "ALTER TABLE merged ADD COLUMN more TEXT");

    assertThat(StoreBackup.verify(store()).problems())
        .containsExactly(
            "table timers: expected in schema 5, but was missing",
            "index timers_by_time: expected in schema 5, but was missing",
            "table merged: expected as schema 5 has it, but was changed");
  }

  @Test
  void findsAJournalThatLostEvents() {
    write(store(), "a", "b");
    sql(store(), "UPDATE tally SET n = 3 WHERE state = 'pending'");

    assertThat(StoreBackup.verify(store()).problems())
        .containsExactly("its journal: expected 3 events that are pending, but was 2");
  }

  @Test
  void findsPagesThatAreDamaged() throws IOException {
    String[] many = new String[2_000];
    for (int i = 0; i < many.length; i++) {
      many[i] = "event-" + i;
    }
    write(store(), many);
    StoreBackup.backup(store(), copy(), false);
    byte[] bytes = Files.readAllBytes(copy());
    for (int at = bytes.length / 2; at < bytes.length / 2 + 8_192; at++) {
      bytes[at] = 0x55;
    }
    Files.write(copy(), bytes);

    assertThatThrownBy(() -> StoreBackup.restore(copy(), folder.resolve("new.db"), false, CLOCK))
        .isInstanceOf(BotFlowException.class)
        .hasMessageStartingWith(copy() + ": ");
    assertThat(folder.resolve("new.db")).doesNotExist();
  }

  @Test
  void refusesWhatIsNoStore() throws IOException {
    sql(copy(), "CREATE TABLE mine (x)");
    Files.writeString(store(), "no database");

    assertThatThrownBy(() -> StoreBackup.verify(copy()))
        .hasMessage(copy() + ": expected a store of BotFlow, but was something else");
    assertThatThrownBy(() -> StoreBackup.verify(store())).isInstanceOf(BotFlowException.class);
    assertThatThrownBy(() -> StoreBackup.verify(folder.resolve("none.db")))
        .hasMessage(folder.resolve("none.db") + ": expected a store, but there is no such file");
  }

  @Test
  void aCopyBecomesAStoreWhereThereIsNone() {
    write(store(), "a");
    StoreBackup.backup(store(), copy(), false);
    Path other = folder.resolve("other.db");

    StoreBackup.Restored restored = StoreBackup.restore(copy(), other, false, CLOCK);

    assertThat(restored.kept()).isNull();
    assertThat(events(other)).containsExactly("a");
    assertThat(events(copy())).containsExactly("a");
  }

  @Test
  void keepsWhatItReplacesAndReplacesOnlyWhereItIsTold() throws IOException {
    write(store(), "old");
    StoreBackup.backup(store(), copy(), false);
    write(store(), "new");

    assertThatThrownBy(() -> StoreBackup.restore(copy(), store(), false, CLOCK))
        .hasMessage(store() + ": expected no file there, or --force, which keeps what is there");
    Path first = StoreBackup.restore(copy(), store(), true, CLOCK).kept();
    Path second = StoreBackup.restore(copy(), store(), true, CLOCK).kept();

    assertThat(first)
        .isEqualTo(folder.resolve("store.db.before-20260302T090000Z").toRealPath());
    assertThat(second)
        .isEqualTo(folder.resolve("store.db.before-20260302T090000Z-2").toRealPath());
    assertThat(events(store())).containsExactly("old");
    assertThat(events(Objects.requireNonNull(first))).containsExactlyInAnyOrder("old", "new");
  }

  @Test
  void refusesAStoreThatAHostHasOpen() {
    write(store(), "a");
    StoreBackup.backup(store(), copy(), false);
    try (JdbcStore host = JdbcStore.sqlite(store())) {
      host.add(AcknowledgingChild.entry("b"));

      assertThatThrownBy(() -> StoreBackup.restore(copy(), store(), true, CLOCK))
          .hasMessage(
              store() + ": expected a store that no host uses, but another host has it open");

      host.add(AcknowledgingChild.entry("c"));
    }
    assertThat(events(store())).containsExactlyInAnyOrder("a", "b", "c");
  }

  /** Its log holds what its file has not yet, since its host was killed. */
  @Test
  @Tag("crash")
  void keepsAlsoTheLogOfAHostThatWasKilled() throws Exception {
    write(folder.resolve("first.db"), "old");
    StoreBackup.backup(folder.resolve("first.db"), copy(), false);
    Set<String> acknowledged = killedHost();
    assertThat(folder.resolve("store.db-wal")).isNotEmptyFile();
    assertThat(StoreBackup.verify(store()).events()).isGreaterThanOrEqualTo(acknowledged.size());

    Path kept = StoreBackup.restore(copy(), store(), true, CLOCK).kept();

    assertThat(events(store())).containsExactly("old");
    assertThat(events(Objects.requireNonNull(kept))).containsAll(acknowledged);
  }

  private Set<String> killedHost() throws IOException, InterruptedException {
    Process host = child(AcknowledgingChild.class, store().toString(), "r");
    Set<String> acknowledged = new LinkedHashSet<>();
    try (BufferedReader lines = lines(host)) {
      while (acknowledged.size() < 50) {
        acknowledged.add(Objects.requireNonNull(lines.readLine()));
      }
      host.toHandle().destroyForcibly();
    } finally {
      host.destroyForcibly().waitFor();
    }
    return acknowledged;
  }

  @ParameterizedTest
  @Tag("crash")
  @ValueSource(strings = {"copying", "copied", "checked"})
  void aBackupThatIsKilledLeavesTheCopyAsItWas(String step) throws Exception {
    write(store(), "a");
    StoreBackup.backup(store(), copy(), false);
    write(store(), "b");

    killedAt("backup", store(), copy(), step);

    assertThat(events(copy())).containsExactly("a");
    assertThat(events(store())).containsExactlyInAnyOrder("a", "b");
    StoreBackup.backup(store(), copy(), true);
    assertThat(events(copy())).containsExactlyInAnyOrder("a", "b");
    assertThat(names()).noneMatch(name -> name.contains(".part"));
  }

  @ParameterizedTest
  @Tag("crash")
  @ValueSource(strings = {"copied", "kept", "unlogged"})
  void aRestoreThatIsKilledLosesNothing(String step) throws Exception {
    write(folder.resolve("first.db"), "old");
    StoreBackup.backup(folder.resolve("first.db"), copy(), false);
    Set<String> acknowledged = killedHost();

    killedAt("restore", copy(), store(), step);

    assertThat(StoreBackup.verify(store()).isFine()).isTrue();
    assertThat(events(store())).containsAll(acknowledged);
    Path kept = StoreBackup.restore(copy(), store(), true, CLOCK).kept();
    assertThat(events(store())).containsExactly("old");
    assertThat(events(Objects.requireNonNull(kept))).containsAll(acknowledged);
    assertThat(names()).noneMatch(name -> name.contains(".restoring"));
  }

  /** What is too broken to be opened is what a restore is for. */
  @Test
  void keepsAStoreThatIsBrokenWithItsLogByteByByte() throws IOException {
    write(folder.resolve("first.db"), "old");
    StoreBackup.backup(folder.resolve("first.db"), copy(), false);
    Files.writeString(store(), "no database at all, only text");
    Files.writeString(folder.resolve("store.db-wal"), "no log either");

    Path kept = StoreBackup.restore(copy(), store(), true, CLOCK).kept();

    assertThat(events(store())).containsExactly("old");
    assertThat(Objects.requireNonNull(kept)).hasContent("no database at all, only text");
    assertThat(kept.resolveSibling(kept.getFileName() + "-wal")).hasContent("no log either");
  }

  private static void killedAt(String doing, Path from, Path to, String step) throws Exception {
    Process child = child(BackupChild.class, doing, from.toString(), to.toString(), step);
    try (BufferedReader lines = lines(child)) {
      assertThat(lines.readLine()).isEqualTo(step);
      child.toHandle().destroyForcibly();
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  private static Process child(Class<?> main, String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        main.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command)
        .redirectError(
            ProcessBuilder.Redirect.appendTo(Path.of("target/child.log").toFile()))
        .start();
  }

  private static BufferedReader lines(Process child) {
    return new BufferedReader(
        new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
  }
}
