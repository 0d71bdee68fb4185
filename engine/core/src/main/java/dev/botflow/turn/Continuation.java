package dev.botflow.turn;

import dev.botflow.event.ActionCompleted;
import dev.botflow.event.AgentLeft;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageRequested;
import dev.botflow.event.TimerFired;
import dev.botflow.flow.AskStep;
import dev.botflow.flow.HostStep;
import dev.botflow.flow.Step;
import dev.botflow.session.Call;
import dev.botflow.session.Run;
import dev.botflow.session.TraceEntry;
import dev.botflow.session.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Does what is not routed: a run goes on whose wait is over (a timer, a result, an agent who left), and the host speaks. */
final class Continuation {
  /** A run that waited this long by itself is in no endless loop. */
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private Continuation() {}

  /** @return the flow that went on; null if the event came too late for anything */
  static @Nullable String run(TurnState turn) {
    InboundEvent event = turn.facts.event();
    if (event instanceof TimerFired timer) {
      return timer(turn, timer);
    }
    if (event instanceof ActionCompleted completed) {
      return completed(turn, completed);
    }
    if (event instanceof AgentLeft) {
      return agentLeft(turn);
    }
    if (event instanceof MessageRequested requested) {
      HostMessages.send(turn, requested);
      return null;
    }
    throw new AssertionError(event);
  }

  private static @Nullable String timer(TurnState turn, TimerFired fired) {
    String timer = fired.timerId();
    turn.record(new TraceEntry.TimerDue(timer));
    if (timer.equals(Timers.SESSION)) {
      return null;
    }
    String id = Timers.runOf(timer);
    Run run = turn.runs.stream().filter(one -> one.id().equals(id)).findFirst().orElse(null);
    Instant due = run == null ? null : Timers.due(turn, run, timer);
    if (due != null && fired.at().isBefore(due)) {
      // A message came first and the run went on: the timer that bears this name now is another
      // one.
      turn.record(new TraceEntry.Ignored(null, "what this timer was set for is over"));
      return null;
    }
    turn.cancelTimer(timer);
    if (run == null || due == null) {
      turn.record(new TraceEntry.Ignored(null, "nothing waits for this timer any more"));
      return null;
    }
    if (turn.agentActive) {
      turn.record(new TraceEntry.Silent(null, "an agent is active"));
      return null;
    }
    if (paused(run, due)) {
      turn.countAnew(run);
    } else {
      turn.countOn(run);
    }
    Run top = turn.run();
    if (Timers.isNudge(timer) || Timers.isDeadline(timer)) {
      // A paused question is nudged no more; its deadline is looked at when it is resumed.
      return top.id().equals(id) ? question(turn, timer) : null;
    }
    toTop(turn, one -> one.id().equals(id));
    String flow = turn.frame().flow();
    Machine machine = new Machine(turn);
    machine.wake();
    machine.go(true);
    return flow;
  }

  private static boolean paused(Run run, Instant due) {
    Wait wait = run.waiting();
    return wait != null && !due.isBefore(wait.since().plus(PAUSE));
  }

  private static @Nullable String question(TurnState turn, String timer) {
    if (turn.step() instanceof HostStep host) {
      String flow = turn.frame().flow();
      Machine machine = new Machine(turn);
      machine.wake();
      machine.take(host, HostRunner.silent(turn, host));
      machine.go();
      return flow;
    }
    if (!(turn.step() instanceof AskStep ask)
        || !(turn.run().waiting() instanceof Wait.ForAnswer wait)) {
      return null;
    }
    String flow = turn.frame().flow();
    Machine machine = new Machine(turn);
    if (Timers.isNudge(timer) && ask.nudge() != null && !wait.nudged()) {
      machine.nudge(wait, ask.nudge().then());
      return flow;
    }
    if (Timers.isDeadline(timer) && ask.deadline() != null) {
      Timers.cancelAll(turn, turn.run());
      machine.wake();
      machine.follow(ask.deadline().then());
      machine.go();
      return flow;
    }
    return null;
  }

  private static @Nullable String completed(TurnState turn, ActionCompleted result) {
    if (Call.isToDesk(result.callId())) {
      DeskMessages.completed(turn, result);
      return null;
    }
    boolean found = toTop(
        turn,
        run ->
            run.waiting() instanceof Wait.ForResult wait && wait.callId().equals(result.callId()));
    if (!found) {
      turn.record(new TraceEntry.Ignored(null, "nothing waits for this result any more"));
      return null;
    }
    turn.countOn(turn.run());
    String flow = turn.frame().flow();
    Step step = turn.step();
    turn.record(new TraceEntry.Completed(flow, turn.frame().step(), result.outcome()));
    Machine machine = new Machine(turn);
    machine.wake();
    if (step != null) {
      machine.take(step, StepRunners.of(step).completed(turn, step, result));
    } else {
      Failures.fail(turn, machine, StepRunners.GONE);
    }
    machine.go();
    return flow;
  }

  private static @Nullable String agentLeft(TurnState turn) {
    if (!toTop(turn, run -> run.waiting() instanceof Wait.ForAgent)) {
      return null;
    }
    String flow = turn.frame().flow();
    Machine machine = new Machine(turn);
    machine.wake();
    Step step = turn.step();
    Next next = step == null ? null : StepRunners.of(step).agentLeft(step);
    if (step != null && next != null) {
      machine.take(step, next);
    } else {
      machine.endRun();
    }
    machine.go();
    return flow;
  }

  /** Brings the run that waited for this to the top; false if there is none. */
  private static boolean toTop(TurnState turn, Predicate<Run> waited) {
    for (int i = turn.runs.size() - 1; i >= 0; i--) {
      Run run = turn.runs.get(i);
      if (waited.test(run)) {
        turn.runs.remove(i);
        turn.runs.add(run);
        return true;
      }
    }
    return false;
  }
}
