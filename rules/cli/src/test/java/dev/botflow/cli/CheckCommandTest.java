package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.authoring.io.InputText;
import dev.botflow.authoring.io.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  private static final String UNKNOWN_FLOW = "T20,text,Telegram,hello,,,,ordr,wait,\n";

  /** A row for every message, without which there are gaps. */
  private static final String SOUND = "T99,message,,,,,,order,wait,\n";

  @TempDir
  Path folder;

  @Test
  void tellsTheRowsThatNoRecordedEventWasDecidedBy() {
    Run run =
        Run.botflow("check", TeaHouse.BOT, "--events", TeaHouse.event("monday.jsonl"), "--json");

    List<String> unused = run.lines().stream()
        .map(Json::read)
        .filter(line -> line.get("code").asText().equals("unused-row"))
        .map(line -> line.get("line").asInt() + " " + line.get("rule").asText() + " "
            + line.get("message").asText())
        .toList();
    assertThat(run.err()).isEmpty();
    assertThat(unused)
        .containsExactly(
            "2 T01 none of 5 recorded events was decided by this row",
            "5 T11 none of 5 recorded events was decided by this row",
            "6 T12 none of 5 recorded events was decided by this row");
  }

  @Test
  void findsNothingInABotThatIsFine() {
    // Given
    String bot = withRow("");

    // When
    Run run = Run.botflow("check", bot);

    // Then
    assertThat(run).isEqualTo(new Run(0, "bot: 0 errors, 0 warnings\n", ""));
  }

  @Test
  void printsNothingForProgramsWhereNothingIsFound() {
    // Given
    String bot = withRow("");

    // When
    Run run = Run.botflow("check", bot, "--json");

    // Then
    assertThat(run).isEqualTo(new Run(0, "", ""));
  }

  private Run scenario(String turns, String... options) {
    Path there = folder.resolve("bot");
    Path bot = Files.isDirectory(there) ? there : Path.of(withRow(""));
    TeaHouse.write(
        bot.resolve("scenarios/mine.yaml"),
        "scenario: mine\nat: 2026-03-02T10:00\non: [SMS]\nturns:\n" + turns + "\n");
    List<String> arguments = new java.util.ArrayList<>(List.of("check", bot.toString()));
    arguments.addAll(List.of(options));
    return Run.botflow(arguments.toArray(String[]::new));
  }

  @Test
  void readsScenariosTooAndTellsNamesTheBotHasNot() {
    Run run = scenario(
        "- { user: hi, expect: { rule: T990, flow: ordr, waiting: order.nowhere, called: tea.brew } }");

    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains(
            "warning: scenarios/mine.yaml:5: rule: expected a row of the table, but was \"T990\" (did you"
                + " mean \"T99\"?)\n",
            "warning: scenarios/mine.yaml:5: flow: expected a flow of the bot, but was \"ordr\" (did you"
                + " mean \"order\"?)\n",
            "warning: scenarios/mine.yaml:5: waiting: expected a step as flow.step, but was"
                + " \"order.nowhere\"",
            "warning: scenarios/mine.yaml:5: called: expected an action that a flow calls, but was"
                + " \"tea.brew\"");
    assertThat(scenario("- { user: hi, expect: { rule: T99, flow: order } }").out())
        .isEqualTo("bot: 0 errors, 0 warnings\n");
  }

  @Test
  void aScenarioThatCannotBeReadIsAnError() {
    Run run = scenario("- { user: hi, expect: { wating: none } }");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out())
        .startsWith("error: scenarios/mine.yaml:5: turns[0].expect.wating: expected one of ")
        .contains("(did you mean \"waiting\"?)");
  }

  @Test
  void tellsAPartOfAResultThatIsInNoStub() {
    Path bot = Path.of(withRow(""));
    Path flow = bot.resolve("flows/order.yaml");
    TeaHouse.write(
        flow, InputText.read(flow.toString()).replace("{pot.number}", "{pot.nubmer} {pot.warmth}"));
    TeaHouse.write(
        bot.resolve("scenarios/mine.yaml"),
        "scenario: mine\non: [SMS]\nstub: { house.brew: { ok: { number: '7' } } }\nturns:\n- { user: hi, expect: { rule: T99 } }\n");

    assertThat(Run.botflow("check", bot.toString()).lines())
        .contains(
            "warning: flows/order.yaml:13: order.ready: expected a part of what house.brew answers with,"
                + " but \"pot.nubmer\" is in no stub of the scenarios (did you mean \"pot.number\"?)")
        .noneMatch(line -> line.contains("warmth"));
  }

  @Test
  void listsTheTextsThatAreMissingOnDemand() {
    Path bot = Path.of(withRow(""));
    Path settings = bot.resolve("bot.yaml");
    String german = InputText.read(settings.toString())
        .lines()
        .filter(line -> !line.startsWith("languages:"))
        .collect(java.util.stream.Collectors.joining("\n"));
    TeaHouse.write(settings, german + "\nlanguages: [en, de]\n");
    TeaHouse.write(bot.resolve("texts.csv"), "Key,de\norder.kind,Welcher Tee?\norder.hello,\n");

    assertThat(Run.botflow("check", bot.toString()).out())
        .contains("warning: texts.csv: de: expected a text for every key, but ")
        .doesNotContain("order.done");
    assertThat(Run.botflow("check", bot.toString(), "--missing-texts").lines())
        .contains(
            "warning: texts.csv:3: order.hello: de: expected a text, but it is missing; contacts read the"
                + " en one",
            "warning: texts.csv: order.done: de: expected a text, but it is missing; contacts read the en"
                + " one")
        .noneMatch(line -> line.contains("order.kind: de") || line.contains("for every key"));
  }

  @Test
  void strictFailsForWarningsToo() {
    String warned = "- { user: hi, expect: { rule: T990 } }";

    assertThat(scenario(warned).exit()).isZero();
    assertThat(scenario(warned, "--strict").exit()).isEqualTo(1);
    assertThat(scenario("- { user: hi, expect: { rule: T99 } }", "--strict").exit())
        .isZero();
  }

  @Test
  void printsEachFindingWithItsPlace() {
    // Given
    String bot = withRow(UNKNOWN_FLOW);

    // When
    Run run = Run.botflow("check", bot, "--json");

    // Then
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.lines()).hasSize(1);
    assertThat(run.out())
        .startsWith(
            "{\"severity\":\"error\",\"code\":\"unknown-flow\",\"file\":\"routing.csv\",\"line\":7,\"rule\":\"T20\","
                + "\"column\":\"Go to flow\",\"flow\":null,\"step\":null,\"message\":\"expected the name of a flow, but was \\\"ordr\\\""
                + " (did you mean \\\"order\\\"?)\",\"sample\":{\"at\":\"")
        .contains("\"given\":{},\"event\":{\"app_id\":\"sample-app\"")
        .contains(
            "\"text_message\":{\"text\":\"hello\"},\"channel_identity\":{\"channel\":\"TELEGRAM\""
                .replace("},", "}},"));
  }

  @Test
  void tellsPeopleTheSame() {
    // Given
    String bot = withRow(UNKNOWN_FLOW);

    // When
    Run run = Run.botflow("check", bot);

    // Then
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out())
        .isEqualTo(
            "error: routing.csv:7: T20: Go to flow: expected the name of a flow, but was \"ordr\""
                + " (did you mean \"order\"?)\nbot: 1 error, 0 warnings\n");
  }

  @Test
  void otherCommandsRefuseWithTheSameSentence() {
    // Given
    String bot = withRow(UNKNOWN_FLOW);
    String sentence = Run.botflow("check", bot).lines().get(0).substring("error: ".length());

    // When
    Run decide = Run.botflow("decide", bot, TeaHouse.event("whatsapp-hi.json"));
    Run play = Run.botflow("play", bot, TeaHouse.event("whatsapp-hi.json"));
    Run chat = Run.botflow("chat", bot);

    // Then
    Run refused = new Run(2, "", sentence + "\n");
    assertThat(decide).isEqualTo(refused);
    assertThat(play).isEqualTo(refused);
    assertThat(chat).isEqualTo(refused);
  }

  @Test
  void aBotThatIsWrongButRunnableCanBeForced() {
    // Given
    Path bot = TeaHouse.copy(folder.resolve("bot"));
    TeaHouse.write(
        bot.resolve("flows/gold.yaml"),
        "flow: gold\nsteps:\n- { id: one, set: { n: { add: 1 } } }\n- { id: two, set: { m: { add: 1 } }, next: one }\n");
    String given = TeaHouse.write(folder.resolve("given.yaml"), "{ returning: true, plan: gold }");

    // When
    Run refused =
        Run.botflow("decide", bot.toString(), TeaHouse.event("whatsapp-hi.json"), "--given", given);
    Run forced = Run.botflow(
        "decide",
        bot.toString(),
        TeaHouse.event("whatsapp-hi.json"),
        "--given",
        given,
        "--force",
        "--why",
        "0");

    // Then
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.out()).isEmpty();
    assertThat(forced.exit()).isZero();
    assertThat(forced.out())
        .isEqualTo(TeaHouse.event("whatsapp-hi.json") + ": start, T11 → gold\n");
    assertThat(forced.err()).isEqualTo(refused.err()).isNotEmpty();
  }

  @Test
  void aBotsOwnRulesNeedTrust() {
    // Given
    Path bot = TeaHouse.copy(folder.resolve("bot"));
    TeaHouse.write(bot.resolve("rules/spender.drl"), """
        rule "a big spender gets gold"
        when $f : Facts( number("spend") >= 1000, stage == Stage.ROUTE )
        then $f.offer(Candidate.of("big-spender").startFlow("gold")); end
        """);
    String given = TeaHouse.write(folder.resolve("given.yaml"), "spend: 1200");
    String hi = TeaHouse.event("whatsapp-hi.json");

    // When
    Run checked = Run.botflow("check", bot.toString(), "--json");
    Run refused = Run.botflow("decide", bot.toString(), hi, "--given", given);
    Run trusted =
        Run.botflow("decide", bot.toString(), hi, "--given", given, "--trust-rules", "--why", "0");

    // Then
    assertThat(checked.exit()).isEqualTo(1);
    assertThat(checked.out())
        .contains("\"code\":\"untrusted-rules\",\"file\":\"rules/spender.drl\"");
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(trusted).isEqualTo(new Run(0, hi + ": start, big-spender → gold\n", ""));
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    // When
    Run missing = Run.botflow("check", "nowhere");
    Run file = Run.botflow("check", TeaHouse.BOT + "/bot.yaml");

    // Then
    assertThat(missing)
        .isEqualTo(
            new Run(2, "", "nowhere: expected a bot's folder, but there is no such folder\n"));
    assertThat(file)
        .isEqualTo(
            new Run(2, "", TeaHouse.BOT + "/bot.yaml: expected a bot's folder, but was a file\n"));
  }

  private static final String OFF =
      "T90,text,SMS,hello,,,,order,wait,after Easter,no\nT91,text,SMS,hi,,,,bye,wait,,off\n";

  private String withRowsThatAreOff() {
    String bot = withRow("");
    Path table = Path.of(bot, "routing.csv");
    TeaHouse.write(
        table, InputText.read(table.toString()).replaceFirst(",Why\n", ",Why,Active\n") + OFF);
    return bot;
  }

  @Test
  void listsTheRowsThatAreOff() {
    String bot = withRowsThatAreOff();

    assertThat(Run.botflow("check", bot, "--off", "--strict")).isEqualTo(new Run(0, """
            bot: 0 errors, 0 warnings
            off: routing.csv:8: T90 → order (after Easter)
            off: routing.csv:9: T91 → bye
            rows that are off: 2
            """, ""));
    assertThat(Run.botflow("check", bot, "--off", "--json").lines())
        .containsExactly(
            "{\"off\":\"T90\",\"file\":\"routing.csv\",\"line\":8,\"flow\":\"order\",\"why\":\"after Easter\"}",
            "{\"off\":\"T91\",\"file\":\"routing.csv\",\"line\":9,\"flow\":\"bye\",\"why\":null}");
  }

  @Test
  void checksAgainWhenAFileChangedUntilItIsInterrupted() {
    // Given
    String bot = withRow("");
    Path table = Path.of(bot, "routing.csv");
    Watched watched = new Watched(List.of(
        () -> TeaHouse.write(table, InputText.read(table.toString()) + UNKNOWN_FLOW),
        () -> Thread.currentThread().interrupt()));

    // When
    int exit = BotFlowCommand.run(watched.streams(), "check", bot, "--watch");

    // Then
    assertThat(Thread.interrupted()).isTrue();
    assertThat(exit).isEqualTo(1);
    assertThat(watched.out())
        .startsWith("bot: 0 errors, 0 warnings\nerror: routing.csv:8: T20: Go to flow:");
  }

  private String withRow(String row) {
    Path bot = TeaHouse.copy(folder.resolve("bot"));
    Path table = bot.resolve("routing.csv");
    return Path.of(TeaHouse.write(table, InputText.read(table.toString()) + row + SOUND))
        .getParent()
        .toString();
  }
}
