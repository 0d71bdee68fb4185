package dev.botflow.samples.benchmarks.throughput;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/** When each event was due, when its call was answered, and when its turn was stored; by its number. */
final class Times {
  private final AtomicLongArray due;
  private final AtomicLongArray answered;
  private final AtomicLongArray stored;
  private final AtomicInteger turns = new AtomicInteger();
  private volatile int awaited = Integer.MAX_VALUE;
  private final CountDownLatch all = new CountDownLatch(1);

  Times(int most) {
    due = new AtomicLongArray(most);
    answered = new AtomicLongArray(most);
    stored = new AtomicLongArray(most);
  }

  void due(int number, long nanos) {
    due.set(number, nanos);
  }

  void answered(int number) {
    answered.set(number, System.nanoTime());
  }

  void stored(int number) {
    stored.set(number, System.nanoTime());
    if (turns.incrementAndGet() >= awaited) {
      all.countDown();
    }
  }

  /** Waits until so many turns are stored. */
  void await(int count) {
    awaited = count;
    if (turns.get() >= count) {
      return;
    }
    try {
      if (!all.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "expected " + count + " turns within a minute, but were " + turns.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Percentiles of the times from due to answered, and from due to stored, of the first so many. */
  String percentiles(int count) {
    return "answered 2xx: " + percentiles(answered, count) + "; turn and outbox row stored: "
        + percentiles(stored, count);
  }

  private String percentiles(AtomicLongArray end, int count) {
    double[] millis = new double[count];
    for (int i = 0; i < count; i++) {
      millis[i] = (end.get(i) - due.get(i)) / 1e6;
    }
    Arrays.sort(millis);
    return "p50 %.2f, p90 %.2f, p99 %.2f, p99.9 %.2f, max %.2f ms"
        .formatted(
            at(millis, 0.5), at(millis, 0.9), at(millis, 0.99), at(millis, 0.999), at(millis, 1));
  }

  private static double at(double[] sorted, double share) {
    return sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))];
  }
}
