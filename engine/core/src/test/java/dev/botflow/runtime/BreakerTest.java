package dev.botflow.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
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
  void g06_triesWithOneAttemptAndClosesWhenItIsAnswered() {
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
}
