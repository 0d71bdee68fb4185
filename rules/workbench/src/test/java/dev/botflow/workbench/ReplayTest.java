package dev.botflow.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.workbench.live.LiveOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two versions played beside each other, on recorded events and on scenarios. */
class ReplayTest {
  private static final String EVENTS = "/api/v1/compare/events";
  private static final String ROWS = """
      Rule,What happened,Channel,Go to flow
      R10,message,%s,welcome
      R90,message,,other
      """;
  private static final String FLOW = "flow: %s\nsteps:\n  - id: hello\n    say: %s\n";
  private static final String SCENARIO =
      "scenario: hello\non: [%s]\nturns:\n- { user: hi, expect: { says: [\"%s\"] } }\n";

  @TempDir
  Path folder;

  private Path bot;
  private Bench bench;

  @BeforeEach
  void open() throws IOException {
    bot = folder.resolve("bot");
    write("bot.yaml", "bot: tea\nlanguages: [en]\ntime_zone: UTC\nnot_understood: other\n");
    write("routing.csv", ROWS.formatted("WhatsApp"));
    write("flows/welcome.yaml", FLOW.formatted("welcome", "Hello!"));
    write("flows/other.yaml", FLOW.formatted("other", "Other."));
    write("scenarios/hello.yaml", SCENARIO.formatted("WhatsApp", "Hello!"));
    bench = Bench.publishing(bot, LiveOptions.of(folder.resolve("versions")));
    bench.with("ben", EnumSet.allOf(Role.class));
    bench.as("ada");
    String content = Bench.json(bench.get("/api/v1/compare")).path("content").asText();
    assertThat(bench
            .post(
                Bench.MAIN + "/publish",
                Bench.object().put("content", content).put("live", 0).toString())
            .status())
        .isEqualTo(201);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(bot.resolve(file).getParent());
    Files.writeString(bot.resolve(file), text);
  }

  /** The draft as it is in the files now. */
  private void look() {
    assertThat(bench.get("/api/v1/compare").status()).isEqualTo(200);
  }

  private static String event(int number, String channel, String text) {
    return "{\"app_id\":\"a\",\"accepted_time\":\"2026-03-02T09:00:0" + number
        + "Z\",\"project_id\":\"p\",\"message\":{\"id\":\"m" + number
        + "\",\"direction\":\"TO_APP\",\"contact_message\":{\"text_message\":{\"text\":\"" + text
        + "\"}},\"channel_identity\":{\"channel\":\"" + channel
        + "\",\"identity\":\"i\",\"app_id\":\"\"},\"conversation_id\":\"v\",\"contact_id\":\"c"
        + channel + "\",\"metadata\":\"\"}}\n";
  }

  private static String asked(String file, String text) {
    ObjectNode body = Bench.object();
    body.putArray("files").addObject().put("name", file).put("text", text);
    return body.toString();
  }

  private JsonNode played(String body) {
    Response begun = bench.post(EVENTS, body);
    assertThat(begun.status()).isEqualTo(202);
    String run = EVENTS + "/" + Bench.json(begun).path("run").asText();
    return Awaitility.await()
        .until(
            () -> Bench.json(bench.get(run)),
            state -> !state.at("/state").asText().equals("running"));
  }

  @Test
  void playsRecordedEventsOnBothAndTellsByChannelWhatChangesWithTheConversation()
      throws IOException {
    // Given: RCS goes to another flow, and welcome says something else
    write("routing.csv", ROWS.formatted("\"WhatsApp, RCS\""));
    write("flows/welcome.yaml", FLOW.formatted("welcome", "Good day!"));
    look();

    // When
    JsonNode done = played(asked(
        "monday.jsonl",
        event(1, "RCS", "hi") + event(2, "WHATSAPP", "hi") + "{broken\n" + event(3, "SMS", "hi")
            + event(4, "RCS", "<img src=x>")));

    // Then
    JsonNode events = done.path("events");
    assertThat(done.path("state").asText()).isEqualTo("done");
    assertThat(events.path("count").asInt()).isEqualTo(4);
    assertThat(events.path("unreadable").asInt()).isEqualTo(1);
    assertThat(events.at("/sentences/0").asText()).startsWith("monday.jsonl:3: ");
    assertThat(events.path("channels").toString())
        .isEqualTo("[{\"channel\":\"RCS\",\"events\":2,\"decided\":2,\"said\":0},"
            + "{\"channel\":\"SMS\",\"events\":1,\"decided\":0,\"said\":0},"
            + "{\"channel\":\"WHATSAPP\",\"events\":1,\"decided\":0,\"said\":1}]");
    JsonNode shift = events.at("/shifts/0");
    assertThat(shift.path("sentence").asText())
        .isEqualTo("R90 → other becomes R10 → welcome on RCS");
    assertThat(shift.path("why").asText()).isEqualTo("R10 stands above R90");
    assertThat(shift.path("at").toString()).isEqualTo("[\"monday.jsonl:1\",\"monday.jsonl:5\"]");
    JsonNode talk = shift.at("/talks/1");
    assertThat(talk).hasSize(2);
    assertThat(talk.at("/1/text").asText()).isEqualTo("<img src=x>");
    assertThat(talk.at("/1/before/0/readable").asText()).isEqualTo("Other.");
    assertThat(talk.at("/1/now/0/readable").asText()).isEqualTo("Good day!");
    assertThat(events.at("/said/0/decision").asText()).isEqualTo("R10 → welcome");
  }

  @Test
  void playsTheScenariosOfBothSidesOnBoth() throws IOException {
    // Given: the scenario was changed with the flow
    write("flows/welcome.yaml", FLOW.formatted("welcome", "Good day!"));
    write("scenarios/hello.yaml", SCENARIO.formatted("WhatsApp", "Good day!"));
    look();

    // When
    JsonNode done = played("{}");

    // Then
    assertThat(done.path("events").isNull()).isTrue();
    assertThat(done.at("/scenarios/runs").asInt()).isEqualTo(1);
    assertThat(done.at("/scenarios/before").asInt()).isZero();
    assertThat(done.at("/scenarios/now").asInt()).isEqualTo(1);
    assertThat(done.at("/oldScenarios/before").asInt()).isEqualTo(1);
    assertThat(done.at("/oldScenarios/now").asInt()).isZero();
    assertThat(done.at("/oldScenarios/changes/0/found").asText()).contains("Good day!");
  }

  @Test
  void aPlayIsSeenAndEndedByWhoBeganItAlone() {
    Response begun = bench.post(EVENTS, asked("a.jsonl", event(1, "SMS", "hi")));
    String run = EVENTS + "/" + Bench.json(begun).path("run").asText();

    bench.as("ben");

    assertThat(bench.get(run).status()).isEqualTo(404);
    assertThat(bench.delete(run).status()).isEqualTo(404);
    assertThat(bench.as("ada").delete(run).status()).isEqualTo(204);
  }

  @Test
  void endsSoonWhenItIsCancelledAndThenPlaysAgain() {
    Response begun = bench.post(EVENTS, asked("a.jsonl", event(1, "SMS", "hi").repeat(2_500)));
    String run = EVENTS + "/" + Bench.json(begun).path("run").asText();

    Response second = bench.post(EVENTS, "{}");
    bench.delete(run);

    assertThat(second.status()).isEqualTo(409);
    JsonNode ended = Awaitility.await()
        .until(
            () -> Bench.json(bench.get(run)),
            state -> !state.at("/state").asText().equals("running"));
    assertThat(ended.path("state").asText()).isEqualTo("cancelled");
    assertThat(ended.path("events").isNull()).isTrue();
    assertThat(played("{}").path("state").asText()).isEqualTo("done");
  }

  @Test
  void refusesWhatIsNoFileOfEventsAndVersionsThatWereNeverPublished() {
    Response file = bench.post(EVENTS, asked("a.txt", "x"));
    Response version = bench.post(EVENTS, "{\"to\":7}");

    assertThat(file.status()).isEqualTo(422);
    assertThat(Bench.detail(file))
        .isEqualTo(
            "files[0].name: expected a file of events (.json, .jsonl, .ndjson), but was \"a.txt\"");
    assertThat(version.status()).isEqualTo(422);
    assertThat(Bench.detail(version))
        .isEqualTo("version 7: expected one that was published, but there is none");
  }
}
