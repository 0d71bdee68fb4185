package dev.botflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.simulator.SinchSimulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SimulatedSinchTest {
  @RegisterExtension
  final SimulatedSinch sinch = SimulatedSinch.with(settings -> settings.app("01TESTAPP"));

  @Test
  void listensOnLoopbackWithTheSettingsOfTheTest(SinchSimulator simulator)
      throws IOException, InterruptedException {
    // When
    HttpResponse<String> answer = HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(simulator.baseUrl())).build(),
            HttpResponse.BodyHandlers.ofString());

    // Then
    assertThat(simulator.appId()).isEqualTo("01TESTAPP");
    assertThat(URI.create(simulator.baseUrl()).getHost()).isIn("127.0.0.1", "localhost");
    assertThat(answer.statusCode()).isBetween(400, 404);
  }
}
