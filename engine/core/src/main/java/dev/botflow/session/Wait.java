package dev.botflow.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a run waits for: a stored record, so that nothing hangs in memory. */
public sealed interface Wait {

  /** The step that waits, in the run's top frame. */
  String step();

  /** When it began. */
  Instant since();

  /**
   * An answer to a question.
   *
   * @param attempts answers counted as missed so far
   * @param visit counts the times the run came to this step, so that an old timer is not taken for a new one
   * @param nudged true once the nudge of this visit went out
   */
  record ForAnswer(String step, Instant since, int attempts, int visit, boolean nudged)
      implements Wait {

    /** The wait for the first answer to a question, from now on. */
    public static ForAnswer begin(String step, Instant now, int visit) {
      return new ForAnswer(step, now, 0, visit, false);
    }

    /** The same wait after one more missed answer. */
    public ForAnswer missed() {
      return new ForAnswer(step, since, attempts + 1, visit, nudged);
    }

    /** The same wait once its nudge went out. */
    public ForAnswer afterNudge() {
      return new ForAnswer(step, since, attempts, visit, true);
    }
  }

  /** The result of a call to the host: an action, or the desk of a handover. The lane is held until then. */
  record ForResult(String step, Instant since, String callId) implements Wait {}

  /** A moment. */
  record ForTime(String step, Instant since, Instant until) implements Wait {}

  /** The person at the desk to leave. */
  record ForAgent(String step, Instant since, @Nullable String queue) implements Wait {}
}
