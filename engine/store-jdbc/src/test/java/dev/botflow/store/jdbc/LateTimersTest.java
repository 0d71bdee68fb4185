package dev.botflow.store.jdbc;

import static dev.botflow.scenario.Wire.accepting;
import static dev.botflow.scenario.Wire.give;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.botflow.BotFlow;
import dev.botflow.event.SessionKey;
import dev.botflow.runtime.RuntimeLimits;
import dev.botflow.scenario.Wire;
import dev.botflow.store.Commit;
import dev.botflow.store.DeadLetter;
import dev.botflow.store.DeadLetters;
import dev.botflow.store.HandClock;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.RetentionPolicy;
import dev.botflow.store.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Timers that fell due while the host was down, and timers that cannot be handled. */
class LateTimersTest {
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  private static final String ASKING = """
      flow: f
      steps:
      - { id: q, ask: "Well?", nudge: { after: 30m, then: n }, next: thanks }
      - { id: thanks, say: "Thanks", next: end }
      - { id: n, say: "Hello?", next: q }
      """;
  private static final RuntimeLimits QUICK =
      RuntimeLimits.DEFAULT.retries(Duration.ofMillis(1), Duration.ofMillis(20));

  @TempDir
  Path folder;

  private final HandClock clock = new HandClock(NOW);

  private JdbcStore store() {
    return JdbcStore.sqlite(folder.resolve("store.db"), clock, RetentionPolicy.standard());
  }

  private BotFlow engine(Store store) {
    return Wire.engine(ASKING).store(store).clock(clock).limits(QUICK).build();
  }

  @Test
  @Tag("G4")
  void noTimerOfAnAppThatIsNotConnectedYetFiresBeforeItsStoredMessages() {
    Wire wire = accepting();
    try (BotFlow engine = engine(store())) {
      engine.connect("APP", wire);
      engine.connect("OTHER", wire);
      give(engine, "e1", "C1", "hello");
      give(engine, "OTHER", "o1", "C2", "hello");
      await().until(() -> wire.taken().size() == 2);
    }
    SessionKey key = SessionKey.of(Wire.context("APP", "C1"));
    try (JdbcStore store = store()) {
      store.add(new InboxEntry("APP:e2", key, "APP", Wire.raw("APP", "e2", "C1", "fine"), NOW));
    }
    clock.advance(Duration.ofHours(1));
    wire.taken().clear();

    try (BotFlow engine = engine(store())) {
      engine.connect("OTHER", wire);
      await().until(() -> wire.taken().contains("C2 Hello?"));
      assertThat(wire.taken()).doesNotContain("C1 Hello?");

      engine.connect("APP", wire);
      await().until(() -> wire.taken().contains("C1 Thanks"));
      await().until(() -> engine.health().tally().pending() == 0);
      assertThat(wire.taken()).doesNotContain("C1 Hello?");
    }
  }

  @Test
  @Tag("G7")
  void aTimerWhoseTurnsKeepFailingIsPutAsideWithItsReason() {
    Wire wire = accepting();
    JdbcStore store = store();
    try (BotFlow engine = engine(failingTimers(store))) {
      engine.connect("APP", wire);
      give(engine, "e1", "C1", "hello");
      await().until(() -> wire.taken().equals(List.of("C1 Well?")));
      clock.advance(Duration.ofHours(1));
      give(engine, "e2", "C2", "hello");

      await().until(() -> engine.health().deadLetters(DeadLetter.Kind.TIMER) == 1);

      assertThat(DeadLetters.timersAndCalls(store))
          .extracting(DeadLetter::kind, DeadLetter::reason)
          .containsExactly(org.assertj.core.groups.Tuple.tuple(
              DeadLetter.Kind.TIMER, "its turn failed: IllegalStateException"));
      assertThat(engine.health().timersDue()).isZero();
    }
  }

  /** A store that keeps no turn of a timer. */
  private static Store failingTimers(JdbcStore store) {
    return (Store) Proxy.newProxyInstance(
        Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, values) -> {
          if (method.getName().equals("save") && !((Commit) values[0]).once()) {
            throw new IllegalStateException("the turn of a timer");
          }
          try {
            return method.invoke(store, values);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }
}
