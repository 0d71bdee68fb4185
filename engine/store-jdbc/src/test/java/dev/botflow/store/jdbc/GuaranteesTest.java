package dev.botflow.store.jdbc;

import static dev.botflow.scenario.Wire.accepting;
import static dev.botflow.scenario.Wire.give;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.botflow.BotFlow;
import dev.botflow.Intake.Receipt;
import dev.botflow.Seed;
import dev.botflow.event.SessionKey;
import dev.botflow.message.SendOutcome;
import dev.botflow.runtime.RuntimeLimits;
import dev.botflow.runtime.Telemetry;
import dev.botflow.scenario.Wire;
import dev.botflow.store.EventCounts;
import dev.botflow.store.HandClock;
import dev.botflow.store.RetentionPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of GUARANTEES.md on the embedded store, with the whole engine; each name carries its row. */
class GuaranteesTest {
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  private static final String ECHO = """
      flow: f
      steps:
      - { id: a, say: "{text}" }
      """;
  private static final String CALLING = """
      flow: f
      steps:
      - { id: a, do: find, with: { q: "{text}" }, save: found, timeout: 30s, on_error: sorry }
      - { id: b, say: "found {found.it}", next: end }
      - { id: sorry, say: "sorry" }
      """;
  private static final RuntimeLimits QUICK = RuntimeLimits.DEFAULT
      .retries(Duration.ofMillis(1), Duration.ofMillis(50))
      .settling(Duration.ofMillis(50));

  @TempDir
  Path folder;

  private final HandClock clock = new HandClock(NOW);

  private JdbcStore store() {
    return JdbcStore.sqlite(folder.resolve("store.db"), clock, RetentionPolicy.standard());
  }

  private BotFlow.Builder engine(String flow, JdbcStore store) {
    return Wire.engine(flow).store(store).clock(clock).limits(QUICK);
  }

  private static RuntimeLimits room(int maxWaiting) {
    return RuntimeLimits.DEFAULT
        .workers(4)
        .maxWaiting(maxWaiting)
        .retries(Duration.ofMillis(1), Duration.ofMillis(50))
        .settling(Duration.ofMillis(50))
        .drain(Duration.ofSeconds(20));
  }

  @Test
  @Tag("G2")
  void theSameEventBroughtByManyAtOnceActsOnceAndIsAcknowledgedToAll() throws Exception {
    Wire wire = accepting();
    List<Receipt> receipts = Collections.synchronizedList(new ArrayList<>());
    try (BotFlow engine = engine(ECHO, store()).build()) {
      engine.connect("APP", wire);

      inParallel(5, thread -> {
        for (int i = 0; i < 40; i++) {
          receipts.add(give(engine, "e" + i, "C" + i % 7, "n" + i));
        }
      });

      await().until(() -> wire.taken().size() == 40);
      assertThat(receipts.stream().filter(Receipt.ACCEPTED::equals)).hasSize(40);
      assertThat(receipts.stream().filter(Receipt.DUPLICATE::equals)).hasSize(160);
      assertThat(engine.health().tally()).isEqualTo(new EventCounts(40, 0, 40, 0, 0));
    }
    assertThat(wire.taken()).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  @Tag("G2")
  void anEventIsKnownAcrossARestartForSevenDaysAndThenActsAgain() {
    Wire wire = accepting();
    try (BotFlow engine = engine(ECHO, store()).build()) {
      engine.connect("APP", wire);
      assertThat(give(engine, "e1", "C1", "hello")).isEqualTo(Receipt.ACCEPTED);
      await().until(() -> wire.taken().size() == 1);
    }

    clock.advance(Duration.ofDays(7).minusMillis(1));
    try (BotFlow engine = engine(ECHO, store()).build()) {
      engine.connect("APP", wire);
      assertThat(give(engine, "e1", "C1", "hello")).isEqualTo(Receipt.DUPLICATE);
      clock.advance(Duration.ofMillis(1));
      assertThat(give(engine, "e1", "C1", "hello")).isEqualTo(Receipt.ACCEPTED);
      await().until(() -> wire.taken().size() == 2);
    }
  }

  @Test
  @Tag("G4")
  void eachSessionTakesItsEventsInOrderWhileActionsOfAllKindsOfPaceGoOn() throws Exception {
    long seed = Seed.of(GuaranteesTest.class);
    int sessions = 200;
    int events = 100;
    Map<String, List<Integer>> handled = new ConcurrentHashMap<>();
    Map<String, AtomicInteger> inside = new ConcurrentHashMap<>();
    AtomicInteger overlaps = new AtomicInteger();
    AtomicLong done = new AtomicLong();
    try (BotFlow engine = Wire.engine(CALLING)
        .limits(room(100_000))
        .action("find", request -> {
          String contact = request.context().contactId();
          if (inside.computeIfAbsent(contact, none -> new AtomicInteger()).incrementAndGet() > 1) {
            overlaps.incrementAndGet();
          }
          int number = Integer.parseInt(String.valueOf(request.text("q")));
          handled.computeIfAbsent(contact, none -> new ArrayList<>()).add(number);
          long pause = new Random(seed ^ contact.hashCode() ^ number).nextInt(3);
          return CompletableFuture.supplyAsync(
              () -> {
                inside.get(contact).decrementAndGet();
                done.incrementAndGet();
                Map<String, Object> found = new LinkedHashMap<>();
                found.put("it", "x" + number);
                return found;
              },
              CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS));
        })
        .build()) {
      engine.connect("APP", accepting());

      inParallel(4, thread -> {
        for (int number = 0; number < events; number++) {
          for (int session = thread; session < sessions; session += 4) {
            give(engine, "e" + session + "-" + number, "C" + session, "" + number);
          }
        }
      });
      await().atMost(Duration.ofMinutes(5)).until(() -> done.get() == (long) sessions * events);
    }

    List<Integer> inOrder = new ArrayList<>();
    for (int number = 0; number < events; number++) {
      inOrder.add(number);
    }
    assertThat(overlaps).as("seed %s", seed).hasValue(0);
    assertThat(handled).as("seed %s", seed).hasSize(sessions);
    assertThat(handled.values()).as("seed %s", seed).allMatch(inOrder::equals);
  }

  @Test
  @Tag("G4")
  void anActionThatTakesLongHoldsItsOwnLaneOnly() {
    Wire wire = accepting();
    CompletableFuture<Object> slow = new CompletableFuture<>();
    Map<String, Object> found = new LinkedHashMap<>();
    found.put("it", "it");
    try (BotFlow engine = engine(CALLING, store())
        .action(
            "find",
            request ->
                "slow".equals(request.text("q")) ? slow : CompletableFuture.completedFuture(found))
        .build()) {
      engine.connect("APP", wire);
      give(engine, "e1", "C1", "slow");
      give(engine, "e2", "C1", "next");

      give(engine, "e3", "C2", "quick");
      await().until(() -> wire.taken().equals(List.of("C2 found it")));
      slow.complete(found);

      await().until(() -> wire.taken().size() == 3);
      assertThat(wire.taken()).containsExactly("C2 found it", "C1 found it", "C1 found it");
    }
  }

  @Test
  @Tag("G7")
  void everyAcceptedEventIsPendingAppliedDeadOrIgnoredAlsoAfterFaults() {
    Set<String> failed = ConcurrentHashMap.newKeySet();
    Counting counting = new Counting();
    try (BotFlow engine = engine(ECHO, store())
        .limits(QUICK.maxEventAge(Duration.ofMillis(100)))
        .telemetry(counting)
        .facts(event -> {
          String id = event.messageId();
          boolean never = id != null && id.startsWith("never");
          boolean sometimes = id != null && id.startsWith("some") && failed.add(id);
          if (never || sometimes) {
            throw new IllegalStateException("the host is down");
          }
          return new LinkedHashMap<>();
        })
        .build()) {
      engine.connect("APP", accepting());

      for (int i = 0; i < 20; i++) {
        give(engine, "e" + i, "C" + i % 5, "n");
        give(engine, "some" + i, "C" + i % 5, "n");
      }
      give(engine, "never1", "C1", "n");
      give(engine, "never2", "C9", "n");
      await().until(() -> engine.health().tally().pending() == 0);

      EventCounts tally = engine.health().tally();
      assertThat(tally).isEqualTo(new EventCounts(42, 0, 40, 2, 0));
      assertThat(tally.balanced()).isTrue();
      await().until(() -> counting.settled.get() == 42);
      assertThat(counting.accepted).hasValue(42);
      assertThat(engine.deadLetters(0, 99))
          .extracting(event -> event.id() + ": " + event.reason())
          .containsExactlyInAnyOrder(
              "APP:never1: the host's facts failed for too long: IllegalStateException",
              "APP:never2: the host's facts failed for too long: IllegalStateException");
    }
  }

  /** Counts as a host's metrics would. */
  private static final class Counting implements Telemetry {
    final AtomicInteger accepted = new AtomicInteger();
    final AtomicInteger settled = new AtomicInteger();

    @Override
    public void received(String appId, Received what) {
      accepted.addAndGet(what == Received.ACCEPTED ? 1 : 0);
    }

    @Override
    public void settled(String appId, Settled what) {
      settled.incrementAndGet();
    }
  }

  @Test
  @Tag("G7")
  void aTelemetryThatThrowsHarmsNoTurn() {
    Wire wire = accepting();
    Telemetry broken = new Telemetry() {
      @Override
      public void received(String appId, Received what) {
        throw new IllegalStateException("received");
      }

      @Override
      public void recovered(String appId, int events) {
        throw new IllegalStateException("recovered");
      }

      @Override
      public void settled(String appId, Settled what) {
        throw new IllegalStateException("settled");
      }

      @Override
      public void turned(Measured turn) {
        throw new IllegalStateException("turned");
      }

      @Override
      public void attempted(String appId, String channel, Attempt what) {
        throw new IllegalStateException("attempted");
      }
    };
    try (BotFlow engine = engine(ECHO, store()).telemetry(broken).build()) {
      engine.connect("APP", wire);

      assertThat(give(engine, "e1", "C1", "one")).isEqualTo(Receipt.ACCEPTED);
      assertThat(give(engine, "e2", "C1", "two")).isEqualTo(Receipt.ACCEPTED);

      await().until(() -> wire.taken().equals(List.of("C1 one", "C1 two")));
    }
  }

  @Test
  @Tag("G10")
  void closingAtOnceUnderLoadLosesNothing() throws Exception {
    closeUnderLoad(Duration.ZERO);
  }

  @Test
  @Tag("G10")
  void closingWithTimeToDrainUnderLoadLosesNothing() throws Exception {
    closeUnderLoad(Duration.ofSeconds(10));
  }

  private void closeUnderLoad(Duration drain) throws Exception {
    List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());
    Map<String, AtomicInteger> applied = new ConcurrentHashMap<>();
    BotFlow first = engine(ECHO, store())
        .limits(QUICK.drain(drain))
        .onTurn((event, turn) -> count(applied, event.header().dedupeKey()))
        .build();
    first.connect("APP", accepting());
    CountDownLatch loaded = new CountDownLatch(100);
    ExecutorService senders = Executors.newFixedThreadPool(4);
    for (int thread = 0; thread < 4; thread++) {
      int mine = thread;
      senders.submit(() -> {
        for (int i = 0; ; i++) {
          String id = mine + "-" + i;
          if (give(first, id, "C" + i % 10, "n" + id) != Receipt.ACCEPTED) {
            return;
          }
          acknowledged.add("APP:" + id);
          loaded.countDown();
        }
      });
    }
    loaded.await();

    first.close();
    senders.shutdown();
    assertThat(senders.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

    try (BotFlow second = engine(ECHO, store())
        .onTurn((event, turn) -> count(applied, event.header().dedupeKey()))
        .build()) {
      second.connect("APP", accepting());
      await().until(() -> second.health().tally().pending() == 0);
      assertThat(second.deadLetters(0, 99)).isEmpty();
      assertThat(second.health().tally().applied()).isGreaterThanOrEqualTo(acknowledged.size());
      await().until(() -> {
        // What was under way when the first one closed waits for a report first.
        clock.advance(Duration.ofMillis(50));
        return second.health().oldestMessage() == null;
      });
      assertThat(second.deadLetters(0, 99)).isEmpty();
    }
    // The listener runs after the commit: in the first engine it may have been cut off, never
    // doubled.
    assertThat(applied.values()).isNotEmpty().allMatch(times -> times.get() == 1);
  }

  private static void count(Map<String, AtomicInteger> counts, String id) {
    counts.computeIfAbsent(id, none -> new AtomicInteger()).incrementAndGet();
  }

  @Test
  @Tag("G7")
  @Tag("G11")
  void aBacklogFarAboveTheLimitIsTakenUpInPartsInOrderAndNewEventsAreRefusedMeanwhile() {
    int backlog = 3_000;
    int limit = 100;
    try (JdbcStore store = store()) {
      store.written(db -> {
        for (int i = 0; i < backlog; i++) {
          String contact = "C" + i % 50;
          db.update(
              "INSERT INTO seen (dedupe_key, state, seen_at) VALUES (?, 'pending', ?)",
              "APP:e" + i,
              NOW);
          db.update(
              "INSERT INTO inbox (dedupe_key, session_key, app_id, received_at, raw) VALUES (?, ?, 'APP', ?, ?)",
              "APP:e" + i,
              "APP/contact/" + contact,
              NOW,
              Wire.raw("APP", "e" + i, contact, "" + i));
        }
        return true;
      });
    }
    AtomicInteger most = new AtomicInteger();
    Map<String, List<String>> handled = new ConcurrentHashMap<>();
    BotFlow[] self = new BotFlow[1];
    CompletableFuture<Void> go = new CompletableFuture<>();
    try (BotFlow engine = Wire.engine(ECHO)
        .store(store())
        .clock(clock)
        .limits(room(limit))
        .facts(event -> {
          go.join();
          return new LinkedHashMap<>();
        })
        .onTurn((event, turn) -> {
          most.accumulateAndGet(self[0] == null ? 0 : self[0].waiting(), Math::max);
          handled
              .computeIfAbsent(event.key().value(), none -> new ArrayList<>())
              .add(event.messageId());
        })
        .build()) {
      self[0] = engine;
      engine.connect("APP", accepting());

      assertThat(give(engine, "new", "C1", "late")).isEqualTo(Receipt.BUSY);
      assertThat(engine.health().recovering()).isGreaterThan(limit);
      go.complete(null);
      await().until(() -> give(engine, "new", "C1", "late") != Receipt.BUSY);
      await().until(() -> engine.health().tally().pending() == 0);
    }

    assertThat(most.get()).isLessThanOrEqualTo(limit);
    assertThat(handled).hasSize(50);
    handled.forEach((key, ids) -> assertThat(ids)
        .as(key)
        .isSortedAccordingTo((a, b) -> Integer.compare(number(a), number(b))));
    assertThat(handled.get("APP/contact/C1")).hasSize(61).endsWith("new");
  }

  private static int number(String id) {
    return id.equals("new") ? Integer.MAX_VALUE : Integer.parseInt(id.substring(1));
  }

  @Test
  @Tag("G11")
  void callsUnderWayCountAsLagSoThatSlowActionsFillNoMemory() {
    CompletableFuture<Object> never = new CompletableFuture<>();
    try (BotFlow engine = Wire.engine(CALLING)
        .store(store())
        .clock(clock)
        .limits(room(20).drain(Duration.ZERO))
        .action("find", request -> never)
        .build()) {
      engine.connect("APP", accepting());
      AtomicInteger next = new AtomicInteger();

      await().until(() -> {
        int i = next.getAndIncrement();
        return give(engine, "e" + i, "C" + i, "x") == Receipt.BUSY;
      });

      // A turn that a worker is at is neither waiting nor a call yet.
      int accepted = next.get() - 1;
      await().until(() -> engine.waiting() == 0 && engine.health().lag() == accepted);
      assertThat(accepted).isBetween(20, 30);
      never.completeExceptionally(new IllegalStateException("gave up"));
      await().until(() -> give(engine, "last", "C0", "x") == Receipt.ACCEPTED);
    }
  }

  @Test
  void twoAppsWithTheSameIdsEverywhereNeverMix() {
    Wire one = accepting();
    Wire other = new Wire(message -> new SendOutcome.Sent("other-" + message.id()));
    try (BotFlow engine = engine(ECHO, store()).build()) {
      engine.connect("ONE", one);
      engine.connect("TWO", other);

      for (int i = 0; i < 10; i++) {
        assertThat(give(engine, "ONE", "e" + i, "C1", "one" + i)).isEqualTo(Receipt.ACCEPTED);
        assertThat(give(engine, "TWO", "e" + i, "C1", "two" + i)).isEqualTo(Receipt.ACCEPTED);
        assertThat(give(engine, "TWO", "e" + i, "C1", "two" + i)).isEqualTo(Receipt.DUPLICATE);
      }
      await().until(() -> one.taken().size() == 10 && other.taken().size() == 10);
      assertThat(one.taken()).allMatch(line -> line.startsWith("C1 one"));
      assertThat(other.taken()).allMatch(line -> line.startsWith("C1 two"));

      engine.erase(Wire.context("ONE", "C1")).join();
    }
    try (JdbcStore store = store()) {
      assertThat(store.open(SessionKey.of(Wire.context("ONE", "C1"))).version()).isZero();
      assertThat(store.open(SessionKey.of(Wire.context("TWO", "C1"))).version()).isEqualTo(10);
    }
  }

  private static void inParallel(int threads, Work work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int thread = i;
        all.add(pool.submit(() -> work.run(thread)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  /** What one of many threads does. */
  private interface Work {
    void run(int thread);
  }
}
