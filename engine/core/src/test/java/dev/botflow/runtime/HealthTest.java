package dev.botflow.runtime;

import static dev.botflow.store.SessionSamples.entry;
import static dev.botflow.store.SessionSamples.key;
import static dev.botflow.store.SessionSamples.row;
import static dev.botflow.store.SessionSamples.session;
import static dev.botflow.store.SessionSamples.timer;
import static dev.botflow.store.Turns.turn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.SessionKey;
import dev.botflow.store.DeadLetter.Kind;
import dev.botflow.store.EventCounts;
import dev.botflow.store.GivenUp;
import dev.botflow.store.SessionSamples;
import dev.botflow.store.memory.MemoryStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How an engine stands, in numbers. */
class HealthTest {
  private static final SessionKey ANN = key("ann");
  private static final Instant NOW = SessionSamples.NOW.plusSeconds(60);
  private static final Map<String, Health.App> APPS =
      Map.of("app", new Health.App(List.of("sinch.clientSecret: refused"), 3, true));
  private static final Map<String, Map<String, Long>> COUNTED =
      Map.of("app", Map.of("stale signatures", 2L));

  private final MemoryStore store = new MemoryStore(Clock.fixed(NOW, ZoneOffset.UTC));

  private Health health(CompletableFuture<List<String>> breakers) {
    return Health.of(store, store::checkWritable, NOW, 7, 3, breakers, COUNTED, APPS);
  }

  private Health health() {
    return health(CompletableFuture.completedFuture(List.of("app")));
  }

  @Test
  void tellsWhatTheStoreHolds() {
    store.add(entry("e1", ANN));
    store.add(entry("e2", ANN));
    store.giveUp(new GivenUp.Event(entry("e2", ANN), "on purpose"));
    store.save(turn(session(ANN, 1, "x", "y"))
        .handles("e0")
        .sends(row(ANN, "m1", NOW), row(ANN, "m2", NOW))
        .sets(
            timer(ANN, "t1", NOW),
            timer(ANN, "t2", NOW),
            timer(ANN, "t3", NOW.plusSeconds(1)),
            timer(ANN, "t4", NOW))
        .commit());
    store.giveUp(new GivenUp.Message("m2", 1, "400", false, NOW));
    store.giveUp(new GivenUp.DueTimer(timer(ANN, "t4", NOW), "on purpose"));

    Health health = health();

    assertThat(health)
        .isEqualTo(new Health(
            null,
            7,
            3,
            Duration.ofSeconds(60),
            List.of("app"),
            Map.of(Kind.MESSAGE, 1L, Kind.EVENT, 1L, Kind.TIMER, 1L, Kind.CALL, 0L),
            2,
            store.counts(NOW).events(),
            COUNTED,
            APPS));
    assertThat(health.storeWritable()).isTrue();
    assertThat(health.tally().dead()).isEqualTo(1);
    assertThat(health.deadLetters(Kind.EVENT)).isEqualTo(1);
  }

  @Test
  void tellsThatNoMessageWaits() {
    assertThat(health().oldestMessage()).isNull();
    assertThat(health().tally()).isEqualTo(new EventCounts(0, 0, 0, 0, 0));
  }

  @Test
  void tellsWhyTheStoreCannotBeUsed() {
    store.close();

    Health health = health();

    assertThat(health)
        .isEqualTo(new Health(
            "memory store: expected an open store, but it was closed",
            7,
            3,
            null,
            List.of("app"),
            Map.of(),
            0,
            new EventCounts(0, 0, 0, 0, 0),
            COUNTED,
            APPS));
    assertThat(health.storeWritable()).isFalse();
    assertThat(health.deadLetters(Kind.EVENT)).isZero();
  }

  @Test
  void tellsNothingOfBreakersWhereTheThreadThatSendsFails() {
    assertThat(health(CompletableFuture.failedFuture(new IllegalStateException("on purpose")))
            .breakersOpen())
        .isNull();
  }

  @Test
  void keepsTheInterruptionOfTheThreadThatAsks() {
    Thread.currentThread().interrupt();

    Health health = health(new CompletableFuture<>());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(health.breakersOpen()).isNull();
    assertThat(health.storeWritable()).isTrue();
  }

  @Test
  void keepsCopiesOfWhatItIsGiven() {
    Map<String, Map<String, Long>> counted = new LinkedHashMap<>(COUNTED);
    Map<String, Health.App> apps = new LinkedHashMap<>(APPS);
    Health health = Health.of(
        store,
        store::checkWritable,
        NOW,
        0,
        0,
        CompletableFuture.completedFuture(List.of()),
        counted,
        apps);

    counted.clear();
    apps.clear();

    assertThat(health.counted()).isEqualTo(COUNTED);
    assertThat(health.apps()).isEqualTo(APPS);
  }
}
