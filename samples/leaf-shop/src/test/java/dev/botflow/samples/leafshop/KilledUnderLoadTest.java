package dev.botflow.samples.leafshop;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.botflow.testkit.fault.ChildJvm;
import dev.botflow.testkit.fault.FaultProxy;
import dev.botflow.testkit.fault.HistoryChecker;
import dev.botflow.testkit.fault.HistoryReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole path is killed with -9 again and again while contacts write and everything around it fails: 20 times, or as
 * often as {@code -Dbotflow.kills} says.
 */
@Tag("crash")
class KilledUnderLoadTest {
  private static final int ROUNDS = Integer.getInteger("botflow.kills", 20);
  private static final int CONTACTS = 8;
  private static final int FAULTS = 6;
  private static final int MOST_EXCHANGES = 80;

  /** They live for two seconds each. */
  private static final String[] QUICK_START = {
    "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"
  };

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir
  private Path folder;

  @Test
  void g1g3g4g5g7NothingIsLostOrDoneTwiceWhenKilledUnderLoad() {
    long seed = Long.getLong("botflow.seed", System.nanoTime());
    System.out.printf("kills under load: seed %d (-Dbotflow.seed=%d)%n", seed, seed);
    HistoryChecker history = new HistoryChecker();
    Evidence evidence = new Evidence(folder);
    try (Town town = Town.of(folder)) {
      Random random = new Random(seed);
      Crowd crowd = null;
      for (int round = 0; round < ROUNDS; round++) {
        try (ChildJvm shop = ShopChild.of(town.orders()).jvm(QUICK_START).start()) {
          town.mend();
          if (crowd != null && random.nextInt(4) == 0) {
            awaitSomeMomentOfTheStart(town, shop, random);
          } else {
            town.open(shop);
            crowd = crowd == null ? Crowd.of(town.sinch(), CONTACTS, seed) : crowd;
            town.spoil(random, FAULTS);
            awaitSomeMoment(town, random);
          }
          shop.kill();
        }
        history.crashed(evidence.underWay());
      }
      HistoryReport report = drained(town, crowd, history, evidence);

      System.out.println("G1 G3 G5 G7: " + report.summary());
      report.assertSound();
      assertThat(report.summary()).contains(" 0 dead letters, 0 waiting; " + ROUNDS + " crashes;");
      assertThat(crowd.accepted().values()).allSatisfy(ids -> assertThat(ids).isNotEmpty());
    }
  }

  /** While what was open is taken up: the connector asks Sinch for its app and webhooks, and sends begin. */
  private static void awaitSomeMomentOfTheStart(Town town, ChildJvm shop, Random random) {
    shop.awaitLine("connecting");
    long number = town.toSinch().exchanges() + 1 + random.nextInt(5);
    assertThat(town.toSinch().awaitExchanges(number, PATIENCE)).isTrue();
  }

  /** A webhook call comes in, or a message goes out: the kill falls into what follows from it. */
  private static void awaitSomeMoment(Town town, Random random) {
    FaultProxy where = random.nextBoolean() ? town.toShop() : town.toSinch();
    long number = where.exchanges() + 1 + random.nextInt(MOST_EXCHANGES);
    assertThat(where.awaitExchanges(number, PATIENCE)).isTrue();
  }

  /** After the last kill nothing fails any more, and everything that was promised is done. */
  private static HistoryReport drained(
      Town town, Crowd crowd, HistoryChecker history, Evidence evidence) {
    town.mend();
    crowd.stop();
    try (ChildJvm shop = ShopChild.of(town.orders()).jvm(QUICK_START).start()) {
      town.open(shop);
      crowd.settled().orTimeout(PATIENCE.toSeconds(), SECONDS).join();
      await()
          .atMost(PATIENCE)
          .until(() -> town.sinch().callbacksUnderWay() == 0 && evidence.waiting() == 0);
      assertThat(shop.terminate(PATIENCE)).isEqualTo(143);
      assertThat(shop.output()).contains("closed");
    }
    evidence.tell(history, town, crowd);
    return history.check();
  }
}
