package dev.botflow.sinch.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whose call a thread makes next. */
class CallThreadsTest {
  private final CallThreads threads = new CallThreads(4);
  private final CountDownLatch over = new CountDownLatch(1);
  private final List<String> made = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    over.countDown();
    threads.close();
  }

  private void hang(String app, int calls) {
    for (int i = 0; i < calls; i++) {
      threads.execute(app, () -> {
        made.add(app);
        try {
          over.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      });
    }
  }

  @Test
  @Tag("G16")
  void anAppWhoseCallsHangHasHalfOfTheThreadsAndTheOthersGoOn() {
    threads.join("A");
    threads.join("B");
    hang("A", 20);
    await().until(() -> made.size() == 2);

    for (int i = 0; i < 10; i++) {
      threads.execute("B", () -> made.add("B"));
    }

    await().until(() -> made.stream().filter("B"::equals).count() == 10);
    assertThat(made.stream().filter("A"::equals).count()).isEqualTo(2);
  }

  @Test
  void anAppAloneHasAllThreads() {
    threads.join("A");
    hang("A", 20);

    await().until(() -> made.size() == 4);
  }

  @Test
  void moreThanAThousandThatWaitAreRefusedAndOfThatAppOnly() {
    threads.join("A");
    threads.join("B");
    hang("A", 2);
    await().until(() -> made.size() == 2);
    hang("A", 1_000);

    assertThatThrownBy(() -> hang("A", 1)).isInstanceOf(RejectedExecutionException.class);
    hang("B", 1);
    await().until(() -> made.contains("B"));
  }

  @Test
  void whoLeavesWaitsForItsOwnCallsOnly() throws InterruptedException {
    threads.join("A");
    threads.join("B");
    hang("A", 1);
    await().until(() -> made.size() == 1);

    threads.leave("B", Duration.ofHours(1));
    threads.leave("A", Duration.ofMillis(1));
    over.countDown();
    threads.leave("A", Duration.ofHours(1));

    assertThatThrownBy(() -> {
          threads.close();
          hang("A", 1);
        })
        .isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void whatIsDoneAsAWholeKnowsIt() {
    List<Boolean> whole = new CopyOnWriteArrayList<>();
    threads.executeWhole("A", () -> whole.add(CallThreads.isWhole()));
    await().until(() -> whole.size() == 1);
    for (int i = 0; i < 8; i++) {
      threads.execute("A", () -> whole.add(CallThreads.isWhole()));
    }
    await().until(() -> whole.size() == 9);

    assertThat(whole.remove(0)).isTrue();
    assertThat(whole).containsOnly(false);
  }
}
