package dev.botflow.turn;

/**
 * Bounds of a turn.
 *
 * @param steps steps a session may run since the last event from outside or the last delay, nudge or deadline of a
 *     minute or more, 100 unless set; one more fails the run as a loop
 * @param depth flows that may call each other, 50 unless set
 * @param desk true if the host's desk gets what the contact writes while an agent has the conversation; false unless set
 */
public record Limits(int steps, int depth, boolean desk) {
  public static final Limits DEFAULT = new Limits(100, 50);

  /** Limits of a host whose desk gets nothing. */
  public Limits(int steps, int depth) {
    this(steps, depth, false);
  }

  /** The same, for a host whose desk gets what the contact writes, or does not. */
  public Limits withDesk(boolean gets) {
    return new Limits(steps, depth, gets);
  }

  public Limits {
    if (steps < 1 || depth < 1) {
      throw new IllegalArgumentException(
          "limits: expected at least 1, but was " + Math.min(steps, depth));
    }
  }
}
