package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.botflow.authoring.report.FindingLines;
import dev.botflow.error.Finding;
import dev.botflow.error.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Findings for the programs that show them beside a change. */
class FindingFormatsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir
  Path folder;

  private Path bot = Path.of("");

  @BeforeEach
  void makeABotWithAWrongFlow() throws IOException {
    bot = folder.resolve("bot");
    Run.botflow("new", bot.toString());
    Files.writeString(
        bot.resolve("routing.csv"), "R95,message,SMS,,,nowhere,,,\n", StandardOpenOption.APPEND);
  }

  private static Finding finding(Place place, String message) {
    return new Finding(Finding.Severity.WARNING, "a-code", place, message);
  }

  private static JsonNode sarif(String folder, Finding finding) throws IOException {
    return JSON.readTree(new FindingLines(folder, "1.2.3").sarif(List.of(finding)))
        .at("/runs/0/results/0");
  }

  @Test
  void aWorkflowOfGitHubGetsAnAnnotationForEachFindingAtItsLine() throws IOException {
    // When
    Run run = Run.botflow("check", bot.toString(), "--format", "github");

    // Then
    int line = Files.readAllLines(bot.resolve("routing.csv")).size();
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out())
        .contains("::error file=" + bot + "/routing.csv,line=" + line
            + ",title=unknown-flow::routing.csv:" + line + ": R95: Go to flow: expected ");
    assertThat(run.out().lines()).allMatch(one -> one.startsWith("::"));
  }

  @Test
  void whatACommandOfGitHubReadsAsItsOwnIsWrittenInPerCents() {
    // When
    String line = new FindingLines("./bots/a,b/", "1.2.3")
        .github(finding(Place.of("flows/100%.yaml", 3), "50 % of it: wrong"));

    // Then
    assertThat(line)
        .isEqualTo("::warning file=bots/a%2Cb/flows/100%25.yaml,line=3,title=a-code::"
            + "flows/100%25.yaml:3: 50 %25 of it: wrong");
  }

  @Test
  void aSarifLogHasTheRuleThePlaceAndTheSentence() throws IOException {
    // When
    Run run = Run.botflow("check", bot.toString(), "--format", "sarif");

    // Then
    JsonNode log = JSON.readTree(run.out());
    assertThat(log.path("version").asText()).isEqualTo("2.1.0");
    JsonNode result = log.at("/runs/0/results/0");
    int rule = result.path("ruleIndex").asInt(-1);
    assertThat(log.at("/runs/0/tool/driver/rules/" + rule + "/id").asText())
        .isEqualTo(result.path("ruleId").asText())
        .isEqualTo("unknown-flow");
    assertThat(result.path("level").asText()).isEqualTo("error");
    assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri").asText())
        .endsWith("bot/routing.csv");
    assertThat(result.at("/locations/0/physicalLocation/region/startLine").asInt())
        .isEqualTo(Files.readAllLines(bot.resolve("routing.csv")).size());
    assertThat(result.at("/locations/0/logicalLocations/0/fullyQualifiedName").asText())
        .isEqualTo("R95/Go to flow");
    assertThat(result.at("/message/text").asText()).contains("nowhere");
    assertThat(run.exit()).isEqualTo(1);
  }

  @Test
  void aBotWithNothingWrongIsALogWithoutResults() throws IOException {
    // Given
    Path fine = folder.resolve("fine");
    Run.botflow("new", fine.toString());

    // When
    Run run = Run.botflow("check", fine.toString(), "--format", "sarif");

    // Then
    assertThat(JSON.readTree(run.out()).at("/runs/0/results")).isEmpty();
    assertThat(JSON.readTree(run.out()).at("/runs/0/results").isArray()).isTrue();
    assertThat(run.exit()).isZero();
  }

  @Test
  void aSheetIsNamedByItsWorkbookWithoutALineOfAnotherFile() throws IOException {
    // When
    JsonNode result = sarif(".", finding(Place.of("bot.xlsx#Routing", 7).row("R10", "Says"), "no"));

    // Then
    assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri").asText())
        .isEqualTo("bot.xlsx");
    assertThat(result.at("/locations/0/physicalLocation").has("region")).isFalse();
    assertThat(result.at("/message/text").asText()).contains("sheet Routing line 7");
  }

  @Test
  void aPathWithBlanksAndLettersOfAnyScriptIsAUri() throws IOException {
    // When
    JsonNode result = sarif("my bots", finding(Place.of("flows/größe 1+.yaml"), "no"));

    // Then
    assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri").asText())
        .isEqualTo("my%20bots/flows/gr%C3%B6%C3%9Fe%201%2B.yaml");
  }

  @Test
  void aFindingWhoseLineMovedKeepsItsFingerprint() throws IOException {
    // When
    String before =
        print(sarif("bot", finding(Place.of("routing.csv", 4).row("R1", "Says"), "no")));
    String moved = print(sarif("bot", finding(Place.of("routing.csv", 9).row("R1", "Says"), "no")));
    String other = print(sarif("bot", finding(Place.of("routing.csv", 4).row("R2", "Says"), "no")));

    // Then
    assertThat(moved).isEqualTo(before).hasSize(32);
    assertThat(other).isNotEqualTo(before);
  }

  private static String print(JsonNode result) {
    return result.at("/partialFingerprints/botflow~1v1").asText();
  }

  @Test
  void formatsThatAreNoneOrDoNotGoTogetherAreRefusedInOneSentence() {
    assertThat(check("--format", "xml").err())
        .contains("--format: expected text, json, github or sarif, but was \"xml\"");
    assertThat(check("--format", "github", "--json").err())
        .contains("--format: expected nothing beside --json, but was \"github\"");
    assertThat(check("--format", "sarif", "--off").err()).contains("expected one log of findings");
    assertThat(check("--format", "json").out()).isEqualTo(check("--json").out());
  }

  private Run check(String... options) {
    String[] all =
        java.util.Arrays.copyOf(new String[] {"check", bot.toString()}, 2 + options.length);
    System.arraycopy(options, 0, all, 2, options.length);
    return Run.botflow(all);
  }
}
