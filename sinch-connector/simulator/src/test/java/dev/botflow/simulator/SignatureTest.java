package dev.botflow.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.simulator.callback.CallbackSignature;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

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

  @Test
  void signsAsThePublishedVectorsSay() {
    assumeTrue(Fixtures.folder().isPresent(), "the fixtures are not beside this checkout");
    // Given
    List<JsonNode> vectors = StreamSupport.stream(
            Fixtures.read("hmac.json").path("vectors").spliterator(), false)
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
