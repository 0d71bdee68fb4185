package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCommandTest {
  private static final String GREEN = """
      scenario: green tea
      at: 2026-03-02T10:00:00+01:00
      on: [WHATSAPP]
      contact: { new: true }
      stub: { house.brew: { ok: { number: 7 } } }
      turns:
      - { user: hi,    expect: { rule: T10, flow: order, waiting: order.kind } }
      - { tap: green,  expect: { says: ["Your green tea is in pot 7."] } }
      """;

  @TempDir
  private Path folder;

  private Path bot;

  @BeforeEach
  void copyTheTeaHouse() {
    bot = TeaHouse.copy(folder.resolve("tea-house"));
  }

  private void scenario(String file, String text) {
    TeaHouse.write(bot.resolve("scenarios").resolve(file), text);
  }

  private Run test(String... more) {
    String[] command = new String[more.length + 2];
    command[0] = "test";
    command[1] = bot.toString();
    System.arraycopy(more, 0, command, 2, more.length);
    return Run.botflow(command);
  }

  @Test
  void printsALineAScenarioAndChannelAndThenTheCoverage() throws IOException {
    // Given
    scenario("green.yaml", GREEN);

    // When
    Run run = test("--json");

    // Then
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.lines().get(0))
        .isEqualTo(
            "{\"scenario\":\"green tea\",\"channel\":\"WHATSAPP\",\"passed\":true,\"turn\":null,\"expected\":null,\"found\":null,\"pairs\":null,\"again\":null}");
    assertThat(run.lines().get(1))
        .startsWith(
            "{\"coverage\":{\"rows\":{\"covered\":[\"T10\"],\"missed\":[\"T01\",\"T02\",\"T11\",\"T12\"]},\"steps\":{\"covered\":[")
        .contains(
            "\"choices\":{\"covered\":[\"order.kind.green\"],\"missed\":[\"order.kind.black\"")
        .contains("\"channels\":{\"covered\":[\"WHATSAPP\"],\"missed\":[\"SMS\"]}");
    assertThat(run.lines()).hasSize(2);
  }

  @Test
  void playsTheScenariosOfATagAlone() {
    scenario("green.yaml", GREEN);
    scenario("smoke.yaml", GREEN.replace("green tea\n", "smoke\ntags: [Smoke, daily]\n"));
    scenario(
        "table.csv",
        "Scenario,Channel,User does,Expect rule,Tags\nhello,SMS,says hi,T12,\"daily, sms\"\n");

    assertThat(test("--tag", "smoke", "--json").lines())
        .filteredOn(line -> line.startsWith("{\"scenario"))
        .singleElement()
        .asString()
        .contains("\"scenario\":\"smoke\"");
    assertThat(test("--tag", "sms", "--tag", "smoke", "--json").lines()).hasSize(3);
    assertThat(test("--tag", "nightly").err())
        .isEqualTo(bot + ": expected at least 1 scenario with the tag nightly, but found none\n");
  }

  @Test
  void tellsWhatFailedAndWhyAndGoesOnWithTheOthers() throws IOException {
    // Given
    scenario("a.yaml", GREEN.replace("rule: T10", "rule: T11"));
    scenario("b.yaml", "scenario: [");
    scenario("c.yaml", GREEN);

    // When
    Run json = test("--json");
    Run text = test();

    // Then
    assertThat(json.exit()).isEqualTo(1);
    assertThat(json.lines().get(0))
        .startsWith("{\"scenario\":\"scenarios/b.yaml:")
        .contains("\"passed\":false")
        .contains("\"expected\":\"a scenario that can be read\"");
    assertThat(json.lines().get(1))
        .isEqualTo(
            "{\"scenario\":\"green tea\",\"channel\":\"WHATSAPP\",\"passed\":false,\"turn\":1,\"expected\":\"rule T11\",\"found\":\"rule T10\","
                + "\"pairs\":[{\"expected\":\"rule T11\",\"found\":\"rule T10\",\"same\":false}],"
                + "\"again\":{\"chat\":[\"--channel\",\"WHATSAPP\",\"--at\",\"2026-03-02T09:00:00Z\"],"
                + "\"lines\":[\"/say hi\"]}}");
    assertThat(json.lines().get(2)).contains("\"passed\":true");
    assertThat(text.exit()).isEqualTo(1);
    assertThat(text.out())
        .contains("        scenarios/a.yaml:7: green tea [WHATSAPP]: turn 1\n"
            + "          expected rule T11\n          found    rule T10\n          decided by row T10, Go to flow \"order\"\n"
            + "          Steps that spoke: order.hello, order.kind\n"
            + "          T11 did not fit: ")
        .contains("passed  green tea [WHATSAPP]\n\n1 of 3 passed\n");
  }

  @Test
  void playsTheScenariosOfANameAlone() {
    scenario("green.yaml", GREEN);
    scenario("other.yaml", GREEN.replace("green tea\n", "black tea\ntags: [daily]\n"));

    assertThat(test("--only", "Green Tea", "--json").lines()).hasSize(2);
    assertThat(test("--only", "*tea", "--json").lines()).hasSize(3);
    assertThat(test("--only", "*tea", "--tag", "daily", "--json").lines())
        .hasSize(2)
        .first()
        .asString()
        .contains("\"scenario\":\"black tea\"");
    assertThat(test("--only", "gren tea"))
        .isEqualTo(
            new Run(
                2,
                "",
                bot
                    + ": expected at least 1 scenario called gren tea, but found none (did you mean \"green tea\"?)\n"));
    assertThat(test("--only", "green tea", "--tag", "daily").err())
        .startsWith(
            bot + ": expected at least 1 scenario called green tea with the tag daily, but");
  }

  @Test
  void showsExpectedAndFoundSideBySideMessageByMessage() {
    scenario(
        "a.yaml",
        GREEN.replace(
            "says: [\"Your green tea is in pot 7.\"]",
            "rule: T11, says: [\"Your green tea is in pot 7.\", \"And a word that is long enough that it does not fit into a column\"]"));

    assertThat(test().out()).contains("""
                      expected                                       found
                      rule T11                                     | rule none
                      says "Your green tea is in pot 7."             says "Your green tea is in pot 7."
                      says "And a word that is long enough that it | nothing
                      does not fit into a column"
          """);
  }

  /** What is printed is typed: the talk comes to the same. */
  @Test
  void tellsWhatToTypeToSeeItAgain() {
    scenario(
        "a.yaml",
        GREEN
            .replace("{ tap: green,", "{ after: 90s, event: typing }\n- { tap: green,")
            .replace("pot 7", "pot 8"));

    Run run = test();

    assertThat(run.out()).contains("""
                Again: botflow test BOT --only "green tea", or botflow chat BOT --channel WHATSAPP --at 2026-03-02T09:00:00Z, --stub FILE with its stub, and
                  /say hi
                  /time +90s
                  /event typing
                  /tap green
        """);
    String typed = run.out()
        .lines()
        .dropWhile(line -> !line.contains("Again:"))
        .skip(1)
        .takeWhile(line -> line.startsWith("          /"))
        .map(String::strip)
        .collect(Collectors.joining("\n"));
    Run chat = Run.typing(
        typed,
        "chat",
        bot.toString(),
        "--channel",
        "WHATSAPP",
        "--at",
        "2026-03-02T09:00:00Z",
        "--stub",
        TeaHouse.write(folder.resolve("s.stub.yaml"), "{ house.brew: { ok: { number: 7 } } }"));
    assertThat(chat.err()).isEmpty();
    assertThat(chat.out()).contains("Your green tea is in pot 7.");
  }

  @Test
  void playsAgainWhenAFileChangedUntilItIsInterrupted() {
    scenario("green.yaml", GREEN);
    List<Runnable> changes = new ArrayList<>(List.of(
        () -> TeaHouse.write(bot.resolve("flows/order.yaml"), "flow: ["),
        () -> Thread.currentThread().interrupt()));
    Watched watched = new Watched(changes);

    int exit = BotFlowCommand.run(watched.streams(), "test", bot.toString(), "--watch");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(exit).isEqualTo(1);
    assertThat(watched.out()).startsWith("passed  green tea [WHATSAPP]\n");
    assertThat(watched.err()).contains("flows/order.yaml");
  }

  @Test
  void failsBelowAThresholdAndNamesWhatIsMissing() throws IOException {
    // Given
    scenario("green.yaml", GREEN);

    // When
    Run run = test("--min-rows", "50", "--min-steps", "10", "--min-mutation", "99");

    // Then
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .startsWith(
            "test: expected at least 50 % of the rows to be covered, but was 20 % (missed T01, T02, T11, T12)\n"
                + "test: expected at least 99 % of the changes to be noticed, but was ");
  }

  @Test
  void listsEachMutantTheSameWayEveryTime() throws IOException {
    // Given
    scenario("green.yaml", GREEN);

    // When
    Run first = test("--json", "--mutate");
    Run second = test("--json", "--mutate");

    // Then
    assertThat(first).isEqualTo(second);
    assertThat(first.lines())
        .contains(
            "{\"mutant\":\"remove-row\",\"rule\":\"T10\",\"column\":null,\"noticed\":true,\"by\":[\"green tea\"]}",
            "{\"mutant\":\"negate-cell\",\"rule\":\"T10\",\"column\":\"At\",\"noticed\":true,\"by\":[\"green tea\"]}",
            "{\"mutant\":\"widen-cell\",\"rule\":\"T10\",\"column\":\"At\",\"noticed\":false,\"by\":[]}");
  }

  @Test
  void writesWhatBuildServersRead() throws IOException {
    // Given
    scenario(
        "green.yaml",
        GREEN
            .replace("scenario: green tea", "scenario: \"green & <hot>\"")
            .replace("waiting: order.kind", "waiting: order.milk"));
    Path xml = folder.resolve("out/test.xml");

    // When
    Run run = test("--junit", xml.toString());

    // Then
    assertThat(run.exit()).isEqualTo(1);
    assertThat(Files.readString(xml))
        .startsWith(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<testsuite name=\"tea-house\" tests=\"1\" failures=\"1\" errors=\"0\" skipped=\"0\">\n"
                + "  <testcase classname=\"scenarios.green_yaml\" name=\"green &amp; &lt;hot&gt; [WHATSAPP]\">\n"
                + "    <failure message=\"turn 1: expected waiting order.milk, but found waiting order.kind\">");
  }

  @Test
  void showsAScenarioAsEachChannelWould() throws IOException {
    // Given
    scenario("green.yaml", GREEN);

    // When
    Run run = test("--channels", "WhatsApp, SMS");
    Run json = test("--channels", "all", "--json");

    // Then
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .startsWith("green tea\n\n1. user: hi\n  WHATSAPP")
        .contains("SMS")
        .contains("2. tap: green");
    assertThat(json.lines().get(0))
        .startsWith(
            "{\"scenario\":\"green tea\",\"turn\":1,\"did\":\"user: hi\",\"channel\":\"WHATSAPP\",\"messages\":[{");
  }

  @Test
  void refusesThresholdsThatAreNoPerCentAndThoseOfAShow() {
    // Given
    scenario("green.yaml", GREEN);

    // Then
    assertThat(test("--min-rows", "101"))
        .isEqualTo(
            new Run(
                2,
                "",
                "botflow test: --min-rows: expected a per cent from 0 to 100, but was 101 (see botflow test --help)\n"));
    assertThat(test("--min-mutation", "-1").exit()).isEqualTo(2);
    assertThat(test("--channels", "all", "--min-steps", "50", "--junit", "x.xml"))
        .isEqualTo(new Run(
            2,
            "",
            "botflow test: --channels shows the scenarios and tests nothing: expected it without --min-steps, --junit"
                + " (see botflow test --help)\n"));
  }

  @Test
  void failsBelowThresholdsOfChoicesAndChannelsToo() {
    // Given
    scenario("green.yaml", GREEN);

    // When
    Run run = test("--min-choices", "80", "--min-channels", "100", "--min-decisions", "100");

    // Then
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("test: expected at least 80 % of the choices to be covered, but was ")
        .contains(
            "test: expected at least 100 % of the channels to be covered, but was 50 % (missed SMS)\n");
  }

  @Test
  void warnsOfFilesItDoesNotReadAndOfScenariosThatExpectNothing() {
    // Given
    scenario("green.yaml", GREEN);
    scenario("UP.YAML", GREEN);
    scenario("note.json", "{}");
    scenario("old/green.yaml", GREEN);
    scenario(".draft", "");
    scenario("shy.yaml", "# nothing yet\nscenario: shy\non: [SMS]\nturns:\n- { user: hi }\n");

    // When
    Run run = test();

    // Then
    assertThat(run.exit()).isZero();
    assertThat(run.err()).isEqualTo("""
            warning: scenarios/shy.yaml:2: expected at least 1 expectation in the scenario "shy", but was 0: it passes whatever the bot says
            warning: scenarios/UP.YAML: expected a file whose name ends in .yaml, .yml, .csv, but does not: it is not read
            warning: scenarios/note.json: expected a file whose name ends in .yaml, .yml, .csv, but does not: it is not read
            warning: scenarios/old/: expected a file whose name ends in .yaml, .yml, .csv, but was a folder: nothing in it is read
            """);
    assertThat(run.out()).contains("2 of 2 passed");
  }

  @Test
  void refusesABotWithoutScenarios() {
    // When
    Run run = test();

    // Then
    assertThat(run)
        .isEqualTo(
            new Run(
                2,
                "",
                bot
                    + ": expected at least 1 scenario in scenarios/*.yaml, scenarios/*.csv or the sheet Scenarios of bot.xlsx, but found none\n"));
  }

  /** The bot's workbook with nothing but the sheet Scenarios. */
  private void sheet(String[]... rows) {
    try (OutputStream out = Files.newOutputStream(bot.resolve("bot.xlsx"));
        Workbook workbook = new Workbook(out, "test", "1.0")) {
      Worksheet sheet = workbook.newWorksheet("Scenarios");
      for (int row = 0; row < rows.length; row++) {
        for (int column = 0; column < rows[row].length; column++) {
          sheet.value(row, column, rows[row][column]);
        }
      }
      workbook.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void playsTheSheetScenariosOfTheWorkbookBesideTheFiles() throws IOException {
    // Given
    scenario("green.yaml", GREEN);
    sheet(
        new String[] {
          "Scenario", "At", "Channel", "User does", "Expect rule", "Expect state", "Stub"
        },
        new String[] {
          "tea by sheet",
          "2026-03-02 10:00",
          "WhatsApp",
          "says hi",
          "T10",
          "waiting order.kind",
          "{ house.brew: { ok: { number: 7 } } }"
        },
        new String[] {"", "", "", "taps green", "", "waiting order.milk"},
        new String[] {"shy", "2026-03-02 10:00", "Pigeon", "says hi"});

    // When
    Run text = test();
    Run json = test("--json");

    // Then
    assertThat(text.exit()).isEqualTo(1);
    assertThat(text.out())
        .startsWith(
            "FAILED  bot.xlsx sheet Scenarios line 4: Channel: cell C4: expected a channel such as WHATSAPP, but was \"Pigeon\"\n"
                + "passed  green tea [WHATSAPP]\n"
                + "FAILED  tea by sheet [WHATSAPP]\n"
                + "        bot.xlsx sheet Scenarios line 3: tea by sheet [WHATSAPP]: turn 2\n"
                + "          expected waiting order.milk\n"
                + "          found    waiting none\n");
    assertThat(json.lines().get(0))
        .startsWith("{\"scenario\":\"bot.xlsx sheet Scenarios line 4: Channel\",");
  }

  @Test
  void failsWhereAnOpenQuoteWouldHideScenarios() {
    // Given
    scenario("green.yaml", GREEN);
    scenario("more.csv", "Scenario,Channel,User does,Expect rule\nblack,SMS,\"says hi,T99\n");

    // When
    Run run = test();

    // Then
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out())
        .contains(
            "scenarios/more.csv:2: expected cells that end where their quotes do, but a quote in this row is not closed, or text follows it");
  }

  @Test
  void playsSampleEventsAsSinchSentThem() throws IOException {
    for (String event : new String[] {"whatsapp-hi.json", "whatsapp-hi-saturday.json"}) {
      TeaHouse.write(
          bot.resolve("events").resolve(event), Files.readString(Path.of(TeaHouse.event(event))));
    }
    String line = Files.readString(bot.resolve("events/whatsapp-hi.json")).replace("\n", " ");
    TeaHouse.write(bot.resolve("events/day.jsonl"), "{}\n" + line + "\n");
    scenario("samples.csv", """
        Scenario,At,Channel,User does,Expect rule,Expect flow,Expect state,Stub
        its own time,,,receives events/whatsapp-hi.json,T10,order,waiting order.kind,
        ,,,taps none,,,waiting none,
        one of many,,,receives events/day.jsonl:2,T10,order,waiting order.kind,
        another time,2026-03-07 12:00,WhatsApp,receives events/whatsapp-hi.json,none,,,
        """);
    scenario("samples.yaml", """
        scenario: then as a person
        turns:
        - { receives: events/whatsapp-hi-saturday.json, expect: { rule: none } }
        - { after: 2d, user: hi, expect: { state: handled } }
        """);

    Run run = test();

    assertThat(run.exit()).as(run.out() + run.err()).isZero();
  }

  @Test
  void tellsOfSampleEventsThatAreNotThereOrNone() {
    TeaHouse.write(bot.resolve("events/none.json"), "hi");
    scenario("samples.csv", """
        Scenario,User does,Expect rule
        not there,receives events/nowhere.json,T10
        no event,receives events/none.json,T10
        no line,receives events/none.json:7,T10
        """);

    assertThat(test().out())
        .contains(
            "scenarios/samples.csv:2: User does: receives: expected a file by its path from the"
                + " bot's folder, but was \"events/nowhere.json\"",
            "scenarios/samples.csv:3: User does: receives: webhook body: expected",
            "scenarios/samples.csv:4: User does: receives: expected one of 1 lines, but was"
                + " events/none.json:7");
  }
}
