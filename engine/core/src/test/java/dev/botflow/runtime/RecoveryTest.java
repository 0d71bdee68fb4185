package dev.botflow.runtime;

import static dev.botflow.store.SessionSamples.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.lane.Effect;
import dev.botflow.lane.Input;
import dev.botflow.lane.Outcome;
import dev.botflow.lane.Work;
import dev.botflow.scenario.Wire;
import dev.botflow.store.Shard;
import dev.botflow.store.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** The backlogs of all apps are worked off as lanes become free, and whoever asks knows which apps are behind. */
class RecoveryTest extends WaitingEvents {
  private int done;
  private final Recovery recovery = new Recovery(unreadable(), lanes, time, 4, () -> done++);
  private boolean failing;

  /** The store, unless it cannot be read. */
  private Shard unreadable() {
    store.add(entry("first", ANN));
    return (Shard) Proxy.newProxyInstance(
        Store.class.getClassLoader(), new Class<?>[] {Shard.class}, (proxy, method, values) -> {
          if (failing) {
            throw new IllegalStateException("on purpose");
          }
          try {
            return method.invoke(store, values);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }

  private static List<String> firstAnd(int from, int to) {
    List<String> all = new ArrayList<>(List.of("first"));
    all.addAll(numbered(from, to));
    return all;
  }

  private void workOne() {
    workers.remove().run();
  }

  @Test
  void anAppWithEventsIsBehindUntilAllAreOnTheirLanes() {
    add(0, 5);
    assertThat(recovery.behind()).containsExactly("app");

    recovery.begin("app", this::takeUp);
    time.forMillis(1);
    assertThat(recovery.behind()).containsExactly("app");
    assertThat(recovery.left()).isEqualTo(2);
    assertThat(done).isZero();

    workOne();
    time.forMillis(1);
    // More than half of the room is taken yet.
    assertThat(recovery.left()).isEqualTo(2);
    workOne();
    time.forMillis(1);
    assertThat(recovery.left()).isZero();
    for (int i = 0; i < 4; i++) {
      workOne();
    }
    time.forMillis(1);

    assertThat(taken).isEqualTo(firstAnd(0, 5));
    assertThat(recovery.behind()).isEmpty();
    assertThat(done).isPositive();
  }

  @Test
  void eventsThatWereParkedMakeRoomAsSoonAsTheyAreOver() {
    add(0, 11);
    Lanes asking = new Lanes(workers::add, asking());
    asking.workWith((key, effect) -> {
      if (effect instanceof Effect.Read read) {
        return new Input.Read(read.held().number(), Wire.event("e", "ann", "x"));
      }
      if (effect instanceof Effect.AskFacts ask) {
        return new Input.Facts(ask.held().number(), Map.of());
      }
      if (effect instanceof Effect.Save save && save.held().work() instanceof Work.Stored stored) {
        taken.add(stored.entry().dedupeKey());
        return new Input.Ended(save.held().number(), Outcome.APPLIED);
      }
      return null;
    });
    new Recovery(store, asking, time, 4, () -> done++)
        .begin("app", entry -> asking.add(entry.key(), new Work.Stored(entry, null)));
    time.forMillis(1);

    // Each has its turn and, once it was parked, another; nobody waits for the look a second later.
    for (int i = 0; i < 24; i++) {
      workers.remove().run();
      time.forMillis(1);
    }

    assertThat(taken).isEqualTo(firstAnd(0, 11));
  }

  @Test
  void anAppThatIsNotConnectedIsBehindAndCountsAsNothingLeft() {
    recovery.begin("other", this::takeUp);

    assertThat(recovery.behind()).containsExactly("app");
    assertThat(recovery.left()).isZero();
    assertThat(recovery.addBehind("app", () -> true)).isNull();
    assertThat(recovery.addBehind("other", () -> true)).isNull();
    assertThat(done).isEqualTo(1);
  }

  @Test
  void eventsOfAnAppThatIsBehindLineUp() {
    add(0, 5);
    recovery.begin("app", this::takeUp);

    assertThat(recovery.addBehind("app", () -> store.add(entry("e5", ANN)))).isTrue();
    assertThat(recovery.left()).isEqualTo(3);
  }

  @Test
  void whatIsLeftIsLookedAtEverySecondThoughNobodyTellsOfRoom() {
    add(0, 5);
    recovery.begin("app", this::takeUp);
    time.forMillis(1);
    work(4);

    time.forMillis(1_000);
    work(2);

    assertThat(taken).isEqualTo(firstAnd(0, 5));
  }

  @Test
  void aStoreThatCannotBeReadIsReadAgainInASecond() {
    add(0, 5);
    recovery.begin("app", this::takeUp);
    time.forMillis(1);
    failing = true;
    work(4);
    time.forMillis(3_000);
    assertThat(taken).hasSize(4);

    failing = false;
    time.forMillis(1_000);
    work(2);

    assertThat(taken).isEqualTo(firstAnd(0, 5));
  }

  @Test
  void takesUpNothingOnceItIsStopped() {
    add(0, 5);
    recovery.begin("app", this::takeUp);
    recovery.stop();
    work(4);
    time.forMillis(10_000);

    assertThat(taken).hasSize(4);
    assertThat(recovery.left()).isEqualTo(2);
  }

  @Test
  void anEngineThatIsClosedLeavesTheRestForTheNextStart() {
    Recovery closing = new Recovery(
        store,
        lanes,
        new HandTime() {
          @Override
          public void execute(Runnable task) {
            throw new RejectedExecutionException("closed");
          }
        },
        2,
        () -> done++);
    add(0, 5);

    closing.begin("app", this::takeUp);

    assertThat(lanes.waiting()).isEqualTo(2);
    assertThat(closing.left()).isEqualTo(4);
  }
}
