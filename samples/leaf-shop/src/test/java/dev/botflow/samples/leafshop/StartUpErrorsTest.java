package dev.botflow.samples.leafshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.botflow.BotFlow;
import dev.botflow.error.BotFlowException;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.sinch.SinchConnector;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.SinchConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A wrong setting stops the start with a sentence that names it, and never with the secret. */
class StartUpErrorsTest {
  private static final String SECRET = "the-right-secret-of-leaf-shop";
  private static final String WRONG = "not-the-secret-of-leaf-shop";

  private final Socket deaf = new Socket();
  private SinchSimulator sinch;
  private BotFlow botFlow;

  @BeforeEach
  void start() {
    sinch = SinchSimulator.builder()
        .project(Platform.PROJECT)
        .app(Platform.APP)
        .key("leaf-shop-key", SECRET)
        .start();
    botFlow = BotFlow.builder()
        .bot(Bots.load(Bots.acceptance()))
        .absent("shop.findOrder", "handover")
        .build();
  }

  @AfterEach
  void stop() throws IOException {
    botFlow.close();
    sinch.close();
    deaf.close();
  }

  private BotFlowException refused(SinchConfig config) {
    return catchThrowableOfType(
        BotFlowException.class, () -> SinchConnector.connect(config, botFlow).close());
  }

  /** What health says while Sinch cannot be reached. */
  private String missing(SinchConfig config) {
    try (SinchConnector connector = SinchConnector.connect(config, botFlow)) {
      return connector.health().missing().get(0);
    }
  }

  private static SinchConfig config(String secret, Region region) {
    return SinchConfig.of(Platform.PROJECT, Platform.APP, "leaf-shop-key", secret, region);
  }

  /** Neither the sentence nor anything the log would show of it. */
  private static void withoutSecrets(BotFlowException refused) {
    StringWriter shown = new StringWriter();
    refused.printStackTrace(new PrintWriter(shown));
    assertThat(shown.toString()).doesNotContain(SECRET, WRONG);
  }

  @Test
  void aWrongSecretNamesKeyAndSecret() {
    BotFlowException refused =
        refused(config(WRONG, Region.EU).baseUrls(sinch.baseUrl(), sinch.tokenUrl()));

    assertThat(refused)
        .hasMessage(
            "sinch.clientId, sinch.clientSecret: expected an access key of project %s and its secret, but the token"
                + " host answered 401",
            Platform.PROJECT);
    withoutSecrets(refused);
  }

  @Test
  void aWrongRegionNamesRegionAppAndProject() {
    BotFlowException refused =
        refused(config(SECRET, Region.US).baseUrls(sinch.regionUrl("us"), sinch.tokenUrl()));

    assertThat(refused)
        .hasMessage(
            "sinch.region, sinch.appId, sinch.projectId: expected app %s of project %s in region US, but Sinch answered"
                + " 404; an app stays in one region and is not found in another",
            Platform.APP, Platform.PROJECT);
    withoutSecrets(refused);
  }

  @Test
  void anUnreachableHostNamesItsSetting() throws IOException {
    String nobody = nobody();

    String missing = missing(config(SECRET, Region.EU).baseUrls(nobody, sinch.tokenUrl()));

    assertThat(missing)
        .isEqualTo(
            "sinch.conversationUrl: expected a host that answers, but was GET at %s: not reached, the connection was"
                + " refused",
            nobody);
    assertThat(missing).doesNotContain(SECRET);
  }

  @Test
  void anUnreachableTokenHostNamesItsSetting() throws IOException {
    String nobody = nobody();

    String missing =
        missing(config(SECRET, Region.EU).baseUrls(sinch.baseUrl(), nobody + "/oauth2/token"));

    assertThat(missing)
        .isEqualTo(
            "sinch.tokenUrl: expected a host that answers, but was POST at %s: not reached, the connection was refused",
            nobody);
    assertThat(missing).doesNotContain(SECRET);
  }

  /** An address whose port is taken until the test ends, so that nobody can come to listen there. */
  private String nobody() throws IOException {
    deaf.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
    return "http://127.0.0.1:" + deaf.getLocalPort();
  }
}
