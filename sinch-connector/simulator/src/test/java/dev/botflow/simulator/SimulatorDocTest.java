package dev.botflow.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.botflow.simulator.callback.CallbackOutcome;
import dev.botflow.simulator.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The code of the simulator's page runs, against a bot that says everything again. */
class SimulatorDocTest {
  private static final Path SOURCE =
      Path.of("src/test/java/dev/botflow/simulator/SimulatorDocTest.java");
  private static final Pattern EXAMPLE =
      Pattern.compile("(?ms)^ *// docs:begin\n(.*?)^ *// docs:end$");

  @Test
  void theExampleRuns() throws IOException {
    try (EchoBot myBot = new EchoBot()) {
      // docs:begin
      try (SinchSimulator sinch = SinchSimulator.builder()
          .project("P1")
          .app("APP1")
          .key("key id", "key secret")
          .channels("WHATSAPP", "SMS")
          .deliveryReports("QUEUED_ON_CHANNEL", "DELIVERED")
          .start()) {
        myBot.start(sinch.baseUrl(), sinch.tokenUrl()); // your client, your key
        sinch.addWebhook(myBot.url(), "webhook secret"); // or your bot registers itself

        CallbackOutcome in =
            sinch.injectMessage("WHATSAPP", "46700000001", "Hello").join();

        assertThat(in.accepted()).isTrue(); // your endpoint answered 2xx
        assertThat(sinch.sentMessages().get(0).text()).isEqualTo("Hello"); // what the bot answered
      }
      // docs:end
    }
  }

  @Test
  void thePageShowsIt() throws IOException {
    Matcher example = EXAMPLE.matcher(Files.readString(SOURCE));

    assertThat(example.find()).isTrue();
    assertThat(Files.readString(Path.of("README.md")))
        .contains("```java\n" + example.group(1).stripTrailing().stripIndent() + "\n" + "```");
  }

  /** A bot in a few lines: gets a token, and answers each text with the same text before it answers the webhook. */
  private static final class EchoBot implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer server;
    private String base = "";
    private String token = "";

    EchoBot() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", this::receive);
      server.start();
    }

    void start(String baseUrl, String tokenUrl) {
      base = baseUrl;
      String key =
          Base64.getEncoder().encodeToString("key id:key secret".getBytes(StandardCharsets.UTF_8));
      String answer = post(
          tokenUrl,
          "Basic " + key,
          "application/x-www-form-urlencoded",
          "grant_type=client_credentials");
      token = Json.parseObject(answer).path("access_token").asText();
    }

    String url() {
      return "http://127.0.0.1:" + server.getAddress().getPort() + "/sinch";
    }

    private void receive(HttpExchange call) throws IOException {
      try (call) {
        var message = Json.parseObject(
                new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
            .path("message");
        if (message.has("contact_message")) {
          post(
              base + "/v1/projects/P1/messages:send",
              "Bearer " + token,
              "application/json",
              """
              {"app_id": "APP1", "recipient": {"contact_id": %s}, "message": %s}""".formatted(message.path("contact_id"), message.path("contact_message")));
        }
        call.sendResponseHeaders(200, -1);
      }
    }

    private String post(String url, String authorization, String type, String body) {
      try {
        return http.send(
                HttpRequest.newBuilder(URI.create(url))
                    .header("Authorization", authorization)
                    .header("Content-Type", type)
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
