package dev.botflow.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.Seed;
import dev.botflow.event.SessionKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LanesTest {
  private final ExecutorService workers = Executors.newFixedThreadPool(4);
  private final Lanes lanes = new Lanes(workers);

  @AfterEach
  void stop() {
    workers.shutdownNow();
  }

  private static SessionKey key(int number) {
    return new SessionKey("app/contact/" + number);
  }

  @Test
  @Tag("G4")
  void runsEachLaneInOrderAndNeverTwoTasksOfItAtOnce() throws Exception {
    int sessions = 200;
    int events = 100;
    List<List<Integer>> seen = new ArrayList<>();
    AtomicInteger overlaps = new AtomicInteger();
    List<AtomicInteger> inside = new ArrayList<>();
    for (int i = 0; i < sessions; i++) {
      seen.add(Collections.synchronizedList(new ArrayList<>()));
      inside.add(new AtomicInteger());
    }
    Random order = new Random(Seed.of(LanesTest.class));

    for (int event = 0; event < events; event++) {
      for (int i = 0; i < sessions; i++) {
        int session = order.nextInt(2) == 0 ? i : sessions - 1 - i;
        int number = seen.get(session).size() + 1;
        lanes.add(key(session), () -> {
          if (inside.get(session).incrementAndGet() > 1) {
            overlaps.incrementAndGet();
          }
          seen.get(session).add(number);
          inside.get(session).decrementAndGet();
        });
      }
    }

    assertThat(lanes.awaitIdle(Duration.ofSeconds(30))).isTrue();
    assertThat(overlaps).hasValue(0);
    assertThat(seen.stream().mapToInt(List::size).sum()).isEqualTo(sessions * events);
    assertThat(lanes.waiting()).isZero();
  }

  @Test
  void keepsTheOrderOfOneLane() throws Exception {
    List<Integer> seen = Collections.synchronizedList(new ArrayList<>());

    for (int i = 0; i < 1000; i++) {
      int number = i;
      lanes.add(key(1), () -> seen.add(number));
    }

    assertThat(lanes.awaitIdle(Duration.ofSeconds(30))).isTrue();
    assertThat(seen).isSorted().hasSize(1000);
  }

  @Test
  void runsOnlyWhatIsPutAheadWhileALaneIsHeldAndOtherLanesGoOn() throws Exception {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch other = new CountDownLatch(1);
    CountDownLatch ahead = new CountDownLatch(1);
    lanes.hold(key(1));
    lanes.add(key(1), () -> seen.add("queued"));
    lanes.add(key(2), other::countDown);
    lanes.addAhead(key(1), () -> {
      seen.add("ahead");
      ahead.countDown();
    });

    assertThat(other.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(ahead.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(seen).containsExactly("ahead");

    lanes.release(key(1));
    assertThat(lanes.awaitIdle(Duration.ofSeconds(10))).isTrue();
    assertThat(seen).containsExactly("ahead", "queued");
  }

  @Test
  void goesOnAfterATaskThatFails() throws Exception {
    CountDownLatch after = new CountDownLatch(1);
    lanes.add(key(1), () -> {
      throw new IllegalStateException("on purpose");
    });
    lanes.add(key(1), after::countDown);

    assertThat(after.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void refusesToReleaseALaneThatIsFree() {
    assertThatThrownBy(() -> lanes.release(key(1)))
        .hasMessage("release: expected a lane that is held, but was free");
  }

  // With workers moved by hand.

  private final Deque<Runnable> offered = new ArrayDeque<>();
  private final Lanes byHand = new Lanes(offered::add);
  private final List<String> ran = new ArrayList<>();

  private void runAll() {
    while (!offered.isEmpty()) {
      offered.remove().run();
    }
  }

  private void add(int lane, String name) {
    byHand.add(key(lane), () -> ran.add(name));
  }

  @Test
  void countsWhatWaitsButNotWhatOnlySeesToIt() {
    add(1, "a");
    add(2, "b");
    assertThat(byHand.waiting()).isEqualTo(2);

    byHand.addAhead(key(1), () -> ran.add("c"));
    assertThat(byHand.waiting()).isEqualTo(2);

    runAll();
    assertThat(byHand.waiting()).isZero();
    assertThat(ran).containsExactly("c", "b", "a");
  }

  @Test
  void whatIsParkedWaitsUntilItRunsAgainOrDoesNotComeBack() {
    byHand.add(key(1), () -> {
      assertThat(byHand.waiting()).isZero();
      assertThat(byHand.occupied()).isEqualTo(1);
      byHand.park();
      byHand.park();
    });
    runAll();
    assertThat(byHand.waiting()).isEqualTo(2);
    assertThat(byHand.occupied()).isEqualTo(2);

    byHand.unpark();
    byHand.addAheadParked(key(1), () -> ran.add("back"));
    assertThat(byHand.waiting()).isEqualTo(1);
    runAll();

    assertThat(ran).containsExactly("back");
    assertThat(byHand.occupied()).isZero();
  }

  @Test
  void tellsThatATaskEndedWhenItsLaneIsFreeAlsoOfOneThatFailed() {
    List<Integer> occupied = new ArrayList<>();
    byHand.whenTaskEnds(() -> occupied.add(byHand.occupied()));
    add(1, "a");
    byHand.add(key(2), () -> {
      throw new IllegalStateException("on purpose");
    });
    runAll();

    assertThat(occupied).containsExactly(1, 0);
  }

  @Test
  void aLaneThatIsHeldTwiceWaitsForBothReleases() {
    byHand.hold(key(1));
    byHand.hold(key(1));
    add(1, "a");
    byHand.release(key(1));
    runAll();
    assertThat(ran).isEmpty();

    byHand.release(key(1));
    runAll();

    assertThat(ran).containsExactly("a");
  }

  @Test
  void aLaneWaitsUntilAllItsOpenCallsAreClosedHoweverOftenEachWasToldOf() {
    byHand.opened(key(1), "a");
    byHand.opened(key(1), "a");
    byHand.opened(key(1), "b");
    add(1, "event");
    byHand.closed(key(1), "a");
    byHand.closed(key(1), "a");
    byHand.closed(key(1), "of another time");
    runAll();
    assertThat(ran).isEmpty();

    byHand.closed(key(1), "b");
    runAll();

    assertThat(ran).containsExactly("event");
  }

  @Test
  void aContactWithNoCallsAnyMoreWaitsForNone() {
    byHand.opened(key(1), "a");
    byHand.opened(key(1), "b");
    byHand.opened(key(2), "c");
    assertThat(byHand.takes(key(1), "a")).isTrue();
    add(1, "event");
    add(2, "other");

    byHand.closedAll(key(1));
    runAll();

    assertThat(ran).containsExactly("event");
    assertThat(byHand.calls()).isZero();
    assertThat(byHand.isOpen(key(1), "a")).isFalse();
    assertThat(byHand.isOpen(key(2), "c")).isTrue();
  }

  @Test
  void aCallIsTakenOnceWhileItIsOpen() {
    assertThat(byHand.takes(key(1), "a")).isFalse();
    byHand.opened(key(1), "a");
    assertThat(byHand.calls()).isZero();
    assertThat(byHand.takes(key(1), "a")).isTrue();
    byHand.opened(key(1), "a");
    assertThat(byHand.takes(key(1), "a")).isFalse();
    assertThat(byHand.calls()).isEqualTo(1);

    byHand.closed(key(1), "a");

    assertThat(byHand.takes(key(1), "a")).isFalse();
    assertThat(byHand.calls()).isZero();
  }

  @Test
  void whoClosesWaitsForCallsUnderWayButNotForThoseOfTheNextStart() throws Exception {
    byHand.opened(key(1), "a");
    assertThat(byHand.awaitIdle(Duration.ZERO)).isTrue();

    assertThat(byHand.takes(key(1), "a")).isTrue();
    assertThat(byHand.awaitIdle(Duration.ZERO)).isFalse();

    byHand.leaves(key(1), "a");
    assertThat(byHand.awaitIdle(Duration.ZERO)).isTrue();
    assertThat(byHand.calls()).isZero();
    add(1, "event");
    runAll();
    assertThat(ran).isEmpty();
  }

  @Test
  void aLaneThatIsHeldByTheTaskThatRunsWaits() {
    byHand.add(key(1), () -> byHand.hold(key(1)));
    add(1, "a");
    runAll();
    assertThat(ran).isEmpty();

    byHand.release(key(1));
    runAll();

    assertThat(ran).containsExactly("a");
  }

  @Test
  void aTaskThatWasOfferedBeforeItsLaneWasHeldWaitsToo() {
    add(1, "a");
    byHand.hold(key(1));
    runAll();
    assertThat(ran).isEmpty();
    assertThat(byHand.waiting()).isEqualTo(1);

    byHand.release(key(1));
    runAll();

    assertThat(ran).containsExactly("a");
  }

  @Test
  void aLaneThatWasHeldAndReleasedWithNothingToDoIsFree() {
    byHand.hold(key(1));
    byHand.release(key(1));

    assertThat(offered).isEmpty();
    assertThatThrownBy(() -> byHand.release(key(1))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anEraLastsFromTheTaskThatWasPutThereToTheNextEra() {
    List<Object> generations = new ArrayList<>();
    Lanes.Task note = generation -> {
      generations.add(generation);
      assertThat(byHand.generation(key(1))).isSameAs(generation);
      assertThat(byHand.isCurrent(key(1), generation)).isTrue();
    };
    byHand.add(key(1), note);
    byHand.add(key(1), generation -> generations.add(byHand.isCurrent(key(1), generation)));
    offered.remove().run();
    byHand.newGeneration(key(1));
    byHand.add(key(1), note);
    runAll();

    assertThat(generations).hasSize(3);
    assertThat(generations.get(1)).isEqualTo(false);
    assertThat(generations.get(2)).isNotSameAs(generations.get(0));
  }

  @Test
  void aLaneWithNothingToDoHasNoEra() {
    byHand.newGeneration(key(1));

    assertThat(byHand.isCurrent(key(1), byHand.generation(key(1)))).isFalse();
  }

  @Test
  void doesNotWaitForLanesLongerThanItMay() throws Exception {
    add(1, "a");

    assertThat(byHand.awaitIdle(Duration.ofMillis(20))).isFalse();

    runAll();
    assertThat(byHand.awaitIdle(Duration.ZERO)).isTrue();
  }

  @Test
  void whatTheWorkersRefuseStaysOnItsLane() {
    boolean[] refusing = {true};
    Lanes refused = new Lanes(task -> {
      if (refusing[0]) {
        throw new RejectedExecutionException("closed");
      }
      offered.add(task);
    });
    refused.add(key(1), () -> ran.add("a"));
    assertThat(refused.waiting()).isEqualTo(1);

    refusing[0] = false;
    refused.add(key(1), () -> ran.add("b"));
    runAll();

    assertThat(ran).containsExactly("a", "b");
  }
}
