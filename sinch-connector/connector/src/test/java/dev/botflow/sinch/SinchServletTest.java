package dev.botflow.sinch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.simulator.SinchSimulator;
import dev.botflow.simulator.callback.CallbackOutcome;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.sinch.config.WebhookCredentials;
import dev.botflow.sinch.webhook.WebhookTokens;
import dev.botflow.sinch.webhook.WebhookVerifierTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In a container that others use too: Jetty. */
class SinchServletTest {
  private final FakeIntake intake = new FakeIntake();
  private final HttpClient client = HttpClient.newHttpClient();
  private SinchSimulator sinch;
  private SinchConnector connector;
  private Server jetty;
  private URI url;

  @BeforeEach
  void start() throws Exception {
    sinch = SinchSimulator.builder()
        .project("P1")
        .app("APP1")
        .key("key", Canaries.CLIENT_SECRET)
        .channels("SMS")
        .start();
    connector = SinchConnector.connect(
        SinchConfig.of("P1", "APP1", "key", Canaries.CLIENT_SECRET, Region.EU)
            .baseUrls(sinch.baseUrl(), sinch.tokenUrl())
            .webhookSecrets(Canaries.WEBHOOK_SECRET),
        intake);
    jetty = new Server();
    ServerConnector port = new ServerConnector(jetty, 1, 1);
    port.setHost("127.0.0.1");
    jetty.addConnector(port);
    ServletContextHandler context = new ServletContextHandler("/bot");
    context.addServlet(new ServletHolder(SinchServlet.receiving(connector)), "/sinch");
    WebhookTokens tokens = WebhookTokens.of(
        WebhookCredentials.of("sinch", Canaries.WEBHOOK_SECRET, "https://leaf.example/token"),
        Duration.ofMinutes(5),
        Clock.systemUTC());
    context.addServlet(new ServletHolder(SinchServlet.issuing(tokens)), "/token");
    jetty.setHandler(context);
    jetty.start();
    url = URI.create("http://127.0.0.1:" + port.getLocalPort() + "/bot/sinch");
  }

  @AfterEach
  void stop() throws Exception {
    jetty.stop();
    connector.close();
    sinch.close();
  }

  @Test
  void takesACallbackOfSinch() {
    sinch.addWebhook(url.toString(), Canaries.WEBHOOK_SECRET);

    CallbackOutcome outcome =
        sinch.injectMessage("SMS", Canaries.PHONE, Canaries.TEXT).join();

    assertThat(outcome.accepted()).isTrue();
    assertThat(intake.events.get(0).text()).isEqualTo(Canaries.TEXT);
  }

  @Test
  void keepsTheBytesThatWereSigned() throws Exception {
    // Odd blanks, an escaped letter and a key twice as long: any writing anew would change them.
    String body = Bodies.text("M1", "\\u00e5 \u00e5").replace(",", " ,\r\n\t");

    HttpResponse<String> answer = post(body, Canaries.WEBHOOK_SECRET);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(intake.bodies.get(0)).isEqualTo(Bodies.bytes(body));
  }

  @Test
  void passesTheAnswerOn() throws Exception {
    HttpResponse<String> forged = post(Bodies.text("M1", "hi"), "another");
    HttpResponse<String> large =
        post(Bodies.text("M1", "x".repeat(SinchConnector.MAX_BODY_BYTES)), Canaries.WEBHOOK_SECRET);
    HttpResponse<String> get = send(HttpRequest.newBuilder(url).GET());

    assertThat(forged.statusCode()).isEqualTo(401);
    assertThat(forged.body()).isEqualTo("invalid signature");
    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(get.statusCode()).isEqualTo(405);
    assertThat(get.headers().firstValue("Allow")).contains("POST");
    assertThat(intake.events).isEmpty();
  }

  @Test
  void givesOutTokens() throws Exception {
    String form =
        "grant_type=client_credentials&client_id=sinch&client_secret=" + Canaries.WEBHOOK_SECRET;

    HttpResponse<String> answer = send(HttpRequest.newBuilder(url.resolve("/bot/token"))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(form)));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.body()).contains("\"expires_in\":300");
  }

  private HttpResponse<String> post(String body, String secret) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(url);
    for (Map.Entry<String, List<String>> header :
        WebhookVerifierTest.signed(secret, Bodies.bytes(body), Instant.now()).entrySet()) {
      request.header(header.getKey(), header.getValue().get(0));
    }
    return send(request.POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(
        request.timeout(Duration.ofMinutes(1)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
