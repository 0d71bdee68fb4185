package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.ActionCompleted;
import dev.botflow.session.Trace;
import dev.botflow.session.TraceEntry;
import dev.botflow.store.codec.TraceJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Talks that become scenarios: {@code /save} in a chat, and {@code record} of webhook bodies. */
class RecordedTalkTest {
  @TempDir
  private Path folder;

  private Run chat(Path bot, String typed) {
    String stub =
        TeaHouse.write(folder.resolve("stub.yaml"), "{ shop.findOrder: { ok: { status: lost } } }");
    return Run.typing(
        typed, "chat", bot.toString(), "--at", "2026-03-02T10:00:00+01:00", "--stub", stub);
  }

  @Test
  void savesAChatAsAScenarioThatPasses() throws IOException {
    // Given
    Path bot = LeafShop.copy(folder.resolve("bot"));

    // When
    Run run =
        chat(bot, "hi\n/time +30m\n/tap track\nLC-004217\n/event agent_left\n/save lost-again\n");

    // Then
    assertThat(run.out()).endsWith("  · saved scenarios/lost-again.yaml: 5 turns, which pass\n");
    assertThat(Files.readString(bot.resolve("scenarios/lost-again.yaml")))
        .startsWith("""
            scenario: lost-again
            at: 2026-03-02T10:00:00+01:00
            on: [WHATSAPP]
            contact: { new: true }
            stub: { shop.findOrder: { ok: { status: lost } } }
            turns:
            - { user: hi, expect: { rule: R10, flow: welcome, says: [""")
        .contains(
            "- { after: 30m, expect: { says: [\"Still there? Reply any time.\"], waiting: welcome.topic } }\n")
        .contains("- { tap: track, expect: { rule: none, flow: welcome, ")
        .contains("called: [shop.findOrder], handover: orders");
    assertThat(Run.botflow("test", bot.toString()).exit()).isZero();
  }

  @Test
  void savesWhoWroteAndWhatElseWasGiven() throws IOException {
    // Given
    Path bot = TeaHouse.copy(folder.resolve("bot"));
    String given =
        TeaHouse.write(folder.resolve("given.yaml"), "{ plan: gold, session.tea: green }");

    // When
    Run run = Run.typing(
        "hi\n/save gold\n",
        "chat",
        bot.toString(),
        "--at",
        "2026-03-02T10:00:00+01:00",
        "--name",
        "Wilhelmina",
        "--language",
        "nl",
        "--returning",
        "--given",
        given);

    // Then
    assertThat(run.out()).endsWith("  · saved scenarios/gold.yaml: 1 turn, which pass\n");
    assertThat(Files.readString(bot.resolve("scenarios/gold.yaml")))
        .contains("contact: { new: false, ", "language: \"nl\"", "session: { tea: \"green\" }\n")
        .contains("facts: { plan: \"gold\" }\n", "rule: T11")
        .doesNotContain("Wilhelmina");
    assertThat(Run.botflow("test", bot.toString()).exit()).isZero();
  }

  @Test
  void savesAChatWhoseActionFailedForWantOfAStubAndTellsWhy() throws IOException {
    // Given
    Path bot = LeafShop.copy(folder.resolve("bot"));

    // When
    Run run = Run.typing(
        "order\nLC-004217\norder\nLC-004217\n/save no-stub\n",
        "chat",
        bot.toString(),
        "--at",
        "2026-03-02T10:00:00+01:00",
        "--channel",
        "TELEGRAM");

    // Then
    assertThat(run.out())
        .containsOnlyOnce(
            "  · shop.findOrder has no stub, so it failed; --stub FILE answers for it\n")
        .endsWith("which pass\n");
    assertThat(Files.readString(bot.resolve("scenarios/no-stub.yaml")))
        .contains("stub: { shop.findOrder: { error: \"there is no stub for it\" } }\n");
    assertThat(Run.botflow("test", bot.toString()).exit()).isZero();
  }

  @Test
  void replacesWhatSensitiveVariablesHeld() throws IOException {
    // Given
    Path bot = LeafShop.copy(folder.resolve("bot"));
    LeafShop.change(bot, "bot.yaml", "sensitive: [contact.card]", "sensitive: [order.number]");

    // When
    Run run = chat(bot, "hi\n/tap track\nLC-904217\n/save lost-again\n");

    // Then
    assertThat(run.out()).endsWith("saved scenarios/lost-again.yaml: 3 turns, which pass\n");
    assertThat(Files.readString(bot.resolve("scenarios/lost-again.yaml")))
        .contains("user: LC-123456")
        .doesNotContain("904217");
  }

  @Test
  void refusesToSaveOverAScenarioOrNothing() {
    // Given
    Path bot = LeafShop.copy(folder.resolve("bot"));

    // When
    Run run = chat(bot, "/save stop\nhi\n/save stop\n/save ../stop\n");

    // Then
    assertThat(run.err()).isEqualTo("""
        /save: expected something to save, but nothing happened yet
        /save: expected a name that is not taken, but scenarios/stop.yaml is there already
        /save: expected a name of letters, digits, - and _, but was "../stop"
        """);
  }

  @Test
  void recordsWebhookBodiesAsAScenario() throws IOException {
    // Given
    Path bot = LeafShop.copy(folder.resolve("bot"));
    String events = "../../samples/leaf-shop/events/";

    // When
    Run run = Run.botflow(
        "record",
        bot.toString(),
        events + "whatsapp-text.json",
        events + "whatsapp-choice.json",
        "--name",
        "from production");
    TeaHouse.write(bot.resolve("scenarios/recorded.yaml"), run.out());

    // Then
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("scenario: from production\nat: 2026-")
        .contains("tap: track, expect: { rule: none, flow: welcome");
    assertThat(Run.botflow("test", bot.toString()).out())
        .contains("passed  from production [WHATSAPP]");
  }

  @Test
  void replacesWhatWasTypedAtASensitiveQuestionThoughItMissed() throws IOException {
    // Given
    Path bot = LeafShop.copy(folder.resolve("bot"));
    LeafShop.change(bot, "bot.yaml", "sensitive: [contact.card]", "sensitive: [order.number]");

    // When
    Run run = chat(bot, "hi\n/tap track\nLC-90421\n/save lost-again\n");

    // Then
    assertThat(run.out()).endsWith("saved scenarios/lost-again.yaml: 3 turns, which pass\n");
    assertThat(Files.readString(bot.resolve("scenarios/lost-again.yaml")))
        .contains("user: LC-12345,")
        .doesNotContain("90421");
  }

  /** A conversation with an action, a handover and a report, as {@code play} traces it. */
  private Run played(Path bot) {
    String events = "../../samples/leaf-shop/events/";
    String stub =
        TeaHouse.write(folder.resolve("stub.yaml"), "{ shop.findOrder: { ok: { status: lost } } }");
    return Run.botflow(
        "play",
        bot.toString(),
        "--json",
        "--stub",
        stub,
        events + "whatsapp-text.json",
        events + "whatsapp-choice.json",
        events + "whatsapp-delivery-failed.json",
        events + "whatsapp-order-number.json");
  }

  private Run record(Path bot, String traces, String... more) {
    List<String> command = new ArrayList<>(List.of("record", bot.toString(), "--traces", traces));
    command.addAll(List.of(more));
    return Run.botflow(command.toArray(String[]::new));
  }

  @Test
  void makesAScenarioThatPassesOfTheTracesOfPlay() throws IOException {
    // Given
    Path bot = LeafShop.copy(folder.resolve("bot"));
    Run played = played(bot);
    String traces = TeaHouse.write(folder.resolve("traces.jsonl"), played.out());

    // When
    Run run = record(bot, traces, "--name", "by its traces");
    TeaHouse.write(bot.resolve("scenarios/traced.yaml"), run.out());

    // Then
    assertThat(played.out()).contains("LC-004217");
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .startsWith("scenario: by its traces\nat: 2026-03-02T10:00:00+01:00\non: [WHATSAPP]\n")
        .contains("stub: { shop.findOrder: [{ ok: { status: lost } }] }\n")
        .contains("- { user: hi, expect: { rule: R10, flow: welcome, ")
        .contains("- { tap: track, expect: { rule: none, flow: welcome, ")
        .contains("- { user: LC-111111, ")
        .contains("called: [shop.findOrder], handover: orders")
        .contains("- { event: delivery failed, expect: { rule: R05, flow: sms_rescue, ")
        .doesNotContain("004217");
    assertThat(Run.botflow("test", bot.toString()).out())
        .contains("passed  by its traces [WHATSAPP]\n");
  }

  @Test
  void makesAScenarioThatPassesOfTheTracesOfAStore() throws IOException {
    // Given: as a store keeps them, the result of a call is a turn of its own.
    Path bot = LeafShop.copy(folder.resolve("bot"));
    List<List<TraceEntry>> turns = List.of(
        List.of(new TraceEntry.Routed("R20", "track")),
        List.of(
            new TraceEntry.Answered(null, "track", "number", null),
            new TraceEntry.Called("track", "lookup", "shop.findOrder")),
        List.of(
            new TraceEntry.Completed("track", "lookup", ActionCompleted.Outcome.OK),
            new TraceEntry.Decided("track", "where", "order-desk", "D1", "travelling")));
    String traces = TeaHouse.write(
        folder.resolve("kept.jsonl"),
        String.join(
            "\n",
            turns.stream().map(entries -> TraceJson.write(new Trace(entries))).toList()));

    // When
    Run run = record(bot, traces, "--channel", "SMS", "--at", "2026-03-03T09:00:00Z");
    TeaHouse.write(bot.resolve("scenarios/traced.yaml"), run.out());

    // Then
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("scenario: recorded\nat: 2026-03-03T10:00:00+01:00\non: [SMS]\n")
        .contains("- { user: order, expect: { rule: R20, flow: track, ")
        .contains("stub: { shop.findOrder: [{ ok: { status: travelling } }] }\n");
    assertThat(Run.botflow("test", bot.toString()).out()).contains("passed  recorded [SMS]\n");
  }

  @Test
  void namesTheTurnOfATraceThatNothingLeadsTo() {
    // Given
    Path bot = LeafShop.copy(folder.resolve("bot"));
    String traces = TeaHouse.write(
        folder.resolve("other.jsonl"),
        "{\"trace\":[{\"what\":\"routed\",\"rule\":\"R10\",\"flow\":\"welcome\"}]}\n"
            + "{\"trace\":[{\"what\":\"routed\",\"rule\":\"R77\",\"flow\":\"sold_out\"}]}\n");
    String none = TeaHouse.write(folder.resolve("none.jsonl"), "hello\n");

    // Then
    assertThat(record(bot, traces))
        .isEqualTo(new Run(
            2,
            "",
            "record: turn 2: expected a text, tap or event that leads to routed rule R77 flow sold_out, but nothing"
                + " that was tried does; is it a trace of this bot?\n"));
    assertThat(record(bot, none).err())
        .isEqualTo(
            none
                + ":1: expected a trace, as play --json prints it or a store keeps it, but was something else\n");
  }

  private static String said(String id, String at, String content) {
    return "{\"app_id\":\"A\",\"event_time\":\"" + at + "\",\"message\":{\"id\":\"" + id
        + "\",\"direction\":\"TO_APP\",\"contact_message\":" + content
        + ",\"channel_identity\":{\"channel\":\"WHATSAPP\",\"identity\":\"32475000001\",\"app_id\":\"\"},"
        + "\"conversation_id\":\"C\",\"contact_id\":\"K\",\"metadata\":\"\",\"accept_time\":\"" + at
        + "\"}}\n";
  }

  @Test
  void namesTheEventsOfAFileWithTheirOwnTimesAndWhatFellDueBetween() throws IOException {
    // Given
    Path bot = LeafShop.copy(folder.resolve("bot"));
    String events = TeaHouse.write(
        bot.resolve("events/talk.jsonl"),
        said("1", "2026-03-02T09:00:00.5Z", "{\"text_message\":{\"text\":\"hi\"}}")
            + "\n"
            + said(
                "2",
                "2026-03-02T09:40:00Z",
                "{\"media_message\":{\"url\":\"https://x.example/a.ogg\"}}")
            + said("3", "2026-03-02T09:41:00Z", "{\"text_message\":{\"text\":\"plant advice\"}}"));

    // When
    Run run = Run.botflow("record", bot.toString(), events, "--receives", "--name", "a talk");

    // Then
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("""
            scenario: a talk
            turns:
            - { receives: "events/talk.jsonl:1", expect: { rule: R10, flow: welcome, says: [""")
        .contains("- { after: 2399s, expect: { says: [\"Still there? Reply any time.\"], ")
        .contains("- { receives: \"events/talk.jsonl:3\", expect: { rule: none, ")
        .contains("- { receives: \"events/talk.jsonl:4\", expect: { rule: none, ");
    TeaHouse.write(bot.resolve("scenarios/a-talk.yaml"), run.out());
    Run tested = Run.botflow("test", bot.toString(), "--only", "a talk");
    assertThat(tested.exit()).as(tested.out()).isZero();
    assertThat(tested.out()).startsWith("passed  a talk [WHATSAPP]\n");
  }

  @Test
  void refusesToNameEventsThatLieElsewhere() {
    // Given
    Path bot = LeafShop.copy(folder.resolve("bot"));
    String events = TeaHouse.write(
        folder.resolve("talk.jsonl"),
        said("1", "2026-03-02T09:00:00Z", "{\"text_message\":{\"text\":\"hi\"}}"));

    // When
    Run run = Run.botflow("record", bot.toString(), events, "--receives");

    // Then
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains("talk.jsonl:1: expected a file in the bot's folder " + bot
            + ", since a scenario names events by their path from there; copy it to "
            + bot.resolve("events"));
  }
}
