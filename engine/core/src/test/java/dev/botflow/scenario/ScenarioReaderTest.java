package dev.botflow.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.event.Channel;
import dev.botflow.flow.BotSettings;
import dev.botflow.flow.read.BotReader;
import dev.botflow.session.Call;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioReaderTest {
  private final Findings findings = new Findings();
  private final BotSettings settings = BotReader.settings(
      "bot.yaml", "bot: test\ntime_zone: Europe/Brussels\nchannels: [CHAT]\n", findings);

  private List<Scenario> read(String yaml) {
    return new ScenarioReader(settings, findings).read("scenarios/a.yaml", yaml);
  }

  private List<String> reported() {
    return findings.all().stream().map(Finding::sentence).toList();
  }

  @Test
  void readsAScenarioAsTheDocumentsWriteIt() {
    List<Scenario> scenarios = read("""
        scenario: newcomer with a lost parcel
        at: 2026-03-02T10:00:00+01:00
        on: [WHATSAPP, RCS]                          # runs once per channel
        contact: { new: true, name: Ana }
        stub: { shop.findOrder: { ok: { status: lost } } }
        turns:
        - { user: hi,           expect: { rule: R10, flow: welcome, says: ["*Hi Ana*", "What do you need?"], waiting: welcome.topic } }
        - { tap: track,         expect: { waiting: welcome.number } }
        - { user: "12",         expect: { says: ["That is not like*"], attempt: 1 } }
        - { user: "LC-004217",  expect: { called: shop.findOrder, handover: orders } }
        - { after: 2h, event: agent_left, expect: { says: ["Thanks for*"] } }
        """);

    assertThat(reported()).isEmpty();
    assertThat(scenarios).hasSize(1);
    Scenario scenario = scenarios.get(0);
    assertThat(scenario.name()).isEqualTo("newcomer with a lost parcel");
    assertThat(scenario.setting().at()).isEqualTo(Instant.parse("2026-03-02T09:00:00Z"));
    assertThat(scenario.setting().known()).isFalse();
    assertThat(scenario.setting().contact()).isEqualTo(Map.of("name", "Ana"));
    assertThat(scenario.channels()).containsExactly(Channel.WHATSAPP, Channel.RCS);
    assertThat(scenario.turns().get(0).expected())
        .containsExactly(
            new ScenarioExpectation.Rule("R10"),
            new ScenarioExpectation.Flow("welcome"),
            new ScenarioExpectation.Says(List.of("*Hi Ana*", "What do you need?")),
            new ScenarioExpectation.Waiting("welcome.topic"));
    assertThat(scenario.turns().get(1).act()).isEqualTo(new ScenarioTurn.Act.Taps("track"));
    assertThat(scenario.turns().get(3).expected())
        .containsExactly(
            new ScenarioExpectation.Called(List.of("shop.findOrder")),
            new ScenarioExpectation.Handover("orders"));
    ScenarioTurn last = scenario.turns().get(4);
    assertThat(last.after()).isEqualTo(Duration.ofHours(2));
    assertThat(last.act()).isEqualTo(new ScenarioTurn.Act.Happens("agent_left", Map.of()));
    assertThat(last.place()).hasToString("scenarios/a.yaml:11");
  }

  @Test
  void readsWhatHoldsBeforeTheFirstTurn() {
    Scenario scenario = read("""
        scenario: a good customer
        at: 2026-03-02 10:00
        on: Viber
        contact: { new: false, opted_out: true, language: nl, tags: [vip], zip: "0612" }
        session: { cart: full }
        facts: { spend: 1000, trial: false, phone: +32470123456 }
        turns: [ { after: 1d } ]
        """).get(0);

    assertThat(reported()).isEmpty();
    assertThat(scenario.channels()).containsExactly(Channel.VIBER, Channel.VIBERBM);
    ScenarioSetting setting = scenario.setting();
    assertThat(setting.at()).isEqualTo(Instant.parse("2026-03-02T09:00:00Z"));
    assertThat(setting.known()).isTrue();
    assertThat(setting.optedOut()).isTrue();
    assertThat(setting.contact())
        .isEqualTo(Map.of("language", "nl", "tags", List.of("vip"), "zip", "0612"));
    assertThat(setting.session()).isEqualTo(Map.of("cart", "full"));
    assertThat(setting.facts())
        .isEqualTo(Map.of("spend", new BigDecimal(1000), "trial", false, "phone", "+32470123456"));
  }

  @Test
  void readsEveryExpectation() {
    ScenarioTurn turn = read("""
        scenario: all
        on: [CHAT]
        turns:
        - event: cart abandoned
          with: { total: 12.5 }
          on: SMS
          expect:
            called: { shop.findOrder: { number: LC-004217 } }
            saved: { topic: track, contact.name: }
            state: handled
            outcome: suppressed
            decision: start
        """).get(0).turns().get(0);

    assertThat(reported()).isEmpty();
    assertThat(turn.on()).isEqualTo(Channel.SMS);
    assertThat(turn.act())
        .isEqualTo(new ScenarioTurn.Act.Happens(
            "cart abandoned", Map.of("total", new BigDecimal("12.5"))));
    assertThat(turn.expected())
        .containsExactly(
            new ScenarioExpectation.Called(List.of("shop.findOrder")),
            new ScenarioExpectation.CalledWith(
                Call.Kind.ACTION, "shop.findOrder", Map.of("number", "LC-004217")),
            new ScenarioExpectation.Saved("topic", "track"),
            new ScenarioExpectation.Saved("contact.name", ""),
            new ScenarioExpectation.Outcome("handled"),
            new ScenarioExpectation.Outcome("suppressed"),
            new ScenarioExpectation.Decided("start"));
  }

  @Test
  void tellsEverythingWrongAtOnceWithItsLine() {
    List<Scenario> scenarios = read("""
        scenaro: typo
        at: monday
        on: [WHATSAP]
        contact: { new: perhaps }
        stub: { shop.findOrder: lost }
        turns:
        - { user: hi, tap: track }
        - { expect: { rule: R10 } }
        - { after: soon, expect: { state: suppresed, attempt: few } }
        - { event: timer }
        - { event: agent_lefft }
        - { user: hi, expects: {} }
        """);

    assertThat(scenarios).isEmpty();
    assertThat(reported())
        .containsExactly(
            "scenarios/a.yaml:1: scenario: expected a value, but was missing",
            "scenarios/a.yaml:2: at: expected a moment such as 2026-03-02T10:00 or"
                + " 2026-03-02T10:00:00+01:00, but was \"monday\"",
            "scenarios/a.yaml:3: on: expected a channel such as WHATSAPP, but was \"WHATSAP\""
                + " (did you mean \"WhatsApp\"?)",
            "scenarios/a.yaml:4: contact.new: expected true or false, but was \"perhaps\"",
            "scenarios/a.yaml:5: stub shop.findOrder: expected { ok: … }, { error: TEXT } or"
                + " timeout, or of a flow { says: TEXT } or { waits: TEXT }, but was \"lost\"",
            "scenarios/a.yaml:7: turns[0]: expected one of user, tap, event and receives, but was user and"
                + " tap",
            "scenarios/a.yaml:8: turns[1]: expected user, tap, event, receives or after, but was none of"
                + " them",
            "scenarios/a.yaml:9: turns[2].after: expected a duration such as 30s, 5m, 24h or 3d,"
                + " but was \"soon\"",
            "scenarios/a.yaml:9: turns[2].expect.attempt: expected how many answers missed, such"
                + " as 1, but was \"few\"",
            "scenarios/a.yaml:9: turns[2].expect.state: expected handled or ignored or suppressed"
                + " or unsupported or failed or duplicate, but was \"suppresed\" (did you mean"
                + " \"suppressed\"?)",
            reported().get(10),
            "scenarios/a.yaml:11: turns[4].event: \"agent_lefft\" counts as an event of the host"
                + " (did you mean \"agent left\"?)",
            "scenarios/a.yaml:12: turns[5].expects: expected one of user, tap, event, receives, with, after,"
                + " on, expect, but was \"expects\" (did you mean \"expect\"?)",
            "scenarios/a.yaml:1: scenaro: expected one of scenario, at, on, contact, stub,"
                + " session, facts, tags, turns, but was \"scenaro\" (did you mean \"scenario\"?)");
    assertThat(reported().get(10))
        .startsWith("scenarios/a.yaml:10: turns[3].event: expected a name of the host's, or one of"
            + " media, location, other, typing")
        .endsWith("(texts are user, buttons are tap, timers are after), but was \"timer\"");
  }

  @Test
  void readsTheGoodScenariosOfAFolderAndTellsOfTheBroken(@TempDir Path bot) throws IOException {
    Path folder = Files.createDirectory(bot.resolve("scenarios"));
    Files.writeString(folder.resolve("b.yaml"), """
        - { scenario: one, on: SMS, turns: [ { user: hi } ] }
        - { scenario: two, on: SMS, turns: [] }
        - { scenario: one, on: SMS, turns: [ { user: hi } ] }
        """);
    Files.writeString(folder.resolve("a.yml"), "scenario: [");
    Files.write(folder.resolve("c.yaml"), new byte[] {(byte) 0xE9});
    Files.writeString(folder.resolve("notes.txt"), "nothing to read");

    List<Scenario> scenarios =
        ScenarioFolder.read(bot, settings, (file, content, found) -> Optional.empty(), findings);

    assertThat(scenarios).extracting(Scenario::name).containsExactly("one", "one");
    assertThat(reported().get(0))
        .startsWith("scenarios/a.yml:1: expected a value, but the text ends");
    assertThat(reported().subList(1, 4))
        .containsExactly(
            "scenarios/b.yaml:2: turns: expected at least 1 turn, but was 0",
            "scenarios/c.yaml:1: expected text in UTF-8 or UTF-16, but found a byte that is neither",
            "scenarios/b.yaml:3: scenario: expected a name no other scenario has, but was \"one\""
                + " a second time");
  }

  @Test
  void findsNoScenariosWhereThereIsNoFolder(@TempDir Path bot) {
    assertThat(ScenarioFolder.read(
            bot, settings, (file, content, found) -> Optional.empty(), findings))
        .isEmpty();
    assertThat(reported()).isEmpty();
  }

  @Test
  void tellsKeysThatAreAlmostKnownAndNamesAllThatWouldDo() {
    // When
    new ScenarioReader(settings, findings).read("a.yaml", """
        scenario: slips
        on: [SMS]
        contact: { nmae: Ana, plan: gold }
        turns:
        - { user: hi, expect: { sayz: [Hi] } }
        """);

    // Then
    assertThat(findings.all())
        .extracting(Finding::sentence)
        .containsExactly(
            "a.yaml:3: contact.nmae: counts as a variable of the contact; did you mean \"name\"?",
            "a.yaml:5: turns[0].expect.sayz: expected one of rule, flow, says, waiting, attempt, called, handover, saved,"
                + " state, outcome, decision, but was \"sayz\" (did you mean \"says\"?)");
  }

  @Test
  void readsScenariosInUtf16(@TempDir Path bot) throws IOException {
    Files.createDirectories(bot.resolve("scenarios"));
    String yaml =
        "\uFEFFscenario: caf\u00E9\non: SMS\nturns: [{ user: hi, expect: { rule: R1 } }]\n";
    Files.write(bot.resolve("scenarios/a.yaml"), yaml.getBytes(StandardCharsets.UTF_16LE));
    Files.write(bot.resolve("scenarios/b.yaml"), yaml.getBytes(StandardCharsets.UTF_16BE));

    List<Scenario> scenarios =
        ScenarioFolder.read(bot, settings, (file, content, told) -> Optional.empty(), findings);

    assertThat(scenarios).extracting(Scenario::name).containsExactly("caf\u00E9", "caf\u00E9");
    assertThat(findings.hasErrors()).isFalse();
  }
}
