package dev.botflow.runtime.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whose task a worker takes next. */
class FairWorkersTest {
  private final Deque<Runnable> begun = new ArrayDeque<>();
  private final List<String> done = new ArrayList<>();
  private boolean closed;

  private void begin(Runnable work) {
    if (closed) {
      throw new RejectedExecutionException("closed");
    }
    begun.add(work);
  }

  private void give(FairWorkers workers, String app, int tasks) {
    for (int i = 0; i < tasks; i++) {
      String name = app + i;
      workers.execute(app, () -> done.add(name));
    }
  }

  private void work() {
    while (!begun.isEmpty()) {
      begun.remove().run();
    }
  }

  @Test
  @Tag("G16")
  void anAppThatFloodsKeepsAnotherWaitingForItsPartOnly() {
    FairWorkers workers = new FairWorkers(this::begin, 2);
    give(workers, "A", 100);
    give(workers, "B", 3);
    give(workers, "C", 2);

    work();

    assertThat(done).hasSize(105).startsWith("A0", "B0", "C0", "A1", "B1", "C1", "A2", "B2", "A3");
  }

  @Test
  void noMoreRunAtATimeThanMay() {
    FairWorkers workers = new FairWorkers(this::begin, 2);

    give(workers, "A", 5);

    assertThat(begun).hasSize(2);
    work();
    assertThat(done).containsExactly("A0", "A1", "A2", "A3", "A4");
  }

  /** A task that waits, for the disk say, counts as one at work. */
  @Test
  @Tag("G16")
  void whoHasTheFewestAtWorkGoesFirst() {
    FairWorkers workers = new FairWorkers(this::begin, 3);
    workers.execute("A", () -> {
      done.add("A begins");
      give(workers, "A", 2);
      give(workers, "B", 2);
      begun.remove().run();
      begun.remove().run();
      done.add("A ends");
    });

    work();

    assertThat(done).containsExactly("A begins", "B0", "B1", "A ends", "A0", "A1");
  }

  @Test
  void whatIsRefusedIsToldAndNotKept() {
    FairWorkers workers = new FairWorkers(this::begin, 1);
    closed = true;

    assertThatThrownBy(() -> give(workers, "A", 1)).isInstanceOf(RejectedExecutionException.class);

    closed = false;
    give(workers, "B", 1);
    work();
    assertThat(done).containsExactly("B0");
  }

  @Test
  void aTaskThatFailsCostsNoWorker() {
    FairWorkers workers = new FairWorkers(this::begin, 1);
    workers.execute("A", () -> {
      throw new IllegalStateException("on purpose");
    });
    give(workers, "A", 1);

    assertThatThrownBy(this::work).hasMessage("on purpose");
    work();

    assertThat(done).containsExactly("A0");
  }
}
