package dev.botflow.workbench.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.botflow.table.sheet.SheetKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DraftTest {
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
  void showsTheTableAsItStandsInTheFile() {
    assertThat(bot.draft.tables())
        .containsExactly(
            new TableName("routing.csv", "routing", SheetKind.ROUTING, 0, 4),
            new TableName("words.csv", "words", SheetKind.WORDS, 0, 1));
    TableView table = bot.table();
    assertThat(table.preamble()).containsExactly("# Leaf shop");
    assertThat(table.dialect()).isEqualTo(new TableView.Dialect(',', "UTF-8", false, "\n"));
    assertThat(table.columns())
        .extracting(ColumnView::header, ColumnView::kind)
        .containsExactly(
            tuple("Rule", ColumnView.Kind.RULE),
            tuple("Channel", ColumnView.Kind.CHANNEL),
            tuple("Says", ColumnView.Kind.TEST),
            tuple("Go to flow", ColumnView.Kind.FLOW),
            tuple("Active", ColumnView.Kind.ACTIVE),
            tuple("Why", ColumnView.Kind.NOTE));
    assertThat(table.columns().get(3).suggestions()).containsExactly("hello", "order");
    assertThat(table.columns().get(2).suggestions()).containsExactly("in ORDER");
    assertThat(table.rows())
        .extracting(RowView::line, RowView::kind, row -> row.cells().get(0))
        .containsExactly(
            tuple(3, RowView.Kind.SECTION, "Orders"),
            tuple(4, RowView.Kind.ROW, "R1"),
            tuple(5, RowView.Kind.ROW, "R2"),
            tuple(7, RowView.Kind.SECTION, "Rest"),
            tuple(8, RowView.Kind.OFF, "R3"),
            tuple(9, RowView.Kind.ROW, "R4"));
  }

  @Test
  void refusesATableItDoesNotHave() {
    assertThatThrownBy(() -> bot.draft.table("../bot.yaml"))
        .isInstanceOf(UnknownTableException.class)
        .hasMessage("expected one of the tables routing.csv, words.csv, but was \"../bot.yaml\"");
  }

  @Test
  void anEditedCellIsSavedHalfASecondLaterAndChangesItsLineOnly() {
    // When
    OpResult result = bot.sets("R2", 1, "RCS");

    // Then
    assertThat(result.status()).isEqualTo(OpResult.Status.DONE);
    assertThat(bot.draft.state().status()).isEqualTo(SaveState.Status.UNSAVED);
    bot.timer.pass(Duration.ofMillis(499));
    assertThat(bot.file()).isEqualTo(DraftFolder.TABLE);
    bot.timer.pass(Duration.ofMillis(1));
    assertThat(bot.file()).isEqualTo(DraftFolder.TABLE.replace("R2,SMS", "R2,RCS"));
    assertThat(bot.draft.state().status()).isEqualTo(SaveState.Status.SAVED);
  }

  @Test
  void theInverseOfAnOperationUndoesIt() {
    // Given
    OpResult set = bot.sets("R2", 5, "c");
    OpResult removed = bot.does(new Op.RemoveRows(List.of(bot.key("R1"), bot.key("R3"))));
    OpResult moved = bot.does(new Op.MoveRows(List.of(bot.key("Rest"), bot.key("R4")), null));
    OpResult added = bot.does(new Op.InsertRow("n-1", bot.key("R2"), List.of("R5", "SMS")));
    OpResult section = bot.does(new Op.SetSection(bot.key("Orders"), "Orders", "All orders"));
    OpResult commented = bot.does(new Op.InsertSection("n-2", null, "Top"));
    assertThat(bot.printed())
        .isEqualTo("# Leaf shop\nRule,Channel,Says,Go to flow,Active,Why\n# Top\n\n# Rest\n"
            + "R4,,,hello,,\n# All orders\nR2,SMS,in ORDER,order,,\"c\"\nR5,SMS,,,,\n");

    // When
    for (OpResult one : List.of(commented, section, added, moved, removed, set)) {
      assertThat(bot.does(one.inverse(), bot.draft.revision(), "Ada"))
          .allMatch(result -> result.status() == OpResult.Status.DONE);
    }

    // Then
    assertThat(bot.printed()).isEqualTo(DraftFolder.TABLE);
  }

  @Test
  void findingsStandAtTheirRowAndCellWithWhatWasMeant() {
    // Given
    bot.sets("R2", 3, "ordr");
    bot.does(new Op.InsertRow("n-1", null, List.of("R0", "WhatsApp", "x", "order")));

    // When
    bot.timer.pass(Duration.ofMillis(300));

    // Then
    DraftFindings found = bot.draft.findings();
    assertThat(found.revision()).isEqualTo(bot.draft.revision());
    assertThat(found.proved()).isEqualTo(DraftFindings.Proved.NO);
    assertThat(found.findings())
        .filteredOn(one -> one.finding().code().equals("unknown-flow"))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.key()).isEqualTo(bot.key("R2"));
          assertThat(one.column()).isEqualTo(3);
          assertThat(one.fix()).isEqualTo("order");
          assertThat(one.finding().place().line()).isEqualTo(6);
        });
  }

  @Test
  void rowsAreCheckedWhileSomebodyTypesInThem() {
    assertThat(bot.draft.checkCells(
            "routing.csv",
            List.of(
                new TypedRow("n-1", List.of("R9", "Whatsap", "", "order", "", "")),
                new TypedRow("n-2", List.of("R9b", "", "", "order", "", "")))))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.key()).isEqualTo("n-1");
          assertThat(one.column()).isEqualTo(1);
          assertThat(one.fix()).isEqualTo("WhatsApp");
        });
  }

  @Test
  void proofsFollowAfterARest() {
    // Given
    bot.does(new Op.MoveRows(List.of(bot.key("R4")), null));

    // When
    bot.timer.pass(Duration.ofSeconds(1));

    // Then
    assertThat(bot.draft.findings().proved()).isEqualTo(DraftFindings.Proved.YES);
    assertThat(bot.draft.findings().findings())
        .filteredOn(one -> one.finding().code().equals("shadowed-row"))
        .extracting(BoundFinding::key)
        .containsExactly(bot.key("R1"), bot.key("R2"));
  }

  @Test
  void proofsOfAnOlderRevisionStayMarkedUntilTheNewOnesAreThere() {
    // Given
    bot.does(new Op.MoveRows(List.of(bot.key("R4")), null));
    bot.timer.pass(Duration.ofSeconds(1));

    // When
    bot.does(new Op.RemoveRows(List.of(bot.key("R1"))));
    bot.timer.pass(Duration.ofMillis(300));

    // Then
    assertThat(shadowed()).containsExactly(tuple(bot.key("R2"), true));
    bot.timer.pass(Duration.ofMillis(700));
    assertThat(shadowed()).containsExactly(tuple(bot.key("R2"), false));
  }

  private List<Tuple> shadowed() {
    return bot.draft.findings().findings().stream()
        .filter(one -> one.finding().code().equals("shadowed-row"))
        .map(one -> tuple(one.key(), one.old()))
        .toList();
  }

  @Test
  void theNextEditEndsTheSearchForProofs() {
    // Given: a search is under way on a thread of its own.
    StringBuilder rows = new StringBuilder("Rule,Channel,Says,Go to flow,Language\n");
    for (int i = 0; i < 1_500; i++) {
      rows.append("R" + i + ",,contains word" + i + ",order,not nl\n");
    }
    bot.outside(rows.toString());
    bot.draft.lookAround();
    CompletableFuture<Void> proving =
        CompletableFuture.runAsync(() -> bot.timer.pass(Duration.ofSeconds(1)));
    while (bot.draft.findings().proved() != DraftFindings.Proved.RUNNING && !proving.isDone()) {
      Thread.onSpinWait();
    }
    assertThat(proving).isNotDone();

    // When
    long edited = bot.draft.revision() + 1;
    bot.sets("R7", 3, "hello");

    // Then
    assertThat(proving).succeedsWithin(Duration.ofSeconds(5));
    assertThat(bot.draft.findings().revision()).isLessThan(edited);
    assertThat(bot.draft.findings().proved()).isEqualTo(DraftFindings.Proved.NO);
  }

  @Test
  void theDraftIsReadAsABotWithoutBeingSaved() {
    // Given
    bot.sets("R4", 3, "order");

    // Then
    assertThat(bot.draft.reading().orThrow().bot().settings().name()).isEqualTo("leaf");
    assertThat(bot.file()).isEqualTo(DraftFolder.TABLE);
  }
}
