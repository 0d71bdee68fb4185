package dev.botflow.samples.leafshop;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.botflow.testkit.fault.ChildJvm;
import dev.botflow.testkit.fault.Fault;
import dev.botflow.testkit.fault.FaultScript;
import dev.botflow.testkit.fault.HistoryChecker;
import dev.botflow.testkit.fault.HistoryReport;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** G10: the shop is told to end (SIGTERM) while contacts write, with and without time to finish. */
@Tag("crash")
class TerminatedUnderLoadTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CONTACTS = 8;
  private static final int EXCHANGES = 120;

  @TempDir
  private Path folder;

  @ParameterizedTest(name = "{0} s to finish")
  @ValueSource(ints = {0, 10})
  void g10NothingIsLostWhenToldToEndUnderLoad(int seconds) {
    Evidence evidence = new Evidence(folder);
    HistoryChecker history = new HistoryChecker();
    try (Town town = Town.of(folder)) {
      Crowd crowd;
      Shop.Orders orders = town.orders().drain(Duration.ofSeconds(seconds));
      try (ChildJvm shop = ShopChild.of(orders).start()) {
        town.open(shop);
        // Answers take a while, so that sends are under way when the end comes.
        town.toSinch().script(FaultScript.always(Fault.delay(Duration.ofMillis(30))));
        crowd = Crowd.of(town.sinch(), CONTACTS, 10);
        assertThat(town.toShop().awaitExchanges(EXCHANGES, PATIENCE)).isTrue();

        assertThat(shop.terminate(PATIENCE)).isEqualTo(143);

        assertThat(shop.output()).contains("closed");
      }
      if (seconds == 0) {
        // What was under way was left alone: of its outcome nobody can know.
        history.crashed(evidence.underWay());
      }
      town.mend();
      crowd.stop();
      try (ChildJvm shop = ShopChild.of(orders).start()) {
        town.open(shop);
        crowd.settled().orTimeout(PATIENCE.toSeconds(), SECONDS).join();
        await()
            .atMost(PATIENCE)
            .until(() -> town.sinch().callbacksUnderWay() == 0 && evidence.waiting() == 0);
      }
      evidence.tell(history, town, crowd);
      HistoryReport report = history.check();
      System.out.println("G10, " + seconds + " s to finish: " + report.summary());
      report.assertSound();
    }
  }
}
