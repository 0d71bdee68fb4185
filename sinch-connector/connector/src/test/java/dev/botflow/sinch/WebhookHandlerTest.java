package dev.botflow.sinch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.MessageReceived;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.sinch.webhook.EventReader;
import dev.botflow.sinch.webhook.WebhookResponse;
import dev.botflow.sinch.webhook.WebhookVerifierTest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class WebhookHandlerTest {
  private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");
  private static final String SECRET = "s3cret";

  private final FakeIntake intake = new FakeIntake();
  private final WebhookHandler door = door(config().webhookSecrets(SECRET));

  @Test
  void takesASignedEvent() {
    String body = Bodies.text("M1", "hi");

    WebhookResponse response = post(body);

    assertThat(response).isEqualTo(new WebhookResponse(200, Collections.emptyMap(), ""));
    assertThat(intake.events).hasSize(1).first().isInstanceOf(MessageReceived.class);
    assertThat(intake.bodies.get(0)).isEqualTo(Bodies.bytes(body));
    assertThat(counts()).isEqualTo("received 1, accepted 1");
  }

  @Test
  void acknowledgesADuplicate() {
    post(Bodies.text("M1", "hi"));

    assertThat(post(Bodies.text("M1", "hi")).status()).isEqualTo(200);
    assertThat(counts()).isEqualTo("received 2, accepted 1, duplicates 1");
  }

  @Test
  void refusesOtherMethodsThanPost() {
    WebhookResponse response = door.receive("GET", Collections.emptyMap(), new byte[0]);

    assertThat(response.status()).isEqualTo(405);
    assertThat(response.headers()).containsEntry("Allow", "POST");
    assertThat(counts()).isEqualTo("received 1, refused 1");
  }

  @Test
  void refusesABodyOverOneMebibyte() {
    byte[] most = Bodies.bytes("{}" + " ".repeat(SinchConnector.MAX_BODY_BYTES - 2));
    byte[] more = Bodies.bytes("{}" + " ".repeat(SinchConnector.MAX_BODY_BYTES - 1));

    assertThat(post(SECRET, most, NOW).status()).isEqualTo(200);
    assertThat(post(SECRET, more, NOW).status()).isEqualTo(413);
  }

  @Test
  void refusesAMissingOrWrongSignature() {
    byte[] body = Bodies.bytes(Bodies.text("M1", "hi"));

    assertThat(door.receive("POST", Collections.emptyMap(), body))
        .isEqualTo(new WebhookResponse(401, text(), "invalid signature"));
    assertThat(post("other", body, NOW).status()).isEqualTo(401);
    assertThat(counts()).isEqualTo("received 2, rejectedSignatures 2");
    assertThat(intake.events).isEmpty();
  }

  @Test
  void countsAStaleSignatureApart() {
    assertThat(post(SECRET, Bodies.bytes("{}"), NOW.minusSeconds(301)).status()).isEqualTo(401);
    assertThat(counts()).isEqualTo("received 1, stale 1");
  }

  @Test
  void acknowledgesAndDropsAnotherApp() {
    assertThat(post(Bodies.text("M1", "hi").replace("APP1", "APP2")).status()).isEqualTo(200);

    assertThat(counts()).isEqualTo("received 1, otherApp 1");
    assertThat(intake.events).isEmpty();
  }

  @Test
  void givesAnEventWithoutAppTheEndpoints() {
    assertThat(post(Bodies.text("M1", "hi").replace("APP1", "")).status()).isEqualTo(200);

    assertThat(intake.events.get(0).context().appId()).isEqualTo("APP1");
  }

  @Test
  void acknowledgesAnUnknownKind() {
    assertThat(post("{\"app_id\": \"APP1\", \"hologram_notification\": {}}").status())
        .isEqualTo(200);

    assertThat(counts()).isEqualTo("received 1, unknown 1");
    assertThat(intake.events).isEmpty();
  }

  @Test
  void takesEventsThatHaveNoContact() {
    assertThat(post(Bodies.ofEveryTrigger().get("CHANNEL_EVENT")).status()).isEqualTo(200);
    assertThat(post(Bodies.ofEveryTrigger().get("BATCH_STATUS_UPDATE")).status())
        .isEqualTo(200);

    assertThat(counts()).isEqualTo("received 2, accepted 2");
    assertThat(intake.events).hasSize(2).allMatch(event -> event.key().isApp());
  }

  @Test
  void buriesASignedBodyThatCannotBeRead() {
    assertThat(post("{\"text\": contact's words").status()).isEqualTo(200);

    assertThat(intake.buried)
        .containsExactly(
            "APP1: webhook body: expected JSON with no key twice, but was broken at line 1, column 10");
    assertThat(counts()).isEqualTo("received 1, buried 1");
  }

  @Test
  @Tag("G13")
  void answers503WhenTheEngineIsBusyOrFails() {
    intake.busy = true;
    assertThat(post(Bodies.text("M1", "hi")))
        .isEqualTo(new WebhookResponse(503, text(), "busy, try again later"));
    intake.busy = false;
    intake.failure = new IllegalStateException("disk full: " + Canaries.TEXT);
    assertThat(post(Bodies.text("M1", "hi")))
        .isEqualTo(new WebhookResponse(503, text(), "try again later"));
    assertThat(post("broken")).isEqualTo(new WebhookResponse(503, text(), "try again later"));
    intake.failure = null;

    assertThat(post(Bodies.text("M1", "hi")).status()).isEqualTo(200);
    assertThat(counts()).isEqualTo("received 4, accepted 1, failures 3");
  }

  @Test
  void refusesWhatIsNoJsonWhenRunningUnsigned() {
    WebhookHandler open = door(config().unsigned());

    assertThat(open.receive("POST", Collections.emptyMap(), Bodies.bytes("hello")))
        .isEqualTo(new WebhookResponse(
            400,
            text(),
            "webhook body: expected JSON with no key twice, but was broken at line 1, column 1"));
    assertThat(open.receive("POST", Collections.emptyMap(), Bodies.bytes(Bodies.text("M1", "hi")))
            .status())
        .isEqualTo(200);
    assertThat(intake.buried).isEmpty();
  }

  private static SinchConfig config() {
    return SinchConfig.of("P1", "APP1", "key", Canaries.CLIENT_SECRET, Region.EU)
        .clock(Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @Test
  void refusesAHeaderWithoutAValueAsOneThatIsMissing() {
    byte[] body = Bodies.bytes(Bodies.text("M1", "hi"));
    for (String name : List.of(
        "x-sinch-webhook-signature",
        "x-sinch-webhook-signature-nonce",
        "x-sinch-webhook-signature-timestamp",
        "x-sinch-webhook-signature-algorithm")) {
      Map<String, List<String>> headers =
          new LinkedHashMap<>(WebhookVerifierTest.signed(SECRET, body, NOW));
      headers.keySet().removeIf(name::equalsIgnoreCase);
      headers.put(name, Collections.singletonList(null));

      assertThat(door.receive("POST", headers, body))
          .as(name)
          .isEqualTo(WebhookResponse.of(401, "invalid signature"));
    }
  }

  private WebhookHandler door(SinchConfig config) {
    return new WebhookHandler(config, intake, new EventReader(config.appId()));
  }

  private WebhookResponse post(String body) {
    return post(SECRET, Bodies.bytes(body), NOW);
  }

  private WebhookResponse post(String secret, byte[] body, Instant at) {
    return door.receive("POST", WebhookVerifierTest.signed(secret, body, at), body);
  }

  private static Map<String, String> text() {
    return Collections.singletonMap("Content-Type", "text/plain; charset=utf-8");
  }

  /** The counts that are not 0. */
  private String counts() {
    ConnectorHealth health = door.health(List.of(), List.of());
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("received", health.received());
    counts.put("accepted", health.accepted());
    counts.put("duplicates", health.duplicates());
    counts.put("rejectedSignatures", health.rejectedSignatures());
    counts.put("stale", health.stale());
    counts.put("otherApp", health.otherApp());
    counts.put("unknown", health.unknown());
    counts.put("buried", health.buried());
    counts.put("refused", health.refused());
    counts.put("failures", health.failures());
    return counts.entrySet().stream()
        .filter(count -> count.getValue() > 0)
        .map(count -> count.getKey() + " " + count.getValue())
        .collect(java.util.stream.Collectors.joining(", "));
  }
}
