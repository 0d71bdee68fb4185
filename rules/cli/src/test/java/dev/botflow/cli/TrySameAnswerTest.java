package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.authoring.chat.MessageBlock;
import dev.botflow.workbench.Identity;
import dev.botflow.workbench.Request;
import dev.botflow.workbench.Response;
import dev.botflow.workbench.Role;
import dev.botflow.workbench.Workbench;
import dev.botflow.workbench.WorkbenchOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A try of the workbench answers each sample event as {@code play} and {@code decide} do. */
class TrySameAnswerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SHOP = Path.of("../../samples/leaf-shop");

  @TempDir
  static Path folder;

  private static Workbench workbench;

  @BeforeAll
  static void open() {
    LeafShop.copy(folder.resolve("bot"));
    workbench = Workbench.open(
        folder.resolve("bot"),
        WorkbenchOptions.embedded(
            "a test", request -> Optional.of(new Identity("ada", "Ada", EnumSet.of(Role.VIEW)))));
  }

  @AfterAll
  static void close() {
    workbench.close();
  }

  static List<Path> events() throws IOException {
    List<Path> events = new ArrayList<>();
    for (Path from : List.of(SHOP.resolve("events"), Path.of("src/test/resources/events"))) {
      try (Stream<Path> files = Files.list(from)) {
        files.filter(file -> file.toString().endsWith(".json")).sorted().forEach(events::add);
      }
    }
    assertThat(events).hasSizeGreaterThan(40);
    return events;
  }

  private static JsonNode call(String method, String path, String body) throws IOException {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("Host", List.of("bots.example"));
    headers.put("Origin", List.of("https://bots.example"));
    headers.put("Content-Type", List.of("application/json"));
    if (!method.equals("GET")) {
      String token = call("GET", "/api/v1/me", "").path("token").asText();
      headers.put("X-BotFlow-Token", List.of(token));
    }
    Response response = workbench.handle(
        new Request(method, path, null, headers, body.getBytes(StandardCharsets.UTF_8)));
    return JSON.readTree(response.body());
  }

  private static ArrayNode blocks(JsonNode bodies) {
    ArrayNode all = JSON.createArrayNode();
    for (JsonNode body : bodies) {
      ArrayNode texts = all.addArray();
      MessageBlock.of(body).forEach(block -> texts.add(block.kind().word() + " " + block.text()));
    }
    return all;
  }

  private static ArrayNode shown(JsonNode messages) {
    ArrayNode all = JSON.createArrayNode();
    for (JsonNode message : messages) {
      ArrayNode texts = all.addArray();
      message
          .path("blocks")
          .forEach(block ->
              texts.add(block.path("kind").asText() + " " + block.path("text").asText()));
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("events")
  void isTheSame(Path event) throws IOException {
    // Given
    String bot = folder.resolve("bot").toString();
    JsonNode played =
        JSON.readTree(Run.botflow("play", bot, event.toString(), "--json").out());
    JsonNode decided =
        JSON.readTree(Run.botflow("decide", bot, event.toString(), "--json").out());
    ObjectNode body = JSON.createObjectNode();
    body.putObject("event")
        .put("kind", "sample")
        .set("body", JSON.readTree(Files.readAllBytes(event)));

    // When
    JsonNode tried = call("POST", "/api/v1/drafts/main/try", body.toString());

    // Then
    JsonNode turn = tried.path("phones").path(0).path("turns").path(0);
    JsonNode line = turn.path("lines").path(0);
    for (String key : List.of("outcome", "rule", "flow", "waitingAt", "trace")) {
      assertThat(line.path(key)).as(key + " of " + tried).isEqualTo(played.path(key));
    }
    assertThat(shown(line.path("messages"))).isEqualTo(blocks(played.path("messages")));
    if (!played.path("outcome").asText().equals("ignored")) {
      assertThat(line.path("rule")).isEqualTo(decided.path("rule"));
    }
  }
}
