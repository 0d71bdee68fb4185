package dev.botflow.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.event.Channel;
import dev.botflow.flow.BotSettings;
import dev.botflow.flow.read.BotReader;
import dev.botflow.sheet.Sheet;
import dev.botflow.table.sheet.BotSheets;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
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
    return BotSheets.scenarios("scenarios/a.csv", csv.getBytes(StandardCharsets.UTF_8), findings)
        .map(new ScenarioReader(settings, findings)::readTable)
        .orElseGet(List::of);
  }

  private List<String> reported() {
    return findings.all().stream().map(Finding::sentence).toList();
  }

  @Test
  void readsTheValuesOfAnEvent() {
    // When
    List<Scenario> scenarios = read("""
        Scenario,Channel,User does,Expect rule
        failed,WhatsApp,"event delivery failed with reason=CHANNEL_FAILURE, sub_code=A, or B",R05
        ,,event cart filled with joy,
        ,,event cart filled with items=3,
        ,,event opt_out,
        """);

    // Then
    assertThat(reported()).isEmpty();
    assertThat(scenarios.get(0).turns())
        .extracting(ScenarioTurn::act)
        .containsExactly(
            new ScenarioTurn.Act.Happens(
                "delivery failed", Map.of("reason", "CHANNEL_FAILURE", "sub_code", "A, or B")),
            new ScenarioTurn.Act.Happens("cart filled with joy", Map.of()),
            new ScenarioTurn.Act.Happens("cart filled", Map.of("items", new BigDecimal(3))),
            new ScenarioTurn.Act.Happens("opt_out", Map.of()));
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
    assertThat(reported()).isEmpty();
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
    assertThat(reported()).isEmpty();
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
    assertThat(reported())
        .containsExactly(
            "scenarios/a.csv:1: Chanel: expected the header of a column, but was \"Chanel\" (did you mean \"Channel\"?)",
            "scenarios/a.csv:2: User does: expected says TEXT, taps CHOICE, event NAME, receives FILE or after 30m, but was \"shouts hi\"",
            "scenarios/a.csv:2: Expect state: expected waiting STEP, attempt NUMBER, handover QUEUE, called ACTION or one of handled, ignored, suppressed, unsupported, failed, duplicate, but was \"sleeping\"",
            "scenarios/a.csv:2: Channel: expected at least 1 channel, but was missing",
            "scenarios/a.csv: expected a header row with the column Scenario, but found none");
  }

  @Test
  void tellsEveryMistakeByItsColumn() {
    // When
    List<Scenario> scenarios = read(HEADER.strip() + """
            ,Contact,Stub
            ,soon,Fax,,,,,,,new=maybe,
            one,,SMS,,,,,,,,"{ a.b: often }"
            ,,,taps,,,,,"attempt few, waiting",
            ,,,after soon,,,,,,
            two,,SMS,says hi,,,,topic,asleep,
            three,,SMS,says hi,,,,,,,"{ a.b: "
            fine,,SMS,says hi,,,,,,
            """);

    // Then
    assertThat(reported())
        .containsExactly(
            "scenarios/a.csv:2: User does: expected says TEXT, taps CHOICE, event NAME, receives FILE or after 30m, but was blank",
            "scenarios/a.csv:2: Scenario: expected a value, but was blank",
            "scenarios/a.csv:2: At: expected a moment such as 2026-03-02T10:00 or 2026-03-02T10:00:00+01:00, but was \"soon\"",
            "scenarios/a.csv:2: Channel: expected a channel such as WHATSAPP, but was \"Fax\"",
            "scenarios/a.csv:2: Contact: new: expected true or false, but was \"maybe\"",
            "scenarios/a.csv:3: User does: expected says TEXT, taps CHOICE, event NAME, receives FILE or after 30m, but was blank",
            "scenarios/a.csv:3: Stub: a.b: expected { ok: … }, { error: TEXT } or timeout, or of a flow { says: TEXT } or { waits: TEXT }, but was \"often\"",
            "scenarios/a.csv:4: User does: expected says TEXT, taps CHOICE, event NAME, receives FILE or after 30m, but was \"taps\"",
            "scenarios/a.csv:4: Expect state: expected waiting STEP, attempt NUMBER, handover QUEUE, called ACTION or one of handled, ignored, suppressed, unsupported, failed, duplicate, but was \"waiting\"",
            "scenarios/a.csv:5: User does: expected a duration such as 30s, 5m, 24h or 3d, but was \"soon\"",
            "scenarios/a.csv:6: Expect saved: expected name=value, several with commas, but was \"topic\"",
            "scenarios/a.csv:6: Expect state: expected waiting STEP, attempt NUMBER, handover QUEUE, called ACTION or one of handled, ignored, suppressed, unsupported, failed, duplicate, but was \"asleep\"",
            "scenarios/a.csv:7: Stub: expected a value, but the text ends");
    assertThat(scenarios).extracting(Scenario::name).containsExactly("fine");
  }

  @Test
  void refusesAQuoteThatIsNotClosedSinceItWouldHideTheRowsBelow() {
    // When
    List<Scenario> scenarios = read("""
        Scenario,Channel,User does,Expect rule
        one,SMS,says hi,R1
        two,SMS,"says hi,R99
        three,SMS,says hi,R99
        """);
    read("Scenario,Channel,User does\none,SMS,\"says hi\" there\n");

    // Then
    assertThat(scenarios).isEmpty();
    assertThat(reported())
        .containsExactly(
            "scenarios/a.csv:3: expected cells that end where their quotes do, but a quote in this row is not closed, or text follows it",
            "scenarios/a.csv:2: expected cells that end where their quotes do, but a quote in this row is not closed, or text follows it");
  }

  @Test
  void refusesCellsThatNoColumnWouldRead() {
    // When
    List<Scenario> scenarios = read("""
        Scenario,Channel,User does,,Expect rule,Expect rule
        one,SMS,says hi,waiting a.b,R1,R2
        two,SMS,says hello, there,R1,R2,R3
        #REF!,SMS,says hi,,R1,R1
        """);

    // Then
    assertThat(scenarios).isEmpty();
    assertThat(reported())
        .containsExactly(
            "scenarios/a.csv:4: expected plain text in the first cell, but was \"#REF!\", an error of the spreadsheet",
            "scenarios/a.csv:1: Expect rule: expected each column once, but \"Expect rule\" stands here again",
            "scenarios/a.csv:2: expected a header above every cell, but cell D2 has none",
            "scenarios/a.csv:3: expected 6 cells as the header has, but found 7; a cell with the separator in it needs double quotes around it");
  }

  @Test
  void namesSheetAndCellOfAWorkbook() {
    // When
    List<Scenario> scenarios = new ScenarioReader(settings, findings)
        .readTable(new Sheet(
            "bot.xlsx#Scenarios",
            3,
            List.of("Scenario", "Channel", "User does", "Expect state"),
            List.of(1, 2, 3, 4),
            List.of(
                new Sheet.Row(4, List.of("one", "Fax", "says hi", "waiting welcome.topic")),
                new Sheet.Row(6, List.of("", "", "shouts hi")),
                new Sheet.Row(7, List.of("two", "SMS", "says hi", "attempt 1")))));

    // Then
    assertThat(reported())
        .containsExactly(
            "bot.xlsx sheet Scenarios line 4: Channel: cell C4: expected a channel such as WHATSAPP, but was \"Fax\"",
            "bot.xlsx sheet Scenarios line 6: User does: cell D6: expected says TEXT, taps CHOICE, event NAME, receives FILE or after 30m, but was \"shouts hi\"");
    assertThat(scenarios).extracting(Scenario::name).containsExactly("two");
    assertThat(scenarios.get(0).turns().get(0).place())
        .hasToString("bot.xlsx sheet Scenarios line 7");
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
    assertThat(ScenarioFolder.read(bot, settings, BotSheets::scenarios, findings))
        .extracting(Scenario::name)
        .containsExactly("from a table", "from yaml");
  }
}
