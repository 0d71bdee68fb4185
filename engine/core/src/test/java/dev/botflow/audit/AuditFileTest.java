package dev.botflow.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.error.BotFlowException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditFileTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final Actor ANN = new Actor("ann", "page");

  @TempDir
  Path folder;

  private Path file;
  private AuditFile audit;

  @BeforeEach
  void openFile() {
    file = folder.resolve("kept/audit.jsonl");
    audit = AuditFile.of(file);
  }

  private static AuditEntry entry(int version) {
    return AuditEntry.of(NOON, ANN, Act.PUBLISHED, "version " + version, "because\n\"so\" \u2028")
        .ofContent(version == 1 ? null : "aa" + (version - 1), "aa" + version);
  }

  private void addThree() {
    for (int i = 1; i <= 3; i++) {
      audit.add(entry(i));
    }
  }

  private List<String> lines() throws IOException {
    return new ArrayList<>(Files.readAllLines(file));
  }

  private void write(List<String> lines) throws IOException {
    Files.writeString(file, String.join("\n", lines) + "\n");
  }

  @Test
  void keepsEntriesInTheirOrderAndIsSound() {
    addThree();

    assertThat(audit.entries()).containsExactly(entry(1), entry(2), entry(3));
    assertThat(audit.verify().sound()).isTrue();
    assertThat(audit.verify().notes()).isEmpty();
    assertThat(audit.head().number()).isEqualTo(3);
    assertThat(audit.verify(audit.head()).sound()).isTrue();
  }

  @Test
  void anAuditThatHasNoFileYetIsSoundAndEmpty() {
    assertThat(audit.verify())
        .isEqualTo(new AuditCheck(new AuditHead(0, "0".repeat(64)), null, List.of()));
  }

  @Test
  void tellsALineThatWasChanged() throws IOException {
    addThree();
    List<String> lines = lines();
    lines.set(1, lines.get(1).replace("ann", "bob"));
    write(lines);

    assertThat(audit.verify().problem())
        .isEqualTo(
            file
                + ": line 3: expected the hash of the line before, but was another: line 2 was changed");
    assertThat(audit.entries()).hasSize(2);
  }

  @Test
  void tellsALineThatWasTakenOut() throws IOException {
    addThree();
    List<String> lines = lines();
    lines.remove(1);
    write(lines);

    assertThat(audit.verify().problem())
        .isEqualTo(file + ": line 2: expected number 2, but was 3: lines were taken out or put in");
  }

  @Test
  void tellsALineThatIsNone() throws IOException {
    addThree();
    List<String> lines = lines();
    lines.set(1, "what is this");
    write(lines);

    assertThat(audit.verify().problem())
        .startsWith(file + ": line 2: audit: expected a JSON object");
  }

  @Test
  void tellsLinesThatWereTakenOffTheEndByAHeadThatWasKept() throws IOException {
    addThree();
    AuditHead head = audit.head();
    List<String> lines = lines();
    lines.remove(2);
    write(lines);

    assertThat(audit.verify().sound()).isTrue();
    assertThat(audit.verify(head).problem())
        .isEqualTo(
            file + ": expected line number 3, but it ends with 2: lines were taken off its end");
    Files.delete(file);
    assertThat(audit.verify(head).problem())
        .isEqualTo(file + ": expected an audit, but found no file");
  }

  @Test
  void tellsAnAuditThatWasWrittenAnewByAHeadThatWasKept() throws IOException {
    addThree();
    AuditHead head = audit.head();
    Files.delete(file);
    for (int i = 4; i <= 7; i++) {
      audit.add(entry(i));
    }

    assertThat(audit.verify(head).problem())
        .startsWith(file + ": line 3: expected the line with hash " + head.hash());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 30, 200})
  void goesOnAfterALineThatWasCutOffAndSaysSo(int kept) throws IOException {
    addThree();
    String whole = Files.readString(file);
    int start = whole.lastIndexOf('\n', whole.length() - 2) + 1;
    Files.writeString(file, whole.substring(0, start + kept));
    assertThat(audit.verify().notes())
        .containsExactly(file + ": line 3: was cut off while it was written");

    audit.add(entry(4));
    audit.add(entry(5));

    AuditCheck check = audit.verify();
    assertThat(check.problem()).isNull();
    assertThat(check.notes()).containsExactly(file + ": line 3: was cut off while it was written");
    assertThat(check.head().number()).isEqualTo(4);
    assertThat(audit.entries()).containsExactly(entry(1), entry(2), entry(4), entry(5));
  }

  @Test
  void aLineThatLacksOnlyItsEndIsKept() throws IOException {
    addThree();
    String whole = Files.readString(file);
    Files.writeString(file, whole.substring(0, whole.length() - 1));

    audit.add(entry(4));

    assertThat(audit.verify()).isEqualTo(new AuditCheck(audit.head(), null, List.of()));
    assertThat(audit.entries()).containsExactly(entry(1), entry(2), entry(3), entry(4));
  }

  @Test
  void aBrokenLineCannotPassForOneThatWasCutOff() throws IOException {
    addThree();
    List<String> lines = lines();
    lines.set(2, lines.get(2).substring(0, 40));
    write(lines);

    assertThatThrownBy(() -> audit.add(entry(4)))
        .isInstanceOf(BotFlowException.class)
        .hasMessageStartingWith(file
            + ": expected an audit, to whose last line another can be added, but it is broken");
    assertThat(audit.verify().problem()).startsWith(file + ": line 3: ");
  }

  @Test
  void manyWritersGiveOneChain() throws ExecutionException, InterruptedException {
    List<CompletableFuture<Void>> writers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      AuditFile own = AuditFile.of(file);
      writers.add(CompletableFuture.runAsync(() -> {
        for (int n = 1; n <= 10; n++) {
          own.add(entry(n));
        }
      }));
    }
    for (CompletableFuture<Void> writer : writers) {
      writer.get();
    }

    assertThat(audit.verify().problem()).isNull();
    assertThat(audit.head().number()).isEqualTo(80);
  }

  @Test
  void whatCannotBeToldIsNotDone() throws IOException {
    Files.writeString(folder.resolve("kept"), "a file where the folder should be");
    List<String> done = new ArrayList<>();
    AuditTrail trail = new AuditTrail(audit, Clock.systemUTC(), ANN, "");

    assertThatThrownBy(() -> trail.doing(Act.ERASED, "a contact of app A", () -> done.add("x")))
        .isInstanceOf(BotFlowException.class)
        .hasMessageStartingWith(file + ": expected an audit that can be written to, but failed");
    assertThat(done).isEmpty();
  }

  @Test
  void whatFailedIsToldAsFailed() {
    AuditTrail trail =
        new AuditTrail(audit, Clock.fixed(NOON, java.time.ZoneOffset.UTC), ANN, "ticket 12");

    assertThatThrownBy(() -> trail.doing(Act.DROPPED, "3 given up", () -> {
          throw new IllegalStateException("secret of ann@example.com");
        }))
        .hasMessage("secret of ann@example.com");
    CompletableFuture<String> later = trail.begin(
        Act.ERASED,
        "a contact of app A",
        () -> CompletableFuture.failedFuture(new BotFlowException("no")));
    assertThat(later).isCompletedExceptionally();

    AuditEntry dropped = AuditEntry.of(NOON, ANN, Act.DROPPED, "3 given up", "ticket 12");
    AuditEntry erased = AuditEntry.of(NOON, ANN, Act.ERASED, "a contact of app A", "ticket 12");
    assertThat(audit.entries())
        .containsExactly(dropped, dropped.failed(NOON), erased, erased.failed(NOON));
  }

  @Test
  void aReasonOfAnyLengthAndOddCharactersLeavesALine() throws IOException {
    String odd = "\u0000\uD800" + "x\n".repeat(50_000);
    audit.add(AuditEntry.of(NOON, ANN, Act.EXPORTED, "a contact of app A", odd));
    audit.add(entry(2));

    assertThat(audit.verify().problem()).isNull();
    assertThat(lines()).hasSize(2);
    assertThat(audit.entries().get(0).reason()).hasSize(AuditEntry.MOST_REASON).endsWith("…");
  }

  @Test
  void aNameOnSeveralLinesIsRefused() {
    assertThatThrownBy(() -> new Actor("ann\nbob", "page"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("name: expected at most 200 characters on one line, but was 7 characters");
    assertThatThrownBy(() -> new Actor("ann", " "))
        .hasMessage("through: expected by what somebody acts, but was blank");
  }

  @Test
  void anotherFormatIsNotReadAsThisOne() throws IOException {
    addThree();
    List<String> lines = lines();
    Files.writeString(
        file,
        lines.get(0).replace("\"v\":1", "\"v\":2") + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.TRUNCATE_EXISTING);

    assertThat(audit.verify().problem()).contains("line 1: audit: v: expected version 1");
  }
}
