package dev.botflow.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.botflow.BotFlow;
import dev.botflow.error.BotFlowException;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.simulator.callback.CallbackOutcome;
import dev.botflow.simulator.model.AppConfig;
import dev.botflow.simulator.model.SentMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.ConfigurableApplicationContext;

/** Two apps with a bot each, in one application with one store. */
class SeveralAppsTest {
  private final SinchSimulator sinch = Host.simulator();

  @TempDir
  private Path folder;

  @AfterEach
  void stop() {
    sinch.close();
  }

  private ConfigurableApplicationContext start(String... more) {
    sinch.addApp(AppConfig.of("APP2", "SMS"));
    List<String> settings = new ArrayList<>(List.of(
        "--botflow.sinch.app-id=",
        "--botflow.bot=",
        "--botflow.apps.parcels.bot=src/test/resources/bot",
        "--botflow.apps.parcels.sinch.app-id=APP1",
        "--botflow.apps.lamps.bot=src/test/resources/lamps",
        "--botflow.apps.lamps.sinch.app-id=APP2",
        "--botflow.apps.lamps.sinch.webhook-secrets=the secret of lamps",
        "--management.endpoint.health.show-details=always",
        "--management.endpoint.health.show-components=always"));
    settings.addAll(List.of(more));
    ConfigurableApplicationContext context = Host.start(
        HealthTest.Watched.class,
        Host.settings(sinch, folder.resolve("host.db"), settings.toArray(String[]::new)));
    sinch.addWebhookOf("APP1", Host.url(context) + "/sinch/parcels", Host.SECRET);
    sinch.addWebhookOf("APP2", Host.url(context) + "/sinch/lamps", "the secret of lamps");
    return context;
  }

  private String answerOf(String app) {
    await()
        .until(() -> sinch.sentMessages().stream().anyMatch(one -> one.appId().equals(app)));
    return sinch.sentMessages().stream()
        .filter(one -> one.appId().equals(app))
        .map(SentMessage::text)
        .findFirst()
        .orElseThrow();
  }

  private CallbackOutcome writes(String app, String text) {
    return sinch
        .injectBody("{\"app_id\":\"" + app + "\",\"project_id\":\"P1\",\"accepted_time\":\""
            + Instant.now() + "\",\"message\":{\"id\":\"M-" + app
            + "\",\"direction\":\"TO_APP\",\"contact_message\":{\"text_message\":{\"text\":\""
            + text + "\"}},\"channel_identity\":{\"channel\":\"SMS\",\"identity\":\"46700000001\","
            + "\"app_id\":\"" + app + "\"},\"conversation_id\":\"V-" + app
            + "\",\"contact_id\":\"C-" + app + "\"}}")
        .join();
  }

  @Test
  void eachAppHasItsOwnBotEndpointAndSecret() {
    sinch.registerContact("C-APP1", "SMS", "46700000001");
    sinch.registerContact("C-APP2", "SMS", "46700000001");
    try (ConfigurableApplicationContext context = start()) {
      writes("APP1", "LC-1");
      writes("APP2", "hello");

      assertThat(answerOf("APP1")).isEqualTo("It arrives on Friday.");
      assertThat(answerOf("APP2")).isEqualTo("There is light.");
      assertThat(context.isRunning()).isTrue();
    }
  }

  @Test
  void oneEndpointTakesTheCallsOfAllSinceTheBodyNamesTheApp() {
    sinch.registerContact("C-APP2", "SMS", "46700000001");
    try (ConfigurableApplicationContext context = start()) {
      sinch.addApp(AppConfig.of("APP3", "SMS"));
      String url = Host.url(context) + "/sinch";

      sinch.addWebhookOf("APP2", url, "the secret of lamps");
      sinch.addWebhookOf("APP3", url, Host.SECRET);
      writes("APP2", "hello");
      boolean unknown = writes("APP3", "hello").accepted();

      assertThat(answerOf("APP2")).isEqualTo("There is light.");
      assertThat(unknown).as("503 for an app that is not here").isFalse();
    }
  }

  @Test
  void aWrongKeyOfOneStopsNoOtherAndStandsInHealth() throws Exception {
    sinch.registerContact("C-APP1", "SMS", "46700000001");
    try (ConfigurableApplicationContext context =
        start("--botflow.apps.lamps.sinch.client-secret=not the one")) {
      writes("APP1", "LC-1");

      assertThat(answerOf("APP1")).isEqualTo("It arrives on Friday.");
      await().until(() -> problems(context).path("APP2").toString().contains("sinch.clientId"));
      assertThat(problems(context).path("APP1").toString()).isEqualTo("[]");
    }
  }

  private static JsonNode problems(ConfigurableApplicationContext context)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(
            URI.create(Host.url(context) + "/actuator/health/readiness"))
        .build();
    String body = HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.ofString())
        .body();
    JsonNode details = new ObjectMapper().readTree(body).path("components").path("botFlow");
    return details.path("details").path("apps");
  }

  @Test
  void aBotThatIsBrokenLeavesItsAppWithoutOneAndTheOthersRun() {
    sinch.registerContact("C-APP1", "SMS", "46700000001");
    try (ConfigurableApplicationContext context =
        start("--botflow.apps.lamps.bot=src/test/resources/nothing-here")) {
      writes("APP1", "LC-1");

      assertThat(answerOf("APP1")).isEqualTo("It arrives on Friday.");
      assertThat(context.getBean(BotFlow.class).health().apps().get("APP2").problems())
          .singleElement()
          .asString()
          .contains("nothing-here: expected a bot's folder, but found nothing");
    }
  }

  private static BotFlowProperties properties(String... more) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("botflow.sinch.project-id", "P1");
    settings.put("botflow.sinch.client-id", "key");
    settings.put("botflow.sinch.region", "EU");
    settings.put("botflow.apps.lamps.bot", "lamps");
    for (int i = 0; i < more.length; i += 2) {
      settings.put("botflow." + more[i], more[i + 1]);
    }
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("botflow", BotFlowProperties.class);
  }

  @Test
  void twoNamesOfOneAppAreRefusedWithBoth() {
    BotFlowProperties properties = properties(
        "sinch.client-secret", "secret",
        "sinch.webhook.secrets", "signed",
        "apps.lamps.sinch.app-id", "APP1",
        "apps.parcels.bot", "parcels",
        "apps.parcels.sinch.app-id", "APP1");

    assertThatThrownBy(() -> SinchSettings.names(properties))
        .isInstanceOf(BotFlowException.class)
        .hasMessage("apps.parcels.sinch.appId: expected an app of its own, but apps.lamps has"
            + " \"APP1\", too");
  }

  @Test
  void theAddressOfTheEndpointForAllIsRegisteredAtEachAppThatHasNoneOfItsOwn() {
    BotFlowProperties properties = properties(
        "sinch.client-secret", "secret",
        "sinch.webhook.secrets", "signed",
        "sinch.webhook.url", "https://bot.example/sinch",
        "apps.lamps.sinch.app-id", "APP1",
        "apps.parcels.bot", "parcels",
        "apps.parcels.sinch.app-id", "APP2",
        "apps.parcels.sinch.webhook-url", "https://bot.example/sinch/parcels");

    assertThat(SinchSettings.of(properties, "lamps").webhook().url())
        .isEqualTo("https://bot.example/sinch");
    assertThat(SinchSettings.of(properties, "parcels").webhook().url())
        .isEqualTo("https://bot.example/sinch/parcels");
  }

  @Test
  void whatIsMissingIsNamedWithItsApp() {
    BotFlowProperties properties = properties();

    assertThatThrownBy(() -> SinchSettings.of(properties, "lamps"))
        .isInstanceOf(BotFlowException.class)
        .hasMessage("apps.lamps.sinch.appId: expected the id of the Conversation API app, but was"
            + " missing\napps.lamps.sinch.clientSecret: expected the secret of the access key, but"
            + " was missing");
  }
}
