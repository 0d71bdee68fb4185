package dev.botflow.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff =
      new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), () -> 0.5);

  @Test
  @Tag("G6")
  void doublesTheBoundWithEachAttemptUpToTheLargest() {
    assertThat(backoff.after(1, null)).isEqualTo(Duration.ofMillis(500));
    assertThat(backoff.after(2, null)).isEqualTo(Duration.ofSeconds(1));
    assertThat(backoff.after(5, null)).isEqualTo(Duration.ofSeconds(8));
    assertThat(backoff.after(50, null)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  @Tag("G6")
  void obeysWhatTheOtherSideAsksUpToTheLargestBound() {
    assertThat(backoff.after(1, Duration.ofSeconds(7))).isEqualTo(Duration.ofSeconds(7));
    assertThat(backoff.after(1, Duration.ofHours(1))).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void theDiceGiveAnyPartOfTheBound() {
    Backoff none = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), () -> 0);
    Backoff nearlyAll = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), () -> 0.999);

    assertThat(none.after(3, null)).isZero();
    assertThat(nearlyAll.after(3, null)).isEqualTo(Duration.ofMillis(3_996));
    // 64 s would be the seventh bound.
    assertThat(nearlyAll.after(7, null)).isEqualTo(Duration.ofMillis(59_940));
  }
}
