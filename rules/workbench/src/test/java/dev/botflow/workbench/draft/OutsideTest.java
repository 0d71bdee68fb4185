package dev.botflow.workbench.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other programs write into the files while they are edited here. */
class OutsideTest {
  @TempDir
  Path folder;

  private DraftFolder bot;

  @BeforeEach
  void open() {
    bot = DraftFolder.open(folder);
  }

  @AfterEach
  void close() {
    bot.close();
  }

  @Test
  void changesOfBothSidesInOtherCellsComeTogether() {
    // Given
    String key = bot.key("R2");
    bot.sets("R2", 1, "RCS");
    bot.does(new Op.InsertRow("n-1", bot.key("R3"), List.of("R3b", "", "", "hello")));
    bot.does(new Op.RemoveRows(List.of(bot.key("R1"))));

    // When
    bot.outside(DraftFolder.TABLE
        .replace("\"a, b\"", "theirs")
        .replace("# Rest\n", "R2b,SMS,,order,,\n# The rest\n"));
    bot.draft.save();

    // Then
    assertThat(bot.file())
        .isEqualTo("# Leaf shop\nRule,Channel,Says,Go to flow,Active,Why\n# Orders\n"
            + "R2,RCS,in ORDER,order,,theirs\n\nR2b,SMS,,order,,\n# The rest\n"
            + "R3,,,hello,no,\nR3b,,,hello,,\nR4,,,hello,,\n");
    assertThat(bot.key("R2")).isEqualTo(key);
    assertThat(bot.draft.state().status()).isEqualTo(SaveState.Status.SAVED);
  }

  @Test
  void aCellBothChangedWaitsUntilSomebodyChooses() {
    // Given
    bot.sets("R2", 1, "RCS");
    String outside = DraftFolder.TABLE.replace("R2,SMS", "R2,Viber");
    bot.outside(outside);

    // When
    bot.draft.save();

    // Then
    assertThat(bot.file()).isEqualTo(outside);
    assertThat(bot.draft.state().status()).isEqualTo(SaveState.Status.CONFLICT);
    assertThat(bot.table().conflicts())
        .containsExactly(new CellConflict(bot.key("R2"), 1, "RCS", "Viber", Draft.OUTSIDE));
    bot.sets("R2", 1, "RCS");
    bot.draft.save();
    assertThat(bot.file()).isEqualTo(DraftFolder.TABLE.replace("R2,SMS", "R2,RCS"));
    assertThat(bot.table().conflicts()).isEmpty();
  }

  @Test
  void takingTheirsOfACellBothChangedLeavesTheFileAsItIs() {
    // Given
    bot.sets("R2", 1, "RCS");
    bot.outside(DraftFolder.TABLE.replace("R2,SMS", "R2,Viber"));
    bot.draft.save();

    // When
    bot.sets("R2", 1, "Viber");
    bot.draft.save();

    // Then
    assertThat(bot.file()).isEqualTo(DraftFolder.TABLE.replace("R2,SMS", "R2,Viber"));
    assertThat(bot.draft.state().status()).isEqualTo(SaveState.Status.SAVED);
  }

  @Test
  void aRowTakenOutThereAndChangedHereStaysAndIsTold() {
    // Given
    bot.sets("R2", 1, "RCS");
    bot.outside(DraftFolder.TABLE.replace("R2,SMS,in ORDER,order,,\"a, b\"\n", ""));

    // When
    bot.draft.lookAround();

    // Then
    assertThat(bot.table().conflicts())
        .containsExactly(new CellConflict(
            bot.key("R2"), -1, "R2 | RCS | in ORDER | order |  | a, b", null, Draft.OUTSIDE));
    bot.does(new Op.RemoveRows(List.of(bot.key("R2"))));
    assertThat(bot.draft.save().status()).isEqualTo(SaveState.Status.SAVED);
    assertThat(bot.file()).doesNotContain("R2");
  }

  @Test
  void rowsKeepTheirKeysWhenTheirIdOrTheirPlaceChangesOutside() {
    // Given
    String r1 = bot.key("R1");
    String r4 = bot.key("R4");
    String rest = bot.key("Rest");

    // When
    bot.outside(
        "Rule,Why,Channel,Go to flow\n# Rest\nR4,b,,hello\n# Orders\nR1x,,WhatsApp,order\n");
    bot.draft.lookAround();

    // Then
    assertThat(bot.key("R4")).isEqualTo(r4);
    assertThat(bot.key("Rest")).isEqualTo(rest);
    assertThat(bot.key("R1x")).isEqualTo(r1);
    assertThat(bot.table().columns())
        .extracting(ColumnView::header)
        .containsExactly("Rule", "Why", "Channel", "Go to flow");
  }

  @Test
  void anEditMeetsWhatAnotherProgramWroteAsItMeetsOthersEdits() {
    // Given
    long seen = bot.draft.revision();
    bot.outside(DraftFolder.TABLE.replace("R2,SMS", "R2,Viber"));
    bot.draft.lookAround();

    // When
    OpResult result = bot.does(
        new Op.SetCells(bot.key("R2"), List.of(new CellChange(1, "SMS", "RCS"))), seen, "Ada");

    // Then
    assertThat(result.conflicts())
        .containsExactly(new CellConflict(bot.key("R2"), 1, "RCS", "Viber", Draft.OUTSIDE));
  }

  @Test
  void aFileThatBreaksIsShownAsTextWithThePlaceUntilItIsMended() {
    // Given
    String broken = DraftFolder.TABLE.replace("\"a, b\"", "\"a, b");

    // When
    bot.outside(broken);
    bot.timer.pass(Duration.ofSeconds(5));

    // Then
    TableView table = bot.table();
    assertThat(table.broken())
        .isEqualTo(
            new TableView.Broken(
                broken,
                5,
                "expected cells that end where their quotes do, but a quote in this row is not closed, or text follows it"));
    assertThat(table.rows()).isEmpty();
    assertThat(table.readOnly()).startsWith("routing.csv cannot be read as a table: ");
    bot.outside(DraftFolder.TABLE);
    bot.draft.lookAround();
    assertThat(bot.table().broken()).isNull();
    assertThat(bot.sets("R1", 1, "SMS").status()).isEqualTo(OpResult.Status.DONE);
  }

  @Test
  void whatIsNotSavedOutlivesAFileThatBreaks() {
    // Given
    bot.sets("R1", 1, "SMS");
    String broken = DraftFolder.TABLE.replace("\"a, b\"", "\"a, b");
    bot.outside(broken);

    // When
    bot.draft.save();

    // Then
    assertThat(bot.file()).isEqualTo(broken);
    assertThat(bot.draft.state().status()).isEqualTo(SaveState.Status.FAILED);
    assertThat(bot.draft.state().problem())
        .startsWith(
            "routing.csv was changed by another program and cannot be read as a table any more; ");
    bot.outside(DraftFolder.TABLE.replace("R4", "R5"));
    bot.draft.save();
    assertThat(bot.file())
        .isEqualTo(DraftFolder.TABLE.replace("R4", "R5").replace("R1,WhatsApp", "R1,SMS"));
  }

  @Test
  void aChangeTheSystemTellsOfIsTakenInBeforeTheNextLook() {
    // When
    bot.outside(DraftFolder.TABLE.replace("R2,SMS", "R2,Viber"));
    bot.timer.pass(Duration.ofSeconds(4));

    // Then
    assertThat(bot.printed()).contains("R2,Viber");
  }

  @Test
  void anotherFileOfTheBotThatChangesBringsItsWordsAndNewFindings() throws IOException {
    // Given
    bot.timer.pass(Duration.ofSeconds(1));
    long before = bot.draft.findings().revision();

    // When
    Files.delete(folder.resolve("flows/order.yaml"));
    bot.timer.pass(Duration.ofSeconds(5));
    bot.timer.pass(Duration.ofSeconds(1));

    // Then
    assertThat(bot.table().columns().get(3).suggestions()).containsExactly("hello");
    assertThat(bot.draft.findings().revision()).isGreaterThan(before);
    assertThat(bot.draft.findings().findings())
        .filteredOn(one -> one.finding().code().equals("unknown-flow"))
        .extracting(BoundFinding::key)
        .containsExactly(bot.key("R1"), bot.key("R2"));
  }

  @Test
  void aFileThatIsGoneComesBackWithTheNextSave() throws IOException {
    // Given
    Files.delete(folder.resolve("routing.csv"));
    bot.sets("R1", 1, "SMS");

    // When
    bot.draft.save();

    // Then
    assertThat(bot.file()).isEqualTo(DraftFolder.TABLE.replace("R1,WhatsApp", "R1,SMS"));
  }
}
