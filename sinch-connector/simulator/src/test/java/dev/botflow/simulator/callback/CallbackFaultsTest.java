package dev.botflow.simulator.callback;

import static org.assertj.core.api.Assertions.assertThat;

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
    bot.await(4);
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
    bot.await(3);
    assertThat(bot.bodies().stream().map(CallbackFaultsTest::text))
        .containsExactly("third", "second", "first");
    assertThat(sinch.callbackFaults().pending()).isZero();
  }

  @Test
  void bringsACallbackLate() {
    // Given
    sinch.callbackFaults().delay(1, Duration.ofMillis(100));
    long before = System.nanoTime();

    // When
    sinch.injectMessage("SMS", "4670", "late").join();

    // Then
    assertThat(bot.bodies().stream().map(CallbackFaultsTest::text)).containsExactly("late");
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isGreaterThanOrEqualTo(Duration.ofMillis(100));
  }

  @Test
  void holdsNoOtherCallbackUpByOneThatIsLate() {
    // Given
    sinch.callbackFaults().delay(1, Duration.ofDays(1));

    // When
    sinch.injectMessage("SMS", "4670", "late");
    sinch.injectMessage("SMS", "4670", "punctual").join();

    // Then
    assertThat(bot.bodies().stream().map(CallbackFaultsTest::text)).containsExactly("punctual");
    assertThat(sinch.callbacksUnderWay()).isEqualTo(1);
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
