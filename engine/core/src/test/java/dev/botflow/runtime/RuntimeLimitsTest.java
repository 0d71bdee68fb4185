package dev.botflow.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RuntimeLimitsTest {
  private static RuntimeLimits limits(int workers, int maxWaiting) {
    Duration any = Duration.ofSeconds(1);
    return new RuntimeLimits(workers, maxWaiting, any, any, any, any, any);
  }

  @Test
  void oneWorkerAndOneWaitingEventAreTheLeast() {
    assertThat(limits(1, 1).workers()).isEqualTo(1);
    assertThatThrownBy(() -> limits(0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "runtime limits: expected at least 1 worker and 1 waiting event, but was 0 and 1");
    assertThatThrownBy(() -> limits(1, 0))
        .hasMessage(
            "runtime limits: expected at least 1 worker and 1 waiting event, but was 1 and 0");
  }

  @Test
  void eachIsChangedByItself() {
    Duration other = Duration.ofHours(7);
    RuntimeLimits plain = RuntimeLimits.DEFAULT;

    assertThat(plain.drain(other))
        .isEqualTo(new RuntimeLimits(
            32,
            10_000,
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            Duration.ofHours(24),
            Duration.ofSeconds(30),
            other,
            Duration.ofHours(24)));
    assertThat(plain.settling(other).settling()).isEqualTo(other);
    assertThat(plain.settling(other).settling(plain.settling())).isEqualTo(plain);
    assertThat(plain.maxEventAge(other).maxEventAge()).isEqualTo(other);
    assertThat(plain.maxEventAge(other).maxEventAge(plain.maxEventAge())).isEqualTo(plain);
    RuntimeLimits retries = plain.retries(Duration.ofSeconds(3), other);
    assertThat(retries.firstRetry()).isEqualTo(Duration.ofSeconds(3));
    assertThat(retries.longestRetry()).isEqualTo(other);
    assertThat(retries.retries(plain.firstRetry(), plain.longestRetry())).isEqualTo(plain);
  }
}
