package dev.botflow.store;

import java.time.Duration;

/**
 * How long and how much a store keeps beyond what is open.
 *
 * @param dedupeWindow how long an event is known as a duplicate after it was stored; 7 days unless set
 * @param traces traces of the latest turns of all sessions together; 10,000 unless set, 0 for none
 * @param traceTime how long a trace is kept at most; 30 days unless set
 */
public record RetentionPolicy(Duration dedupeWindow, int traces, Duration traceTime) {
  public RetentionPolicy {
    if (dedupeWindow.isNegative() || dedupeWindow.isZero()) {
      throw new IllegalArgumentException(
          "dedupe window: expected more than 0, but was " + dedupeWindow);
    }
    if (traceTime.isNegative() || traceTime.isZero()) {
      throw new IllegalArgumentException("trace time: expected more than 0, but was " + traceTime);
    }
    if (traces < 0) {
      throw new IllegalArgumentException("traces: expected 0 or more, but was " + traces);
    }
  }

  public static RetentionPolicy standard() {
    return new RetentionPolicy(Duration.ofDays(7), 10_000, Duration.ofDays(30));
  }

  public RetentionPolicy withDedupeWindow(Duration window) {
    return new RetentionPolicy(window, traces, traceTime);
  }

  public RetentionPolicy withTraces(int most) {
    return new RetentionPolicy(dedupeWindow, most, traceTime);
  }

  public RetentionPolicy withTraceTime(Duration time) {
    return new RetentionPolicy(dedupeWindow, traces, time);
  }
}
