package dev.botflow.session;

import java.time.Duration;

/**
 * How long and how much a store keeps beyond what is open.
 *
 * @param dedupeWindow how long an event is known as a duplicate after it was stored; 7 days unless set
 * @param traces traces of the latest turns of all sessions together; 10,000 unless set, 0 for none
 * @param traceTime how long a trace is kept at most; 30 days unless set
 */
public record Keeping(Duration dedupeWindow, int traces, Duration traceTime) {
  public Keeping {
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

  public static Keeping standard() {
    return new Keeping(Duration.ofDays(7), 10_000, Duration.ofDays(30));
  }

  public Keeping withDedupeWindow(Duration window) {
    return new Keeping(window, traces, traceTime);
  }

  public Keeping withTraces(int most) {
    return new Keeping(dedupeWindow, most, traceTime);
  }

  public Keeping withTraceTime(Duration time) {
    return new Keeping(dedupeWindow, traces, time);
  }
}
