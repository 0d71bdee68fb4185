package dev.botflow.session;

import java.time.Duration;

/**
 * How long and how much a store keeps beyond what is open.
 *
 * @param dedupeWindow how long an event is known as a duplicate after it was stored; 7 days unless set
 * @param traces traces of the latest turns of all sessions together; 10,000 unless set, 0 for none
 */
public record Keeping(Duration dedupeWindow, int traces) {
  public Keeping {
    if (dedupeWindow.isNegative() || dedupeWindow.isZero()) {
      throw new IllegalArgumentException(
          "dedupe window: expected more than 0, but was " + dedupeWindow);
    }
    if (traces < 0) {
      throw new IllegalArgumentException("traces: expected 0 or more, but was " + traces);
    }
  }

  public static Keeping standard() {
    return new Keeping(Duration.ofDays(7), 10_000);
  }

  public Keeping withDedupeWindow(Duration window) {
    return new Keeping(window, traces);
  }

  public Keeping withTraces(int most) {
    return new Keeping(dedupeWindow, most);
  }
}
