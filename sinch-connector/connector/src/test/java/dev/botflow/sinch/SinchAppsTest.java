package dev.botflow.sinch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.InboundEvent;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.simulator.model.AppConfig;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.sinch.webhook.WebhookResponse;
import dev.botflow.sinch.webhook.WebhookVerifierTest;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several apps over one client: each has its own settings, secret and trouble. */
class SinchAppsTest {
  private final FakeIntake intake = new FakeIntake();
  private final SinchSimulator sinch = SinchSimulator.builder()
      .project("P1")
      .app("APP1")
      .key("key", Canaries.CLIENT_SECRET)
      .channels("SMS")
      .start();
  private final SinchApps apps = SinchApps.over(intake);

  @AfterEach
  void stop() {
    apps.close();
    sinch.close();
  }

  private SinchConfig config(String appId, String keySecret) {
    return SinchConfig.of("P1", appId, "key", keySecret, Region.EU)
        .baseUrls(sinch.baseUrl(), sinch.tokenUrl())
        .webhookSecrets("secret of " + appId);
  }

  private SinchConfig config(String appId) {
    return config(appId, Canaries.CLIENT_SECRET);
  }

  private static byte[] body(String appId) {
    return Bodies.bytes(Bodies.text("M1", "hi").replace("\"APP1\"", "\"" + appId + "\""));
  }

  private WebhookResponse post(byte[] body, String secret) {
    return apps.receive("POST", WebhookVerifierTest.signed(secret, body, Instant.now()), body);
  }

  @Test
  void eachCallIsVerifiedWithTheSecretOfTheAppItsBodyNames() {
    sinch.addApp(AppConfig.of("APP2", "SMS"));
    apps.connect(config("APP1"));
    apps.connect(config("APP2"));

    assertThat(post(body("APP1"), "secret of APP1").status()).isEqualTo(200);
    assertThat(post(body("APP2"), "secret of APP2").status()).isEqualTo(200);
    assertThat(post(body("APP2"), "secret of APP1").status()).isEqualTo(401);

    // The same message id in both: another event in each.
    assertThat(intake.events)
        .extracting(InboundEvent::context)
        .extracting("appId")
        .containsExactly("APP1", "APP2");
    assertThat(apps.health().get("APP1").rejectedSignatures()).isZero();
    assertThat(apps.health().get("APP2").rejectedSignatures()).isEqualTo(1);
  }

  @Test
  void aCallOfAnAppThatIsNotConnectedIsToComeAgainAndOneThatNamesNoneIsRefused() {
    apps.connect(config("APP1"));

    assertThat(post(body("APP9"), "secret of APP9").status()).isEqualTo(503);
    assertThat(post(Bodies.bytes("{\"message\": {}}"), "secret of APP1").status())
        .isEqualTo(401);
    assertThat(post(Bodies.bytes("{\"app_id\": 5}"), "secret of APP1").status()).isEqualTo(401);
    assertThat(post(Bodies.bytes("app_id"), "secret of APP1").status()).isEqualTo(401);
    assertThat(post(Bodies.bytes("{\"a\": [" + "[".repeat(100_000)), "x").status())
        .isEqualTo(401);
    assertThat(post(new byte[SinchConnector.MAX_BODY_BYTES + 1], "x").status()).isEqualTo(413);
    assertThat(apps.receive("GET", Collections.emptyMap(), new byte[0]).status())
        .isEqualTo(405);

    assertThat(apps.unknownApps()).isEqualTo(5);
    assertThat(intake.events).isEmpty();
    assertThat(intake.buried).isEmpty();
  }

  @Test
  void whereThePathSaysTheAppABodyThatNamesAnotherIsDropped() {
    sinch.addApp(AppConfig.of("APP2", "SMS"));
    apps.connect(config("APP1"));
    apps.connect(config("APP2"));
    byte[] body = body("APP2");

    WebhookResponse answer = apps.receive(
        "APP1", "POST", WebhookVerifierTest.signed("secret of APP1", body, Instant.now()), body);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(intake.events).isEmpty();
    assertThat(apps.health().get("APP1").otherApp()).isEqualTo(1);
  }

  @Test
  @Tag("G16")
  void aRevokedKeyAWrongAppAndAHostThatIsNotThereStopNoOtherApp() {
    sinch.addApp(AppConfig.of("APP2", "SMS"));
    apps.open(config("APP2", "revoked"));
    apps.open(config("GONE"));
    apps.open(config("DEAF").baseUrls("http://127.0.0.1:1", "http://127.0.0.1:1"));
    apps.open(config("APP1"));

    await().until(() -> apps.health().get("APP1").missing().isEmpty());
    await()
        .until(() -> Set.of("APP2", "GONE", "DEAF").stream()
            .noneMatch(
                app -> apps.health().get(app).missing().get(0).contains("not connected to")));
    assertThat(post(body("APP1"), "secret of APP1").status()).isEqualTo(200);
    assertThat(apps.health().get("APP2").missing().get(0))
        .startsWith("sinch.clientId, sinch.clientSecret: expected an access key of project P1");
    assertThat(apps.health().get("GONE").missing().get(0)).contains("app GONE of project P1");
    assertThat(apps.health().get("DEAF").missing().get(0)).startsWith("sinch.tokenUrl: ");
    // What comes in for them is taken in all the same.
    assertThat(post(body("APP2"), "secret of APP2").status()).isEqualTo(200);
  }

  @Test
  @Tag("G16")
  void anAppComesAndGoesWhileTheOthersGoOn() {
    sinch.addApp(AppConfig.of("APP2", "SMS"));
    apps.connect(config("APP1"));
    apps.connect(config("APP2"));

    assertThat(apps.disconnect("APP2")).isTrue();
    assertThat(apps.disconnect("APP2")).isFalse();

    assertThat(post(body("APP2"), "secret of APP2").status()).isEqualTo(503);
    assertThat(post(body("APP1"), "secret of APP1").status()).isEqualTo(200);
    assertThat(apps.app("APP1").orElseThrow().api().channels().join()).hasSize(1);
    apps.connect(config("APP2"));
    assertThat(post(body("APP2"), "secret of APP2").status()).isEqualTo(200);
  }

  @Test
  void anAppWhoseKeyIsChangedToAWrongOneStaysAsItWas() {
    apps.connect(config("APP1"));

    assertThatThrownBy(() -> apps.connect(config("APP1", "wrong")))
        .isInstanceOf(BotFlowException.class)
        .hasMessageStartingWith("sinch.clientId, sinch.clientSecret");

    assertThat(apps.app("APP1").orElseThrow().api().channels().join()).hasSize(1);
  }

  @Test
  void fiftyAppsHaveTwoThreadsBesideThoseThatMakeCallsAndAskOnceEach() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    for (int i = 1; i <= 50; i++) {
      sinch.addApp(AppConfig.of("T" + i, "SMS"));
    }

    for (int i = 1; i <= 50; i++) {
      apps.open(config("T" + i));
    }
    await()
        .until(() -> apps.health().values().stream()
            .allMatch(health -> health.missing().isEmpty() && health.channels().size() == 1));

    Set<String> threads = new TreeSet<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!before.contains(thread)
          && thread.getName().startsWith("sinch-")
          && !thread.getName().startsWith("sinch-api-")) {
        threads.add(thread.getName());
      }
    }
    assertThat(threads).isSubsetOf("sinch-connecting", "sinch-deadlines");
    Map<Boolean, Long> requests = sinch.requests().stream()
        .collect(Collectors.partitioningBy(
            request -> request.path().contains("/apps/"), Collectors.counting()));
    assertThat(requests.get(true)).isEqualTo(50);
    assertThat(List.copyOf(intake.connected)).hasSize(100);
  }
}
