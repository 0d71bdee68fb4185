package dev.botflow.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Every task of the host's gets a thread, and one name's tasks stand in their own way only. */
class HostThreadsTest {
  private static final int MANY = 1_000;

  private static List<Future<?>> run(HostThreads threads, int tasks, Runnable task) {
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      all.add(threads.run("name", task));
    }
    return all;
  }

  @Test
  void noneIsLostWhenAllThreadsAreAtWork() throws Exception {
    for (int round = 0; round < 20; round++) {
      CompletableFuture<Void> go = new CompletableFuture<>();
      AtomicInteger ran = new AtomicInteger();
      try (HostThreads threads = HostThreads.platform("test", 4, 4)) {
        List<Future<?>> all = run(threads, MANY, () -> {
          go.join();
          ran.incrementAndGet();
        });
        go.complete(null);
        for (Future<?> one : all) {
          one.get();
        }
      }
      assertThat(ran).hasValue(MANY);
    }
  }

  @Test
  void aNameThatBlocksLeavesThreadsToTheOthers() throws Exception {
    CompletableFuture<Void> never = new CompletableFuture<>();
    try (HostThreads threads = HostThreads.platform("test", 3, 2)) {
      List<Future<?>> blocked = run(threads, 10, never::join);
      for (int i = 0; i < 10; i++) {
        threads.run("other", () -> {}).get();
      }
      assertThat(blocked).noneMatch(Future::isDone);
      never.complete(null);
    }
  }

  @Test
  void oneForWhichNoThreadCanBeMadeIsRunByOneThatIsAtWork() throws Exception {
    AtomicBoolean refusing = new AtomicBoolean();
    CompletableFuture<Void> go = new CompletableFuture<>();
    try (HostThreads threads = HostThreads.platform(
        task -> {
          if (refusing.get()) {
            throw new OutOfMemoryError("unable to create native thread");
          }
          Thread thread = new Thread(task);
          thread.setDaemon(true);
          return thread;
        },
        2,
        2)) {
      Future<?> first = threads.run("name", go::join);
      refusing.set(true);
      Future<?> second = threads.run("name", () -> {});
      assertThat(second.isDone()).isFalse();

      go.complete(null);
      first.get();
      second.get();
    }
  }

  @Test
  void oneForWhichNoThreadCanBeMadeWithNoneAtWorkIsCancelled() {
    try (HostThreads threads = HostThreads.platform(
        task -> {
          throw new OutOfMemoryError("unable to create native thread");
        },
        2,
        2)) {
      assertThat(threads.run("name", () -> {}).isCancelled()).isTrue();
      assertThat(threads.run("name", () -> {}).isCancelled()).isTrue();
    }
  }

  @Test
  void oneThatIsCancelledWhileItWaitsDoesNotRun() throws Exception {
    CompletableFuture<Void> go = new CompletableFuture<>();
    Queue<String> ran = new ConcurrentLinkedQueue<>();
    try (HostThreads threads = HostThreads.platform("test", 1, 1)) {
      threads.run("name", go::join);
      Future<?> cancelled = threads.run("name", () -> ran.add("cancelled"));
      Future<?> last = threads.run("name", () -> ran.add("last"));
      cancelled.cancel(true);
      go.complete(null);
      last.get();
    }
    assertThat(ran).containsExactly("last");
  }

  @Test
  void closingInterruptsWhatRunsAndTakesNothingMore() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    HostThreads threads = HostThreads.platform("test", 1, 1);
    threads.run("name", () -> {
      running.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        interrupted.set(true);
      }
    });
    running.await();
    threads.close();

    await().untilTrue(interrupted);
    assertThatThrownBy(() -> threads.run("name", () -> {}))
        .isInstanceOf(RejectedExecutionException.class);
  }
}
