package dev.botflow.sinch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.botflow.error.BotFlowException;
import dev.botflow.message.SendBudget;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.simulator.http.Faults;
import dev.botflow.sinch.api.AppChannel;
import dev.botflow.sinch.api.ConversationApi;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.sinch.config.Trigger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sinch, its token host or the way to them fails while a host starts. */
class OutageAtStartTest {
  private final FakeIntake intake = new FakeIntake();
  private SinchSimulator sinch;
  private JdkHttpEndpoint endpoint;

  @BeforeEach
  void start() {
    sinch = SinchSimulator.builder()
        .project("P1")
        .app("APP1")
        .key("key", Canaries.CLIENT_SECRET)
        .channels("SMS")
        .start();
    endpoint = JdkHttpEndpoint.open(0, "/sinch");
    // As it was registered when the host started the last time.
    sinch.addWebhook(endpoint.url().toString(), "hook secret", "MESSAGE_INBOUND");
  }

  @AfterEach
  void stop() {
    endpoint.close();
    sinch.close();
  }

  @Test
  @Tag("G18")
  void takesWebhooksWhileTheApiFailsAndConnectsOnceItWorks() {
    sinch.faults().next(Faults.Kind.GET, 1_000, Faults.status(500));
    try (SinchConnector connector = SinchConnector.connect(config(), intake)) {
      endpoint.serve(connector);

      assertTakesAWebhook();
      assertThat(connector.health().missing())
          .containsExactly(
              "sinch.appId: app APP1 of project P1 could not be read: GET /apps: Sinch answered 500 INTERNAL");
      assertThat(connector.channels()).isEmpty();
      assertThat(connector.budgets()).containsExactly(new SendBudget("sinch project P1", 800));

      sinch.faults().clear();
      await().until(() -> connector.health().missing().isEmpty());
      assertIsConnected(connector);
    }
  }

  @Test
  @Tag("G18")
  void takesWebhooksWhileTheTokenHostFailsAndConnectsOnceItWorks() {
    sinch.faults().next(Faults.Kind.TOKEN, 1_000, Faults.closeBefore());
    try (SinchConnector connector = SinchConnector.connect(config(), intake)) {
      endpoint.serve(connector);

      assertTakesAWebhook();
      assertThat(connector.health().missing())
          .first()
          .isEqualTo("sinch.tokenUrl: expected a host that answers, but was POST at "
              + sinch.tokenUrl().replace("/oauth2/token", "")
              + ": no whole answer came, the connection broke");

      sinch.faults().clear();
      await().until(() -> connector.health().missing().isEmpty());
      assertIsConnected(connector);
    }
  }

  @Test
  @Tag("G18")
  void anAppThatIsFoundWithoutItsWebhookSendsAndGetsItLater() {
    // A token, the app, and then its webhooks.
    sinch.faults().next(Faults.Kind.ANY, 2, Faults.delay(Duration.ZERO));
    sinch.faults().next(Faults.Kind.ANY, 1, Faults.status(500));
    try (SinchConnector connector = SinchConnector.connect(config(), intake)) {
      assertThat(connector.channels()).extracting(AppChannel::isActive).containsExactly(true);
      assertThat(connector.health().missing())
          .containsExactly(
              "sinch.webhook.url: the webhook could not be registered on app APP1: GET /apps: Sinch answered 500 INTERNAL");
      await().until(() -> connector.health().missing().isEmpty());
      assertIsConnected(connector);
    }
  }

  @Test
  @Tag("G18")
  void takesWebhooksBeforeSinchIsReachedAtAll() {
    sinch.faults().next(Faults.Kind.TOKEN, 1_000, Faults.delay(Duration.ofHours(1)));
    try (SinchConnector connector = SinchConnector.open(config(), intake)) {
      endpoint.serve(connector);

      assertTakesAWebhook();
      assertThat(connector.health().missing())
          .containsExactly("sinch.appId: not connected to Sinch yet");
    }
  }

  @Test
  @Tag("G18")
  void saysInHealthWhatIsWrongWhereNobodyWaitsForIt() {
    SinchConfig wrong = SinchConfig.of("P1", "APP2", "key", Canaries.CLIENT_SECRET, Region.EU)
        .baseUrls(sinch.baseUrl(), sinch.tokenUrl());
    try (SinchConnector connector = SinchConnector.open(wrong, intake)) {
      await()
          .until(() -> connector.health().missing().get(0).startsWith("sinch.region, sinch.appId"));
    }
  }

  @Test
  void wrongSettingsAreAnErrorAtOnceAndNothingIsLeftBehind() {
    SinchConfig wrong = SinchConfig.of("P1", "APP2", "key", Canaries.CLIENT_SECRET, Region.EU)
        .baseUrls(sinch.baseUrl(), sinch.tokenUrl());

    assertThatThrownBy(() -> SinchConnector.connect(wrong, intake))
        .isInstanceOf(BotFlowException.class)
        .hasMessageStartingWith("sinch.region, sinch.appId");
    assertThat(intake.connected).isEmpty();
  }

  private void assertTakesAWebhook() {
    assertThat(sinch.injectMessage("SMS", "46700000001", "Hello").join().accepted())
        .isTrue();
    assertThat(intake.events).hasSize(1);
    // So that what is stored is handled, also from the run before.
    assertThat(intake.connected).containsExactly("APP1");
  }

  private void assertIsConnected(SinchConnector connector) {
    assertThat(connector.channels()).extracting(AppChannel::isActive).containsExactly(true);
    assertThat(connector.budgets())
        .containsExactly(
            new SendBudget("sinch project P1", 800), new SendBudget("sinch app APP1", 20));
    assertThat(connector.warnings()).hasSize(1).first().asString().contains("SMS_SENDER");
    // Once more, for the budgets.
    assertThat(intake.connected).containsExactly("APP1", "APP1");
    try (ConversationApi api = ConversationApi.open(config())) {
      List<String> triggers = api.webhooks().join().get(0).triggers();
      assertThat(triggers).containsExactlyInAnyOrderElementsOf(Trigger.DEFAULT);
    }
  }

  private SinchConfig config() {
    return SinchConfig.of("P1", "APP1", "key", Canaries.CLIENT_SECRET, Region.EU)
        .baseUrls(sinch.baseUrl(), sinch.tokenUrl())
        .webhook(endpoint.url().toString(), "hook secret");
  }
}
