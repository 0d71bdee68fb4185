package dev.botflow.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.error.BotFlowException;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.routing.BotVersion;
import dev.botflow.rules.LeafShop;
import dev.botflow.rules.ReadOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several who publish into one folder of versions, and those who are cut off while they do. */
class PublishRacesTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-02T09:00:00Z"), ZoneOffset.UTC);

  @TempDir
  Path folder;

  private Path draft = Path.of("");
  private Path versions = Path.of("");

  @BeforeEach
  void makeRoom() throws IOException {
    draft = Files.createDirectories(folder.resolve("draft"));
    versions = folder.resolve("versions");
    new LeafShop(draft).write();
  }

  private VersionsFolder versions() {
    return VersionsFolder.of(versions, ChannelCatalog.none(), ReadOptions.standard(), CLOCK);
  }

  private Publication publication(String author) {
    return Publication.of(draft, author, "by " + author);
  }

  private void change(String text) throws IOException {
    Files.writeString(
        draft.resolve("words.csv"), "\n# " + text, java.nio.file.StandardOpenOption.APPEND);
  }

  @Test
  void ofManyWhoReplaceTheSameVersionExactlyOneDoesAndTheOthersHearWho() throws Exception {
    // Given
    versions().publish(publication("Ann"));
    int rivals = 8;
    CyclicBarrier start = new CyclicBarrier(rivals);
    ExecutorService threads = Executors.newFixedThreadPool(rivals);

    // When
    List<Future<BotVersion>> published = new ArrayList<>();
    for (int i = 0; i < rivals; i++) {
      String name = "rival-" + i;
      Callable<BotVersion> publish = () -> {
        start.await();
        return versions().publish(publication(name).expectingLive(1));
      };
      published.add(threads.submit(publish));
    }
    threads.shutdown();

    // Then
    List<String> refused = new ArrayList<>();
    int done = 0;
    for (Future<BotVersion> one : published) {
      try {
        assertThat(one.get().number()).isEqualTo(2);
        done++;
      } catch (java.util.concurrent.ExecutionException e) {
        assertThat(e.getCause()).isInstanceOf(PublishConflictException.class);
        refused.add(String.valueOf(e.getCause().getMessage()));
      }
    }
    String winner = versions().versions().get(1).author();
    assertThat(done).isEqualTo(1);
    assertThat(refused)
        .hasSize(rivals - 1)
        .containsOnly("expected version 1 to be live, but it is 2, published by " + winner
            + " at 2026-03-02T09:00:00Z: by " + winner);
    assertThat(versions().history()).hasSize(2);
  }

  @Test
  void aDraftThatWasChangedSinceItWasLookedAtIsNotPublished() throws IOException {
    // Given
    versions().publish(publication("Ann"));
    String looked = versions().load(1).checksum();
    change("a late thought");

    // When, then
    assertThatThrownBy(() -> versions().publish(publication("Ann").expectingContent(looked)))
        .isInstanceOf(PublishConflictException.class)
        .hasMessageContaining("expected content " + looked.substring(0, 12))
        .hasMessageEndingWith("it was changed since");
    assertThat(versions().live()).isEqualTo(1);
    assertThat(versions().versions()).hasSize(1);
  }

  @Test
  void scenariosChangeTheFolderAndNotTheContent() throws IOException {
    // Given
    versions().publish(publication("Ann"));
    Files.createDirectories(draft.resolve("scenarios"));
    Files.writeString(draft.resolve("scenarios/more.csv"), "Scenario,Channel,Says,Expect rule\n");

    // When
    versions().publish(publication("Ben"));

    // Then
    DraftHashes first = versions().versions().get(0).hashes();
    DraftHashes second = versions().versions().get(1).hashes();
    assertThat(second.content()).isEqualTo(first.content());
    assertThat(second.folder()).isNotEqualTo(first.folder()).hasSize(64);
  }

  @Test
  void whoIsCutOffBetweenTheTwoStepsLeavesTheLiveVersionLive() {
    // Given
    LiveNumber broken = new LiveNumber() {
      private final LiveNumber file = LiveNumber.in(versions.resolve("live"));

      @Override
      public long read() {
        return file.read();
      }

      @Override
      public void write(long number) {
        throw new BotFlowException("live: no space left on the device");
      }
    };
    versions().publish(publication("Ann"));
    VersionsFolder cutOff =
        VersionsFolder.of(versions, ChannelCatalog.none(), ReadOptions.standard(), broken, CLOCK);

    // When
    assertThatThrownBy(() -> cutOff.publish(publication("Ben"))).hasMessageContaining("no space");

    // Then
    assertThat(versions().live()).isEqualTo(1);
    versions().publish(publication("Cid"));
    assertThat(versions().live()).isEqualTo(3);
    assertThat(versions().history())
        .extracting(change -> change.kind() + " " + change.to() + " " + change.author())
        .containsExactly("PUBLISHED 1 Ann", "PUBLISHED 2 Ben", "NOT_DONE 1 Ben", "PUBLISHED 3 Cid");
  }

  @Test
  void aLineThatWasCutOffIsNoChangeAndHindersNoneAfterIt() throws IOException {
    // Given
    versions().publish(publication("Ann"));
    Path history = versions.resolve("history.jsonl");
    String whole = Files.readString(history);
    Files.writeString(history, whole + whole.substring(0, 40));

    // When
    versions().publish(publication("Ben"));

    // Then
    assertThat(versions().history())
        .extracting(VersionChange::author)
        .containsExactly("Ann", "Ben");
  }

  @Test
  void aHistoryThatCannotBeWrittenRefusesThePublication() throws IOException {
    // Given
    versions().publish(publication("Ann"));
    Path history = versions.resolve("history.jsonl");
    Files.delete(history);
    Files.createDirectory(history);

    // When, then
    assertThatThrownBy(() -> versions().publish(publication("Ben")))
        .isInstanceOf(BotFlowException.class)
        .hasMessageContaining("history.jsonl");
    assertThat(versions().live()).isEqualTo(1);
  }

  @Test
  void aHistoryThatSomebodyChangedByHandIsReportedWithItsLine() throws IOException {
    // Given
    versions().publish(publication("Ann"));
    Path history = versions.resolve("history.jsonl");
    Files.writeString(history, Files.readString(history).replace("\"published\"", "\"conjured\""));

    // When, then
    assertThatThrownBy(() -> versions().history()).hasMessageContaining("history.jsonl: line 1");
  }

  @Test
  void rollingBackSaysWhoAndWhyAndRefusesAnotherLiveVersionThanWasLookedAt() throws IOException {
    // Given
    versions().publish(publication("Ann"));
    change("worse");
    versions().publish(publication("Ben"));

    // When
    assertThatThrownBy(() -> versions().rollBack(1, 1, "Cid", "prices were wrong"))
        .isInstanceOf(PublishConflictException.class)
        .hasMessageContaining("it is 2, published by Ben");
    versions().rollBack(1, 2, "Cid", "prices were wrong");

    // Then
    assertThat(versions().live()).isEqualTo(1);
    VersionChange last = versions().history().get(2);
    assertThat(last.kind()).isEqualTo(VersionChange.Kind.ROLLED_BACK);
    assertThat(last.author() + ": " + last.reason()).isEqualTo("Cid: prices were wrong");
    assertThat(last.from()).isEqualTo(2);
    assertThatThrownBy(() -> versions().rollBack(7, "Cid", "a guess"))
        .hasMessage("version 7: expected one that was published, but there is none");
  }

  @Test
  void aHostThatLostItsNumberIsToldHowToGoOn() throws IOException {
    // Given
    versions().publish(publication("Ann"));
    Files.delete(versions.resolve("live"));

    // When, then
    assertThatThrownBy(() ->
            Publisher.open(versions, draft, ChannelCatalog.none(), ReadOptions.standard(), CLOCK))
        .hasMessageContaining("there is a version")
        .hasMessageEndingWith("roll back to the one that is to be live");
    versions().rollBack(1, "Ann", "the file was lost");
    assertThat(versions().live()).isEqualTo(1);
  }

  /** Publishes, and hangs where it is told to until it is killed. */
  static final class HangingChild {
    public static void main(String[] args) {
      Path versions = Path.of(args[0]);
      boolean laidDown = args[2].equals("laid down");
      LiveNumber file = LiveNumber.in(versions.resolve("live"));
      LiveNumber number = LiveNumber.of(file::read, live -> hang());
      VersionsFolder folder =
          VersionsFolder.of(versions, ChannelCatalog.none(), ReadOptions.standard(), number, CLOCK);
      Publication publication = Publication.of(Path.of(args[1]), "Ben", "");
      folder.publish(publication, false, version -> {
        if (!laidDown) {
          hang();
        }
      });
    }

    private static void hang() {
      System.out.println("hangs");
      LockSupport.park();
      throw new AssertionError("expected to be killed");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"copied", "laid down"})
  @Tag("crash")
  void whoIsKilledLetsTheNextOnePublish(String where) throws Exception {
    // Given
    versions().publish(publication("Ann"));
    Process child = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            HangingChild.class.getName(),
            versions.toString(),
            draft.toString(),
            where)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("hangs");
      assertThat(versions().live()).isEqualTo(1);
    } finally {
      child.destroyForcibly().waitFor();
    }

    // When
    versions().publish(publication("Cid").expectingLive(1));

    // Then
    List<String> changes = where.equals("copied")
        ? List.of("PUBLISHED 1 Ann", "PUBLISHED 2 Cid")
        : List.of("PUBLISHED 1 Ann", "PUBLISHED 2 Ben", "NOT_DONE 1 Ben", "PUBLISHED 3 Cid");
    assertThat(versions().history())
        .extracting(change -> change.kind() + " " + change.to() + " " + change.author())
        .containsExactlyElementsOf(changes);
    assertThat(versions().load(versions().live()).bot().flows()).containsKey("welcome");
    try (Stream<Path> left = Files.list(versions)) {
      assertThat(left.map(one -> String.valueOf(one.getFileName())))
          .noneMatch(name -> name.startsWith(".draft"));
    }
  }
}
