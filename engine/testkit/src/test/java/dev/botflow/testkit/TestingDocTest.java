package dev.botflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.error.Findings;
import dev.botflow.routing.BotVersion;
import dev.botflow.scenario.Scenario;
import dev.botflow.scenario.ScenarioReader;
import dev.botflow.scenario.ScenarioResult;
import dev.botflow.scenario.ScenarioRunner;
import dev.botflow.table.sheet.BotSheets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the sample's pages on testing show is what the build compiles and runs. */
class TestingDocTest {
  private static final Path SAMPLE = Path.of("../../samples/leaf-shop");

  private static List<String> blocks(String language) throws IOException {
    List<String> blocks = new ArrayList<>();
    String text = Files.readString(SAMPLE.resolve("TESTING.md"));
    String fence = "```" + language + "\n";
    for (int at = text.indexOf(fence); at >= 0; at = text.indexOf(fence, at)) {
      at += fence.length();
      blocks.add(text.substring(at, text.indexOf("```", at)));
    }
    return blocks;
  }

  @Test
  void theJavaIsTheExampleThatRuns() throws IOException {
    // Given
    String example =
        Files.readString(Path.of("src/test/java/dev/botflow/testkit/LeafShopExampleTest.java"));
    int begin = example.indexOf("// docs:begin\n") + "// docs:begin\n".length();

    // Then
    assertThat(blocks("java"))
        .containsExactly(example.substring(begin, example.indexOf("// docs:end")));
  }

  @Test
  void theScenariosPass() throws IOException {
    // Given
    BotVersion bot = BotFiles.load(SAMPLE.resolve("bot"), false);
    Findings findings = new Findings();
    ScenarioReader reader = new ScenarioReader(bot.bot().settings(), findings);
    List<Scenario> scenarios = new ArrayList<>();
    for (String yaml : blocks("yaml")) {
      scenarios.addAll(reader.read("TESTING.md", yaml));
    }
    for (String csv : blocks("csv")) {
      BotSheets.scenarios("TESTING.csv", csv.getBytes(StandardCharsets.UTF_8), findings)
          .ifPresent(sheet -> scenarios.addAll(reader.readTable(sheet)));
    }

    // When
    List<ScenarioResult> results = new ScenarioRunner(bot).run(scenarios);

    // Then
    assertThat(findings.all()).isEmpty();
    assertThat(results).hasSize(4).allMatch(ScenarioResult::passed);
  }
}
