package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewCommandTest {
  @TempDir
  Path folder;

  @Test
  void writesABotThatPassesItsChecksAndItsScenarios() {
    Path bot = folder.resolve("shop");

    Run run = Run.botflow("new", bot.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(Run.botflow("check", bot.toString()))
        .isEqualTo(new Run(0, "shop: 0 errors, 0 warnings\n", ""));
    Run test = Run.botflow("test", bot.toString());
    assertThat(test.exit()).as(test.out() + test.err()).isZero();
  }

  @Test
  void proposesRowsForTheChannelsAndKindsThatOccur() throws IOException {
    Path bot = folder.resolve("shop");

    Run run = Run.botflow(
        "new",
        bot.toString(),
        "--from-events",
        TeaHouse.event("whatsapp-hi.json"),
        "--from-events",
        TeaHouse.event("whatsapp-failed.json"));

    assertThat(run.exit()).isZero();
    assertThat(Files.readAllLines(bot.resolve("routing.csv")))
        .contains(
            "R10,message,WHATSAPP,,,welcome,,,once in the events",
            "R11,delivery failed,WHATSAPP,,,welcome,,no,once in the events");
    assertThat(Run.botflow("check", bot.toString()).out()).endsWith("shop: 0 errors, 0 warnings\n");
    assertThat(Run.botflow(
                "decide", bot.toString(), TeaHouse.event("whatsapp-failed.json"), "--why", "0")
            .out())
        .contains("ignore");
  }

  @Test
  void writesIntoNoFolderWhereSomethingIs() {
    TeaHouse.write(folder.resolve("notes.txt"), "x");

    assertThat(Run.botflow("new", folder.toString()))
        .isEqualTo(
            new Run(
                2,
                "",
                folder
                    + ": expected a folder that is not there yet or empty, but something is in its place\n"));
  }
}
