package dev.botflow.simulator.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.simulator.Client;
import dev.botflow.simulator.Fixtures;
import dev.botflow.simulator.SimulatorBuilder;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.simulator.json.Json;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies that Sinch's SDKs, documentation and samples send. Skipped where the fixtures are not at hand. */
class SinchBodiesTest {

  static List<String> sendBodies() {
    return bodies("POST messages:send");
  }

  @ParameterizedTest
  @MethodSource("sendBodies")
  void acceptsEveryBodySinchSends(String file) {
    assumeTrue(!file.isEmpty(), "the fixtures are not beside this checkout");
    // Given
    ObjectNode body = Fixtures.read(file);
    String contactId = body.path("recipient").path("contact_id").asText("unused");
    // The SDK's carousel sample has more outer choices than the documentation allows.
    SimulatorBuilder builder = simulatorFor(body).carouselOuterChoices(6);

    try (SinchSimulator sinch = builder.start()) {
      sinch.registerContact(contactId, "LINE", "U1", "VIBER", "abc==", "MESSENGER", "2742");

      // When
      HttpResponse<String> answer = Client.of(sinch).post("messages:send", Json.write(body));

      // Then
      assertThat(answer.body())
          .contains("\"message_id\":\"" + sinch.sentMessages().get(0).messageId() + "\"");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(Json.parseObject(sinch.sentMessages().get(0).body())).isEqualTo(body);
    }
  }

  static List<String> messages() {
    return list("app-messages");
  }

  @ParameterizedTest
  @MethodSource("messages")
  void acceptsEveryMessageSinchShows(String file) {
    assumeTrue(!file.isEmpty(), "the fixtures are not beside this checkout");
    // Given
    MessageShapes shapes = new MessageShapes(6);
    ObjectNode message = Fixtures.read(file);

    // When
    shapes.message().check(message, "message");

    // Then
    assertThat(message.has(shapes.contentKey(message))).isTrue();
  }

  static List<String> otherBodies() {
    return Stream.of("POST messages:transcode", "POST events:send", "POST webhooks")
        .flatMap(endpoint -> bodies(endpoint).stream())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("otherBodies")
  void acceptsEveryOtherBodySinchSends(String file) {
    assumeTrue(!file.isEmpty(), "the fixtures are not beside this checkout");
    // Given
    ObjectNode body = Fixtures.read(file);

    try (SinchSimulator sinch = simulatorFor(body).start()) {
      // When
      HttpResponse<String> answer = Client.of(sinch).post(path(file), Json.write(body));

      // Then
      assertThat(answer.body()).doesNotContain("\"error\"");
      assertThat(answer.statusCode()).isEqualTo(200);
    }
  }

  private static SimulatorBuilder simulatorFor(JsonNode body) {
    return SinchSimulator.builder()
        .app(body.path("app_id").asText())
        .channels(
            "WHATSAPP",
            "RCS",
            "SMS",
            "MESSENGER",
            "VIBER",
            "INSTAGRAM",
            "TELEGRAM",
            "LINE",
            "KAKAOTALK");
  }

  private static String path(String file) {
    return index("send-requests")
        .filter(entry -> entry.path("file").asText().equals(file))
        .map(entry -> entry.path("endpoint").asText().substring("POST ".length()))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> bodies(String endpoint) {
    return orNone(index("send-requests")
        .filter(entry -> entry.path("endpoint").asText().equals(endpoint))
        .map(entry -> entry.path("file").asText())
        .toList());
  }

  private static List<String> list(String part) {
    return orNone(index(part).map(entry -> entry.path("file").asText()).toList());
  }

  private static Stream<JsonNode> index(String part) {
    return Fixtures.folder().isEmpty()
        ? Stream.of()
        : StreamSupport.stream(Fixtures.read("INDEX.json").path(part).spliterator(), false);
  }

  /** A parameterised test needs one case, if only to say that it was skipped. */
  private static List<String> orNone(List<String> files) {
    return files.isEmpty() ? List.of("") : files;
  }
}
