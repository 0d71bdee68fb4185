package dev.botflow.turn;

/**
 * Bounds of a turn.
 *
 * @param steps steps a session may run since the last event from outside or the last delay, nudge or deadline of a
 *     minute or more, 100 unless set; one more fails the run as a loop
 * @param depth flows that may call each other, 50 unless set
 */
public record Limits(int steps, int depth) {
  public static final Limits DEFAULT = new Limits(100, 50);

  public Limits {
    if (steps < 1 || depth < 1) {
      throw new IllegalArgumentException(
          "limits: expected at least 1, but was " + Math.min(steps, depth));
    }
  }
}
