package dev.botflow.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.error.BotBrokenException;
import dev.botflow.error.BotFlowException;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.rules.BotFolder;
import dev.botflow.rules.LeafShop;
import dev.botflow.rules.ReadOptions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder of versions in which people, or a full disk, left something broken: it is named, and the rest goes on. */
class SpoiltVersionsTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-02T09:00:00Z"), ZoneOffset.UTC);

  @TempDir
  Path folder;

  private Path draft = Path.of("");
  private Path root = Path.of("");

  @BeforeEach
  void publishTwice() throws IOException {
    draft = Files.createDirectories(folder.resolve("draft"));
    root = folder.resolve("versions");
    new LeafShop(draft).write();
    publish();
    publish();
  }

  private VersionsFolder versions() {
    return VersionsFolder.of(root, ChannelCatalog.none(), ReadOptions.standard(), CLOCK);
  }

  private long publish() {
    return versions().publish(Publication.of(draft, "Ann", "")).number();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "number: 1\nchecksum: ", "number: one\n", "\u0000\u0000\u0000\u0000\u0000"})
  void aNoteThatIsBrokenIsNamedAndHindersNoPublicationNorRollback(String text) throws IOException {
    // Given
    Path note = root.resolve("1/version.txt");
    Files.writeString(note, text);

    // When, then
    assertThatThrownBy(() -> versions().versions())
        .isInstanceOf(BotFlowException.class)
        .hasMessageStartingWith(note + ": expected ");
    assertThatThrownBy(() -> versions().rollBack(1, "Ann", "why"))
        .isInstanceOf(BotFlowException.class)
        .hasMessageStartingWith(note + ": expected ");
    assertThat(publish()).isEqualTo(3);
    assertThat(versions().rollBack(2, "Ann", "why").number()).isEqualTo(2);
  }

  @Test
  void aCopyOfAVersionIsNoVersionAndTakesNobodysNumber() throws IOException {
    // Given
    copy(root.resolve("2"), root.resolve("3"));

    // When, then
    assertThatThrownBy(() -> versions().rollBack(3, "Ann", "why"))
        .hasMessage(root.resolve("3/version.txt")
            + ": expected number 3, as its folder is called, but was 2");
    assertThat(publish()).isEqualTo(4);
    assertThat(versions().live()).isEqualTo(4);
  }

  @Test
  void aFolderThatWasCopiedHalfTakesNobodysNumber() throws IOException {
    // Given
    Files.createDirectories(root.resolve("3/bot"));
    Files.createDirectories(root.resolve("notes"));
    Files.createDirectories(root.resolve("0099"));
    Files.createDirectories(root.resolve("\u0663"));

    // When, then
    assertThat(publish()).isEqualTo(4);
    assertThat(versions().versions()).extracting(VersionNote::number).containsExactly(1L, 2L, 4L);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  @Test
  void theNumberOfALiveVersionThatIsNotThereSaysHowToGoOn() throws IOException {
    // Given
    Files.writeString(root.resolve("live"), "99\n");

    // When, then
    assertThatThrownBy(this::publish)
        .hasMessage(root.resolve("99") + ": expected the live version, but there is none of this"
            + " number; roll back to one that is to be live");
    versions().rollBack(2, "Ann", "why");
    assertThat(publish()).isEqualTo(3);
  }

  @Test
  void aNumberThatCannotBeReadSaysHowToGoOn() throws IOException {
    // Given
    Path live = root.resolve("live");
    Files.writeString(live, "");

    // When, then
    assertThatThrownBy(this::publish)
        .hasMessage(live + ": expected the number of the live version, but could not read one;"
            + " delete the file, and roll back to the version that is to be live");
    Files.delete(live);
    versions().rollBack(2, "Ann", "why");
    assertThat(publish()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16"})
  void aBotYamlIsAskedForReviewsHoweverItWasSaved(String charset) throws IOException {
    // Given
    Path bot = draft.resolve("bot.yaml");
    String text = "# Prüfung\n" + Files.readString(bot) + "review: four_eyes\n";
    Files.write(bot, text.getBytes(Charset.forName(charset)));
    BotFolder.load(draft, ChannelCatalog.none());
    publish();

    // When, then
    assertThat(versions().reviewed()).isTrue();
    assertThatThrownBy(this::publish).isInstanceOf(PublishConflictException.class);
  }

  @Test
  void aFolderOfVersionsInsideTheDraftIsRefused() {
    // Given
    VersionsFolder inside = VersionsFolder.of(
        draft.resolve("versions"), ChannelCatalog.none(), ReadOptions.standard(), CLOCK);

    // When, then
    assertThatThrownBy(() -> inside.publish(Publication.of(draft, "Ann", "")))
        .isInstanceOf(BotFlowException.class)
        .hasMessage(draft.resolve("versions")
            + ": expected a folder of versions outside of the bot's own folder " + draft
            + ", since each version would hold all before it");
    assertThat(draft.resolve("versions")).doesNotExist();
  }

  @Test
  void aVersionMayBeTheDraft() {
    // When
    versions().publish(Publication.of(root.resolve("1/bot"), "Ann", "as it was"));

    // Then
    assertThat(versions().live()).isEqualTo(3);
  }

  /** Two class loaders of one program, say, each with this class of its own. */
  @Test
  void whoFindsTheLockTakenWithinTheSameProgramWaitsForItsTurn() throws Exception {
    // Given
    CompletableFuture<Long> published;
    try (FileChannel channel = FileChannel.open(root.resolve(".lock"), StandardOpenOption.WRITE)) {
      FileLock lock = channel.lock();
      assertThat(lock.isValid()).isTrue();

      // When
      published = CompletableFuture.supplyAsync(this::publish);
      assertThatThrownBy(() -> published.get(300, TimeUnit.MILLISECONDS))
          .isInstanceOf(java.util.concurrent.TimeoutException.class);
    }

    // Then
    assertThat(published.get(30, TimeUnit.SECONDS)).isEqualTo(3);
    assertThat(publish()).isEqualTo(4);
  }

  @Test
  void aHostsFileThatIsBrokenIsNamed() throws IOException {
    // Given
    Path file = Files.createDirectories(root.resolve("hosts")).resolve("host-1.json");
    Files.writeString(file, "{\"v\":1");

    // When, then
    assertThatThrownBy(() -> versions().hosts()).hasMessageStartingWith(file + ": expected a JSON");
  }

  @Test
  void aReviewUnderAnotherFileNameIsNone() throws IOException {
    // Given
    String content = versions().load(2).checksum();
    versions().ask(content, "Ann", Set.of(), "");
    versions().decide(1, content, "Ben", true, "");
    Path reviews = root.resolve("reviews");
    Files.copy(reviews.resolve("1.json"), reviews.resolve("1 (copy).json"));

    // When, then
    assertThat(versions().reviews()).hasSize(1);
    Files.move(reviews.resolve("1 (copy).json"), reviews.resolve("2.json"));
    assertThatThrownBy(() -> versions().reviews())
        .hasMessage(
            reviews.resolve("2.json") + ": expected number 2, as the file is called, but was 1");
  }

  @Test
  void theBytesOfANoteAreWrittenAsTheyAreRead() throws IOException {
    // When
    String text = Files.readString(root.resolve("2/version.txt"), StandardCharsets.UTF_8);

    // Then
    assertThat(VersionNote.read(text).text()).isEqualTo(text);
    assertThatThrownBy(
            () -> versions().publish(Publication.of(folder.resolve("nothing"), "Ann", "")))
        .isNotInstanceOf(BotBrokenException.class)
        .isInstanceOf(BotFlowException.class);
  }
}
