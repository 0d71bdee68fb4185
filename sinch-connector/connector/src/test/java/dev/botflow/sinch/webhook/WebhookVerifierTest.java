package dev.botflow.sinch.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.botflow.sinch.SharedFixtures;
import dev.botflow.sinch.config.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

public class WebhookVerifierTest {
  private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");
  private static final Path SIGNATURES = Path.of("src/test/resources/signatures.json");
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  @TestFactory
  Stream<DynamicTest> judgesEverySignatureRightly() throws IOException {
    return judgements(new ObjectMapper().readTree(Files.readAllBytes(SIGNATURES)));
  }

  @TestFactory
  @Tag("shared")
  Stream<DynamicTest> judgesEveryPublishedSignatureRightly() {
    return judgements(SharedFixtures.json("hmac.json"));
  }

  private static Stream<DynamicTest> judgements(JsonNode signatures) {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode vector : signatures.path("vectors")) {
      tests.add(DynamicTest.dynamicTest(vector.path("id").asText(), () -> judges(vector)));
    }
    assertThat(tests).hasSizeGreaterThan(10);
    return tests.stream();
  }

  private static void judges(JsonNode vector) {
    Instant at = Instant.ofEpochSecond(Long.parseLong(vector.path("timestamp").asText()));
    WebhookVerifier verifier = verifier(at, vector.path("secret").asText());
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("x-sinch-webhook-signature", List.of(vector.path("signature").asText()));
    headers.put("x-sinch-webhook-signature-nonce", List.of(vector.path("nonce").asText()));
    headers.put(
        "x-sinch-webhook-signature-timestamp", List.of(vector.path("timestamp").asText()));
    headers.put(
        "x-sinch-webhook-signature-algorithm", List.of(vector.path("algorithm").asText()));

    Throwable refusal = catchThrowable(() -> verifier.verify(
        new WebhookRequest("POST", headers, bytes(vector.path("body").asText()))));

    if (vector.path("valid").asBoolean()) {
      assertThat(refusal).isNull();
    } else {
      assertThat(refusal).isInstanceOf(WebhookRejectedException.class);
      assertThat(((WebhookRejectedException) refusal).isStale()).isFalse();
    }
  }

  @Test
  void givesTheBodyBackAsItCame() {
    byte[] body = bytes("{\"text\": \"héllo\"}\n");

    VerifiedBody verified =
        verifier(NOW, "s").verify(new WebhookRequest("POST", signed("s", body, NOW), body));

    assertThat(verified.bytes()).isEqualTo(body);
  }

  @Test
  void takesHeadersInAnyLetterCase() {
    byte[] body = bytes("{}");
    Map<String, List<String>> headers = new LinkedHashMap<>();
    signed("s", body, NOW)
        .forEach((name, value) -> headers.put(name.toUpperCase(java.util.Locale.ROOT), value));

    assertThat(verifier(NOW, "s").verify(new WebhookRequest("POST", headers, body)))
        .isNotNull();
  }

  @Test
  void takesAnySecretWhileOneIsReplaced() {
    byte[] body = bytes("{}");
    WebhookVerifier verifier = verifier(NOW, "new", "old");

    assertThat(verifier.verify(new WebhookRequest("POST", signed("new", body, NOW), body)))
        .isNotNull();
    assertThat(verifier.verify(new WebhookRequest("POST", signed("old", body, NOW), body)))
        .isNotNull();
    assertThatThrownBy(
            () -> verifier.verify(new WebhookRequest("POST", signed("older", body, NOW), body)))
        .hasMessage(
            "x-sinch-webhook-signature: expected a signature made with our secret, but was another");
  }

  @Test
  void refusesEverythingWithoutASecret() {
    byte[] body = bytes("{}");

    assertThatThrownBy(
            () -> verifier(NOW).verify(new WebhookRequest("POST", signed("s", body, NOW), body)))
        .isInstanceOf(WebhookRejectedException.class);
  }

  @Test
  void takesATimestampOf459AndRefusesOneOf501() {
    byte[] body = bytes("{}");
    WebhookVerifier verifier = verifier(NOW, "s");

    for (long seconds : new long[] {-299, 0, 299}) {
      Instant at = NOW.plusSeconds(seconds);
      assertThat(verifier.verify(new WebhookRequest("POST", signed("s", body, at), body)))
          .isNotNull();
    }
    assertStale(verifier, NOW.minusSeconds(301), "expected at most 300 s ago, but was 301 s");
    assertStale(verifier, NOW.plusSeconds(301), "expected at most 300 s ahead, but was 301 s");
  }

  @Test
  void setsPastAndFutureApart() {
    byte[] body = bytes("{}");
    WebhookVerifier verifier = WebhookVerifier.of(
        List.of(Secret.of("s")),
        Clock.fixed(NOW, ZoneOffset.UTC),
        Duration.ofHours(1),
        Duration.ofSeconds(1));

    assertThat(verifier.verify(
            new WebhookRequest("POST", signed("s", body, NOW.minusSeconds(3600)), body)))
        .isNotNull();
    assertStale(verifier, NOW.plusSeconds(2), "expected at most 1 s ahead, but was 2 s");
  }

  @Test
  void saysWhichHeaderIsMissingOrTwice() {
    byte[] body = bytes("{}");
    for (String name : signed("s", body, NOW).keySet()) {
      Map<String, List<String>> without = signed("s", body, NOW);
      without.remove(name);
      Map<String, List<String>> twice = signed("s", body, NOW);
      twice.put(name, List.of(twice.get(name).get(0), "x"));

      assertThatThrownBy(() -> verifier(NOW, "s").verify(new WebhookRequest("POST", without, body)))
          .hasMessage(name + ": expected one header, but was 0");
      assertThatThrownBy(() -> verifier(NOW, "s").verify(new WebhookRequest("POST", twice, body)))
          .hasMessage(name + ": expected one header, but was 2");
    }
  }

  @Test
  void refusesATimestampThatIsNoNumberOfSeconds() {
    byte[] body = bytes("{}");
    for (String timestamp : List.of(
        "", "-1", "1e9", "+1767603600", "176760360000", "1767603600000000000000", "１７６７６０３６００")) {
      Map<String, List<String>> headers = signed("s", body, NOW);
      headers.put("x-sinch-webhook-signature-timestamp", List.of(timestamp));

      assertThatThrownBy(() -> verifier(NOW, "s").verify(new WebhookRequest("POST", headers, body)))
          .hasMessage(
              "x-sinch-webhook-signature-timestamp: expected seconds since 1970 in digits, but was something else");
    }
  }

  private static void assertStale(WebhookVerifier verifier, Instant at, String message) {
    byte[] body = bytes("{}");
    assertThatThrownBy(
            () -> verifier.verify(new WebhookRequest("POST", signed("s", body, at), body)))
        .isInstanceOfSatisfying(
            WebhookRejectedException.class, e -> assertThat(e.isStale()).isTrue())
        .hasMessage("x-sinch-webhook-signature-timestamp: " + message);
  }

  private static WebhookVerifier verifier(Instant now, String... secrets) {
    return WebhookVerifier.of(
        Stream.of(secrets).map(Secret::of).toList(),
        Clock.fixed(now, ZoneOffset.UTC),
        FIVE_MINUTES,
        FIVE_MINUTES);
  }

  /** Headers as Sinch makes them, computed here anew. */
  public static Map<String, List<String>> signed(String secret, byte[] body, Instant at) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(bytes(secret), "HmacSHA256"));
      mac.update(body);
      mac.update(bytes(".nonce-1." + at.getEpochSecond()));
      Map<String, List<String>> headers = new LinkedHashMap<>();
      headers.put(
          "x-sinch-webhook-signature", List.of(Base64.getEncoder().encodeToString(mac.doFinal())));
      headers.put("x-sinch-webhook-signature-nonce", List.of("nonce-1"));
      headers.put(
          "x-sinch-webhook-signature-timestamp", List.of(String.valueOf(at.getEpochSecond())));
      headers.put("x-sinch-webhook-signature-algorithm", List.of("HmacSHA256"));
      return headers;
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
