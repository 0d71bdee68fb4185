package dev.botflow.runtime;

import static dev.botflow.store.SessionSamples.entry;
import static dev.botflow.store.SessionSamples.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.SessionKey;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.InboxStore;
import dev.botflow.store.Store;
import dev.botflow.store.memory.MemoryStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The backlogs of all apps are worked off as lanes become free, and whoever asks knows which apps are behind. */
class RecoveryTest {
  private static final SessionKey ANN = key("ann");

  private final HandTime time = new HandTime();
  private final MemoryStore store = new MemoryStore(time.clock());
  private final Deque<Runnable> workers = new ArrayDeque<>();
  private final Lanes lanes = new Lanes(workers::add, 1_000_000);
  private final List<String> taken = new ArrayList<>();

  @AfterEach
  void stop() {
    time.shutdownNow();
  }

  private void add(int from, int to) {
    IntStream.range(from, to).forEach(i -> store.add(entry("e" + i, ANN)));
  }

  private static List<String> numbered(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "e" + i).toList();
  }

  private void takeUp(InboxEntry entry) {
    lanes.add(entry.key(), () -> taken.add(entry.dedupeKey()));
  }

  private void work(int tasks) {
    for (int i = 0; i < tasks; i++) {
      workers.remove().run();
    }
  }

  private int done;
  private final Recovery recovery = new Recovery(unreadable(), lanes, time, 4, () -> done++);
  private boolean failing;

  /** The store, unless it cannot be read. */
  private InboxStore unreadable() {
    store.add(entry("first", ANN));
    return (InboxStore) Proxy.newProxyInstance(
        Store.class.getClassLoader(),
        new Class<?>[] {InboxStore.class},
        (proxy, method, values) -> {
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
    recovery.tookUp();
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
    recovery.tookUp();
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
