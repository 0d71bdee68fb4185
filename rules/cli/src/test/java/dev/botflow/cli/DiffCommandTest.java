package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.authoring.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {
  private static final String HEADER =
      "Rule,What happened,Channel,Says,Customer is,Go to flow,During a question\n";
  private static final String STOP = "R01,text,,in STOP_WORDS,,bye,end it\n";
  private static final String R10 = "R10,message,\"WhatsApp, RCS\",,new,order,wait\n";
  private static final String R20 = "R20,text,,\"contains order, parcel\",,gold,interrupt\n";
  private static final String REST = "R90,message,,,,sorry,wait\n";

  @TempDir
  Path folder;

  private String bot(String name, String... rows) {
    Path bot = TeaHouse.copy(folder.resolve(name));
    TeaHouse.write(bot.resolve("routing.csv"), HEADER + String.join("", rows));
    return bot.toString();
  }

  /** Each event of a new contact; every fourth asks for a parcel, and they take turns on three channels. */
  private String recorded(int events) {
    List<String> channels = List.of("WHATSAPP", "RCS", "SMS");
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < events; i++) {
      lines
          .append(
              "{\"app_id\":\"a\",\"accepted_time\":\"2026-03-02T09:00:00Z\",\"project_id\":\"p\",\"message\":{\"id\":\"m")
          .append(i)
          .append("\",\"direction\":\"TO_APP\",\"contact_message\":{\"text_message\":{\"text\":\"")
          .append(i % 4 == 0 ? "my parcel" : "hi")
          .append("\"}},\"channel_identity\":{\"channel\":\"")
          .append(channels.get(i % 3))
          .append("\",\"identity\":\"i")
          .append(i)
          .append("\",\"app_id\":\"\"},\"conversation_id\":\"v")
          .append(i)
          .append("\",\"contact_id\":\"c")
          .append(i)
          .append("\",\"metadata\":\"\"}}\n");
    }
    return TeaHouse.write(folder.resolve("events.jsonl"), lines.toString());
  }

  @Test
  void writesTheSameAsTablesForACommentInAReview() {
    String one = bot("a", STOP, R10, R20, REST);
    String other = bot("b", STOP, R20, R10.replace("order,", "gold,"), REST);

    Run run = Run.botflow("diff", one, other, "--events", recorded(24), "--markdown");

    List<String> lines = run.lines();
    assertThat(run.exit()).isZero();
    assertThat(lines.get(0)).isEqualTo("| Row | Change | Events |");
    assertThat(lines).contains("", "| Events | Before | Now | Where | Why | First one |");
    assertThat(lines)
        .filteredOn(line -> line.contains("R10 → order"))
        .isNotEmpty()
        .allMatch(line -> line.matches(
            "\\| \\d+ \\| R10 → order \\| \\S.* \\| on \\w+ \\| .* \\| .*events\\.jsonl:\\d+ \\|"));
    assertThat(Run.botflow("diff", one, one, "--markdown").out())
        .isEqualTo("Nothing is different.\n");
    assertThat(Run.botflow("diff", one, other, "--markdown").out())
        .endsWith("\nNo recorded events were given: only the files were compared.\n");
  }

  @Test
  void whatSomebodyWroteIntoACellIsNoMarkup() {
    String one = bot("a", STOP, R10, R20, REST);
    String other = bot("b", STOP, R10, R20.replace("R20", "R<b>|x`"), REST);

    String text = Run.botflow("diff", one, other, "--markdown").out();

    assertThat(text).contains("R&lt;b&gt;\\|x\\`").doesNotContain("<b>");
  }

  @Test
  void tellsPerRowAndChannelWhichOf200RecordedDecisionsChange() {
    String one = bot("a", STOP, R10, R20, REST);
    String other = bot("b", STOP, R20, R10, REST);

    Run run = Run.botflow("diff", one, other, "--events", recorded(200), "--json");

    assertThat(run.exit()).isZero();
    assertThat(run.err()).isEmpty();
    List<JsonNode> lines = run.lines().stream().map(Json::read).toList();
    assertThat(run.lines().get(0))
        .isEqualTo("{\"rule\":\"R10\",\"change\":\"R10 now stands above R90\",\"events\":34}");
    assertThat(lines).hasSize(3);
    assertThat(lines.get(1).get("rule").asText()).isEqualTo("R20");
    assertThat(lines.get(1).get("change").asText())
        .isEqualTo("R10 → order becomes R20 → gold on WHATSAPP");
    assertThat(lines.get(1).get("events").asInt()).isEqualTo(17);
    assertThat(lines.get(2).get("change").asText())
        .isEqualTo("R10 → order becomes R20 → gold on RCS");
    assertThat(lines.get(2).get("events").asInt()).isEqualTo(17);
    assertThat(lines.get(2).get("at").get(0).asText()).endsWith("events.jsonl:5");
  }

  @Test
  void tellsWhyADecisionChanged() {
    String one = bot("a", STOP, R10, R20, REST);
    String events = recorded(200);

    assertThat(Run.botflow("diff", one, bot("b", STOP, R20, R10, REST), "--events", events)
            .out())
        .contains(
            "17 events: R10 → order becomes R20 → gold on WHATSAPP, since R20 stands above R10: ");
    assertThat(Run.botflow("diff", one, bot("c", STOP, R20, REST), "--events", events)
            .out())
        .contains("R10 → order becomes R20 → gold on RCS, since there is no R10 any more: ");
    assertThat(Run.botflow(
                "diff",
                one,
                bot("d", STOP, R10.replace("WhatsApp, RCS", "RCS"), R20, REST),
                "--events",
                events,
                "--json")
            .out())
        .contains("becomes R20 → gold on WHATSAPP")
        .contains(",\"why\":\"R10 asks for Channel RCS\"}");
  }

  @Test
  void tellsInPlainWordsWhatChangedInEachRow() {
    String one = bot("a", STOP, R10, R20, REST);
    String other = bot(
        "b",
        STOP,
        "R10,message,\"WhatsApp, SMS\",,,gold,interrupt\n",
        "R20,text,,\"word order, parcel\",new,gold,interrupt\n",
        "R21,button,,,,order,\n",
        REST.replace("R90", "R91"));
    TeaHouse.write(
        folder.resolve("b/flows/gold.yaml"), "flow: gold\nsteps:\n- { id: one, say: other }\n");

    Run run = Run.botflow("diff", one, other);

    assertThat(run.lines())
        .containsExactly(
            "R10 now also covers SMS and no longer covers RCS in Channel",
            "R10 no longer asks for Customer is new",
            "R10 now starts gold instead of order",
            "R10 now says \"interrupt\" during a question instead of \"wait\"",
            "R20 now asks for Says word order, parcel instead of contains order, parcel",
            "R20 now asks for Customer is new",
            "R21 is new: What happened button, to flow order",
            "R91 is new: What happened message, to flow sorry",
            "R90 is gone: it was What happened message, to flow sorry",
            "flow gold changed");
  }

  @Test
  void knowsThatAMessageIsATextToo() {
    String one = bot("a", STOP, R10, REST);
    String other = bot(
        "b",
        STOP.replace("text", "message"),
        R10.replace("message", "text"),
        REST.replace("message", ""));

    assertThat(Run.botflow("diff", one, other).lines())
        .containsExactly(
            "R01 now also covers button, media, location, other in What happened",
            "R10 no longer covers button, media, location, other in What happened");
  }

  @Test
  void takesAFolderOfRecordedEventsAsCheckDoes() {
    String one = bot("a", STOP, R10, R20, REST);
    String other = bot("b", STOP, R20, R10, REST);
    recorded(200);

    Run run = Run.botflow("diff", one, other, "--events", folder.toString());

    assertThat(run.exit()).isZero();
    assertThat(run.lines().get(0)).isEqualTo("R10 now stands above R90 (34 events)");
  }

  @Test
  void saysThatNothingIsDifferentOfTwoEqualBots() {
    assertThat(Run.botflow("diff", TeaHouse.BOT, TeaHouse.BOT))
        .isEqualTo(new Run(0, "nothing is different\n", ""));
  }

  @Test
  void saysNothingOfAFlowWhoseLinesOnlyMovedOrWhoseFileHasAnotherName() throws IOException {
    String one = bot("a", STOP, REST);
    String other = bot("b", STOP, REST);
    Path order = folder.resolve("b/flows/order.yaml");
    TeaHouse.write(order, "# a note\n\n" + Files.readString(order).replace("steps:", "\nsteps:"));
    Path gold = folder.resolve("b/flows/gold.yaml");
    Files.move(gold, folder.resolve("b/flows/gold-customers.yaml"));

    assertThat(Run.botflow("diff", one, other)).isEqualTo(new Run(0, "nothing is different\n", ""));
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    assertThat(Run.botflow("diff", TeaHouse.BOT, "nowhere"))
        .isEqualTo(
            new Run(2, "", "nowhere: expected a bot's folder, but there is no such folder\n"));
  }

  @Test
  void tellsOldAndNewValues() throws IOException {
    String one = bot("a", STOP, REST);
    String other = bot("b", STOP, REST);
    String table = "Rule,What happened,Go to flow,With,During a question\nR1,,gold,%s,\n";
    for (String bot : List.of(one, other)) {
      boolean old = bot.equals(one);
      TeaHouse.write(
          Path.of(bot, "routing.csv"), String.format(table, old ? "price=9.70" : "price=10.20"));
      TeaHouse.write(
          Path.of(bot, "flows/gold.yaml"),
          "flow: gold\nsteps:\n- { id: one, say: \"" + (old ? "Hi" : "Hello") + " {price}\" }\n");
      TeaHouse.write(
          Path.of(bot, "hours.csv"),
          "Name,Open\nshop," + (old ? "Mon-Fri 09:00-17:00" : "Mon-Sat 10:00-17:00") + "\n");
      TeaHouse.write(
          Path.of(bot, "words.csv"),
          "List,Words\nSTOP_WORDS,\"stop" + (old ? "" : ", end") + "\"\n");
      TeaHouse.write(
          Path.of(bot, "decisions/desk.csv"),
          "Rule,price,Exit\nD1,9.70," + (old ? "low" : "high") + "\nD2,,other\n");
      Path settings = Path.of(bot, "bot.yaml");
      TeaHouse.write(
          settings,
          Files.readString(settings)
              .replace("session_expiry: 24h", "session_expiry: " + (old ? "24h" : "2h")));
    }

    assertThat(Run.botflow("diff", one, other).lines())
        .containsExactly(
            "R1 now gives its flow price 9.70 → 10.20",
            "flow gold: one \"Hi {price}\" → \"Hello {price}\"",
            "list STOP_WORDS \"stop\" → \"stop, end\"",
            "hours shop \"Mon-Fri 09:00-17:00\" → \"Mon-Sat 10:00-17:00\"",
            "bot.yaml: session_expiry PT24H → PT2H",
            "decision table desk: D1 \"price 9.70, to low\" → \"price 9.70, to high\"");
  }
}
