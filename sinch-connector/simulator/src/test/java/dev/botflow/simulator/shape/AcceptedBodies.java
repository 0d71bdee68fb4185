package dev.botflow.simulator.shape;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.simulator.Client;
import dev.botflow.simulator.SimulatorBuilder;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.simulator.json.Json;
import dev.botflow.simulator.model.SentMessage;
import java.net.http.HttpResponse;

/** Asserts that a body which the real Conversation API takes is taken here, too. */
final class AcceptedBodies {
  private AcceptedBodies() {}

  static void assertSent(ObjectNode body) {
    String contactId = body.path("recipient").path("contact_id").asText("unused");
    // The SDK's carousel sample has more outer choices than the documentation allows.
    try (SinchSimulator sinch = simulatorFor(body).carouselOuterChoices(6).start()) {
      sinch.registerContact(contactId, "LINE", "U1", "VIBER", "abc==", "MESSENGER", "2742");

      HttpResponse<String> answer = Client.of(sinch).post("messages:send", Json.write(body));

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      SentMessage sent = sinch.sentMessages().get(0);
      assertThat(answer.body()).contains("\"message_id\":\"" + sent.messageId() + "\"");
      assertThat(Json.parseObject(sent.body())).isEqualTo(body);
    }
  }

  static void assertMessage(ObjectNode message) {
    MessageShapes shapes = new MessageShapes(6);

    shapes.message().check(message, "message");

    assertThat(message.has(shapes.contentKey(message))).isTrue();
  }

  static void assertPosted(String path, ObjectNode body) {
    try (SinchSimulator sinch = simulatorFor(body).start()) {
      HttpResponse<String> answer = Client.of(sinch).post(path, Json.write(body));

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
}
