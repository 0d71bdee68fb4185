package dev.botflow.sinch.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.simulator.SinchSimulator;
import dev.botflow.simulator.callback.CallbackAttempt;
import dev.botflow.simulator.callback.CallbackOutcome;
import dev.botflow.sinch.Bodies;
import dev.botflow.sinch.Canaries;
import dev.botflow.sinch.DeafPort;
import dev.botflow.sinch.FakeIntake;
import dev.botflow.sinch.JdkHttpEndpoint;
import dev.botflow.sinch.SinchConnector;
import dev.botflow.sinch.WebhookHandler;
import dev.botflow.sinch.api.AppWebhook;
import dev.botflow.sinch.config.BearerCheck;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.Secret;
import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.sinch.config.WebhookCredentials;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTokensTest {
  private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");
  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final WebhookCredentials CREDENTIALS =
      WebhookCredentials.of("sinch", Canaries.WEBHOOK_SECRET, "https://leaf.example/token");

  private final WebhookTokens tokens = at(NOW);

  @Test
  void givesATokenForTheCredentialsAndKnowsItAgain() {
    WebhookResponse answer =
        tokens.issue("POST", basic("sinch:" + Canaries.WEBHOOK_SECRET), form(""));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers())
        .containsEntry("Content-Type", "application/json")
        .containsEntry("Cache-Control", "no-store");
    assertThat(answer.body()).endsWith("\",\"token_type\":\"bearer\",\"expires_in\":300}");
    assertThat(tokens.accepts(token(answer))).isTrue();
  }

  @Test
  void takesTheCredentialsFromTheBodyToo() {
    String body =
        "grant_type=client_credentials&client_id=sinch&client_secret=" + Canaries.WEBHOOK_SECRET;

    WebhookResponse answer = tokens.issue("POST", Collections.emptyMap(), form(body));

    assertThat(tokens.accepts(token(answer))).isTrue();
  }

  @Test
  void knowsATokenAlsoAfterARestartAndUntilItsLastSecondIsOver() {
    String token = token(tokens.issue("POST", basic("sinch:" + Canaries.WEBHOOK_SECRET), form("")));

    assertThat(at(NOW.plusSeconds(299)).accepts(token)).isTrue();
    assertThat(at(NOW.plusSeconds(300)).accepts(token)).isFalse();
    WebhookCredentials other =
        WebhookCredentials.of("sinch", "another", "https://leaf.example/token");
    assertThat(WebhookTokens.of(other, LIFE, Clock.fixed(NOW, ZoneOffset.UTC)).accepts(token))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "a.b",
        "....",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.AAAA",
        "\u00e4\u00f6.\u00fc"
      })
  void acceptsNothingElse(String token) {
    assertThat(tokens.accepts(token)).isFalse();
  }

  @Test
  void acceptsNoTokenThatWasChanged() {
    String token = token(tokens.issue("POST", basic("sinch:" + Canaries.WEBHOOK_SECRET), form("")));

    for (int i = 0; i < token.length() - 1; i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      assertThat(tokens.accepts(token.substring(0, i) + other + token.substring(i + 1)))
          .isFalse();
    }
    assertThat(tokens.accepts(token + "A")).isFalse();
  }

  @Test
  void refusesWhatIsNoRequestForAToken() {
    String right = "sinch:" + Canaries.WEBHOOK_SECRET;

    assertThat(tokens.issue("POST", basic("sinch:other"), form("")).status()).isEqualTo(401);
    assertThat(tokens
            .issue("POST", basic("other:" + Canaries.WEBHOOK_SECRET), form(""))
            .status())
        .isEqualTo(401);
    assertThat(tokens.issue("POST", basic("no colon"), form("")).status()).isEqualTo(401);
    assertThat(tokens.issue("POST", header("Basic %%%"), form("client_id=%zz")).body())
        .isEqualTo("{\"error\":\"invalid_client\"}");
    assertThat(tokens.issue("POST", basic(right), form("grant_type=password")).body())
        .isEqualTo("{\"error\":\"unsupported_grant_type\"}");
    assertThat(tokens.issue("GET", basic(right), form("")).status()).isEqualTo(405);
    assertThat(tokens.issue("POST", basic(right), new byte[8193]).status()).isEqualTo(413);
    assertThatThrownBy(
            () -> WebhookTokens.of(CREDENTIALS, Duration.ofSeconds(29), Clock.systemUTC()))
        .hasMessage("sinch.webhook.tokenLife: expected 30 s to 3600 s, but was 29 s");
  }

  @ParameterizedTest
  @EnumSource(WebhookCredentials.RequestType.class)
  void isAskedForATokenBySinchOnceForManyCalls(WebhookCredentials.RequestType type) {
    FakeIntake intake = new FakeIntake();
    try (SinchSimulator sinch = sinch();
        JdkHttpEndpoint endpoint = JdkHttpEndpoint.open(0, "/sinch")) {
      WebhookCredentials credentials = new WebhookCredentials(
          "sinch",
          Secret.of(Canaries.WEBHOOK_SECRET),
          endpoint.url().resolve("/token").toString(),
          "webhooks",
          "token",
          type);
      WebhookTokens own = WebhookTokens.of(credentials, LIFE, Clock.systemUTC());
      assertThat(endpoint.issue("/token", own)).hasPath("/token");
      SinchConfig config =
          config(sinch).webhook(endpoint.url().toString()).webhookTokens(credentials, own);
      try (SinchConnector connector = SinchConnector.connect(config, intake)) {
        endpoint.serve(connector);

        CallbackOutcome first =
            sinch.injectMessage("SMS", Canaries.PHONE, Canaries.TEXT).join();
        CallbackOutcome second =
            sinch.injectMessage("SMS", Canaries.PHONE, Canaries.TEXT).join();

        assertThat(first.accepted()).isTrue();
        assertThat(second.accepted()).isTrue();
        assertThat(intake.events).hasSize(2);
        assertThat(sinch.callbackAttempts())
            .extracting(attempt -> attempt.headers().get("authorization"))
            .doesNotContainNull()
            .satisfies(bearers -> assertThat(bearers.stream().distinct()).hasSize(1));
        assertThat(connector.api().webhooks().join())
            .singleElement()
            .extracting(AppWebhook::tokenEndpoint, AppWebhook::tokenClientId)
            .containsExactly(credentials.endpoint(), "sinch");
        sinch.clearRecords();
        SinchConnector.connect(config, intake).close();
        assertThat(sinch.requests()).extracting("method").doesNotContain("PATCH");
      }
    }
  }

  @Test
  void wantsSignatureAndTokenWhereBothAreSet() {
    SinchConfig both = SinchConfig.of("P1", "APP1", "key", Canaries.CLIENT_SECRET, Region.EU)
        .webhookSecrets(Canaries.WEBHOOK_SECRET)
        .webhookTokens(token -> token.equals(Canaries.BEARER))
        .clock(Clock.fixed(NOW, ZoneOffset.UTC));
    WebhookHandler door = new WebhookHandler(both, new FakeIntake(), new EventReader("APP1"));
    byte[] body = Bodies.bytes(Bodies.text("M1", Canaries.TEXT));
    Map<String, List<String>> signed =
        WebhookVerifierTest.signed(Canaries.WEBHOOK_SECRET, body, NOW);
    Map<String, List<String>> signedAndBearing = new LinkedHashMap<>(signed);
    signedAndBearing.put("AUTHORIZATION", List.of("bearer " + Canaries.BEARER));

    assertThat(door.receive("POST", signed, body).status()).isEqualTo(401);
    assertThat(door.receive("POST", header("Bearer " + Canaries.BEARER), body).status())
        .isEqualTo(401);
    assertThat(door.receive("POST", signedAndBearing, body).status()).isEqualTo(200);
  }

  @Test
  void wantsTheTokenAloneWhereThereIsNoSecret() {
    WebhookHandler door = door(token -> token.equals(Canaries.BEARER));
    byte[] body = Bodies.bytes(Bodies.text("M1", Canaries.TEXT));

    assertThat(door.receive("POST", header("Bearer " + Canaries.BEARER), body).status())
        .isEqualTo(200);
    assertThat(door.receive("POST", header("Bearer  " + Canaries.BEARER + " "), body)
            .status())
        .isEqualTo(200);
    assertThat(door.receive("POST", header("Basic " + Canaries.BEARER), body).status())
        .isEqualTo(401);
    assertThat(door.receive("POST", header("Bearer other"), body).status()).isEqualTo(401);
    assertThat(door.receive("POST", Collections.emptyMap(), body).status()).isEqualTo(401);
  }

  @Test
  void hasSinchComeAgainWhenTheHostsCheckFails() {
    WebhookHandler door = door(token -> {
      throw new IllegalStateException("no connection for " + token);
    });

    assertThat(door.receive("POST", header("Bearer " + Canaries.BEARER), new byte[0])
            .status())
        .isEqualTo(503);
  }

  @Test
  void triesACallbackAgainWhoseTokenWasNotToBeHad() throws Exception {
    try (SinchSimulator sinch = sinch();
        DeafPort nobody = new DeafPort()) {
      WebhookCredentials nowhere =
          WebhookCredentials.of("sinch", Canaries.WEBHOOK_SECRET, nobody.url() + "/token");
      SinchConfig config =
          config(sinch).webhook("http://127.0.0.1:9/hook").webhookTokens(nowhere, token -> true);
      SinchConnector.connect(config, new FakeIntake()).close();

      CallbackOutcome outcome =
          sinch.injectMessage("SMS", Canaries.PHONE, Canaries.TEXT).join();

      assertThat(outcome.accepted()).isFalse();
      assertThat(outcome.attempts()).extracting(CallbackAttempt::number).containsExactly(1, 2);
    }
  }

  private static SinchSimulator sinch() {
    return SinchSimulator.builder()
        .project("P1")
        .app("APP1")
        .key("key", Canaries.CLIENT_SECRET)
        .channels("SMS")
        .callbackBaseDelay(Duration.ofMillis(10))
        .callbackMaxAttempts(2)
        .start();
  }

  private static SinchConfig config(SinchSimulator sinch) {
    return SinchConfig.of("P1", "APP1", "key", Canaries.CLIENT_SECRET, Region.EU)
        .baseUrls(sinch.baseUrl(), sinch.tokenUrl());
  }

  private static WebhookHandler door(BearerCheck check) {
    SinchConfig config =
        SinchConfig.of("P1", "APP1", "key", Canaries.CLIENT_SECRET, Region.EU).webhookTokens(check);
    return new WebhookHandler(config, new FakeIntake(), new EventReader("APP1"));
  }

  private static WebhookTokens at(Instant now) {
    return WebhookTokens.of(CREDENTIALS, LIFE, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static Map<String, List<String>> basic(String key) {
    return header(
        "Basic " + Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8)));
  }

  private static Map<String, List<String>> header(String authorization) {
    return Collections.singletonMap("Authorization", List.of(authorization));
  }

  private static byte[] form(String body) {
    return body.getBytes(StandardCharsets.UTF_8);
  }

  private static String token(WebhookResponse answer) {
    String start = "{\"access_token\":\"";
    assertThat(answer.body()).startsWith(start);
    return answer.body().substring(start.length(), answer.body().indexOf('"', start.length()));
  }
}
