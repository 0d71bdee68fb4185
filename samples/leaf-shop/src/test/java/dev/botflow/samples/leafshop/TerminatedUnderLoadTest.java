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
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * G10: the shop is told to end (SIGTERM) while a crowd keeps it busy, without time to finish and with as much as it takes.
 */
@Tag("crash")
class TerminatedUnderLoadTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int PEOPLE = 8;
  private static final int EXCHANGES = 120;

  /** What has to be under way, all at once, when the end comes. */
  private static final List<Work> BUSY =
      List.of(Work.ACCEPTED, Work.UNSENT, Work.ATTEMPTING, Work.CALLED, Work.TIMER_SET);

  @TempDir
  private Path folder;

  @ParameterizedTest(name = "{0} s to finish")
  @ValueSource(ints = {0, 120})
  @Tag("G10")
  void nothingIsLostWhenToldToEndUnderLoad(int seconds) {
    long seed = Long.getLong("botflow.seed", System.nanoTime());
    System.out.printf("told to end under load: seed %d (-Dbotflow.seed=%d)%n", seed, seed);
    Evidence evidence = new Evidence(folder);
    HistoryChecker history = new HistoryChecker();
    try (Town town = Town.of(folder)) {
      Crowd crowd;
      Map<String, Integer> before = new LinkedHashMap<>();
      Shop.Orders orders = town.underLoad().drain(Duration.ofSeconds(seconds));
      try (ChildJvm shop = ShopChild.of(orders).start()) {
        town.open(shop);
        // Answers take a while, so that sends are under way when the end comes.
        town.toSinch().script(FaultScript.always(Fault.delay(Duration.ofMillis(100))));
        crowd = Crowd.of(town.sinch(), PEOPLE, seed);
        assertThat(town.toShop().awaitExchanges(EXCHANGES, PATIENCE)).isTrue();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
          before.putAll(evidence.work(Instant.now()));
          return BUSY.stream().allMatch(work -> before.get(work.toString()) > 0);
        });

        assertThat(shop.terminate(PATIENCE)).isEqualTo(143);

        assertThat(shop.output()).contains("closed");
      }
      Map<String, Integer> left = evidence.work(Instant.now());
      if (seconds == 0) {
        // What was under way was left alone: of its outcome nobody can know.
        history.crashed(evidence.underWay(), left);
        assertThat(left.values()).anyMatch(work -> work > 0);
      } else {
        assertThat(left)
            .containsEntry(Work.ACCEPTED.toString(), 0)
            .containsEntry(Work.ATTEMPTING.toString(), 0)
            .containsEntry(Work.CALLED.toString(), 0);
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
      evidence.addTo(history, town, crowd);
      HistoryReport report = history.check();
      System.out.println("G10, " + seconds + " s to finish: " + report.summary());
      System.out.println("under way: " + before + "; left: " + left);
      report.assertSound();
    }
  }
}
