package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactsCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HI = TeaHouse.event("whatsapp-hi.json");

  @Test
  void printsOneLineWithEveryFact() {
    // When
    Run run = Run.botflow("facts", "--json", HI, TeaHouse.event("whatsapp-failed.json"));

    // Then
    assertThat(run.exit()).isZero();
    assertThat(run.lines())
        .containsExactly(
            "{\"file\":\"src/test/resources/events/whatsapp-hi.json\",\"trigger\":\"MESSAGE_INBOUND\","
                + "\"channel\":\"WHATSAPP\",\"channelIdentity\":\"32470000001\",\"contactId\":\"tea-contact\","
                + "\"appId\":\"01TEAAPP000000000000000001\",\"conversationId\":\"tea-conversation\","
                + "\"projectId\":\"tea-project\",\"messageId\":\"01TEAHI\",\"eventId\":null,\"text\":\"hi\","
                + "\"postbackData\":null,\"status\":null,\"contentType\":\"text_message\","
                + "\"processingMode\":\"CONVERSATION\"}",
            "{\"file\":\"src/test/resources/events/whatsapp-failed.json\",\"trigger\":\"MESSAGE_DELIVERY\","
                + "\"channel\":\"WHATSAPP\",\"channelIdentity\":\"32470000001\",\"contactId\":\"tea-contact\","
                + "\"appId\":\"01TEAAPP000000000000000001\",\"conversationId\":\"tea-conversation\","
                + "\"projectId\":\"tea-project\",\"messageId\":\"01TEAOUT\",\"eventId\":null,\"text\":null,"
                + "\"postbackData\":null,\"status\":\"FAILED\",\"contentType\":null,"
                + "\"processingMode\":\"CONVERSATION\"}");
  }

  @Test
  void callsABodyOfNoKnownKindUnknown() {
    // When
    Run run = Run.botflow("facts", "--json", TeaHouse.event("unknown.json"));

    // Then
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .isEqualTo(
            "{\"file\":\"src/test/resources/events/unknown.json\",\"trigger\":\"UNKNOWN\",\"channel\":null,"
                + "\"channelIdentity\":null,\"contactId\":null,\"appId\":\"01TEAAPP000000000000000001\","
                + "\"conversationId\":null,\"projectId\":null,\"messageId\":null,\"eventId\":null,\"text\":null,"
                + "\"postbackData\":null,\"status\":null,\"contentType\":null,\"processingMode\":null}\n");
  }

  @Test
  void alignsTheFactsForPeople() {
    // When
    Run run = Run.botflow("facts", TeaHouse.event("unknown.json"));

    // Then
    assertThat(run)
        .isEqualTo(new Run(
            0,
            "src/test/resources/events/unknown.json\n"
                + "  trigger  UNKNOWN\n"
                + "  appId    01TEAAPP000000000000000001\n",
            ""));
  }

  @Test
  void namesTheLineOfARecordedEvent() {
    // When
    Run run = Run.botflow("facts", "--json", TeaHouse.event("monday.jsonl"));

    // Then
    assertThat(run.exit()).isZero();
    assertThat(run.lines())
        .extracting(line -> line.substring(0, line.indexOf(",\"trigger\"")))
        .containsExactly(
            "{\"file\":\"src/test/resources/events/monday.jsonl:1\"",
            "{\"file\":\"src/test/resources/events/monday.jsonl:3\"",
            "{\"file\":\"src/test/resources/events/monday.jsonl:4\"",
            "{\"file\":\"src/test/resources/events/monday.jsonl:5\"",
            "{\"file\":\"src/test/resources/events/monday.jsonl:6\"");
  }

  @Test
  void printsTheOthersWhenOneFileIsUnreadable(@TempDir Path folder) {
    // Given
    String broken = TeaHouse.write(folder.resolve("broken.json"), "{\n  \"app_id\": oops\n}");
    String list = TeaHouse.write(folder.resolve("list.json"), "[]");
    String two = TeaHouse.write(folder.resolve("two.json"), "{}\n{}");

    // When
    Run run = Run.botflow("facts", "--json", broken, "none.json", HI, list, two, folder.toString());

    // Then
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.lines()).hasSize(1);
    assertThat(run.out()).startsWith("{\"file\":\"" + HI + "\"");
    assertThat(run.err().lines())
        .containsExactly(
            broken
                + ": webhook body: expected JSON with no key twice, but was broken at line 2, column 13",
            "none.json: expected a file that can be read, but there is no such file",
            list + ": webhook body: expected a JSON object, but was an array",
            two + ": webhook body: expected one JSON object, but more followed it",
            folder + ": expected a file, but was a folder");
  }

  @Test
  void namesTheLineThatIsUnreadable(@TempDir Path folder) {
    // Given
    String events = TeaHouse.write(folder.resolve("events.jsonl"), "{}\r\n\r\nhello\n{}");

    // When
    Run run = Run.botflow("facts", "--json", events);

    // Then
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.lines()).hasSize(2);
    assertThat(run.err())
        .isEqualTo(
            events
                + ":3: webhook body: expected JSON with no key twice, but was broken at line 1, column 1\n");
  }

  @Test
  void refusesABodyOverOneMebibyte(@TempDir Path folder) {
    // Given
    String large =
        TeaHouse.write(folder.resolve("large.json"), "{\"a\":\"" + "x".repeat(1024 * 1024) + "\"}");

    // When
    Run run = Run.botflow("facts", large);

    // Then
    assertThat(run)
        .isEqualTo(new Run(
            2, "", large + ": webhook body: expected at most 1048576 bytes, but was more\n"));
  }

  @Test
  void showsControlCharactersOfAContactAsHarmless(@TempDir Path folder) {
    // Given
    String body =
        "{\"message\": {\"contact_message\": {\"text_message\": {\"text\": \"\\u001b[31mred\\u009b\"}}}}";
    String file = TeaHouse.write(folder.resolve("escape.json"), body);

    // When
    Run run = Run.botflow("facts", file);

    // Then
    assertThat(run.out()).contains("text         \uFFFD[31mred\uFFFD\n");
  }

  @Test
  void agreesWithEveryLineOfTheIndexOfBodies() throws IOException {
    Path webhooks = Path.of("../../sinch-connector/connector/src/test/resources/webhooks");
    List<JsonNode> index = new ArrayList<>();
    for (String line : Files.readAllLines(webhooks.resolve("facts.jsonl"))) {
      index.add(JSON.readTree(line));
    }

    assertPrinted(webhooks, index);
  }

  @Test
  @Tag("shared")
  void agreesWithEveryLineOfTheSharedIndex() throws IOException {
    Path fixtures = Path.of("../../../shared/sinch/fixtures");
    List<JsonNode> index = new ArrayList<>();
    JSON.readTree(fixtures.resolve("INDEX.json").toFile()).path("webhooks").forEach(index::add);

    assertPrinted(fixtures, index);
  }

  private static void assertPrinted(Path folder, List<JsonNode> index) throws IOException {
    // Given
    List<String> arguments = new ArrayList<>(List.of("facts", "--json"));
    List<ObjectNode> expected = new ArrayList<>();
    index.forEach(line -> {
      String file = folder.resolve(line.path("file").asText()).toString();
      arguments.add(file);
      ObjectNode facts = line.<ObjectNode>deepCopy().put("file", file);
      expected.add(line.path("trigger").isNull() ? facts.put("trigger", "UNKNOWN") : facts);
    });

    // When
    Run run = Run.botflow(arguments.toArray(String[]::new));

    // Then
    assertThat(run.exit()).isZero();
    assertThat(run.lines()).hasSameSizeAs(expected).hasSizeGreaterThan(50);
    for (int i = 0; i < expected.size(); i++) {
      JsonNode facts = JSON.readTree(run.lines().get(i));
      assertThat(facts.size()).isEqualTo(15);
      assertThat(facts).isEqualTo(expected.get(i).retain(fieldNames(facts)));
    }
  }

  private static List<String> fieldNames(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
