package dev.botflow.turn;

import dev.botflow.flow.AskStep;
import dev.botflow.flow.Flow;
import dev.botflow.session.Frame;
import dev.botflow.session.Run;
import dev.botflow.session.Wait;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /**
   * When a timer of this name is due for what the run waits for now; null if it waits for nothing of the kind.
   */
  static @Nullable Instant due(TurnState turn, Run run, String timer) {
    if (run.waiting() instanceof Wait.ForTime sleep) {
      return timer.endsWith(DELAY) ? sleep.until() : null;
    }
    if (!(run.waiting() instanceof Wait.ForAnswer wait)) {
      return null;
    }
    if (run.top().hosted() != null) {
      return isDeadline(timer) ? HostRunner.silentAt(run, wait) : null;
    }
    AskStep ask = question(turn, run).orElse(null);
    if (ask == null) {
      return null;
    }
    if (isNudge(timer)) {
      return ask.nudge() == null || wait.nudged()
          ? null
          : wait.since().plus(ask.nudge().after());
    }
    return isDeadline(timer) && ask.deadline() != null
        ? wait.since().plus(ask.deadline().after())
        : null;
  }

  private static Optional<AskStep> question(TurnState turn, Run run) {
    Frame frame = run.top();
    Optional<Flow> flow = turn.versions.number(frame.botVersion()).bot().flow(frame.flow());
    return flow.flatMap(found -> found.step(frame.step()))
        .filter(AskStep.class::isInstance)
        .map(AskStep.class::cast);
  }

  /** Sets every timer of what the run waits for. */
  static void setAll(TurnState turn, Run run) {
    set(turn, run, nudge(run));
    set(turn, run, deadline(run));
    set(turn, run, delay(run));
  }

  private static void set(TurnState turn, Run run, String timer) {
    Instant due = due(turn, run, timer);
    if (due != null) {
      turn.setTimer(timer, due);
    }
  }

  /** Lets fire what fell due while an agent had the conversation, nudges left out: the contact was there. */
  static void catchUp(TurnState turn) {
    for (Run run : turn.runs) {
      for (String timer : new String[] {deadline(run), delay(run)}) {
        Instant due = due(turn, run, timer);
        if (due != null && !due.isAfter(turn.now)) {
          turn.setTimer(timer, due);
        }
      }
    }
  }

  /** The last moment something of this run falls due; null if nothing does. */
  static @Nullable Instant lastDue(TurnState turn, Run run) {
    Instant last = null;
    for (String timer : new String[] {nudge(run), deadline(run), delay(run)}) {
      Instant due = due(turn, run, timer);
      if (due != null && (last == null || due.isAfter(last))) {
        last = due;
      }
    }
    return last;
  }

  static void cancelAll(TurnState turn, Run run) {
    turn.cancelTimer(nudge(run));
    turn.cancelTimer(deadline(run));
    turn.cancelTimer(delay(run));
  }
}
