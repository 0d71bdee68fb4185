package dev.botflow.store.jdbc;

import static dev.botflow.scenario.Wire.accepting;
import static dev.botflow.scenario.Wire.give;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.botflow.BotFlow;
import dev.botflow.Intake.Receipt;
import dev.botflow.event.InboundEvent;
import dev.botflow.message.Outgoing;
import dev.botflow.message.SendOutcome;
import dev.botflow.message.Transport;
import dev.botflow.runtime.RuntimeLimits;
import dev.botflow.scenario.Wire;
import dev.botflow.store.EventCounts;
import dev.botflow.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host's own system is down, and what was given up is handled after all. */
class OutageTest {
  private static final String ECHO = """
      flow: f
      steps:
      - { id: a, say: "{text}" }
      """;
  private static final RuntimeLimits QUICK =
      RuntimeLimits.DEFAULT.retries(Duration.ofMillis(1), Duration.ofMillis(5));

  @TempDir
  Path folder;

  private final AtomicBoolean down = new AtomicBoolean();
  private final AtomicInteger asked = new AtomicInteger();
  private final Wire wire = accepting();

  private JdbcStore store() {
    return JdbcStore.sqlite(folder.resolve("store.db"));
  }

  private BotFlow engine(Store store, RuntimeLimits limits) {
    return Wire.engine(ECHO)
        .store(store)
        .limits(limits)
        .facts(event -> {
          asked.incrementAndGet();
          if (down.get()) {
            throw new IllegalStateException("the host is down");
          }
          return new LinkedHashMap<>();
        })
        .build();
  }

  @Test
  @Tag("G7")
  void anOutageOfTheHostsFactsGivesUpNoEventHoweverOftenItIsTried() {
    try (BotFlow engine = engine(store(), QUICK)) {
      engine.connect("APP", wire);
      down.set(true);
      give(engine, "e1", "C1", "one");
      give(engine, "e2", "C1", "two");
      await().until(() -> asked.get() > 50);

      assertThat(engine.deadLetters(0, 99)).isEmpty();
      down.set(false);

      await().until(() -> wire.taken().equals(List.of("C1 one", "C1 two")));
    }
  }

  @Test
  @Tag("G11")
  void eventsThatAreTriedAgainCountAsLagSoThatAnOutageFillsNoMemory() {
    RuntimeLimits small = RuntimeLimits.DEFAULT
        .workers(4)
        .maxWaiting(20)
        .retries(Duration.ofHours(1), Duration.ofHours(1))
        .drain(Duration.ZERO);
    try (BotFlow engine = engine(store(), small)) {
      engine.connect("APP", wire);
      down.set(true);
      AtomicInteger next = new AtomicInteger();

      await().until(() -> {
        int i = next.getAndIncrement();
        return give(engine, "e" + i, "C" + i, "x") == Receipt.BUSY;
      });

      // A turn that a worker is at is neither waiting nor one to be tried again yet.
      int accepted = next.get() - 1;
      await().until(() -> engine.waiting() == 0 && engine.health().lag() == accepted);
      assertThat(accepted).isBetween(20, 30);
    }
  }

  @Test
  @Tag("G7")
  void anEventThatWasGivenUpIsHandledOnceItIsReplayed() {
    RuntimeLimits impatient = QUICK.maxEventAge(Duration.ZERO);
    try (BotFlow engine = engine(store(), impatient)) {
      engine.connect("APP", wire);
      down.set(true);
      give(engine, "e1", "C1", "one");
      await().until(() -> engine.deadLetters(0, 99).size() == 1);
      down.set(false);
      give(engine, "e2", "C1", "two");
      await().until(() -> wire.taken().equals(List.of("C1 two")));

      assertThat(engine.replay("APP:e1")).isTrue();

      await().until(() -> wire.taken().equals(List.of("C1 two", "C1 one")));
      assertThat(engine.replay("APP:e1")).isFalse();
      assertThat(engine.deadLetters(0, 99)).isEmpty();
      assertThat(engine.health().tally()).isEqualTo(new EventCounts(2, 0, 2, 0, 0));
    }
  }

  /** The host looks once a minute, and whenever it replays something itself. */
  @Test
  @Tag("G7")
  void anEventThatIsReplayedBesideTheHostIsFoundAndHandledOnce() {
    try (BotFlow engine = engine(store(), QUICK.maxEventAge(Duration.ZERO))) {
      engine.connect("APP", wire);
      down.set(true);
      give(engine, "e1", "C1", "one");
      give(engine, "e2", "C2", "two");
      await().until(() -> engine.deadLetters(0, 99).size() == 2);
      down.set(false);
      try (JdbcStore beside = JdbcStore.existing(folder.resolve("store.db"))) {
        assertThat(beside.replay("APP:e1", Instant.now())).isTrue();
      }

      assertThat(engine.replay("APP:e2")).isTrue();

      await().until(() -> wire.taken().size() == 2);
      assertThat(wire.taken()).containsExactlyInAnyOrder("C1 one", "C2 two");
      assertThat(engine.health().tally()).isEqualTo(new EventCounts(2, 0, 2, 0, 0));
    }
  }

  @Test
  @Tag("G7")
  void anEventThatIsReplayedWhileNoHostRunsIsHandledAtTheNextStart() {
    try (BotFlow engine = engine(store(), QUICK.maxEventAge(Duration.ZERO))) {
      engine.connect("APP", wire);
      down.set(true);
      give(engine, "e1", "C1", "one");
      await().until(() -> engine.deadLetters(0, 99).size() == 1);
    }
    try (JdbcStore beside = JdbcStore.existing(folder.resolve("store.db"))) {
      assertThat(beside.replay("APP:e1", Instant.now())).isTrue();
    }
    down.set(false);

    try (BotFlow engine = engine(store(), QUICK)) {
      engine.connect("APP", wire);
      await().until(() -> wire.taken().equals(List.of("C1 one")));
    }
  }

  /** A body that no reader understood has no id; a later version that does gives it one. */
  @Test
  @Tag("G2")
  void whatCouldNotBeReadActsOnceThoughItIsReplayedAndCameAgain() {
    AtomicBoolean broken = new AtomicBoolean(true);
    Transport reads = new Transport() {
      @Override
      public InboundEvent read(byte[] body, Instant receivedAt) {
        if (broken.get()) {
          throw new IllegalStateException("not understood");
        }
        return wire.read(body, receivedAt);
      }

      @Override
      public CompletionStage<SendOutcome> send(Outgoing message) {
        return wire.send(message);
      }
    };
    try (BotFlow engine = engine(store(), QUICK)) {
      engine.connect("APP", reads);
      engine.giveUp("APP", Wire.raw("APP", "e1", "C1", "one"), "not understood");
      String id = engine.deadLetters(0, 99).get(0).id();
      assertThat(engine.replay(id)).isTrue();
      await().until(() -> engine.deadLetters(0, 99).size() == 1);

      broken.set(false);
      assertThat(engine.replay(id)).isTrue();

      await().until(() -> wire.taken().equals(List.of("C1 one")));
      assertThat(give(engine, "e1", "C1", "one")).isEqualTo(Receipt.DUPLICATE);
      await().until(() -> engine.health().tally().equals(new EventCounts(2, 0, 1, 0, 1)));
    }
  }
}
