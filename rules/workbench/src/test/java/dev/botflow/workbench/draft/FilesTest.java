package dev.botflow.workbench.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.error.BotFlowException;
import dev.botflow.workbench.file.FolderLock;
import dev.botflow.workbench.file.FolderTakenException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesTest {
  @TempDir
  Path folder;

  @Test
  void aSecondWorkbenchIsToldWhoHasTheFolder() {
    try (DraftFolder bot = DraftFolder.open(folder)) {
      assertThat(bot.draft.folder()).isEqualTo(folder);
      assertThatThrownBy(() -> DraftFolder.of(folder))
          .isInstanceOf(FolderTakenException.class)
          .hasMessage(folder.getFileName()
              + ": expected a folder that no other workbench has open, but Ada, process "
              + ProcessHandle.current().pid() + ", since 2026-01-05T09:00:00Z has it");
    }
    try (DraftFolder again = DraftFolder.of(folder)) {
      assertThat(again.table().rows()).isNotEmpty();
    }
  }

  @Test
  void savingKeepsTheRightsOfTheFileAndLeavesNothingBeside() throws IOException {
    try (DraftFolder bot = DraftFolder.open(folder)) {
      // Given
      Path file = folder.resolve("routing.csv");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
      bot.sets("R1", 1, "SMS");

      // When
      bot.draft.save();

      // Then
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-r-----");
      assertThat(names())
          .containsExactly(FolderLock.FILE, "bot.yaml", "flows", "routing.csv", "words.csv");
    }
    assertThat(names()).containsExactly("bot.yaml", "flows", "routing.csv", "words.csv");
  }

  @Test
  void closingWritesWhatIsNotWrittenYet() {
    DraftFolder bot = DraftFolder.open(folder);
    bot.sets("R1", 1, "SMS");

    bot.close();

    assertThat(bot.file()).isEqualTo(DraftFolder.TABLE.replace("R1,WhatsApp", "R1,SMS"));
    assertThat(bot.sets("R1", 1, "RCS").message()).isEqualTo("this draft is closed");
  }

  @Test
  void aTableThatBecomesALinkIsNeitherReadNorWritten(@TempDir Path elsewhere) throws IOException {
    try (DraftFolder bot = DraftFolder.open(folder)) {
      // Given
      Path secret =
          Files.writeString(elsewhere.resolve("secret.csv"), "Rule,Go to flow\nR9,order\n");
      bot.sets("R1", 1, "SMS");
      Files.delete(folder.resolve("routing.csv"));
      Files.createSymbolicLink(folder.resolve("routing.csv"), secret);

      // When
      bot.draft.save();

      // Then
      assertThat(secret).hasContent("Rule,Go to flow\nR9,order\n");
      assertThat(bot.draft.state().problem())
          .isEqualTo(
              "routing.csv: expected to write the file, but that failed: routing.csv: expected a file of the bot itself, but was a link to another place");
      assertThat(bot.table().rows()).noneMatch(row -> row.cells().get(0).equals("R9"));
      Files.delete(folder.resolve("routing.csv"));
    }
  }

  @Test
  void aLinkedTableIsNoTableOfTheBot(@TempDir Path elsewhere) throws IOException {
    DraftFolder.bot(folder, new byte[0]);
    Files.delete(folder.resolve("routing.csv"));
    Files.createSymbolicLink(
        folder.resolve("routing.csv"),
        Files.writeString(elsewhere.resolve("secret.csv"), "Rule,Go to flow\nR9,order\n"));

    try (DraftFolder bot = DraftFolder.of(folder)) {
      assertThat(bot.draft.tables()).extracting(TableName::file).containsExactly("words.csv");
      assertThatThrownBy(() -> bot.table()).isInstanceOf(UnknownTableException.class);
    }
  }

  @Test
  void whatAKilledProgramLeftBesideIsTakenAway() throws IOException {
    // Given
    DraftFolder.bot(folder, DraftFolder.TABLE.getBytes(StandardCharsets.UTF_8));
    Files.writeString(folder.resolve(".routing.csv.botflow-new"), "half a ta");
    Files.writeString(folder.resolve(FolderLock.FILE), "Ada, process 1, since then");

    // When
    try (DraftFolder bot = DraftFolder.of(folder)) {

      // Then
      assertThat(bot.printed()).isEqualTo(DraftFolder.TABLE);
      assertThat(names()).doesNotContain(".routing.csv.botflow-new");
    }
  }

  @Test
  void aFolderThatIsNoneIsRefused() {
    assertThatThrownBy(() -> DraftFolder.of(folder.resolve("none")))
        .isInstanceOf(BotFlowException.class)
        .hasMessage(folder.resolve("none") + ": expected a bot's folder, but found none");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}
