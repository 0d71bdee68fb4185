package dev.botflow.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RuntimeLimitsTest {
  private static RuntimeLimits limits(int workers, int maxWaiting) {
    RuntimeLimits any = RuntimeLimits.DEFAULT;
    return new RuntimeLimits(
        workers,
        maxWaiting,
        any.firstRetry(),
        any.longestRetry(),
        any.maxMessageAge(),
        any.settling(),
        any.drain(),
        any.maxEventAge(),
        any.factsTimeout());
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
    Duration a = Duration.ofHours(1);
    Duration b = Duration.ofHours(2);
    Duration c = Duration.ofHours(3);
    Duration d = Duration.ofHours(4);
    Duration e = Duration.ofHours(5);
    Duration f = Duration.ofHours(6);
    Duration g = Duration.ofHours(7);
    RuntimeLimits all = new RuntimeLimits(3, 4, a, b, c, d, e, f, g);
    RuntimeLimits plain = RuntimeLimits.DEFAULT;

    assertThat(plain
            .workers(3)
            .maxWaiting(4)
            .retries(a, b)
            .maxMessageAge(c)
            .settling(d)
            .drain(e)
            .maxEventAge(f)
            .factsTimeout(g))
        .isEqualTo(all);
    assertThat(all.workers(32)).isEqualTo(new RuntimeLimits(32, 4, a, b, c, d, e, f, g));
    assertThat(all.retries(plain.firstRetry(), plain.longestRetry()))
        .isEqualTo(
            new RuntimeLimits(3, 4, Duration.ofSeconds(1), Duration.ofMinutes(5), c, d, e, f, g));
  }
}
