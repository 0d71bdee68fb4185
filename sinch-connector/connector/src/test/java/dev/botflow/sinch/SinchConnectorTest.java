package dev.botflow.sinch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.Channel;
import dev.botflow.message.Address;
import dev.botflow.message.Outgoing;
import dev.botflow.message.SendBudget;
import dev.botflow.message.SendOutcome;
import dev.botflow.message.TextMessage;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.simulator.callback.CallbackOutcome;
import dev.botflow.simulator.http.Faults;
import dev.botflow.simulator.http.RecordedRequest;
import dev.botflow.simulator.model.AppConfig;
import dev.botflow.simulator.model.ChannelState;
import dev.botflow.simulator.model.ProcessingMode;
import dev.botflow.simulator.model.SentMessage;
import dev.botflow.sinch.api.AppChannel;
import dev.botflow.sinch.api.AppWebhook;
import dev.botflow.sinch.api.ConversationApi;
import dev.botflow.sinch.config.ChannelProperties;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.Secret;
import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.sinch.config.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

public class SinchConnectorTest {
  private static final String HOOK = "http://127.0.0.1:9/hook";

  private final FakeIntake intake = new FakeIntake();
  private SinchSimulator sinch;

  @BeforeEach
  void startSinch() {
    sinch = SinchSimulator.builder()
        .project("P1")
        .app("APP1")
        .key("key", Canaries.CLIENT_SECRET)
        .channels("WHATSAPP", "SMS")
        .channel("RCS", ChannelState.PENDING)
        .start();
  }

  @AfterEach
  void stopSinch() {
    sinch.close();
  }

  @Test
  void takesAMessageInAndSendsTheAnswerOut() {
    try (JdkHttpEndpoint endpoint = JdkHttpEndpoint.open(0, "/sinch")) {
      SinchConfig config = config().webhook(endpoint.url().toString(), "hook secret");
      try (SinchConnector connector = SinchConnector.connect(config, intake)) {
        endpoint.serve(connector);

        CallbackOutcome in =
            sinch.injectMessage("WHATSAPP", "46700000001", "Hello").join();
        Address to = Address.of(intake.events.get(0).context());
        SendOutcome out = connector
            .send(new Outgoing("id-1", to, new TextMessage("Hi"), null))
            .toCompletableFuture()
            .join();

        assertThat(in.accepted()).isTrue();
        assertThat(intake.connected).containsExactly("APP1");
        assertThat(intake.events).hasSize(1);
        assertThat(intake.events.get(0).text()).isEqualTo("Hello");
        assertThat(connector.health().accepted()).isEqualTo(1);
        SentMessage sent = sinch.sentMessages().get(0);
        assertThat(out).isEqualTo(new SendOutcome.Sent(sent.messageId()));
        assertThat(sent.text()).isEqualTo("Hi");
        assertThat(sent.identity()).isEqualTo("46700000001");
        assertThat(sent.messageMetadata()).isEqualTo("id-1");
      }
    }
  }

  @Test
  void findsTheChannelsWithTheirStates() {
    try (SinchConnector connector = SinchConnector.connect(config(), intake)) {
      assertThat(connector.channels())
          .extracting(AppChannel::channel, AppChannel::state)
          .containsExactlyInAnyOrder(
              org.assertj.core.groups.Tuple.tuple(Channel.WHATSAPP, "ACTIVE"),
              org.assertj.core.groups.Tuple.tuple(Channel.SMS, "ACTIVE"),
              org.assertj.core.groups.Tuple.tuple(Channel.RCS, "PENDING"));
      assertThat(connector.health().channels()).isEqualTo(connector.channels());
    }
  }

  @Test
  void readsTheChannelsAgainWhileItRuns() {
    SinchConfig config = config().channelsEvery(Duration.ofSeconds(1));
    try (SinchConnector connector = SinchConnector.connect(config, intake)) {
      assertThat(intake.connected).hasSize(1);

      sinch.addApp(AppConfig.of("APP1", "WHATSAPP", "INSTAGRAM")
          .channel("RCS", ChannelState.FAILING)
          .outboundPerSecond(70));

      await()
          .until(() -> connector.health().channels().size() == 3 && intake.connected.size() == 2);
      assertThat(connector.channels())
          .extracting(one -> one.channel() + " " + one.state())
          .containsExactlyInAnyOrder("WHATSAPP ACTIVE", "INSTAGRAM ACTIVE", "RCS FAILING");
      assertThat(connector.warnings())
          .containsExactly(
              "sinch.appId: channel RCS of the app is FAILING: nothing goes through it");
      assertThat(connector.budgets()).contains(new SendBudget("sinch app APP1", 70));

      int before = sinch.requests().size();
      sinch.faults().next(Faults.Kind.GET, 1, Faults.status(503));
      sinch.addApp(AppConfig.of("APP1", "WHATSAPP"));
      await().until(() -> connector.channels().size() == 1);
      assertThat(sinch.requests().size()).isGreaterThan(before + 1);
      assertThat(connector.health().missing()).isEmpty();
    }
  }

  @Test
  void readsTheChannelsOnceIfToldTo() {
    assertThatThrownBy(() -> config().channelsEvery(Duration.ofMillis(999)))
        .hasMessage("sinch.channelsEvery: expected at least 1 s, or 0 for never, but was PT0.999S");
    try (SinchConnector connector =
        SinchConnector.connect(config().channelsEvery(Duration.ZERO), intake)) {
      assertThat(connector.channels()).hasSize(3);
    }
  }

  @Test
  void sendsNoFasterThanTheProjectAndTheAppMay() {
    sinch.addApp(AppConfig.of("APP2", "SMS").outboundPerSecond(300));
    sinch.addApp(AppConfig.of("APP3", "SMS").outboundPerSecond(0));

    assertThat(budgets("APP1"))
        .containsExactly(
            new SendBudget("sinch project P1", 800), new SendBudget("sinch app APP1", 20));
    assertThat(budgets("APP2"))
        .containsExactly(
            new SendBudget("sinch project P1", 800), new SendBudget("sinch app APP2", 300));
    assertThat(budgets("APP3")).containsExactly(new SendBudget("sinch project P1", 800));
  }

  private List<SendBudget> budgets(String app) {
    try (SinchConnector connector = SinchConnector.connect(config(app), intake)) {
      return connector.budgets();
    }
  }

  @Test
  void registersNoWebhookUnlessTold() {
    SinchConnector.connect(config().webhookSecrets("s"), intake).close();

    assertThat(sinch.requests())
        .extracting(RecordedRequest::path)
        .noneMatch(path -> path.contains("webhooks"));
  }

  @Test
  void registersItsWebhookOnce() {
    sinch.addWebhook("http://127.0.0.1:9/other", "other secret", "MESSAGE_INBOUND");

    SinchConnector.connect(config().webhook(HOOK, "s"), intake).close();
    List<AppWebhook> first = webhooks();
    sinch.clearRecords();
    SinchConnector.connect(config().webhook(HOOK, "s"), intake).close();

    assertThat(webhooks()).isEqualTo(first);
    assertThat(first)
        .extracting(AppWebhook::target)
        .containsExactlyInAnyOrder("http://127.0.0.1:9/other", HOOK);
    assertThat(first)
        .filteredOn(webhook -> webhook.target().equals(HOOK))
        .first()
        .extracting(AppWebhook::triggers)
        .isEqualTo(Trigger.DEFAULT);
    assertThat(sinch.requests())
        .filteredOn(request -> request.path().contains("webhooks"))
        .extracting(RecordedRequest::method)
        .containsOnly("GET");
  }

  @Test
  void givesItsWebhookTheTriggersAndTheSecretItLacks() {
    sinch.addWebhook("http://127.0.0.1:9/other", "other secret", "MESSAGE_INBOUND");
    sinch.addWebhook(HOOK, "old", "MESSAGE_INBOUND", "RECORD_NOTIFICATION");

    SinchConnector.connect(config().webhook(HOOK, "new", "old"), intake).close();

    List<String> triggers = new ArrayList<>(List.of("MESSAGE_INBOUND", "RECORD_NOTIFICATION"));
    Trigger.DEFAULT.stream().filter(trigger -> !triggers.contains(trigger)).forEach(triggers::add);
    assertThat(webhooks())
        .extracting(AppWebhook::target, AppWebhook::triggers, AppWebhook::secret)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(
                "http://127.0.0.1:9/other", List.of("MESSAGE_INBOUND"), Secret.of("other secret")),
            org.assertj.core.groups.Tuple.tuple(HOOK, triggers, Secret.of("new")));
  }

  @Test
  void saysThatThereAreFiveWebhooksAlready() {
    for (int i = 1; i <= 5; i++) {
      sinch.addWebhook("http://127.0.0.1:9/other" + i, "s", "MESSAGE_INBOUND");
    }

    assertRefused(
        config().webhook(HOOK, "s"),
        "sinch.webhook.url: expected at most 4 other webhooks on app APP1, but was 5; Sinch allows 5 in all");
  }

  @Test
  void namesKeyAndSecretWhenTheyAreWrong() {
    assertRefused(
        SinchConfig.of("P1", "APP1", "key", "wrong-canary", Region.EU)
            .baseUrls(sinch.baseUrl(), sinch.tokenUrl()),
        "sinch.clientId, sinch.clientSecret: expected an access key of project P1 and its secret, but the token host answered 401");
  }

  @Test
  void namesRegionAndIdsWhenTheAppIsNotFound() {
    String message =
        "sinch.region, sinch.appId, sinch.projectId: expected app %s of project P1 in region %s, but Sinch answered 404; "
            + "an app stays in one region and is not found in another";

    assertRefused(
        SinchConfig.of("P1", "APP1", "key", Canaries.CLIENT_SECRET, Region.US)
            .baseUrls(sinch.regionUrl("us"), sinch.tokenUrl()),
        message.formatted("APP1", "US"));
    assertRefused(
        SinchConfig.of("P1", "APP2", "key", Canaries.CLIENT_SECRET, Region.EU)
            .baseUrls(sinch.baseUrl(), sinch.tokenUrl()),
        message.formatted("APP2", "EU"));
  }

  @Test
  void namesTheHostThatDoesNotAnswer() {
    try (DeafPort nobody = new DeafPort()) {
      assertMissing(
          config().baseUrls(sinch.baseUrl(), nobody.url()),
          "sinch.tokenUrl: expected a host that answers, but was POST at " + nobody.url()
              + ": not reached, the connection was refused");
      assertMissing(
          config().baseUrls(nobody.url(), sinch.tokenUrl()),
          "sinch.conversationUrl: expected a host that answers, but was GET at " + nobody.url()
              + ": not reached, the connection was refused");
    }
  }

  @Test
  void warnsOfChannelsThatDoNotWorkAndSendersThatAreMissing() {
    try (SinchSimulator other = SinchSimulator.builder()
            .project("P1")
            .app("APP1")
            .key("key", Canaries.CLIENT_SECRET)
            .channels("SMS", "MMS")
            .channel("RCS", ChannelState.PENDING)
            .channel("WHATSAPP", ChannelState.FAILING)
            .start();
        SinchConnector connector = SinchConnector.connect(
            config()
                .baseUrls(other.baseUrl(), other.tokenUrl())
                .channelProperties(ChannelProperties.none().smsSender("46710000000")),
            intake)) {
      assertThat(connector.warnings())
          .containsExactly(
              "sinch.appId: channel RCS of the app is PENDING, so it is still being set up: nothing goes through it",
              "sinch.appId: channel WHATSAPP of the app is FAILING: nothing goes through it",
              "sinch.channelProperties: MMS is ACTIVE and there is no MMS_SENDER: messages may be accepted and never arrive");
    }
  }

  @Test
  void warnsOfABotThatNeedsContactsInDispatchMode() {
    try (SinchSimulator dispatch = SinchSimulator.builder()
        .project("P1")
        .app("APP1")
        .key("key", Canaries.CLIENT_SECRET)
        .channels("WHATSAPP")
        .mode(ProcessingMode.DISPATCH)
        .start()) {
      SinchConfig config = config().baseUrls(dispatch.baseUrl(), dispatch.tokenUrl());
      intake.contactUses = List.of("routing.csv row R40: contact created", "flow hi: contact.name");
      try (SinchConnector needing = SinchConnector.connect(config, intake)) {
        assertThat(needing.warnings())
            .containsExactly(
                "sinch.appId: the app is in DISPATCH mode, where Sinch keeps no contacts, but the bot needs them: "
                    + "routing.csv row R40: contact created; flow hi: contact.name");
        assertThat(needing.api().app().join().isDispatch()).isTrue();
      }
      intake.contactUses = List.of();
      try (SinchConnector content = SinchConnector.connect(config, intake)) {
        assertThat(content.warnings()).isEmpty();
      }
    }
  }

  @Test
  void warnsWhenNoChannelWorks() {
    try (SinchSimulator idle = SinchSimulator.builder()
            .project("P1")
            .app("APP1")
            .key("key", Canaries.CLIENT_SECRET)
            .channel("RCS", ChannelState.PENDING)
            .start();
        SinchConnector connector =
            SinchConnector.connect(config().baseUrls(idle.baseUrl(), idle.tokenUrl()), intake)) {
      assertThat(connector.warnings())
          .contains(
              "sinch.appId: no channel of the app is ACTIVE, so nothing can be sent; found: RCS PENDING");
    }
  }

  @Test
  void waitsForABusyHostWhenConnecting() {
    sinch.faults().next(Faults.Kind.TOKEN, 1, Faults.status(429).retryAfter(Duration.ZERO));
    sinch.faults().next(Faults.Kind.GET, 1, Faults.status(503));

    SinchConnector.connect(config(), intake).close();

    assertThat(intake.connected).containsExactly("APP1");
  }

  private List<AppWebhook> webhooks() {
    try (ConversationApi api = ConversationApi.open(config())) {
      return api.webhooks().join();
    }
  }

  private void assertRefused(SinchConfig config, String message) {
    assertThatThrownBy(() -> SinchConnector.connect(config, intake))
        .isInstanceOf(BotFlowException.class)
        .hasMessage(message);
    assertThat(intake.connected).isEmpty();
  }

  /** Not connected, but open for webhooks. */
  private void assertMissing(SinchConfig config, String sentence) {
    intake.connected.clear();
    try (SinchConnector connector = SinchConnector.connect(config, intake)) {
      assertThat(connector.health().missing()).first().isEqualTo(sentence);
      assertThat(connector.counted())
          .hasEntrySatisfying("missing", n -> assertThat(n).isPositive());
      assertThat(intake.connected).containsExactly("APP1");
    }
  }

  private SinchConfig config() {
    return config("APP1");
  }

  private SinchConfig config(String app) {
    return SinchConfig.of("P1", app, "key", Canaries.CLIENT_SECRET, Region.EU)
        .baseUrls(sinch.baseUrl(), sinch.tokenUrl());
  }
}
