package dev.botflow.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

  // On a clock moved by hand.

  private final HandTime time = new HandTime();
  private final List<Long> rings = new ArrayList<>();
  private final WakeupTimer byHand =
      new WakeupTimer(time, () -> rings.add(TimeUnit.NANOSECONDS.toMillis(time.ticks())));

  @Test
  void wakesAtTheEarliestOfTheMomentsAskedFor() {
    byHand.in(Duration.ofMillis(500));
    byHand.in(Duration.ofMillis(300));
    byHand.in(Duration.ofMillis(400));

    time.forMillis(10_000);

    assertThat(rings).containsExactly(300L);
  }

  @Test
  void wakesWithinAMinuteHoweverLongItIsAskedToWait() {
    byHand.in(Duration.ofHours(1));
    time.forMillis(59_999);
    assertThat(rings).isEmpty();

    time.forMillis(1);

    assertThat(rings).containsExactly(60_000L);
  }

  @Test
  void waitsAMillisecondAtLeastSoThatNothingSpins() {
    byHand.in(Duration.ZERO);
    byHand.in(Duration.ofSeconds(-5));

    time.forMillis(10);

    assertThat(rings).containsExactly(1L);
  }

  @Test
  void canBeSetAgainOnceItRang() {
    byHand.in(Duration.ofMillis(300));
    time.forMillis(300);
    byHand.in(Duration.ofMillis(500));
    time.forMillis(1_000);

    assertThat(rings).containsExactly(300L, 800L);
  }
}
