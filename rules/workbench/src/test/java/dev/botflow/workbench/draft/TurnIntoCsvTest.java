package dev.botflow.workbench.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.error.BotFlowException;
import dev.botflow.rules.BotFolder;
import dev.botflow.rules.BotReading;
import dev.botflow.rules.DroolsRouter;
import dev.botflow.rules.ReadOptions;
import dev.botflow.sinch.send.SinchChannelLimits;
import dev.botflow.table.TableRow;
import dev.botflow.table.read.TableExport;
import dev.botflow.table.sheet.SideSheets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TurnIntoCsvTest {
  @TempDir
  Path folder;

  @Test
  void aWorkbookIsOnlyShownUntilItIsTurnedIntoFilesThatSayTheSame() throws IOException {
    // Given
    List<TableRow> before = workbook();
    try (DraftFolder bot = DraftFolder.of(folder)) {
      assertThat(bot.draft.tables()).extracting(TableName::file).containsExactly("bot.xlsx");
      assertThat(bot.draft.table("bot.xlsx").readOnly())
          .isEqualTo(
              "bot.xlsx is a workbook, which is only shown here; turn it into CSV files to edit it");
      assertThat(bot.draft.table("bot.xlsx").rows())
          .extracting(row -> row.cells().get(0))
          .containsExactly("R1", "R2", "R3", "R4");

      // When
      bot.draft.turnIntoCsv();

      // Then
      assertThat(bot.draft.tables()).extracting(TableName::file).startsWith("routing.csv");
      assertThat(bot.sets("R1", 1, "RCS").status()).isEqualTo(OpResult.Status.DONE);
      assertThat(rows(read())).isEqualTo(rows(before));
      assertThat(folder.resolve("workbook/bot.xlsx")).exists();
      assertThat(folder.resolve("bot.xlsx")).doesNotExist();
    }
  }

  @Test
  void filesThatAreThereStay() throws IOException {
    // Given
    workbook();
    Files.writeString(folder.resolve("words.csv"), "List,Words\nORDER,buy\n");
    try (DraftFolder bot = DraftFolder.of(folder)) {

      // Then
      assertThatThrownBy(() -> bot.draft.turnIntoCsv())
          .isInstanceOf(BotFlowException.class)
          .hasMessage(
              "words.csv: expected a name that is free, but there is a file of that name already");
      assertThat(folder.resolve("routing.csv")).doesNotExist();
      assertThat(folder.resolve("bot.xlsx")).exists();
    }
  }

  private List<TableRow> workbook() throws IOException {
    DraftFolder.bot(folder, DraftFolder.TABLE.getBytes(StandardCharsets.UTF_8));
    BotReading reading = BotFolder.read(folder, SinchChannelLimits.all(), ReadOptions.standard());
    List<TableRow> rows = read();
    Files.write(
        folder.resolve("bot.xlsx"),
        TableExport.xlsx(
            rows,
            reading.orThrow().bot().words(),
            List.of("order", "hello"),
            SideSheets.of(BotFolder.sheets(folder))));
    Files.delete(folder.resolve("routing.csv"));
    Files.delete(folder.resolve("words.csv"));
    return rows;
  }

  private List<TableRow> read() {
    BotReading reading = BotFolder.read(folder, SinchChannelLimits.all(), ReadOptions.standard());
    return ((DroolsRouter) reading.orThrow().router()).table().written();
  }

  private static List<List<String>> rows(List<TableRow> rows) {
    return rows.stream().map(row -> row.source().cells()).toList();
  }
}
