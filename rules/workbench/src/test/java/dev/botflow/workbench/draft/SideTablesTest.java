package dev.botflow.workbench.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.botflow.error.BotFlowException;
import dev.botflow.table.sheet.SheetKind;
import dev.botflow.workbench.meaning.RowMeaning;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decision tables, words, hours, texts and scenarios are edited as the routing table is. */
class SideTablesTest {
  private static final Map<String, String> FILES = files();

  @TempDir
  Path folder;

  private static Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("decisions/desk.csv", "# who\nRule,order.status,Exit\nD1,lost,ok\nD2,,else\n");
    files.put("words.csv", "List;Words\r\nORDER;\"order, buy\"\r\nBYE;bye\r\n");
    files.put("hours.csv", "Name,Open,Closed\nshop,Mon-Fri 09:00-17:00,2026-12-25\n");
    files.put("texts.csv", "Key,nl\norder.say,bestelling\n");
    files.put(
        "scenarios/first.csv",
        "Scenario,Channel,User does,Expect flow\nasks,SMS,says order,order\n,,says buy,order\n");
    return files;
  }

  @BeforeEach
  void write() throws IOException {
    DraftFolder.bot(folder, DraftFolder.TABLE.getBytes(StandardCharsets.UTF_8));
    Files.writeString(folder.resolve("bot.yaml"), "bot: leaf\nlanguages: [en, nl]\n");
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  private static OpResult set(Draft draft, String file, int row, int column, String now) {
    RowView found = rows(draft, file).get(row);
    return draft
        .apply(
            file,
            new Batch(
                draft.revision(),
                List.of(new Edit(
                    file + row + column + now,
                    new Op.SetCells(
                        found.key(),
                        List.of(new CellChange(column, found.cells().get(column), now))))),
                true,
                "Ada"))
        .results()
        .get(0);
  }

  private static List<RowView> rows(Draft draft, String file) {
    return draft.table(file).rows().stream()
        .filter(row -> row.kind() != RowView.Kind.SECTION)
        .toList();
  }

  private static List<String> told(DraftFolder bot, String file) {
    return bot.draft.findings().findings().stream()
        .filter(one -> one.finding().place().file().equals(file))
        .map(one -> (one.key() == null ? "-" : "row") + " " + one.column() + " "
            + one.finding().message())
        .toList();
  }

  @Test
  void areAllThereBehindTheRoutingTable() {
    try (DraftFolder bot = DraftFolder.of(folder)) {
      assertThat(bot.draft.tables())
          .extracting(TableName::file, TableName::kind, TableName::rows)
          .containsExactly(
              tuple("routing.csv", SheetKind.ROUTING, 4),
              tuple("decisions/desk.csv", SheetKind.DECISIONS, 2),
              tuple("words.csv", SheetKind.WORDS, 2),
              tuple("hours.csv", SheetKind.HOURS, 1),
              tuple("texts.csv", SheetKind.TEXTS, 1),
              tuple("scenarios/first.csv", SheetKind.SCENARIOS, 2));
    }
  }

  @Test
  void anEditedCellIsOneLineAndItsInverseTheSameBytes() throws IOException {
    try (DraftFolder bot = DraftFolder.of(folder)) {
      for (Map.Entry<String, String> file : FILES.entrySet()) {
        // When
        OpResult done = set(bot.draft, file.getKey(), 0, 1, "Sat");
        bot.draft.save();
        List<String> changed =
            Files.readString(folder.resolve(file.getKey())).lines().toList();
        bot.draft.apply(
            file.getKey(),
            new Batch(
                bot.draft.revision(),
                List.of(new Edit("undo " + file.getKey(), done.inverse().get(0))),
                true,
                "Ada"));
        bot.draft.save();

        // Then
        List<String> before = file.getValue().lines().toList();
        long differ = IntStream.range(0, before.size())
            .filter(i -> !before.get(i).equals(changed.get(i)))
            .count();
        assertThat(differ).as(file.getKey()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve(file.getKey()))).isEqualTo(file.getValue());
      }
    }
  }

  @Test
  void findingsStandAtTheirCells() {
    try (DraftFolder bot = DraftFolder.of(folder)) {
      // When
      set(bot.draft, "hours.csv", 0, 1, "Monn 09:00-17:00");
      set(bot.draft, "scenarios/first.csv", 0, 3, "ordr");
      bot.timer.pass(Duration.ofMillis(400));

      // Then
      assertThat(told(bot, "hours.csv")).hasSize(1).allMatch(one -> one.startsWith("row 1 "));

      // When
      set(bot.draft, "hours.csv", 0, 1, "Mon 09:00-17:00");
      bot.timer.pass(Duration.ofMillis(400));

      // Then
      assertThat(told(bot, "hours.csv")).isEmpty();
      assertThat(told(bot, "scenarios/first.csv"))
          .hasSize(1)
          .allMatch(one -> one.startsWith("row ") && one.contains("did you mean \"order\"?"));
    }
  }

  @Test
  void whatIsTypedIsCheckedAmongTheOtherRows() {
    try (DraftFolder bot = DraftFolder.of(folder)) {
      assertThat(typed(bot, "words.csv", 1, List.of("order", "x")))
          .containsExactly("0 expected each name once, but order stands at words.csv:2 already");
      assertThat(typed(bot, "decisions/desk.csv", 1, List.of("D1", "", "else")))
          .containsExactly(
              "0 expected each id once, but D1 stands at decisions/desk.csv:3 already");
      assertThat(typed(bot, "hours.csv", 0, List.of("shop", "Mon", "25-12-2026")))
          .containsExactly(
              "2 expected dates such as 2026-12-25, separated by commas, but was \"25-12-2026\"");
      assertThat(typed(bot, "texts.csv", 0, List.of("order.say", "hallo {naam")))
          .hasSize(1)
          .allMatch(one -> one.startsWith("1 "));
      assertThat(typed(bot, "scenarios/first.csv", 1, List.of("", "", "sais hi", "")))
          .containsExactly(
              "2 expected says TEXT, taps CHOICE, event NAME, receives FILE or after 30m, but was \"sais hi\"");
    }
  }

  private static List<String> typed(DraftFolder bot, String file, int row, List<String> cells) {
    String key = rows(bot.draft, file).get(row).key();
    return bot.draft.checkCells(file, List.of(new TypedRow(key, cells))).stream()
        .map(one -> one.column() + " " + one.finding().message())
        .toList();
  }

  @Test
  void theRoutingTableLearnsTheNameOfAListBeforeItIsSaved() {
    try (DraftFolder bot = DraftFolder.of(folder)) {
      // When
      set(bot.draft, "words.csv", 1, 0, "GOODBYE");
      bot.timer.pass(Duration.ofMillis(260));

      // Then
      assertThat(bot.table().columns().get(2).suggestions()).contains("in GOODBYE");
      assertThat(FILES.get("words.csv")).doesNotContain("GOODBYE");
    }
  }

  @Test
  void takesInWhatAnotherProgramWroteByTheNamesOfRows() throws IOException {
    try (DraftFolder bot = DraftFolder.of(folder)) {
      // Given
      set(bot.draft, "words.csv", 1, 1, "bye, so long");

      // When
      Files.writeString(
          folder.resolve("words.csv"),
          "List;Words\r\nNEW;new\r\nBYE;bye\r\nORDER;\"order, buy, get\"\r\n");
      bot.draft.save();

      // Then
      assertThat(Files.readString(folder.resolve("words.csv")))
          .isEqualTo("List;Words\r\nNEW;new\r\nBYE;bye, so long\r\nORDER;\"order, buy, get\"\r\n");
    }
  }

  @Test
  void aRowOfHoursIsAWeek() {
    try (DraftFolder bot = DraftFolder.of(folder)) {
      assertThat(bot.draft.meaning("hours.csv", List.of("x", "Fri 22:00-02:00", "2026-12-25")))
          .isEqualTo(new RowMeaning(
              List.of(new RowMeaning.Window(4, 22 * 60, 1440), new RowMeaning.Window(5, 0, 120)),
              List.of("2026-12-25"),
              null,
              Map.of()));
      assertThat(bot.draft.meaning("hours.csv", List.of("x", "not Mon-Sat", "")).week())
          .containsExactly(new RowMeaning.Window(6, 0, 1440));
      assertThat(bot.draft.meaning("hours.csv", List.of("x", "Monn", "")).week())
          .isEmpty();
    }
  }

  @Test
  void aRowOfTextsIsCountedAgainstTheChannels() {
    try (DraftFolder bot = DraftFolder.of(folder)) {
      // When
      RowMeaning meaning =
          bot.draft.meaning("texts.csv", List.of("order.say", "€".repeat(100) + "{name}"));

      // Then
      assertThat(meaning.source()).isEqualTo("order");
      RowMeaning.Length length = meaning.texts().get(1);
      assertThat(length.characters()).isEqualTo(100);
      assertThat(length.sms()).extracting(one -> one.inWords()).isEqualTo("2 SMS (GSM-7)");
      assertThat(length.limits())
          .isSortedAccordingTo(Comparator.comparingInt(RowMeaning.Limit::most))
          .extracting(RowMeaning.Limit::channel)
          .contains("WHATSAPP");
    }
  }

  @Test
  void textsSayWhichAreMissing() {
    try (DraftFolder bot = DraftFolder.of(folder)) {
      // When
      set(bot.draft, "texts.csv", 0, 1, "");
      bot.timer.pass(Duration.ofMillis(260));
      TableView texts = bot.draft.table("texts.csv");

      // Then
      assertThat(texts.missing())
          .containsExactly(new TableView.Missing(texts.rows().get(0).key(), 1));
      assertThat(texts.missingKeys()).containsExactly("hello.say");
    }
  }

  @Test
  void aColumnIsAddedAndOnlyTheHeaderLineDiffers() throws IOException {
    try (DraftFolder bot = DraftFolder.of(folder)) {
      // When
      bot.draft.addColumn("decisions/desk.csv", "order.total");

      // Then
      assertThat(Files.readString(folder.resolve("decisions/desk.csv")))
          .isEqualTo("# who\nRule,order.status,Exit,order.total\nD1,lost,ok\nD2,,else\n");
      assertThat(bot.draft.table("decisions/desk.csv").columns()).hasSize(4);
      assertThatThrownBy(() -> bot.draft.addColumn("decisions/desk.csv", "exit"))
          .isInstanceOf(BotFlowException.class)
          .hasMessage("header: expected one the table has not, but \"Exit\" is there already");
      assertThatThrownBy(() -> bot.draft.addColumn("decisions/desk.csv", "a\nb"))
          .hasMessage("header: expected 1 to 60 characters on one line, but was another");
    }
  }

  @Test
  void tablesTheBotLacksAreMade() throws IOException {
    // Given
    Files.delete(folder.resolve("texts.csv"));
    Files.delete(folder.resolve("hours.csv"));
    try (DraftFolder bot = DraftFolder.of(folder)) {
      // When
      bot.draft.make(SheetKind.HOURS, "");
      bot.draft.make(SheetKind.TEXTS, "");
      bot.draft.make(SheetKind.DECISIONS, "limits");

      // Then
      assertThat(bot.draft.tables())
          .extracting(TableName::file)
          .contains("hours.csv", "texts.csv", "decisions/limits.csv");
      assertThat(Files.readString(folder.resolve("texts.csv")))
          .isEqualTo("Key,nl\nhello.say,\norder.say,\n");
      assertThatThrownBy(() -> bot.draft.make(SheetKind.WORDS, ""))
          .hasMessage(
              "words.csv: expected a name that is free, but there is a file of that name already");
      assertThatThrownBy(() -> bot.draft.make(SheetKind.DECISIONS, "../x"))
          .hasMessage("name: expected letters, digits, - and _, but was \"../x\"");
    }
  }
}
