package dev.botflow.sinch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.Intake;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.sinch.config.WebhookCredentials;
import dev.botflow.sinch.webhook.WebhookResponse;
import dev.botflow.sinch.webhook.WebhookTokens;
import dev.botflow.sinch.webhook.WebhookVerifierTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The code of the connector's page is what stands between the marks below, and it runs. */
class ConnectorDocTest {
  private static final Path PAGE = Path.of("README.md");
  private static final Path SOURCE =
      Path.of("src/test/java/dev/botflow/sinch/ConnectorDocTest.java");
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern EXAMPLE =
      Pattern.compile("(?ms)^ *// docs:begin\n(.*?)^ *// docs:end$");

  private final FakeIntake botFlow = new FakeIntake();
  private final String webhookSecret = "webhook secret";
  private SinchSimulator sinch;

  @BeforeEach
  void start() {
    sinch = SinchSimulator.builder()
        .project("P1")
        .app("APP1")
        .key("key", "secret")
        .channels("WHATSAPP", "SMS")
        .start();
  }

  @AfterEach
  void stop() {
    sinch.close();
  }

  private SinchConfig config() {
    String projectId = "P1";
    String appId = "APP1";
    String clientId = "key";
    String clientSecret = "secret";
    // docs:begin
    SinchConfig config = SinchConfig.of(projectId, appId, clientId, clientSecret, Region.EU)
        .webhook("https://bot.example/sinch", webhookSecret)
        .channelProperties(Map.of("SMS_SENDER", "Bakery"));
    // docs:end
    return config.baseUrls(sinch.baseUrl(), sinch.tokenUrl());
  }

  @Test
  void findsTheChannelsAndTakesCalls() {
    SinchConfig config = config();
    byte[] body = Bodies.bytes(Bodies.text("M1", "hi"));
    Map<String, List<String>> headers =
        WebhookVerifierTest.signed(webhookSecret, body, Clock.systemUTC().instant());
    String method = "POST";
    // docs:begin
    SinchConnector connector = SinchConnector.connect(config, botFlow);
    connector.channels(); // of the app, with their states
    connector.warnings(); // what works but surely not as meant

    // For each call, with its body as the raw bytes:
    WebhookResponse answer = connector.receive(method, headers, body);
    // docs:end
    assertThat(answer.status()).isEqualTo(200);
    assertThat(connector.channels()).hasSize(2);
    assertThat(connector.warnings()).isEmpty();
    assertThat(botFlow.events).hasSize(1);
    connector.close();
  }

  @Test
  void opensAnEndpointOnLoopback() {
    Intake intake = botFlow;
    SinchConfig settings = config();
    // docs:begin
    try (JdkHttpEndpoint endpoint = JdkHttpEndpoint.open(0, "/sinch");
        SinchConnector connector = SinchConnector.connect(
            settings.webhook(endpoint.url().toString(), webhookSecret), intake)) {
      endpoint.serve(connector); // until then it answers 503
      // …
      // docs:end
      assertThat(sinch.injectMessage("SMS", "447700900303", "hi").join().accepted())
          .isTrue();
    }
  }

  @Test
  void givesTokensInPlaceOfSignatures() {
    String clientSecret = "a secret for Sinch";
    SinchConfig settings = config();
    // docs:begin
    WebhookCredentials credentials =
        WebhookCredentials.of("sinch", clientSecret, "https://bot.example/token");
    WebhookTokens tokens = WebhookTokens.of(credentials, Duration.ofMinutes(30), Clock.systemUTC());
    SinchConfig bearing = settings.webhookTokens(credentials, tokens);
    // At https://bot.example/token: tokens.issue(method, headers, body)
    // docs:end
    assertThat(bearing.toString()).isEqualTo("SinchConfig[project P1, app APP1, region EU]");
  }

  @Test
  void makesOtherCalls() {
    SinchConnector connector = SinchConnector.connect(config(), botFlow);
    // docs:begin
    String apps = connector.api().call("GET", "/apps", null).join();
    // docs:end
    assertThat(apps).contains("APP1");
    connector.close();
  }

  @Test
  void thePageShowsWhatRuns() throws IOException {
    List<String> shown = BLOCK
        .matcher(Files.readString(PAGE))
        .results()
        .map(block -> block.group(1))
        .toList();
    List<String> run = EXAMPLE
        .matcher(Files.readString(SOURCE))
        .results()
        .map(example -> example.group(1).stripTrailing().stripIndent() + "\n")
        .toList();

    assertThat(shown).hasSizeGreaterThan(3).isSubsetOf(run);
  }

  @Test
  void thePageNamesEveryCounter() throws IOException {
    String page = Files.readString(PAGE);

    assertThat(ConnectorHealth.class.getRecordComponents())
        .allSatisfy(counter -> assertThat(page).contains("`" + counter.getName() + "`"));
  }
}
