package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.authoring.io.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of finding comes with a sample that shows it when {@code decide --given} is given it. */
class CheckSamplesTest {
  private static final String HEADER =
      "Rule;What happened;Channel;Says;Customer is;At;Valid from;Valid until;Share %;During a question;Go to flow\n";
  private static final String STOP = "STOP;text;;in STOP_WORDS;;;;;;end it;bye\n";
  private static final String REST = "REST;message;;;;;;;;;order\n";
  private static final String NONE = "-";

  @TempDir
  Path folder;

  private Run check(String rows) {
    return check(rows, HEADER);
  }

  private Run check(String rows, String header) {
    Path bot = TeaHouse.copy(folder.resolve("bot"));
    TeaHouse.write(bot.resolve("routing.csv"), header + rows.replace(" / ", "\n") + "\n");
    return Run.botflow("check", bot.toString(), "--json", "--overlaps");
  }

  private JsonNode finding(Run run, String code) {
    return run.lines().stream()
        .map(Json::read)
        .filter(line -> line.get("code").asText().equals(code))
        .findFirst()
        .orElseThrow(() -> new AssertionError(code + " is not in " + run.out()));
  }

  private Run decide(JsonNode sample) {
    String event =
        TeaHouse.write(folder.resolve("event.json"), sample.get("event").toString());
    String given =
        TeaHouse.write(folder.resolve("given.yaml"), sample.get("given").toString());
    return Run.botflow(
        "decide",
        folder.resolve("bot").toString(),
        event,
        "--given",
        given,
        "--why",
        "20",
        "--json");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = """
      shadowed-row | S / R1;text;SMS;hi;;;;;;;gold / R2;text;SMS;hi;;;;;;;order / R | R2 | R1
      shadowed-row | S / R1;text;SMS;;;;;;;;gold / R2;text;WhatsApp;;;;;;;;gold / R3;text;SMS, WhatsApp;;;;;;;;order / R | R3 | R2
      shadowed-row | S / R1;message;SMS;;;;;;30;;gold / R2;message;SMS;;;;;;70;;order / R3;button;SMS;;;;;;;;gold / R | R3 | R1
      shadowed-row | S / R1;delivered;SMS;;;;;;;;gold / R2;delivered;SMS;;returning;;;;;;order / R | R2 | R1
      contradictory-row | S / R1;text;SMS;hi;;;2100-05-01;2100-04-01;;;gold / R | R1 | REST
      expired-row | S / R1;text;SMS;hi;;;;2026-01-01;;;gold / R | R1 | REST
      undecided-row | S / R1;text;;matches /^a*$/;;;;;;;gold / R2;text;;matches /^a+(?i)B{0}$/;;;;;;;order / R | R2 | -
      gap | S / R1;message;not SMS;;;;;;;;order | - | -
      gap | S / R1;message;;;new;;;;;;order | - | -
      gap | S / R1;text;;;;;;;;;order | - | -
      no-stop-row | R | - | REST
      unreached-flow | S / R | - | REST
      question-after-failure | S / R / D1;delivery failed;SMS;;;;;;;;order | D1 | D1
      ends-everything | S / R1;text;;;;;;;;end it;bye / R | R1 | R1
      swapped-hours | S / R1;text;;;;Mon-Fri 19:00-08:00;;;;;gold / R | R1 | R1
      overlap | S / R1;text;SMS;;;;;;;;gold / R2;text;;contains hi;;;;;;;order / R | R2 | R1
      during-ignored | S / R / D1;typing;SMS;;;;;;;interrupt;order | D1 | D1
      """)
  void showsWhatWasFound(String code, String rows, String rule, String winner) {
    String table = rows.replaceFirst("^S( |$)", STOP.strip() + "$1")
        .replaceFirst("(^|/ )R( |$)", "$1" + REST.strip() + "$2");

    Run checked = check(table);
    JsonNode finding = finding(checked, code);
    Run decided = decide(finding.get("sample"));

    assertThat(finding.get("rule").asText()).isEqualTo(rule.equals(NONE) ? "null" : rule);
    assertThat(decided.err()).isEmpty();
    JsonNode decision = Json.read(decided.lines().get(0));
    if (!winner.equals(NONE)) {
      assertThat(decision.get("rule").asText()).isEqualTo(winner);
    } else if (code.equals("gap")) {
      assertThat(decision.get("rule").isNull()).isTrue();
    }
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(delimiter = '|', textBlock = """
      What happened | mesage;;; | "mesage" is taken as an event of your own; did you mean "message"? | mesage | text
      What happened | WhatsApp;;; | "whatsapp" is taken as an event of your own, but is the name of a channel; channels belong in the column Channel | WhatsApp | text
      Language | text;SMS;Dutch; | expected a language such as nl or nl-BE, but was "Dutch", which no contact's language is | Dutch | en
      Language | text;;nl_BE; | expected a language such as nl or nl-BE, but was "nl_BE", which no contact's language is | nl_BE | en
      Delivery reason | delivery failed;SMS;;CHANNEL_FAILUR | expected a reason Sinch gives for a failed delivery, but was "CHANNEL_FAILUR"; did you mean "CHANNEL_FAILURE"? | CHANNEL_FAILUR | CHANNEL_FAILURE
      """)
  void tellsWordsThatNoEventHasAndShowsOneThatComes(
      String column, String cells, String message, String cell, String found) {
    Path bot = TeaHouse.copy(folder.resolve("bot"));
    TeaHouse.write(
        bot.resolve("routing.csv"),
        "Rule;What happened;Channel;Language;Delivery reason;During a question;Go to flow\n"
            + "S;text;;;;end it;bye\nR1;" + cells
            + ";;order\nREST;message;;nl, nl-BE, fr;;;order\n");

    JsonNode finding = finding(Run.botflow("check", bot.toString(), "--json"), code(column));
    Run decided = decide(finding.get("sample"));

    assertThat(finding.get("rule").asText()).isEqualTo("R1");
    assertThat(finding.get("column").asText()).isEqualTo(column);
    assertThat(finding.get("message").asText()).isEqualTo(message);
    assertThat(decided.err()).isEmpty();
    if (column.equals("What happened")) {
      // A row for another kind of event is no near miss; the sample shows who takes what comes.
      assertThat(decided.out()).contains("\"rule\":\"S\"").doesNotContain("\"R1\"");
    } else {
      assertThat(decided.out())
          .contains("{\"rule\":\"R1\",\"column\":\"" + column + "\",\"cell\":\"" + cell
              + "\",\"found\":\"" + found + "\"}");
    }
  }

  private static String code(String column) {
    return column.equals("What happened")
        ? "unknown-event"
        : column.equals("Language") ? "unknown-language" : "unknown-reason";
  }

  @Test
  void showsARowThatAllowsAChannelItsFlowHasNoWordsFor() {
    Path bot = TeaHouse.copy(folder.resolve("bot"));
    TeaHouse.write(
        bot.resolve("routing.csv"), HEADER + STOP + "R1;text;WhatsApp, SMS;;;;;;;;gold\n" + REST);
    TeaHouse.write(
        bot.resolve("flows/gold.yaml"),
        "flow: gold\nsteps:\n- id: only\n  say: { WHATSAPP: \"Only here.\" }\n");

    JsonNode finding =
        finding(Run.botflow("check", bot.toString(), "--json"), "flow-not-on-channel");
    Run decided = decide(finding.get("sample"));

    assertThat(finding.get("message").asText())
        .isEqualTo(
            "flow gold cannot run on SMS, which the row allows: step gold.only has no wording for it and no default");
    assertThat(decided.err()).isEmpty();
    JsonNode decision = Json.read(decided.lines().get(0));
    assertThat(decision.get("rule").asText()).isEqualTo("R1");
    assertThat(decision.get("flow").asText()).isEqualTo("gold");
    assertThat(finding.get("sample").toString()).contains("\"SMS\"");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = """
      unknown-flow | R1;text;;;;;;;;;ordr
      unknown-channel | R1;text;Telegramm;;;;;;;;order
      unknown-list | R1;text;;in STOPS;;;;;;;order
      unreadable-cell | R1;text;;;;Mondays;;;;;order
      missing-cell | R1;text;;;;;;;;;
      duplicate-id | R1;text;;;;;;;;;order / R1;text;;;;;;;;;order
      shares | R1;text;;;;;;;40;;order
      unknown-header | -
      """)
  void decideRefusesABotWithErrorsInTheSameWords(String code, String rows) {
    Run checked = rows.equals(NONE)
        ? check("STOP;text;;;;;;;;end it;bye", HEADER.replace("Says", "Sayz"))
        : check(STOP + rows + " / " + REST.strip());
    JsonNode finding = finding(checked, code);

    Run decided = decide(finding.get("sample"));

    assertThat(checked.exit()).isEqualTo(1);
    assertThat(decided.exit()).isEqualTo(2);
    assertThat(decided.err()).contains(finding.get("message").asText());
  }
}
