package dev.botflow.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.simulator.callback.CallbackSignature;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureTest {

  @Test
  void namesTheAlgorithmTheNonceAndTheSecondsBesideTheSignature() {
    // When
    Map<String, String> headers = CallbackSignature.headers(
        "a secret", "{}".getBytes(StandardCharsets.UTF_8), "n1", 1767603600L);

    // Then
    assertThat(headers)
        .containsExactly(
            Map.entry("x-sinch-webhook-signature-timestamp", "1767603600"),
            Map.entry("x-sinch-webhook-signature-nonce", "n1"),
            Map.entry("x-sinch-webhook-signature-algorithm", "HmacSHA256"),
            Map.entry("x-sinch-webhook-signature", headers.get("x-sinch-webhook-signature")));
  }

  /** Each made by {@code printf '%s' "$BODY.n1.1767603600" | openssl dgst -sha256 -hmac "$SECRET" -binary | base64}. */
  @ParameterizedTest
  @CsvSource(quoteCharacter = '^', textBlock = """
      a secret  | {"n":1}           | ExM+u7Yl2Xv72c6l9DhnntvCO58IY7lfLvCcbnGZVgo=
      a secret  | ^^                | Ytl49MSmlojI2DkWZvCw13hlnGJlwmtt4ttCvwsA6AI=
      schlüssel | {"text":"Grüße"}  | jLH6G9SM+RH/ABSqhwr80MDGjjh9xuRq4AusLIbYBSM=
      """, delimiter = '|')
  void signsAsOpenSslDoes(String secret, String body, String signature) {
    // When
    Map<String, String> headers =
        CallbackSignature.headers(secret, body.getBytes(StandardCharsets.UTF_8), "n1", 1767603600L);

    // Then
    assertThat(headers).containsEntry("x-sinch-webhook-signature", signature);
  }

  @Test
  @Tag("shared")
  void signsAsThePublishedVectorsSay() {
    // Given
    List<JsonNode> vectors = StreamSupport.stream(
            SharedFixtures.read("hmac.json").path("vectors").spliterator(), false)
        .toList();

    // When
    List<Boolean> same = vectors.stream().map(SignatureTest::signsAs).toList();

    // Then
    assertThat(same)
        .isEqualTo(vectors.stream().map(v -> v.path("valid").asBoolean()).toList());
  }

  private static boolean signsAs(JsonNode vector) {
    Map<String, String> headers = CallbackSignature.headers(
        vector.path("secret").asText(),
        vector.path("body").asText().getBytes(StandardCharsets.UTF_8),
        vector.path("nonce").asText(),
        vector.path("timestamp").asLong());
    return headers
            .get("x-sinch-webhook-signature-algorithm")
            .equals(vector.path("algorithm").asText())
        && headers
            .get("x-sinch-webhook-signature")
            .equals(vector.path("signature").asText());
  }
}
