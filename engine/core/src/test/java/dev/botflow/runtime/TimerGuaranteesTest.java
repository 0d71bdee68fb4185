package dev.botflow.runtime;

import static dev.botflow.store.SessionSamples.key;
import static dev.botflow.store.SessionSamples.session;
import static dev.botflow.store.SessionSamples.timer;
import static dev.botflow.store.Turns.turn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.Seed;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.SessionKey;
import dev.botflow.session.Timer;
import dev.botflow.store.Shard;
import dev.botflow.store.Store;
import dev.botflow.store.memory.MemoryStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** G14 of timers: the clock goes back and forth, and each timer fires once. */
class TimerGuaranteesTest {
  private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
  private static final SessionKey ANN = key("ann");

  private final HandTime time = new HandTime();
  private final MemoryStore store = new MemoryStore(time.clock());
  private final List<String> fired = new ArrayList<>();
  private final Set<String> behind = new TreeSet<>();
  private final AtomicInteger read = new AtomicInteger();
  private final Set<String> held = new TreeSet<>();
  private int room = 1_000;
  private final TimerPump pump = new TimerPump(
      counted(store), time, time.clock(), time::ticks, () -> behind, () -> room, this::fire);
  private long version;
  private int underWay;
  private int most;

  @AfterEach
  void stop() {
    time.shutdownNow();
  }

  /** The same store, counting the timers that are read. */
  private Shard counted(Store all) {
    return (Shard) Proxy.newProxyInstance(
        Shard.class.getClassLoader(), new Class<?>[] {Shard.class}, (proxy, method, values) -> {
          Object result = method.invoke(all, values);
          read.addAndGet(result instanceof List<?> timers ? timers.size() : 0);
          return result;
        });
  }

  private void fired(Timer timer) {
    pump.fired(timer);
  }

  /** As a turn: it takes a while, and then the timer is gone. */
  private void fire(Timer timer) {
    fired.add(timer.id());
    if (held.contains(timer.id())) {
      return;
    }
    room--;
    underWay++;
    most = Math.max(most, underWay);
    time.schedule(
        () -> {
          store.save(turn(session(ANN, ++version, "x", "y"))
              .handles("fired-" + version)
              .cancels(timer.id())
              .commit());
          room++;
          underWay--;
          fired(timer);
        },
        200,
        java.util.concurrent.TimeUnit.MILLISECONDS);
  }

  private void set(String id, Instant dueAt) {
    store.save(turn(session(ANN, ++version, "x", "y"))
        .handles("set-" + version)
        .sets(timer(ANN, id, dueAt))
        .commit());
    pump.wake();
  }

  @Test
  @Tag("G14")
  void aClockThatJumpsBackAndForthFiresNoTimerTwiceAndNoneNever() {
    long seed = Seed.of(TimerGuaranteesTest.class, 20260105L);
    Random random = new Random(seed);
    int timers = 200;
    for (int i = 0; i < timers; i++) {
      set("t" + i, START.plusSeconds(random.nextInt(7_200)));
    }

    for (int jump = 0; jump < 100; jump++) {
      time.forMillis(random.nextInt(90_000));
      time.set(time.clock().instant().plusSeconds(random.nextInt(3_600) - 1_800));
      pump.wake();
    }
    time.set(START.plusSeconds(7_200));
    pump.wake();
    time.forMillis(120_000);

    assertThat(fired).as("seed %s", seed).hasSize(timers).doesNotHaveDuplicates();
    assertThat(store.nextTimer()).isEmpty();
  }

  /** An action takes long, or the host's facts of some contacts fail. */
  @Test
  @Tag("G14")
  void timersOfContactsThatWaitDoNotStandInTheWayOfOthers() {
    for (int i = 0; i < 500; i++) {
      held.add("h" + i);
      set("h" + i, START.plusSeconds(60));
    }
    set("t1", START.plusSeconds(61));

    time.forMillis(120_000);

    assertThat(fired).hasSize(501).doesNotHaveDuplicates().contains("t1");
  }

  @Test
  @Tag("G14")
  void aTimerOnItsWayIsNotFiredAgainWhenTheClockJumps() {
    set("t1", START.plusSeconds(60));
    time.forMillis(60_000);
    assertThat(fired).containsExactly("t1");

    time.set(START);
    pump.wake();
    time.forMillis(100);
    time.set(START.plus(Duration.ofDays(1)));
    pump.wake();
    time.forMillis(1_000);

    assertThat(fired).containsExactly("t1");
  }

  @Test
  void theJournalsIdOfATimerHoldsNoIdentity() {
    SessionKey key = new SessionKey("app/SMS/46705550100");
    Timer first =
        new Timer("t1", key, new ChannelContext(null, null, null, null, null, null), START);
    Timer other = new Timer("t2", key, first.context(), START);

    String id = OwnEvents.fired(first).header().dedupeKey();

    assertThat(id).startsWith("timer:").doesNotContain("46705550100");
    assertThat(id).isEqualTo(OwnEvents.fired(first).header().dedupeKey());
    assertThat(id).isNotEqualTo(OwnEvents.fired(other).header().dedupeKey());
  }

  @Test
  void firesNoTimerOfAnAppWhoseOlderEventsAreStillTakenUp() {
    behind.add("app");
    set("t1", START);
    time.forMillis(5_000);
    assertThat(fired).isEmpty();

    behind.clear();
    pump.wake();
    time.forMillis(100);

    assertThat(fired).containsExactly("t1");
  }

  @Test
  @Tag("G11")
  void thousandsOfTimersDueAtOnceAreReadAFewTimesEachAndFireInParts() {
    int timers = 5_000;
    for (int i = 0; i < timers; i++) {
      store.save(turn(session(ANN, ++version, "x", "y"))
          .handles("set-" + version)
          .sets(timer(ANN, "t" + i, START))
          .commit());
    }

    pump.wake();
    for (int i = 0; i < 600 && store.nextTimer().isPresent(); i++) {
      // Turns set timers all the time, each of which wakes the pump.
      pump.wake();
      time.forMillis(50);
    }

    assertThat(fired).hasSize(timers).doesNotHaveDuplicates();
    assertThat(most).isEqualTo(200);
    assertThat(read.get()).isLessThan(6 * timers);
  }

  @Test
  void countsWhatIsOnItsWayThoughTheClockWasSetBackBehindIt() {
    for (int i = 0; i < 100; i++) {
      held.add("h" + i);
      set("h" + i, START.plusSeconds(60));
    }
    time.forMillis(60_000);
    assertThat(fired).hasSize(100);

    time.set(START);
    for (int i = 0; i < 200; i++) {
      set("t" + i, START);
    }
    time.forMillis(10);

    // Two hundred on their way at most, the held ones among them.
    assertThat(underWay).isEqualTo(100);
  }

  @Test
  @Tag("G11")
  void timersWaitWhileThereIsNoRoomForThem() {
    room = 3;
    for (int i = 0; i < 10; i++) {
      set("t" + i, START);
    }
    time.forMillis(100);
    assertThat(fired).hasSize(3);

    room = -100;
    time.forMillis(1_000);
    assertThat(fired).hasSize(3);

    room = 100;
    time.forMillis(1_000);
    assertThat(fired).hasSize(10).doesNotHaveDuplicates();
  }

  /** A month without the host, or a clock that was set ahead. */
  @Test
  @Tag("G15")
  void whatIsLongOverdueFiresAtAPaceAndWhatIsDueNowDoesNotWaitForIt() {
    for (int i = 0; i < 1_000; i++) {
      set("old" + i, START.plusSeconds(i));
    }
    time.set(START.plus(Duration.ofDays(30)));
    set("now", START.plus(Duration.ofDays(30)));

    time.forMillis(1_000);

    assertThat(fired.get(0)).isEqualTo("now");
    assertThat(fired).hasSizeBetween(100, 202);
    assertThat(fired.subList(1, 4)).containsExactly("old0", "old1", "old2");

    time.forMillis(11_000);
    assertThat(fired).hasSize(1_001).doesNotHaveDuplicates();
  }
}
