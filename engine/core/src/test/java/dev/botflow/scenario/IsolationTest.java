package dev.botflow.scenario;

import static dev.botflow.scenario.Wire.accepting;
import static dev.botflow.scenario.Wire.give;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.botflow.BotFlow;
import dev.botflow.runtime.RuntimeLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One contact's trouble is their own: what the host's code does for one keeps no other waiting. */
class IsolationTest {
  private static final byte[] KEY = "sixteen bytes at least".getBytes(StandardCharsets.UTF_8);
  private static final String FLOW = """
      flow: f
      steps:
      - id: way
        branch:
        - { when: { text: block }, next: block }
        - { when: { text: find }, next: find }
        - { when: { text: desk }, next: desk }
        - { else: hi }
      - { id: hi, say: "hi {text}", next: end }
      - { id: block, do: block, timeout: 100ms, on_error: late }
      - { id: blocked, say: "unblocked", next: end }
      - { id: find, do: find, save: found, timeout: 30s, on_error: late }
      - { id: tell, say: "found {found}", next: end }
      - { id: desk, handover: { queue: q, open: "taken" }, on_error: late }
      - { id: late, say: "late" }
      """;
  private static final String STOP = """
      flow: stop
      legal: true
      steps:
      - { id: out, set: { contact.opted_out: "true" } }
      - { id: bye, say: "bye {plan}" }
      """;
  private static final int MANY = 80;

  private final CountDownLatch test = new CountDownLatch(1);
  private final Wire wire = accepting();

  @AfterEach
  void letGo() {
    test.countDown();
  }

  private static BotFlow.Builder engine() {
    return BotFlow.builder()
        .bot(Talk.bot(new PlainRouter("f").ending("STOP", "stop"), FLOW, STOP))
        .absent("block", "find", "handover")
        .limits(RuntimeLimits.DEFAULT.drain(Duration.ZERO))
        .key(KEY);
  }

  /** Blocks its thread until the test is over, whoever interrupts it. */
  private Object block() {
    boolean over = false;
    while (!over) {
      try {
        test.await();
        over = true;
      } catch (InterruptedException e) {
        over = test.getCount() == 0;
      }
    }
    return "over";
  }

  @Test
  @Tag("G15")
  void actionsThatBlockTheirThreadTakeTheirTimeOutAndKeepNobodyWaiting() {
    AtomicInteger blocked = new AtomicInteger();
    try (BotFlow engine = engine()
        .action("block", request -> {
          blocked.incrementAndGet();
          return CompletableFuture.completedFuture(block());
        })
        .action("find", request -> CompletableFuture.completedFuture("it"))
        .desk(request -> CompletableFuture.completedFuture(null))
        .build()) {
      engine.connect("APP", wire);
      for (int i = 0; i < MANY; i++) {
        give(engine, "b" + i, "B" + i, "block");
      }
      await().until(() -> blocked.get() >= 32);

      give(engine, "e1", "C1", "there");
      give(engine, "e2", "C2", "find");
      give(engine, "e3", "C3", "desk");

      await()
          .until(() -> wire.taken().containsAll(List.of("C1 hi there", "C2 found it", "C3 taken")));
      // Those that wait for a thread of their name take their time-out as well.
      await()
          .until(() -> wire.taken().stream().filter("late"::equals).count() == 0
              && wire.taken().stream().filter(line -> line.endsWith(" late")).count() == MANY);
    }
  }

  @Test
  @Tag("G15")
  void aDeskThatBlocksItsThreadKeepsNobodyWaiting() {
    AtomicInteger blocked = new AtomicInteger();
    try (BotFlow engine = engine()
        .desk(request -> {
          blocked.incrementAndGet();
          return CompletableFuture.completedFuture(block());
        })
        .build()) {
      engine.connect("APP", wire);
      for (int i = 0; i < MANY; i++) {
        give(engine, "b" + i, "B" + i, "desk");
      }
      await().until(() -> blocked.get() >= 32);

      give(engine, "e1", "C1", "there");

      await().until(() -> wire.taken().contains("C1 hi there"));
    }
  }

  @Test
  void theStageOfACallThatTookTooLongIsCancelledAndItsThreadInterrupted() {
    CompletableFuture<Object> stage = new CompletableFuture<>();
    CompletableFuture<String> interrupted = new CompletableFuture<>();
    AtomicInteger calls = new AtomicInteger();
    try (BotFlow engine = engine()
        .action("block", request -> {
          if (calls.getAndIncrement() == 0) {
            return stage;
          }
          try {
            test.await();
          } catch (InterruptedException e) {
            interrupted.complete("interrupted");
          }
          return stage;
        })
        .build()) {
      engine.connect("APP", wire);

      give(engine, "e1", "C1", "block");
      await().until(stage::isCancelled);
      give(engine, "e2", "C2", "block");

      assertThat(interrupted).succeedsWithin(Duration.ofMinutes(1));
      await().until(() -> wire.taken().equals(List.of("C1 late", "C2 late")));
    }
  }

  @Test
  @Tag("G15")
  void aSlowSupplierOfFactsDelaysNoStopAndNoOtherContact() {
    List<String> asked = new CopyOnWriteArrayList<>();
    try (BotFlow engine = engine()
        .facts(event -> {
          String contact = String.valueOf(event.context().contactId());
          asked.add(contact);
          if (contact.startsWith("B")) {
            block();
          }
          return new LinkedHashMap<>(Map.of("plan", "gold"));
        })
        .build()) {
      engine.connect("APP", wire);
      for (int i = 0; i < 20; i++) {
        give(engine, "b" + i, "B" + i, "hello");
      }
      await().until(() -> asked.size() == 20);

      give(engine, "e1", "C1", "there");
      give(engine, "s1", "C2", "STOP");
      give(engine, "s2", "B3", "STOP");
      give(engine, "s3", "B99", "STOP");

      // C2 gets its words; those whose facts never come are opted out nevertheless, B3 ahead of its
      // own hello.
      await()
          .until(() -> wire.taken()
              .containsAll(List.of("C1 hi there", "C2 bye gold", "B3 bye ", "B99 bye ")));
      assertThat(wire.taken()).doesNotContain("B3 hi hello");
    }
  }

  @Test
  @Tag("G15")
  void aFailingSupplierOfFactsDelaysNoStop() {
    AtomicInteger failures = new AtomicInteger();
    RuntimeLimits patient = RuntimeLimits.DEFAULT
        .drain(Duration.ZERO)
        .retries(Duration.ofHours(1), Duration.ofHours(1));
    try (BotFlow engine = engine()
        .limits(patient)
        .facts(event -> {
          failures.incrementAndGet();
          throw new IllegalStateException("on purpose");
        })
        .build()) {
      engine.connect("APP", wire);
      give(engine, "e1", "C1", "hello");
      give(engine, "e2", "C1", "again");
      give(engine, "s1", "C1", "STOP");
      await().until(() -> wire.taken().equals(List.of("C1 bye ")));

      give(engine, "s2", "C2", "STOP");
      await().until(() -> wire.taken().equals(List.of("C1 bye ", "C2 bye ")));

      assertThat(failures).hasValue(2);
      assertThat(engine.health().tally().applied()).isEqualTo(2);
      assertThat(engine.health().tally().pending()).isEqualTo(2);
    }
  }

  @Test
  void factsThatTakeTooLongAreInterruptedAndTriedAgain() {
    AtomicInteger asked = new AtomicInteger();
    try (BotFlow engine = engine()
        .limits(RuntimeLimits.DEFAULT
            .factsTimeout(Duration.ofMillis(50))
            .retries(Duration.ofMillis(5), Duration.ofMillis(5)))
        .facts(event -> {
          if (asked.getAndIncrement() == 0) {
            block();
          }
          return new LinkedHashMap<>();
        })
        .build()) {
      engine.connect("APP", wire);

      give(engine, "e1", "C1", "there");

      await().until(() -> wire.taken().equals(List.of("C1 hi there")));
    }
  }
}
