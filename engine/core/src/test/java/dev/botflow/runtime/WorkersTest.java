package dev.botflow.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bounded work on the host's threads. */
class WorkersTest {
  private final HandTime time = new HandTime();
  private final Deque<Runnable> offered = new ArrayDeque<>();
  private final List<String> ran = new ArrayList<>();
  private boolean refusing;
  private final Workers workers = Workers.ofHost(this::take, 2, time);

  private void take(Runnable task) {
    if (refusing) {
      throw new RejectedExecutionException("full");
    }
    offered.add(task);
  }

  private void runNext() throws Exception {
    ExecutorService another = Executors.newSingleThreadExecutor();
    try {
      Future<?> done = another.submit(offered.remove());
      done.get();
    } finally {
      another.shutdownNow();
    }
  }

  @AfterEach
  void stop() {
    time.shutdownNow();
  }

  private void add(String... names) {
    for (String name : names) {
      workers.execute(() -> ran.add(name));
    }
  }

  @Test
  @Tag("G11")
  void runsNoMoreAtATimeThanItMayAndTheOthersInTheirOrder() throws Exception {
    add("a", "b", "c", "d");
    assertThat(offered).hasSize(2);

    runNext();
    assertThat(offered).hasSize(2);
    runNext();
    runNext();
    runNext();

    assertThat(ran).containsExactly("a", "b", "c", "d");
    assertThat(offered).isEmpty();
  }

  @Test
  @Tag("G11")
  void offersAgainWhatAFullExecutorRefused() throws Exception {
    refusing = true;
    add("a", "b");
    time.forMillis(1_000);
    assertThat(offered).isEmpty();

    refusing = false;
    time.forMillis(200);
    runNext();
    runNext();

    assertThat(ran).containsExactly("a", "b");
  }

  /** As a pool does for which the machine has no thread left. */
  @Test
  @Tag("G11")
  void offersAgainWhatNoThreadCouldBeMadeFor() throws Exception {
    AtomicInteger failures = new AtomicInteger(1);
    Workers tight = Workers.ofHost(
        task -> {
          if (failures.getAndDecrement() > 0) {
            throw new OutOfMemoryError("unable to create native thread");
          }
          offered.add(task);
        },
        2,
        time);
    tight.execute(() -> ran.add("a"));
    time.forMillis(200);

    runNext();

    assertThat(ran).containsExactly("a");
  }

  @Test
  @Tag("G11")
  void ourOwnThreadsAreAskedAgainWhenNoneCouldBeMade() throws Exception {
    AtomicInteger failures = new AtomicInteger(1);
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
          if (failures.getAndDecrement() > 0) {
            throw new OutOfMemoryError("unable to create native thread");
          }
          return new Thread(task);
        });
    Workers own = Workers.own(pool, time);

    own.execute(() -> ran.add("a"));
    time.forMillis(200);
    own.awaitEnd(Duration.ZERO);
    pool.shutdown();

    assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(ran).containsExactly("a");
  }

  /** A pool without core threads takes a task into its queue before it makes a thread for it. */
  @Test
  @Tag("G4")
  void runsATaskOnceThoughThePoolKeptItAndFailed() throws Exception {
    AtomicInteger failures = new AtomicInteger(1);
    Workers keeping = Workers.ofHost(
        task -> {
          offered.add(task);
          if (failures.getAndDecrement() > 0) {
            throw new OutOfMemoryError("unable to create native thread");
          }
        },
        2,
        time);
    keeping.execute(() -> ran.add("a"));
    time.forMillis(200);
    assertThat(offered).hasSize(2);

    runNext();
    runNext();

    assertThat(ran).containsExactly("a");
  }

  @Test
  void runsNothingOnTheThreadThatBringsIt() {
    Workers direct = Workers.ofHost(Runnable::run, 2, time);

    direct.execute(() -> ran.add("a"));
    time.forMillis(1_000);

    assertThat(ran).isEmpty();
  }

  @Test
  @Tag("G10")
  void beginsNothingOnceItIsStopped() throws Exception {
    add("a", "b", "c");
    workers.stop();
    runNext();
    runNext();

    assertThat(offered).isEmpty();
    assertThat(ran).containsExactly("a", "b");
    workers.awaitEnd(Duration.ofSeconds(5));
    assertThatThrownBy(() -> add("d"))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessage("the workers are closed");
  }

  @Test
  void aTaskThatFailsMakesRoomForTheNext() throws Exception {
    AtomicInteger failed = new AtomicInteger();
    for (int i = 0; i < 3; i++) {
      workers.execute(() -> {
        failed.incrementAndGet();
        throw new IllegalStateException("on purpose");
      });
    }
    add("a");

    while (!offered.isEmpty()) {
      Runnable next = offered.remove();
      Thread thread = new Thread(next);
      thread.setUncaughtExceptionHandler((one, problem) -> {});
      thread.start();
      thread.join();
    }

    assertThat(failed).hasValue(3);
    assertThat(ran).containsExactly("a");
  }
}
