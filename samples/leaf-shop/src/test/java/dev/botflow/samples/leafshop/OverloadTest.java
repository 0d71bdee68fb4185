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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G11: ten times the events that the shop can handle, a Sinch that answers slowly, and a heap of 64 MB. */
@Tag("crash")
class OverloadTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CONTACTS = 150;
  private static final int MAX_WAITING = 20;
  private static final int OVERLOAD = 10;

  @TempDir
  private Path folder;

  @Test
  void g7g11BeyondTheLagLimitItRefusesAndRecoversWhenTheLoadIsOver() {
    Evidence evidence = new Evidence(folder);
    try (Town town = Town.of(folder, sinch -> sinch.callbackBaseDelay(Duration.ofMillis(5)));
        ChildJvm shop = ShopChild.of(
                town.orders().maxWaiting(MAX_WAITING).facts(Duration.ofMillis(800)))
            .jvm("-Xmx64m", "-XX:+ExitOnOutOfMemoryError")
            .start()) {
      town.open(shop);
      town.toSinch().script(FaultScript.always(Fault.delay(Duration.ofMillis(300))));

      Crowd crowd = Crowd.of(town.sinch(), CONTACTS, 11);
      await().atMost(PATIENCE).until(() -> isOverloaded(town));
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
      evidence.tell(history, town, crowd);
      HistoryReport report = history.check();
      System.out.println("G11, " + refusals(town) + " refused: " + report.summary());
      report.assertSound();
    }
  }

  /** Ten calls refused for each that was taken, beyond what fits in before any is refused. */
  private static boolean isOverloaded(Town town) {
    long taken = town.acknowledged().size();
    return taken > 2 * MAX_WAITING && refusals(town) >= OVERLOAD * taken;
  }

  private static long refusals(Town town) {
    List<CallbackAttempt> attempts = town.sinch().callbackAttempts();
    return attempts.stream().filter(attempt -> attempt.status() == 503).count();
  }
}
