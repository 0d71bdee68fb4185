package dev.botflow.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.Seed;
import dev.botflow.event.SessionKey;
import dev.botflow.lane.Effect;
import dev.botflow.lane.Input;
import dev.botflow.store.SessionSamples;
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
  private final EventsOnLanes events = new EventsOnLanes(workers);
  private final Lanes lanes = events.lanes;

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
    int perSession = 100;
    List<List<Integer>> seen = new ArrayList<>();
    AtomicInteger overlaps = new AtomicInteger();
    List<AtomicInteger> inside = new ArrayList<>();
    for (int i = 0; i < sessions; i++) {
      seen.add(Collections.synchronizedList(new ArrayList<>()));
      inside.add(new AtomicInteger());
    }
    int[] given = new int[sessions];
    Random order = new Random(Seed.of(LanesTest.class));

    for (int event = 0; event < perSession; event++) {
      for (int i = 0; i < sessions; i++) {
        int session = order.nextInt(2) == 0 ? i : sessions - 1 - i;
        int number = given[session]++;
        events.add(key(session), session + " " + number, () -> {
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
    assertThat(seen.stream().mapToInt(List::size).sum()).isEqualTo(sessions * perSession);
    assertThat(seen).allSatisfy(numbers -> assertThat(numbers).isSorted());
    assertThat(lanes.waiting()).isZero();
  }

  @Test
  void runsOnlyWhatIsPutAheadWhileACallIsOpenAndOtherLanesGoOn() throws Exception {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch other = new CountDownLatch(1);
    CountDownLatch ahead = new CountDownLatch(1);
    lanes.give(key(1), new Input.Opened("call"));
    events.add(key(1), "queued", () -> seen.add("queued"));
    events.add(key(2), "other", other::countDown);
    lanes.addAhead(key(1), () -> {
      seen.add("ahead");
      ahead.countDown();
    });

    assertThat(other.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(ahead.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(seen).containsExactly("ahead");
  }

  @Test
  void goesOnAfterATaskThatFails() throws Exception {
    CountDownLatch after = new CountDownLatch(1);
    lanes.addAhead(key(1), () -> {
      throw new IllegalStateException("on purpose");
    });
    events.add(key(1), "a", after::countDown);

    assertThat(after.await(10, TimeUnit.SECONDS)).isTrue();
  }

  // With workers moved by hand.

  private final Deque<Runnable> offered = new ArrayDeque<>();
  private final EventsOnLanes eventsByHand = new EventsOnLanes(offered::add);
  private final Lanes byHand = eventsByHand.lanes;
  private final List<String> ran = new ArrayList<>();

  private void runAll() {
    while (!offered.isEmpty()) {
      offered.remove().run();
    }
  }

  private void add(int lane, String name) {
    eventsByHand.add(key(lane), name, () -> ran.add(name));
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
  void whatIsAtWorkIsOccupiedThoughItDoesNotWait() {
    List<Integer> counts = new ArrayList<>();
    eventsByHand.add(key(1), "a", () -> {
      counts.add(byHand.waiting());
      counts.add(byHand.occupied());
    });
    add(1, "b");
    runAll();

    assertThat(counts).containsExactly(1, 2);
    assertThat(byHand.occupied()).isZero();
  }

  @Test
  void whatIsThrownByAnEventIsAFaultOfItsTurnAndItIsTriedAgain() {
    List<Effect> effects = new ArrayList<>();
    byHand.workWith((key, effect) -> {
      effects.add(effect);
      throw new IllegalStateException("on purpose");
    });
    add(1, "a");
    offered.remove().run();

    assertThat(effects.get(0)).isInstanceOf(Effect.Read.class);
    assertThat(effects.get(1))
        .isInstanceOfSatisfying(
            Effect.TryAgainIn.class,
            again -> assertThat(again.fault().name()).isEqualTo("IllegalStateException"));
    assertThat(byHand.triedAgain()).isEqualTo(1);
    assertThat(byHand.waiting()).isZero();
  }

  @Test
  void saysThatAWorkerEndedWhenItsLaneIsFreeAlsoOfOneThatFailed() {
    List<Integer> occupied = new ArrayList<>();
    byHand.whenWorkEnds(() -> occupied.add(byHand.occupied()));
    add(1, "a");
    byHand.addAhead(key(2), () -> {
      throw new IllegalStateException("on purpose");
    });
    runAll();

    assertThat(occupied).containsExactly(0, 0);
  }

  @Test
  void aWorkerThatWasOfferedBeforeACallWasOpenFindsNothingToDo() {
    add(1, "a");
    byHand.give(key(1), new Input.Opened("call"));
    runAll();

    assertThat(ran).isEmpty();
    assertThat(byHand.waiting()).isEqualTo(1);
  }

  @Test
  void anErasureEndsWhatWaitsAndWhatComesLaterGoesOn() {
    byHand.give(key(1), new Input.Opened("call"));
    add(1, "a");
    add(1, "b");
    byHand.addAhead(key(1), () -> byHand.give(key(1), new Input.Erased()));
    runAll();
    assertThat(byHand.waiting()).isZero();

    add(1, "c");
    runAll();

    assertThat(ran).containsExactly("c");
  }

  @Test
  void whatComesFromAnotherTimeFindsNoLaneAndLeavesNone() throws Exception {
    byHand.give(key(1), new Input.TryAgain(7));
    byHand.give(key(1), new Input.FactsSlow(7));

    assertThat(offered).isEmpty();
    assertThat(byHand.awaitIdle(Duration.ZERO)).isTrue();
  }

  @Test
  void whoClosesDoesNotWaitForCallsThatNobodyMakes() throws Exception {
    byHand.give(key(1), new Input.Opened("call"));
    assertThat(byHand.awaitIdle(Duration.ZERO)).isTrue();
    assertThat(byHand.calls()).isZero();

    byHand.give(key(1), new Input.CanBeMade(SessionSamples.call(key(1), "call")));

    assertThat(byHand.awaitIdle(Duration.ZERO)).isFalse();
    assertThat(byHand.calls()).isEqualTo(1);
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
    EventsOnLanes refused = new EventsOnLanes(task -> {
      if (refusing[0]) {
        throw new RejectedExecutionException("closed");
      }
      offered.add(task);
    });
    refused.add(key(1), "a", () -> ran.add("a"));
    assertThat(refused.lanes.waiting()).isEqualTo(1);

    refusing[0] = false;
    refused.add(key(1), "b", () -> ran.add("b"));
    runAll();

    assertThat(ran).containsExactly("a", "b");
  }
}
