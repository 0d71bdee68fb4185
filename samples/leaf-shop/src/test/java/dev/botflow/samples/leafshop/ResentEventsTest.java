package dev.botflow.samples.leafshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.botflow.simulator.callback.CallbackAttempt;
import dev.botflow.simulator.callback.CallbackOutcome;
import dev.botflow.simulator.model.SentMessage;
import dev.botflow.testkit.fault.Fault;
import dev.botflow.testkit.fault.FaultScript;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** G2: Sinch calls again with the same event: since its answer was lost, or for no reason at all. */
class ResentEventsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String ANA = "447700900201";

  @TempDir
  private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  @Tag("G2")
  void anEventWhoseAnswersWereLostActsOnce(int lost) {
    try (Town town = Town.of(folder, sinch -> sinch);
        Shop shop = town.open(town.orders())) {
      town.toShop().script(exchange -> exchange < lost ? Fault.cutAfter() : Fault.none());

      CallbackOutcome outcome = town.sinch().injectMessage("SMS", ANA, "hi").join();

      assertThat(outcome.attempts()).hasSize(lost + 1);
      assertThat(outcome.attempts().get(lost).status()).isEqualTo(200);
      assertActedOnce(town);
      assertThat(shop.connector().health().accepted()).isEqualTo(1);
      assertThat(shop.connector().health().duplicates()).isEqualTo(lost);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  @Tag("G2")
  void anEventThatComesSeveralTimesAtOnceActsOnce(int copies) {
    try (Town town = Town.of(folder, sinch -> sinch);
        Shop shop = town.open(town.orders())) {
      town.sinch().callbackFaults().duplicate(1, copies);

      town.sinch().injectMessage("SMS", ANA, "hi").join();

      await().atMost(PATIENCE).until(() -> town.sinch().callbackAttempts().size() == copies + 1);
      assertThat(town.sinch().callbackAttempts())
          .extracting(CallbackAttempt::status)
          .containsOnly(200);
      assertActedOnce(town);
      assertThat(shop.connector().health().accepted()).isEqualTo(1);
      assertThat(shop.connector().health().duplicates()).isEqualTo(copies);
    }
  }

  @Test
  @Tag("G2")
  void anEventIsKnownAgainAfterARestart() {
    try (Town town = Town.of(folder, sinch -> sinch.callbackMaxAttempts(12))) {
      CompletableFuture<CallbackOutcome> posted;
      try (Shop before = town.open(town.orders())) {
        // Stored, but Sinch never hears of it, however often it asks.
        town.toShop().script(FaultScript.always(Fault.cutAfter()));
        posted = town.sinch().injectMessage("SMS", ANA, "hi");
        await().atMost(PATIENCE).until(() -> before.connector().health().duplicates() >= 1);
      }
      // Before the way leads to the next one, of whose answers none is cut.
      town.toShop().script(FaultScript.of());
      try (Shop after = town.open(town.orders())) {
        assertThat(posted.join().accepted()).isTrue();

        assertActedOnce(town);
        assertThat(after.connector().health().accepted()).isZero();
        assertThat(after.connector().health().duplicates()).isEqualTo(1);
      }
    }
  }

  /** One turn of the session, one answer. */
  private void assertActedOnce(Town town) {
    Evidence evidence = new Evidence(folder);
    await().atMost(PATIENCE).until(() -> evidence.waiting() == 0);
    assertThat(town.sinch().sentMessages())
        .extracting(SentMessage::messageMetadata)
        .hasSize(1);
    assertThat(evidence.turns()).hasSize(1);
  }
}
