package dev.botflow.runtime;

import static dev.botflow.store.SessionSamples.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.lane.Effect;
import dev.botflow.lane.Input;
import dev.botflow.lane.Work;
import dev.botflow.scenario.Wire;
import dev.botflow.store.Shard;
import dev.botflow.store.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What was accepted before an app was connected comes first, as there is room for it, and what comes meanwhile after it. */
class BacklogTest extends WaitingEvents {
  private Backlog backlog(int room) {
    return new Backlog(store, "app", lanes, room, this::takeUp);
  }

  @Test
  void isTakenUpInItsOrderAsFarAsThereIsRoom() {
    add(0, 10);
    Backlog backlog = backlog(4);

    backlog.takeUp();
    assertThat(lanes.waiting()).isEqualTo(4);
    assertThat(backlog.left()).isEqualTo(6);
    assertThat(backlog.done()).isFalse();

    work(4);
    backlog.takeUp();
    work(4);
    backlog.takeUp();
    work(2);
    assertThat(taken).isEqualTo(numbered(0, 10));
    assertThat(backlog.left()).isZero();
    assertThat(backlog.done()).isTrue();
  }

  @Test
  void oneThatRunsKeepsItsPlaceSinceItMayWaitAgain() {
    add(0, 10);
    Lanes asking = new Lanes(workers::add, asking());
    Backlog backlog = new Backlog(
        store, "app", asking, 4, entry -> asking.add(entry.key(), new Work.Stored(entry, null)));
    asking.workWith((key, effect) -> {
      if (effect instanceof Effect.Read read) {
        backlog.takeUp();
        return new Input.Read(read.held().number(), Wire.event("e", "ann", "x"));
      }
      return null;
    });
    backlog.takeUp();

    work(1);

    assertThat(asking.waiting()).isEqualTo(4);
  }

  @Test
  void isReadPageByPage() {
    AtomicInteger most = new AtomicInteger();
    Shard paged = (Shard) Proxy.newProxyInstance(
        Store.class.getClassLoader(), new Class<?>[] {Shard.class}, (proxy, method, values) -> {
          if (method.getName().equals("waiting")) {
            most.accumulateAndGet((Integer) values[2], Math::max);
          }
          try {
            return method.invoke(store, values);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
    add(0, 450);

    new Backlog(paged, "app", lanes, 1_000, this::takeUp).takeUp();
    work(450);

    assertThat(taken).isEqualTo(numbered(0, 450));
    assertThat(most).hasValue(200);
  }

  @Test
  void lineUpBehindItWhatComesMeanwhile() {
    add(0, 3);
    Backlog backlog = backlog(2);
    backlog.takeUp();

    assertThat(backlog.addBehind(() -> store.add(entry("e3", ANN)))).isTrue();
    assertThat(backlog.addBehind(() -> store.add(entry("e3", ANN)))).isFalse();
    assertThat(backlog.left()).isEqualTo(2);

    work(2);
    backlog.takeUp();
    work(2);
    backlog.takeUp();
    assertThat(taken).isEqualTo(numbered(0, 4));
    assertThat(backlog.addBehind(() -> store.add(entry("e4", ANN)))).isNull();
    assertThat(store.waitingCounts().getOrDefault("app", 0)).isEqualTo(4);
  }
}
