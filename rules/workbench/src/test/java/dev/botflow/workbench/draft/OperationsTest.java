package dev.botflow.workbench.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What several editors of one table do to each other. */
class OperationsTest {
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
  void aCellSomebodyElseWroteSinceIsAConflictAndStays() {
    // Given
    long seen = bot.draft.revision();
    bot.does(set("R1", 1, "WhatsApp", "SMS"), seen, "Ada");

    // When
    OpResult refused = bot.does(set("R1", 1, "WhatsApp", "RCS"), seen, "Bob");

    // Then
    assertThat(refused.status()).isEqualTo(OpResult.Status.CONFLICT);
    assertThat(refused.conflicts())
        .containsExactly(new CellConflict(bot.key("R1"), 1, "RCS", "SMS", "Ada"));
    assertThat(cell("R1", 1)).isEqualTo("SMS");
  }

  @Test
  void otherCellsOfTheRowAndTheSameTextAreNoConflict() {
    // Given
    long seen = bot.draft.revision();
    bot.does(set("R1", 1, "WhatsApp", "SMS"), seen, "Ada");

    // When
    List<OpResult> results =
        bot.does(List.of(set("R1", 5, "", "why"), set("R1", 1, "WhatsApp", "SMS")), seen, "Bob");

    // Then
    assertThat(results).allMatch(result -> result.status() == OpResult.Status.DONE);
    assertThat(results.get(1).inverse()).isEmpty();
    assertThat(cell("R1", 5)).isEqualTo("why");
  }

  @Test
  void whoSawTheNewTextMayWriteOverIt() {
    // Given
    long old = bot.draft.revision();
    bot.does(set("R1", 1, "WhatsApp", "SMS"), old, "Ada");

    // Then
    assertThat(bot.does(set("R1", 1, "SMS", "RCS"), old, "Bob").status())
        .isEqualTo(OpResult.Status.DONE);
  }

  @Test
  void aRowChangedSinceIsNotTakenOutAndOneThatIsGoneIsNotWritten() {
    // Given
    long seen = bot.draft.revision();
    String key = bot.key("R2");
    bot.does(set("R1", 1, "WhatsApp", "SMS"), seen, "Ada");
    bot.does(new Op.RemoveRows(List.of(key)), seen, "Ada");

    // When
    OpResult removed = bot.does(new Op.RemoveRows(List.of(bot.key("R1"))), seen, "Bob");
    OpResult written =
        bot.does(new Op.SetCells(key, List.of(new CellChange(1, "SMS", "RCS"))), seen, "Bob");
    OpResult again = bot.does(new Op.RemoveRows(List.of(key)), seen, "Bob");

    // Then
    assertThat(removed.conflicts())
        .containsExactly(
            new CellConflict(bot.key("R1"), -1, null, "R1 | SMS | in ORDER | order |  | ", "Ada"));
    assertThat(written.conflicts()).containsExactly(new CellConflict(key, 1, "RCS", null, null));
    assertThat(again.status()).isEqualTo(OpResult.Status.DONE);
    assertThat(again.inverse()).isEmpty();
  }

  @Test
  void movesNeverConflictAndFindTheirPlaceThoughTheNeighbourIsGone() {
    // Given
    long seen = bot.draft.revision();
    String r2 = bot.key("R2");
    bot.does(set("R4", 5, "", "why"), seen, "Ada");
    bot.does(new Op.RemoveRows(List.of(r2)), seen, "Ada");

    // When
    OpResult moved = bot.does(new Op.MoveRows(List.of(bot.key("R4")), r2), seen, "Bob");

    // Then
    assertThat(moved.status()).isEqualTo(OpResult.Status.DONE);
    assertThat(firsts()).containsExactly("Orders", "R1", "R4", "Rest", "R3");
  }

  @Test
  void anUndoMeetsTheSameCheckAndNeverTakesBackWhatSomebodyElseWrote() {
    // Given
    OpResult mine = bot.sets("R1", 1, "SMS");
    long seen = bot.draft.revision();
    bot.does(set("R1", 1, "SMS", "RCS"), seen, "Bob");

    // When
    OpResult undone = bot.does(mine.inverse(), seen, "Ada").get(0);

    // Then
    assertThat(undone.status()).isEqualTo(OpResult.Status.CONFLICT);
    assertThat(cell("R1", 1)).isEqualTo("RCS");
  }

  @Test
  void anAtomicBatchIsDoneWholeOrNotAtAll() {
    // Given
    long seen = bot.draft.revision();
    bot.does(set("R2", 1, "SMS", "RCS"), seen, "Ada");
    long now = bot.draft.revision();
    List<Edit> edits = List.of(
        new Edit("a", set("R1", 1, "WhatsApp", "SMS")),
        new Edit("b", set("R2", 1, "SMS", "Viber")),
        new Edit("c", new Op.InsertRow("n-1", null, List.of("R9"))));

    // When
    Applied refused = bot.draft.apply("routing.csv", new Batch(seen, edits, true, "Bob"));

    // Then
    assertThat(refused.results())
        .extracting(OpResult::status)
        .containsExactly(
            OpResult.Status.NOT_TRIED, OpResult.Status.CONFLICT, OpResult.Status.NOT_TRIED);
    assertThat(bot.draft.revision()).isEqualTo(now);
    Applied done = bot.draft.apply("routing.csv", new Batch(now, edits, true, "Bob"));
    assertThat(done.done()).isTrue();
    assertThat(done.revision()).isEqualTo(now + 1);
  }

  @Test
  void anOperationSentAgainDoesNothingTwice() {
    // Given
    Batch batch = new Batch(
        bot.draft.revision(),
        List.of(new Edit("a", new Op.InsertRow("n-1", null, List.of("R9")))),
        false,
        "Ada");
    Applied first = bot.draft.apply("routing.csv", batch);

    // When
    Applied again = bot.draft.apply("routing.csv", batch);

    // Then
    assertThat(again).isEqualTo(first);
    assertThat(firsts()).containsExactly("R9", "Orders", "R1", "R2", "Rest", "R3", "R4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"half a pair \uD83D", "a null \0 inside", "# a comment"})
  void textsThatCannotBeSavedAreRefusedAndNothingChanges(String text) {
    // When
    OpResult result = bot.sets("R1", 0, text);

    // Then
    assertThat(result.status()).isEqualTo(OpResult.Status.REFUSED);
    assertThat(result.message()).startsWith("expected ");
    assertThat(bot.printed()).isEqualTo(DraftFolder.TABLE);
  }

  @Test
  void keysAndPlacesThatAreNoneAreRefused() {
    long base = bot.draft.revision();

    List<OpResult> results = bot.does(
        List.of(
            new Op.SetCells("none", List.of(new CellChange(0, "", "a"))),
            new Op.SetCells(bot.key("R1"), List.of(new CellChange(6, "", "a"))),
            new Op.SetCells(bot.key("Orders"), List.of(new CellChange(0, "", "a"))),
            new Op.InsertRow("n-1", "none", List.of()),
            new Op.InsertRow(bot.key("R1"), null, List.of()),
            new Op.InsertRow("n-2", null, List.of("1", "2", "3", "4", "5", "6", "7")),
            new Op.RestoreRows(List.of("none"), null),
            new Op.MoveRows(List.of("none"), null)),
        base,
        "Ada");

    assertThat(results).allMatch(result -> result.status() == OpResult.Status.REFUSED);
    assertThat(bot.draft.revision()).isEqualTo(base);
  }

  @Test
  void aTableOverFiveMegabytesIsRefused() {
    String large = "x".repeat(5 * 1024 * 1024);

    OpResult result = bot.sets("R1", 5, large);

    assertThat(result.message()).isEqualTo("routing.csv: expected a file of at most 5 MB");
    assertThat(bot.printed()).isEqualTo(DraftFolder.TABLE);
  }

  private Op.SetCells set(String rule, int column, String was, String now) {
    return new Op.SetCells(bot.key(rule), List.of(new CellChange(column, was, now)));
  }

  private String cell(String rule, int column) {
    return bot.table().rows().stream()
        .filter(row -> row.cells().get(0).equals(rule))
        .map(row -> row.cells().get(column))
        .findFirst()
        .orElseThrow();
  }

  private List<String> firsts() {
    return bot.table().rows().stream().map(row -> row.cells().get(0)).toList();
  }
}
