package dev.botflow.scenario;

import static dev.botflow.scenario.Wire.accepting;
import static dev.botflow.scenario.Wire.give;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.botflow.BotFlow;
import dev.botflow.message.SendOutcome;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.runtime.Health;
import dev.botflow.store.HandClock;
import dev.botflow.store.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A host's own versions and transports that fail when they are asked how they stand: nobody else's health or erasure notices. */
class HostCodeThatFailsTest {
  private static final String FLOW = "flow: f\nsteps:\n- { id: a, say: \"hello {text}\" }\n";

  private final HandClock clock = new HandClock(Instant.parse("2026-03-02T09:00:00Z"));
  private final AtomicBoolean failing = new AtomicBoolean();

  private BotVersions failing(BotVersion bot) {
    return new BotVersions() {
      @Override
      public BotVersion live() {
        if (failing.get()) {
          throw new IllegalStateException("no database");
        }
        return bot;
      }

      @Override
      public BotVersion number(long number) {
        return bot;
      }
    };
  }

  private static BotVersion forgetting() {
    return Wire.bot("retention: 30d\n", FLOW);
  }

  private BotFlow.Builder engine() {
    return Wire.engine().clock(clock);
  }

  @Test
  @Tag("G16")
  void versionsThatCannotBeToldAreAProblemOfTheirAppAlone() {
    try (BotFlow engine = engine()
        .bots("ONE", failing(forgetting()))
        .bots("TWO", BotVersions.of(forgetting()))
        .build()) {
      engine.connect("ONE", accepting());
      engine.connect("TWO", accepting());
      failing.set(true);

      Health health = engine.health();

      assertThat(health.apps().get("ONE").problems())
          .singleElement()
          .asString()
          .startsWith("the live version of its bot could not be told: ");
      assertThat(health.apps().get("TWO").problems()).isEmpty();
      assertThat(health.storeWritable()).isTrue();
    }
  }

  @Test
  @Tag("G16")
  void whatIsOldIsErasedOfTheOthers() {
    MemoryStore store = new MemoryStore(clock);
    try (BotFlow engine = engine()
        .store(store)
        .bots("ONE", failing(forgetting()))
        .bots("TWO", BotVersions.of(forgetting()))
        .build()) {
      engine.connect("ONE", accepting());
      engine.connect("TWO", accepting());
      give(engine, "ONE", "e1", "C1", "there");
      give(engine, "TWO", "e1", "C1", "there");
      await()
          .until(() ->
              engine.health().tally().pending() == 0 && engine.health().oldestMessage() == null);
      clock.advance(Duration.ofDays(31));
      failing.set(true);

      engine.eraseOld();

      assertThat(store.apps()).containsExactly("ONE");
    }
  }

  @Test
  @Tag("G16")
  void aTransportThatCannotTellHowItStandsIsAProblemOfItsAppAlone() {
    Wire mute = new Wire(message -> new SendOutcome.Sent("m")) {
      @Override
      public List<String> missing() {
        throw new IllegalStateException("closed");
      }

      @Override
      public Map<String, Long> counted() {
        throw new IllegalStateException("closed");
      }
    };
    try (BotFlow engine = engine().bots(BotVersions.of(forgetting())).build()) {
      engine.connect("ONE", mute);
      engine.connect("TWO", accepting());

      Health health = engine.health();

      assertThat(health.apps().get("ONE").problems())
          .singleElement()
          .asString()
          .startsWith("what keeps its transport from working could not be told: ");
      assertThat(health.apps().get("TWO").problems()).isEmpty();
      assertThat(health.counted()).containsOnlyKeys("TWO");
    }
  }
}
