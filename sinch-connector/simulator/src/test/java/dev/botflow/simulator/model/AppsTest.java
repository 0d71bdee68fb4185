package dev.botflow.simulator.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.simulator.Client;
import dev.botflow.simulator.SendRules;
import dev.botflow.simulator.SimulatorBuilder;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.simulator.json.ApiException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AppsTest {
  private static final String[] ALL = SendRules.KNOWN_CHANNELS.toArray(String[]::new);

  private final SinchSimulator sinch = SinchSimulator.builder()
      .app("my app")
      .channels("SMS")
      .channel("RCS", ChannelState.PENDING)
      .channel("LINE", ChannelState.FAILING)
      .app(AppConfig.of("02", ALL).mode(ProcessingMode.DISPATCH))
      .start();
  private final Client client = Client.of(sinch);

  @AfterEach
  void stop() {
    sinch.close();
  }

  @Test
  void showsTheChannelsOfAnAppInTheirOrderWithTheirStates() {
    // When
    JsonNode app = Client.json(client.get("apps/my%20app"));

    // Then
    assertThat(app.path("channel_credentials"))
        .extracting(c ->
            c.path("channel").asText() + " " + c.path("state").path("status").asText())
        .containsExactly("SMS ACTIVE", "RCS PENDING", "LINE FAILING");
    assertThat(app.path("processing_mode").asText()).isEqualTo("CONVERSATION");
    assertThat(app.path("queue_stats").path("outbound_limit").asInt()).isEqualTo(500_000);
    assertThat(app.path("rate_limits").path("webhooks").asInt()).isEqualTo(25);
  }

  @Test
  void listsEveryApp() {
    // When
    JsonNode list = Client.json(client.get("apps"));

    // Then
    assertThat(list.path("apps"))
        .extracting(app -> app.path("id").asText())
        .containsExactly("my app", "02");
    assertThat(list.path("apps").get(1).path("processing_mode").asText()).isEqualTo("DISPATCH");
  }

  @Test
  void hasASecretInEveryCredentialAndNamesThemAll() {
    // When
    String app = client.get("apps/02").body();

    // Then
    assertThat(sinch.secretsInAnswers())
        .hasSizeGreaterThan(2 * ALL.length)
        .filteredOn(secret -> !secret.contains("my app"))
        .allSatisfy(secret -> assertThat(app).contains(secret));
  }

  @Test
  void doesNotFindAnAppThatIsNotThere() {
    // When
    HttpResponse<String> answer = client.get("apps/03");

    // Then
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(Client.json(answer))
        .isEqualTo(ApiException.body(404, "NOT_FOUND", "App with id 03 not found"));
  }

  @Test
  void findsNoAppInAnotherRegion() {
    // Given
    Client inUs = client.at(Client.project(sinch, sinch.regionUrl("us")));
    String body = Client.quoted(
        "{'app_id':'02','recipient':{'contact_id':'C'},'message':{'text_message':{'text':'Hi'}}}");

    // Then
    assertThat(sinch.regionUrl("eu")).isEqualTo(sinch.baseUrl());
    assertThat(inUs.get("apps").body()).isEqualTo("{\"apps\":[]}");
    assertThat(Client.message(inUs.get("apps/02"))).isEqualTo("App with id 02 not found");
    assertThat(Client.message(inUs.get("apps/02/webhooks"))).isEqualTo("App with id 02 not found");
    assertThat(Client.message(inUs.post("messages:send", body)))
        .isEqualTo("App with id 02 not found");
    assertThat(sinch.requests().get(sinch.requests().size() - 1).region()).isEqualTo("us");
  }

  @Test
  void showsNeitherKeyNorSecretAsText() {
    // Given
    SimulatorBuilder builder =
        SinchSimulator.builder().project("P").app("A").key("the-key", "the-secret");

    // Then
    assertThat(builder).hasToString("SimulatorBuilder[project P, app A, region eu, port 0]");
    assertThat(sinch)
        .hasToString("SinchSimulator[" + sinch.baseUrl() + ", project " + sinch.projectId()
            + ", region eu]");
  }
}
