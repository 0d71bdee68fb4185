package dev.botflow.sinch.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.botflow.error.BotFlowException;
import dev.botflow.event.InboundEvent;
import dev.botflow.sinch.Bodies;
import dev.botflow.sinch.config.BearerCheck;
import dev.botflow.sinch.config.Secret;
import dev.botflow.sinch.config.WebhookCredentials;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whatever bytes come: the verifier refuses or passes, the reader reads or refuses, nothing else happens. Without more
 * said, the inputs beside this class are played; {@code fuzz.sh} of this module looks for new ones.
 */
class WebhookFuzz {
  private static final Secret SECRET = Secret.of("s");
  private static final Clock CLOCK = Clock.fixed(Bodies.RECEIVED, ZoneOffset.UTC);
  private static final WebhookVerifier VERIFIER =
      WebhookVerifier.of(List.of(SECRET), CLOCK, Duration.ofMinutes(5), Duration.ofMinutes(5));
  private static final BearerCheck TOKENS = WebhookTokens.of(
      WebhookCredentials.of("id", "s", "https://leaf.example/token"), Duration.ofMinutes(5), CLOCK);
  private static final EventReader READER = new EventReader("APP1");

  /** The body is the input: signed it passes, and is read or refused with a message of ours. */
  @FuzzTest(maxDuration = "10m")
  void readsOrRefusesAnyBody(byte[] body) {
    WebhookRequest request =
        new WebhookRequest("POST", WebhookVerifierTest.signed("s", body, Bodies.RECEIVED), body);
    VerifiedBody verified = VERIFIER.verify(request);

    InboundEvent event;
    try {
      event = READER.read(verified.bytes(), Bodies.RECEIVED);
    } catch (BotFlowException e) {
      assertThat(e).hasMessageStartingWith("webhook body: expected ");
      return;
    }

    assertThat(event.header().dedupeKey()).isNotEmpty();
    assertThat(event.context().appId()).isNotEmpty();
    assertThat(READER.read(body, Bodies.RECEIVED)).isEqualTo(event);
  }

  /** Headers and a body of any kind: never trusted unless rightly signed, never anything but a refusal. */
  @FuzzTest(maxDuration = "10m")
  void trustsNothingThatIsNotSigned(FuzzedDataProvider data) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String name : List.of(
        WebhookVerifier.ALGORITHM,
        WebhookVerifier.TIMESTAMP,
        WebhookVerifier.NONCE,
        WebhookVerifier.SIGNATURE,
        "Authorization")) {
      if (data.consumeBoolean()) {
        headers.put(name, List.of(data.consumeString(80)));
      }
    }
    WebhookRequest request = new WebhookRequest("POST", headers, data.consumeRemainingAsBytes());

    for (WebhookVerifier verifier : List.of(VERIFIER, VERIFIER.bearing(TOKENS))) {
      try {
        verifier.verify(request);
      } catch (WebhookRejectedException e) {
        assertThat(e).message().contains(": expected ");
        continue;
      }
      throw new AssertionError("an unsigned call was trusted");
    }
  }
}
