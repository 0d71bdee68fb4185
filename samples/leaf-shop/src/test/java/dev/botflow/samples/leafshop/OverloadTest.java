package dev.botflow.samples.leafshop;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.botflow.simulator.callback.CallbackAttempt;
import dev.botflow.testkit.fault.ChildJvm;
import dev.botflow.testkit.fault.Fault;
import dev.botflow.testkit.fault.FaultScript;
import dev.botflow.testkit.fault.HistoryChecker;
import dev.botflow.testkit.fault.HistoryReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * G11: ten times the events that the shop can take, since its own system stands still, a Sinch that answers slowly, and a
 * heap of 64 MB.
 */
@Tag("crash")
class OverloadTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int PEOPLE = 150;
  private static final int MAX_WAITING = 20;
  private static final int OVERLOAD = 10;

  @TempDir
  private Path folder;

  @Test
  @Tag("G7")
  @Tag("G11")
  void beyondTheLagLimitItRefusesAndRecoversWhenTheLoadIsOver() throws IOException {
    Evidence evidence = new Evidence(folder);
    Map<String, Integer> most = new LinkedHashMap<>();
    try (Town town = Town.of(
            folder,
            sinch -> sinch
                .submitNotifications(true)
                .deliveryReports("DELIVERED")
                .callbackBaseDelay(Duration.ofMillis(5)));
        ChildJvm shop = ShopChild.of(town.underLoad().maxWaiting(MAX_WAITING))
            .jvm("-Xmx64m", "-XX:+ExitOnOutOfMemoryError")
            .start()) {
      town.open(shop);
      town.toSinch().script(FaultScript.always(Fault.delay(Duration.ofMillis(300))));
      Crowd crowd = Crowd.hasty(town.sinch(), PEOPLE, 11);
      await().atMost(PATIENCE).until(() -> {
        evidence.work(Instant.now()).forEach((work, much) -> most.merge(work, much, Math::max));
        return most.values().stream().allMatch(much -> much > 0);
      });

      Files.createFile(Shop.stalled(folder));
      long taken = town.acknowledged().size();
      long refused = refusals(town);
      await().atMost(PATIENCE).until(() -> {
        long takenSince = town.acknowledged().size() - taken;
        return refusals(town) - refused >= OVERLOAD * Math.max(1, takenSince);
      });
      Files.delete(Shop.stalled(folder));
      crowd.stop();
      town.mend();

      crowd.settled().orTimeout(PATIENCE.toSeconds(), SECONDS).join();
      await()
          .atMost(PATIENCE)
          .until(() -> town.sinch().callbacksUnderWay() == 0 && evidence.waiting() == 0);
      assertThat(town.sinch().injectMessage("SMS", "447700909999", "hi").join().attempts())
          .extracting(CallbackAttempt::status)
          .containsExactly(200);
      assertThat(shop.isAlive()).isTrue();
      assertThat(shop.terminate(PATIENCE)).isEqualTo(143);
      HistoryChecker history = new HistoryChecker();
      evidence.addTo(history, town, crowd);
      HistoryReport report = history.check();
      Map<String, Integer> occurred = evidence.occurrences(town).counts();
      System.out.println("G11, " + refusals(town) + " refused: " + report.summary());
      System.out.println("most under way at once: " + most + "; occurred: " + occurred);
      report.assertSound();
      assertThat(occurred).containsKeys("result ok", "timer nudge", "report of a delivery");
    }
  }

  private static long refusals(Town town) {
    List<CallbackAttempt> attempts = town.sinch().callbackAttempts();
    return attempts.stream().filter(attempt -> attempt.status() == 503).count();
  }
}
