package dev.botflow.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WakeupTimerTest {
  private final ScheduledThreadPoolExecutor thread =
      (ScheduledThreadPoolExecutor) Executors.newScheduledThreadPool(1);

  @AfterEach
  void stop() {
    thread.shutdownNow();
  }

  @Test
  void neverSetsMoreThanOneHoweverOftenItIsAsked() {
    thread.setRemoveOnCancelPolicy(true);
    WakeupTimer wakeup = new WakeupTimer(thread, () -> {});

    for (int i = 0; i < 1_000; i++) {
      wakeup.in(Duration.ofSeconds(1_000 - i % 50));
    }

    assertThat(thread.getQueue()).hasSize(1);
  }

  @Test
  void canBeSetAgainByTheTaskItWakes() throws Exception {
    CountDownLatch rings = new CountDownLatch(3);
    WakeupTimer[] wakeup = new WakeupTimer[1];
    wakeup[0] = new WakeupTimer(thread, () -> {
      rings.countDown();
      wakeup[0].in(Duration.ofMillis(1));
    });

    wakeup[0].in(Duration.ofMillis(1));

    assertThat(rings.await(10, TimeUnit.SECONDS)).isTrue();
  }
}
