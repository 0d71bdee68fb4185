package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.authoring.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
  @TempDir
  Path folder;

  private Path bot() {
    Path bot = LeafShop.copy(folder.resolve("bot"));
    TeaHouse.write(
        bot.resolve("hours.csv"),
        "Name,Open,Closed\nshop,Mon-Fri 09:00-17:00,\nlate,20:00-22:00,\"2026-12-24, 2026-12-25\"\n");
    TeaHouse.write(
        bot.resolve("decisions/second.csv"),
        "Rule,tier,spend,Exit\nS1,\"gold, silver\",at least 100,vip\nS2,,,else\n");
    return bot;
  }

  private String diff(Path one, Path other) {
    Run run = Run.botflow("diff", one.toString(), other.toString());
    assertThat(run.err()).isEmpty();
    return run.out();
  }

  @Test
  void aWorkbookReadInPlaceOfTheFilesIsTheSameBot() throws IOException {
    Path bot = bot();
    Path same = LeafShop.copy(folder.resolve("same"));
    for (String file : List.of("routing.csv", "words.csv", "decisions/order-desk.csv")) {
      Files.delete(same.resolve(file));
    }
    Files.deleteIfExists(same.resolve("hours.csv"));
    Files.deleteIfExists(same.resolve("texts.csv"));

    Run run =
        Run.botflow("export", bot.toString(), "-o", same.resolve("bot.xlsx").toString(), "--json");

    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(Json.read(run.lines().get(0)).get("rows").asInt()).isPositive();
    assertThat(diff(bot, same)).isEqualTo("nothing is different\n");
    Path again = folder.resolve("again.xlsx");
    assertThat(Run.botflow("export", same.toString(), "-o", again.toString()).exit())
        .isZero();
    Files.move(again, same.resolve("bot.xlsx"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(diff(bot, same)).isEqualTo("nothing is different\n");
  }

  @Test
  void aCsvFileReadInPlaceOfTheTableIsTheSameTable() {
    Path bot = bot();
    Path same = LeafShop.copy(folder.resolve("same"));
    TeaHouse.copyFile(bot, same, "hours.csv");
    TeaHouse.copyFile(bot, same, "decisions/second.csv");

    Run run = Run.botflow(
        "export", bot.toString(), "-o", same.resolve("routing.csv").toString(), "--force");

    assertThat(run.exit()).isZero();
    assertThat(diff(bot, same)).isEqualTo("nothing is different\n");
  }

  @Test
  void theCommentRowsOfAWorkbookComeAlong() throws IOException {
    Path bot = bot();
    Path table = bot.resolve("routing.csv");
    List<String> lines = new ArrayList<>(Files.readAllLines(table));
    lines.add(lines.size() - 1, "# call Ana first");
    Files.write(table, lines);
    Path same = LeafShop.copy(folder.resolve("same"));
    for (String file : List.of("routing.csv", "words.csv", "decisions/order-desk.csv")) {
      Files.delete(same.resolve(file));
    }
    Files.deleteIfExists(same.resolve("hours.csv"));
    Files.deleteIfExists(same.resolve("texts.csv"));
    Run.botflow("export", bot.toString(), "-o", same.resolve("bot.xlsx").toString());
    Path fromFile = folder.resolve("file.csv");
    Path fromBook = folder.resolve("book.csv");

    Run.botflow("export", bot.toString(), "-o", fromFile.toString());
    Run.botflow("export", same.toString(), "-o", fromBook.toString());

    assertThat(Files.readString(fromFile)).contains("\n# call Ana first\r\nR90,");
    assertThat(fromBook).hasSameTextualContentAs(fromFile);
  }

  @Test
  void refusesANameItCannotWriteAs() {
    assertThat(Run.botflow("export", TeaHouse.BOT, "-o", "table.ods"))
        .isEqualTo(new Run(
            2, "", "table.ods: expected a name that ends in .xlsx or .csv, but it does not\n"));
  }

  @Test
  void writesOverNothingThatPeopleWorkedIn() throws IOException {
    Path bot = bot();
    Path table = folder.resolve("table.csv");
    Path book = folder.resolve("book.xlsx");
    for (Path file : List.of(table, book)) {
      assertThat(Run.botflow("export", bot.toString(), "-o", file.toString()).exit())
          .isZero();
      assertThat(Run.botflow("export", bot.toString(), "-o", file.toString()).exit())
          .isZero();
    }
    Files.writeString(table, Files.readString(table) + "# call Ana first\n");
    Files.write(book, new byte[] {1, 2, 3});

    for (Path file : List.of(table, book)) {
      byte[] before = Files.readAllBytes(file);
      assertThat(Run.botflow("export", bot.toString(), "-o", file.toString()))
          .isEqualTo(
              new Run(
                  2,
                  "",
                  file
                      + ": expected a new file, or one that export wrote and nobody changed, since what people put into it would be lost; --force writes over it\n"));
      assertThat(file).hasBinaryContent(before);
      assertThat(Run.botflow("export", bot.toString(), "-o", file.toString(), "--force")
              .exit())
          .isZero();
    }
  }

  @Test
  void writesNoWorkbookIntoABotOfFilesThatItWouldBeReadBeside() {
    Path bot = bot();
    Path inside = bot.resolve("bot.xlsx");

    Run run = Run.botflow("export", bot.toString(), "-o", inside.toString());

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .startsWith(inside + ": expected another place, since the bot would be read");
    assertThat(inside).doesNotExist();
  }

  @Test
  void keepsCommentsAndRowsThatAreOffWhereTheyStand() throws IOException {
    Path bot = bot();
    String table =
        "# first\nRule,Says,Go to flow,Active\n# about one\nR1,stop,opt_out,no\nR9,,welcome,\n# the end\n";
    TeaHouse.write(bot.resolve("routing.csv"), table);
    Path out = folder.resolve("out.csv");

    assertThat(Run.botflow("export", bot.toString(), "-o", out.toString()).exit())
        .isZero();

    assertThat(out).hasContent("\uFEFF" + table);
    Path same = LeafShop.copy(folder.resolve("same"));
    TeaHouse.copyFile(bot, same, "hours.csv");
    TeaHouse.copyFile(bot, same, "decisions/second.csv");
    Path book = folder.resolve("book.xlsx");
    assertThat(Run.botflow("export", bot.toString(), "-o", book.toString()).exit())
        .isZero();
    for (String file : List.of("routing.csv", "words.csv", "hours.csv", "texts.csv")) {
      Files.deleteIfExists(same.resolve(file));
    }
    Files.delete(same.resolve("decisions/second.csv"));
    Files.delete(same.resolve("decisions/order-desk.csv"));
    Files.copy(book, same.resolve("bot.xlsx"));
    Path again = folder.resolve("again.csv");
    assertThat(Run.botflow("export", same.toString(), "-o", again.toString()).out())
        .isEqualTo(again + ": 2 rows\n");
    assertThat(Files.readString(again)).contains("R1,stop,opt_out,no");
  }

  @Test
  void givesTranslatorsEveryKeyWithItsTextAndTheLongestItMayBe() throws IOException {
    Path bot = folder.resolve("bot");
    TeaHouse.write(bot.resolve("bot.yaml"), "bot: b\nlanguages: [en, nl]\n");
    TeaHouse.write(bot.resolve("routing.csv"), "Rule,Go to flow\nR1,hello\n");
    TeaHouse.write(
        bot.resolve("flows/hello.yaml"),
        "flow: hello\n"
            + "steps:\n"
            + "- { id: q, ask: \"Tea?\", choices: { a: { label: Green } }, save: tea, next: end"
            + " }\n");
    TeaHouse.write(bot.resolve("texts.csv"), "Key,nl\nhello.q,Thee?\n");
    Path book = folder.resolve("book.xlsx");

    assertThat(Run.botflow("export", bot.toString(), "-o", book.toString()).exit())
        .isZero();

    try (ReadableWorkbook read = new ReadableWorkbook(Files.newInputStream(book))) {
      List<List<String>> lines = new ArrayList<>();
      for (Row row : read.findSheet("Texts").orElseThrow().read()) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          cells.add(i < row.getCellCount() ? row.getCellText(i) : "");
        }
        lines.add(cells);
      }
      assertThat(lines.get(0)).containsExactly("Key", "_en", "_longest", "nl");
      assertThat(lines.get(1)).startsWith("hello.q", "Tea?").endsWith("Thee?");
      assertThat(lines.get(2)).startsWith("hello.q.a", "Green").endsWith("");
      assertThat(lines.get(2).get(2)).matches("[0-9]+ \\([A-Z]+\\)");
      assertThat(read.findSheet("Lists").orElseThrow().getVisibility())
          .isEqualTo(SheetVisibility.HIDDEN);
    }
  }
}
