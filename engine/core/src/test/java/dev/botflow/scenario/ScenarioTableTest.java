package dev.botflow.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.event.Channel;
import dev.botflow.flow.BotReader;
import dev.botflow.flow.BotSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioTableTest {
  private static final String HEADER =
      "Scenario,At,Channel,User does,Expect rule,Expect flow,Expect says,Expect saved,Expect state\n";

  private final Findings findings = new Findings();
  private final BotSettings settings =
      BotReader.settings("bot.yaml", "bot: test\ntime_zone: Europe/Brussels\n", findings);

  private List<Scenario> read(String csv) {
    return new ScenarioReader(settings, findings).readTable("scenarios/a.csv", csv);
  }

  private List<String> told() {
    return findings.all().stream().map(Finding::sentence).toList();
  }

  @Test
  void readsARowATurn() {
    // When
    List<Scenario> scenarios = read(HEADER + """
        lost parcel,2026-03-02 10:00,"WhatsApp, RCS",says hi,R10,welcome,"*Hi* | What, now?",,waiting welcome.topic
        ,,,taps track,,,"First line
        Second",topic=track,"waiting welcome.number, attempt 0"
        lost parcel,,SMS,"after 2h, event agent_left",none,,nothing,,handled
        other,,SMS,after 30m,,,,,
        """);

    // Then
    assertThat(told()).isEmpty();
    assertThat(scenarios).extracting(Scenario::name).containsExactly("lost parcel", "other");
    Scenario lost = scenarios.get(0);
    assertThat(lost.channels()).containsExactly(Channel.WHATSAPP, Channel.RCS);
    assertThat(lost.place()).hasToString("scenarios/a.csv:2");
    assertThat(lost.setting().at()).hasToString("2026-03-02T09:00:00Z");
    assertThat(lost.turns().get(0).act()).isEqualTo(new ScenarioTurn.Act.Says("hi"));
    assertThat(lost.turns().get(0).expected())
        .containsExactly(
            new ScenarioExpectation.Rule("R10"),
            new ScenarioExpectation.Flow("welcome"),
            new ScenarioExpectation.Says(List.of("*Hi*", "What, now?")),
            new ScenarioExpectation.Waiting("welcome.topic"));
    assertThat(lost.turns().get(1).expected())
        .containsExactly(
            new ScenarioExpectation.Says(List.of("First line", "Second")),
            new ScenarioExpectation.Waiting("welcome.number"),
            new ScenarioExpectation.Attempt(0),
            new ScenarioExpectation.Saved("topic", "track"));
    assertThat(lost.turns().get(2))
        .isEqualTo(new ScenarioTurn(
            3,
            lost.turns().get(2).place(),
            Channel.SMS,
            Duration.ofHours(2),
            new ScenarioTurn.Act.Happens("agent_left", Map.of()),
            List.of(
                new ScenarioExpectation.Rule("none"),
                new ScenarioExpectation.Says(List.of()),
                new ScenarioExpectation.Outcome("handled"))));
    assertThat(scenarios.get(1).turns().get(0).act()).isEqualTo(new ScenarioTurn.Act.Waits());
  }

  @Test
  void readsWhatSpreadsheetsMakeOfIt() {
    // When
    List<Scenario> scenarios = read(
        "\uFEFF# a comment;\r\nscenario;channel;user does;stub;contact\r\n"
            + "one;SMS;says \"\" hi \"\";{ a.b: { ok: { c: 1 } } };new=false, name=Ana\r\n;;;;\r\n");

    // Then
    assertThat(told()).isEmpty();
    assertThat(scenarios).hasSize(1);
    assertThat(scenarios.get(0).setting().known()).isTrue();
    assertThat(scenarios.get(0).setting().contact()).containsEntry("name", "Ana");
    assertThat(scenarios.get(0).setting().stubs().unused()).containsExactly("a.b");
  }

  @Test
  void tellsWhatIsWrongWithItsCell() {
    // When
    read("Scenario,Chanel,User does,Expect state\none,SMS,shouts hi,sleeping\n");
    read("Name,Text\na,b\n");

    // Then
    assertThat(told())
        .containsExactly(
            "scenarios/a.csv:1: Chanel: expected the header of a column, but was \"Chanel\" (did you mean \"Channel\"?)",
            "scenarios/a.csv:2: User does: expected says TEXT, taps CHOICE, event NAME or after 30m, but was \"shouts hi\"",
            "scenarios/a.csv:2: Expect state: expected waiting STEP, attempt NUMBER, handover QUEUE, called ACTION or one of handled, ignored, suppressed, unsupported, failed, duplicate, but was \"sleeping\"",
            "scenarios/a.csv:2: on: expected at least 1 channel, but was missing",
            "scenarios/a.csv:2: turns[0]: expected user, tap, event or after, but was none of them",
            "scenarios/a.csv: expected a header row with the column Scenario, but found none");
  }

  @Test
  void standsBesideYamlInTheFolder(@TempDir Path bot) throws IOException {
    // Given
    Files.createDirectories(bot.resolve("scenarios"));
    Files.writeString(bot.resolve("scenarios/a.csv"), HEADER + "from a table,,SMS,says hi,,,,,\n");
    Files.writeString(
        bot.resolve("scenarios/b.yaml"),
        "scenario: from yaml\non: [SMS]\nturns: [ { user: hi } ]\n");

    // Then
    assertThat(ScenarioFolder.read(bot, settings, findings))
        .extracting(Scenario::name)
        .containsExactly("from a table", "from yaml");
  }
}
