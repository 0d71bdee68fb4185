package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.authoring.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    assertThat(diff(bot, same)).isEmpty();
    Path again = folder.resolve("again.xlsx");
    assertThat(Run.botflow("export", same.toString(), "-o", again.toString()).exit())
        .isZero();
    Files.move(again, same.resolve("bot.xlsx"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(diff(bot, same)).isEmpty();
  }

  @Test
  void aCsvFileReadInPlaceOfTheTableIsTheSameTable() {
    Path bot = bot();
    Path same = LeafShop.copy(folder.resolve("same"));
    TeaHouse.copyFile(bot, same, "hours.csv");
    TeaHouse.copyFile(bot, same, "decisions/second.csv");

    Run run =
        Run.botflow("export", bot.toString(), "-o", same.resolve("routing.csv").toString());

    assertThat(run.exit()).isZero();
    assertThat(diff(bot, same)).isEmpty();
  }

  @Test
  void refusesANameItCannotWriteAs() {
    assertThat(Run.botflow("export", TeaHouse.BOT, "-o", "table.ods"))
        .isEqualTo(new Run(
            2, "", "table.ods: expected a name that ends in .xlsx or .csv, but it does not\n"));
  }
}
