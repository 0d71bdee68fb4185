package dev.botflow.simulator.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.botflow.simulator.Receiver;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.simulator.json.Json;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallbackFaultsTest {
  private final Receiver bot = new Receiver();
  private final SinchSimulator sinch =
      SinchSimulator.builder().app("APP").channels("SMS").start();

  CallbackFaultsTest() throws IOException {
    sinch.addWebhook(bot.url(), "secret", "MESSAGE_INBOUND");
  }

  @AfterEach
  void stop() {
    sinch.close();
    bot.close();
  }

  @Test
  void bringsACallbackMoreThanOnceEachTimeSignedAnew() {
    // Given
    sinch.callbackFaults().duplicate(1, 2);

    // When
    CallbackOutcome outcome = sinch.injectMessage("SMS", "4670", "Hi").join();
    sinch.injectMessage("SMS", "4670", "again").join();

    // Then
    await().until(() -> bot.got().size() == 4);
    assertThat(outcome.accepted()).isTrue();
    assertThat(bot.bodies().stream().filter(body -> body.contains("\"Hi\"")).distinct())
        .hasSize(1);
    assertThat(bot.got())
        .extracting(got -> got.headers().getFirst("x-sinch-webhook-signature-nonce"))
        .doesNotHaveDuplicates();
  }

  @Test
  void bringsCallbacksInReverseOrderOnceAllAreThere() {
    // Given
    sinch.callbackFaults().reorder(3);

    // When
    sinch.injectMessage("SMS", "4670", "first");
    sinch.injectMessage("SMS", "4670", "second");
    assertThat(sinch.callbacksUnderWay()).isEqualTo(2);
    sinch.injectMessage("SMS", "4670", "third").join();

    // Then
    await().until(() -> bot.got().size() == 3);
    assertThat(bot.bodies().stream().map(CallbackFaultsTest::text))
        .containsExactly("third", "second", "first");
    assertThat(sinch.callbackFaults().pending()).isZero();
  }

  @Test
  void bringsACallbackLate() {
    // Given
    sinch.callbackFaults().delay(1, Duration.ofMillis(300));

    // When
    sinch.injectMessage("SMS", "4670", "late");
    sinch.injectMessage("SMS", "4670", "punctual").join();

    // Then
    await().until(() -> bot.got().size() == 2);
    assertThat(bot.bodies().stream().map(CallbackFaultsTest::text))
        .containsExactly("punctual", "late");
  }

  @Test
  void forgetsFaultsThatHaveNotHit() {
    sinch.callbackFaults().duplicate(2, 5);

    sinch.callbackFaults().clear();
    sinch.injectMessage("SMS", "4670", "Hi").join();

    assertThat(bot.got()).hasSize(1);
  }

  private static String text(String body) {
    return Json.parseObject(body)
        .path("message")
        .path("contact_message")
        .path("text_message")
        .path("text")
        .asText();
  }
}
