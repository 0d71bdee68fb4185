package dev.botflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.error.BotFlowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

class BotScenariosTest {
  @TestFactory
  Stream<DynamicTest> playsTheScenariosOfABot() {
    return BotScenarios.in("tea-bar");
  }

  @Test
  void playsTheScenariosOfATagAlone(@TempDir Path folder) throws IOException {
    copyTo(folder);
    Files.writeString(folder.resolve("scenarios/quick.yaml"), """
        { scenario: quick, on: [SMS, RCS], tags: [Smoke], turns: [ { user: hi, expect: { flow: welcome } } ] }
        """);

    List<DynamicTest> tests = BotScenarios.tagged(folder, "smoke", "other").toList();

    assertThat(tests)
        .extracting(DynamicTest::getDisplayName)
        .containsExactly("quick [SMS]", "quick [RCS]");
    assertThatThrownBy(() -> BotScenarios.tagged(folder, "nightly"))
        .isInstanceOf(BotFlowException.class)
        .hasMessage(folder + ": expected at least 1 scenario with the tag nightly, but found none");
  }

  @Test
  void leadsFromATestToItsFileAndLine() {
    List<DynamicTest> tests = BotScenarios.in("src/test/resources/tea-bar").toList();

    assertThat(tests)
        .extracting(DynamicTest::getDisplayName)
        .containsExactly(
            "nobody is there on Saturday [SMS]",
            "a cup of green tea [WHATSAPP]",
            "a cup of green tea [RCS]");
    assertThat(tests.get(1).getTestSourceUri().orElseThrow().toString())
        .startsWith("file:///")
        .endsWith("src/test/resources/tea-bar/scenarios/green-tea.yaml?line=1");
  }

  @Test
  void failsForAScenarioThatDoesNotHoldAndForOneThatCannotBeRead(@TempDir Path folder)
      throws IOException {
    copyTo(folder);
    Files.writeString(folder.resolve("scenarios/wrong.yaml"), """
        - { scenario: wrong, on: SMS, turns: [ { user: hi, expect: { flow: closed } } ] }
        - { scenario: unreadable, on: SMS }
        """);

    List<DynamicTest> tests = BotScenarios.in(folder).toList();

    assertThat(tests).hasSize(5);
    assertThat(tests.get(0).getDisplayName()).isEqualTo("scenarios/wrong.yaml:2 can be read");
    assertThatThrownBy(() -> tests.get(0).getExecutable().execute())
        .isInstanceOf(AssertionFailedError.class)
        .hasMessage("scenarios/wrong.yaml:2: turns: expected at least 1 turn, but was 0");
    assertThatThrownBy(() -> tests.get(4).getExecutable().execute())
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageStartingWith("""
            scenarios/wrong.yaml:1: wrong [SMS]: turn 1
              expected flow closed
              found    flow welcome
              decided by row T10, Go to flow "welcome"
            """);
  }

  @Test
  void leadsFromATestOfTheWorkbookToTheWorkbook(@TempDir Path folder) throws IOException {
    copyTo(folder);
    try (Workbook workbook =
        new Workbook(Files.newOutputStream(folder.resolve("bot.xlsx")), "test", "1.0")) {
      Worksheet sheet = workbook.newWorksheet("Scenarios");
      List<List<String>> rows = List.of(
          List.of("Scenario", "Channel", "User does", "Expect rule"),
          List.of("by sheet", "SMS", "says hi", "T10"));
      for (int row = 0; row < rows.size(); row++) {
        for (int column = 0; column < rows.get(row).size(); column++) {
          sheet.value(row, column, rows.get(row).get(column));
        }
      }
    }

    List<DynamicTest> tests = BotScenarios.in(folder).toList();

    assertThat(tests.get(3).getDisplayName()).isEqualTo("by sheet [SMS]");
    assertThat(tests.get(3).getTestSourceUri().orElseThrow())
        .isEqualTo(folder.resolve("bot.xlsx").toAbsolutePath().toUri());
    assertThatCode(() -> tests.get(3).getExecutable().execute()).doesNotThrowAnyException();
  }

  @Test
  void refusesABotWithoutScenarios(@TempDir Path folder) throws IOException {
    copyTo(folder);
    Files.delete(folder.resolve("scenarios/green-tea.yaml"));
    Files.delete(folder.resolve("scenarios/closed.yaml"));

    assertThatThrownBy(() -> BotScenarios.in(folder))
        .isInstanceOf(BotFlowException.class)
        .hasMessage(
            folder
                + ": expected at least 1 scenario in scenarios/*.yaml, scenarios/*.csv or the sheet Scenarios of bot.xlsx, but found none");
  }

  private static void copyTo(Path folder) throws IOException {
    Path bot = BotFiles.find("tea-bar");
    try (Stream<Path> files = Files.walk(bot)) {
      for (Path file : files.toList()) {
        Path copy = folder.resolve(bot.relativize(file).toString());
        if (!Files.exists(copy)) {
          Files.copy(file, copy);
        }
      }
    }
  }
}
