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
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole path is killed with -9 again and again while a crowd keeps it busy and everything around it fails: 20 times, or
 * as often as {@code -Dbotflow.kills} says. A kill that falls where nothing is under way tests nothing: what each met is
 * counted, and half of them wait for the kind of work that the fewest have met.
 */
@Tag("crash")
class KilledUnderLoadTest {
  private static final int ROUNDS = Integer.getInteger("botflow.kills", 20);
  private static final int PEOPLE = 8;
  private static final int FAULTS = 6;
  private static final int MOST_EXCHANGES = 80;
  private static final int MOST_EXCHANGES_OF_A_START = 5;

  /** They live for two seconds each. */
  private static final String[] QUICK_START = {
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    "-Xshare:auto",
    "-Dorg.slf4j.simpleLogger.defaultLogLevel=info"
  };

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir
  private Path folder;

  @Test
  @Tag("G1")
  @Tag("G3")
  @Tag("G4")
  @Tag("G5")
  @Tag("G7")
  void nothingIsLostOrDoneTwiceWhenKilledUnderLoad() {
    long seed = Long.getLong("botflow.seed", System.nanoTime());
    System.out.printf("kills under load: seed %d (-Dbotflow.seed=%d)%n", seed, seed);
    HistoryChecker history = new HistoryChecker();
    Evidence evidence = new Evidence(folder);
    try (Town town = Town.of(folder)) {
      Random random = new Random(seed);
      Crowd crowd = null;
      for (int round = 0; round < ROUNDS; round++) {
        try (ChildJvm shop = shop(town)) {
          town.mend();
          if (crowd != null && random.nextInt(4) == 0) {
            awaitSomeMomentOfTheStart(town, shop, random);
          } else {
            town.open(shop);
            crowd = crowd == null ? Crowd.of(town.sinch(), PEOPLE, seed) : crowd;
            town.spoil(random, FAULTS);
            awaitSomeMoment(town, random);
            if (random.nextBoolean()) {
              awaitWork(evidence, rarest(history.check().met()));
            }
          }
          Instant end = Instant.now();
          shop.kill();
          Map<String, Integer> work = evidence.work(end);
          System.out.println("under way at kill " + (round + 1) + ": " + work);
          history.crashed(evidence.underWay(), work);
        }
      }
      drain(town, crowd, evidence);
      evidence.addTo(history, town, crowd);
      HistoryReport report = history.check();
      Map<String, Integer> occurred = evidence.occurrences(town).counts();

      System.out.println("G1 G3 G5 G7: " + report.summary());
      System.out.println("kills that met work: " + report.met() + "; occurred: " + occurred);
      report.assertSound();
      assertThat(report.summary()).contains(" 0 waiting; " + ROUNDS + " crashes;");
      assertThat(evidence.reasonsOfDeadLetters())
          .allMatch("the contact opted out after it was written"::equals);
      assertThat(report.met())
          .hasSize(Work.values().length)
          .allSatisfy((work, kills) -> assertThat(kills).as(work).isPositive());
      // Those that come often whatever the moments of the kills are; ReplayTest asks for all, since
      // it draws no lots.
      assertThat(occurred)
          .containsKeys("agent left", "merged", "missed", "report of a delivery", "result ok");
      assertThat(crowd.accepted().values()).allSatisfy(ids -> assertThat(ids).isNotEmpty());
    }
  }

  private static ChildJvm shop(Town town) {
    return ShopChild.of(town.underLoad()).jvm(QUICK_START).start();
  }

  /** The kind of work that the fewest kills have met. */
  private static Work rarest(Map<String, Integer> met) {
    return Stream.of(Work.values())
        .min(Comparator.comparingInt(work -> met.getOrDefault(work.toString(), 0)))
        .orElseThrow();
  }

  /** The kill falls on this, unless it is over in the moment between. */
  private static void awaitWork(Evidence evidence, Work work) {
    await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> evidence.count(work, Instant.now()) > 0);
  }

  /** While what was open is taken up: the connector asks Sinch for its app and webhooks, and sends begin. */
  private static void awaitSomeMomentOfTheStart(Town town, ChildJvm shop, Random random) {
    shop.awaitLine("connecting");
    long number = town.toSinch().exchanges() + 1 + random.nextInt(MOST_EXCHANGES_OF_A_START);
    await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> town.toSinch().exchanges() >= number || isReady(shop));
  }

  private static boolean isReady(ChildJvm shop) {
    return shop.output().stream().anyMatch(line -> line.startsWith("ready "));
  }

  /** A webhook call comes in, or a message goes out: the kill falls into what follows from it. */
  private static void awaitSomeMoment(Town town, Random random) {
    FaultProxy where = random.nextBoolean() ? town.toShop() : town.toSinch();
    long number = where.exchanges() + 1 + random.nextInt(MOST_EXCHANGES);
    assertThat(where.awaitExchanges(number, PATIENCE)).isTrue();
  }

  /** After the last kill nothing fails any more, and everything that was promised is done. */
  private static void drain(Town town, Crowd crowd, Evidence evidence) {
    town.mend();
    crowd.stop();
    try (ChildJvm shop = shop(town)) {
      town.open(shop);
      crowd.settled().orTimeout(PATIENCE.toSeconds(), SECONDS).join();
      await()
          .atMost(PATIENCE)
          .until(() -> town.sinch().callbacksUnderWay() == 0 && evidence.waiting() == 0);
      assertThat(shop.terminate(PATIENCE)).isEqualTo(143);
      assertThat(shop.output()).contains("closed");
    }
  }
}
