package dev.botflow.runtime;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before the next attempt: full jitter, so a random part of a bound that doubles with each attempt.
 *
 * @param first the bound after the first attempt
 * @param most the largest bound, and the longest wait a server may ask for
 * @param random gives numbers from 0 (included) to 1
 */
record Backoff(Duration first, Duration most, DoubleSupplier random) {

  /**
   * The wait after this many attempts.
   *
   * @param asked what the other side asked for; obeyed up to the bound
   */
  Duration after(int attempts, @Nullable Duration asked) {
    if (asked != null) {
      return asked.compareTo(most) > 0 ? most : asked;
    }
    long bound = first.toMillis();
    for (int i = 1; i < attempts && bound < most.toMillis(); i++) {
      bound *= 2;
    }
    return Duration.ofMillis((long) (Math.min(bound, most.toMillis()) * random.getAsDouble()));
  }
}
