package dev.botflow.turn;

import dev.botflow.session.Run;

/** The names of timers, so that one that fires finds what it was set for. */
final class Timers {
  /** Ends runs and session variables. */
  static final String SESSION = "session";

  private static final String NUDGE = ".nudge";
  private static final String DEADLINE = ".deadline";
  private static final String DELAY = ".delay";

  private Timers() {}

  static String nudge(Run run) {
    return run.id() + NUDGE;
  }

  static String deadline(Run run) {
    return run.id() + DEADLINE;
  }

  static String delay(Run run) {
    return run.id() + DELAY;
  }

  /** The run a timer belongs to; empty for the session's own. */
  static String runOf(String timer) {
    int dot = timer.indexOf('.');
    return dot < 0 ? "" : timer.substring(0, dot);
  }

  static boolean isNudge(String timer) {
    return timer.endsWith(NUDGE);
  }

  static boolean isDeadline(String timer) {
    return timer.endsWith(DEADLINE);
  }

  static void cancelAll(TurnState turn, Run run) {
    turn.cancelTimer(nudge(run));
    turn.cancelTimer(deadline(run));
    turn.cancelTimer(delay(run));
  }
}
