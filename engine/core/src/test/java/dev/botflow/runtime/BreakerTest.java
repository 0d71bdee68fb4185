package dev.botflow.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BreakerTest {
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  private final Breaker breaker =
      new Breaker(new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), () -> 0.5));

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      breaker.failed(breaker.generation(), NOW);
    }
  }

  @Test
  void letsEverythingThroughUntilFiveAttemptsInARowFailed() {
    fail(4);
    assertThat(breaker.lets(NOW)).isTrue();

    fail(1);
    assertThat(breaker.lets(NOW)).isFalse();
    assertThat(breaker.nextTry()).isEqualTo(NOW.plusMillis(1000));
  }

  @Test
  @Tag("G6")
  void triesWithOneAttemptAndClosesWhenItIsAnswered() {
    fail(5);
    Instant later = breaker.nextTry();

    assertThat(breaker.lets(later)).isTrue();
    assertThat(breaker.lets(later)).isFalse();

    breaker.answered();
    assertThat(breaker.lets(later)).isTrue();
    assertThat(breaker.lets(later)).isTrue();
  }

  @Test
  void waitsLongerEachTimeTheTryFails() {
    fail(5);
    Instant first = breaker.nextTry();
    assertThat(breaker.lets(first)).isTrue();

    breaker.failed(breaker.generation(), first);

    assertThat(Duration.between(first, breaker.nextTry())).isEqualTo(Duration.ofMillis(1500));
    assertThat(breaker.lets(first)).isFalse();
  }

  @Test
  void aBurstOfFailuresOpensItOnceAndEndsNoTry() {
    long before = breaker.generation();
    for (int i = 0; i < 30; i++) {
      breaker.failed(before, NOW);
    }
    Instant first = breaker.nextTry();
    assertThat(first).isEqualTo(NOW.plusMillis(1000));
    assertThat(breaker.lets(first)).isTrue();

    breaker.failed(before, first);

    assertThat(breaker.lets(first)).isFalse();
    assertThat(breaker.nextTry()).isEqualTo(first);
  }

  @Test
  void aTryThatWasNotMadeLeavesTheNextOneFree() {
    fail(5);
    Instant later = breaker.nextTry();
    assertThat(breaker.lets(later)).isTrue();

    breaker.notMade(breaker.generation() - 1);
    assertThat(breaker.lets(later)).isFalse();
    breaker.notMade(breaker.generation());
    assertThat(breaker.lets(later)).isTrue();
  }

  @Test
  void anAnswerForgetsTheFailuresBeforeIt() {
    fail(4);
    breaker.answered();
    fail(4);
    assertThat(breaker.open()).isFalse();

    fail(1);
    assertThat(breaker.open()).isTrue();
    breaker.answered();
    assertThat(breaker.open()).isFalse();
    fail(5);
    // As long as the first time.
    assertThat(breaker.nextTry()).isEqualTo(NOW.plusMillis(1000));
  }

  @Test
  void whatWasUnderWayWhenItClosedOpensItNoMore() {
    fail(5);
    long before = breaker.generation();
    breaker.answered();

    for (int i = 0; i < 5; i++) {
      breaker.failed(before, NOW);
    }

    assertThat(breaker.open()).isFalse();
  }

  @Test
  void waitsForItsMomentAndNoLongerThanItCanHaveSet() {
    fail(5);

    assertThat(breaker.lets(breaker.nextTry().minusMillis(1))).isFalse();
    // 60 s and 1 s: the longest wait there is, as the clock stood when it was set.
    assertThat(breaker.lets(breaker.nextTry().minusSeconds(61))).isFalse();
    assertThat(breaker.lets(breaker.nextTry().minusSeconds(61).minusMillis(1))).isTrue();
  }
}
