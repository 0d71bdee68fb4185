package dev.botflow.turn;

import dev.botflow.flow.Flow;
import dev.botflow.flow.Step;
import dev.botflow.flow.Target;
import dev.botflow.session.Frame;
import dev.botflow.session.OutboxRow;
import dev.botflow.session.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Where a failing step goes on: its own on_error, its flow's, those of the flows that called it, the bot's. */
final class Failures {
  private Failures() {}

  static void fail(TurnState turn, Machine machine, String reason) {
    turn.tell("error", "flow", turn.frame().flow(), "step", turn.frame().step(), "message", reason);
    while (true) {
      Target handler = handler(turn);
      if (handler != null) {
        machine.follow(handler);
        return;
      }
      List<Frame> frames = new ArrayList<>(turn.run().frames());
      if (frames.size() == 1) {
        break;
      }
      frames.remove(frames.size() - 1);
      turn.replaceFrames(frames);
    }
    botsErrorFlow(turn, machine);
  }

  private static @org.jspecify.annotations.Nullable Target handler(TurnState turn) {
    Step step = turn.step();
    if (step != null && step.head().onError() != null) {
      return step.head().onError();
    }
    Flow flow = turn.flow();
    Target own = flow == null ? null : flow.onError();
    // The step the flow's on_error leads to may itself fail: then the next one out is asked, or it
    // would go round.
    boolean alreadyThere =
        own instanceof Target.ToStep to && to.step().equals(turn.frame().step());
    return alreadyThere ? null : own;
  }

  private static void botsErrorFlow(TurnState turn, Machine machine) {
    turn.failed = true;
    String errorFlow = turn.versions.live().bot().settings().errorOccurred();
    boolean isErrorFlow = turn.run().frames().get(0).flow().equals(errorFlow);
    Run failed = turn.runs.remove(turn.runs.size() - 1);
    Timers.cancelAll(turn, failed);
    if (errorFlow != null && !isErrorFlow) {
      machine.begin(errorFlow, new LinkedHashMap<>(), failed.rule(), failed.kind());
    }
  }

  /** Too many steps: what the turn was about to say is dropped, the run ends, and the error flow speaks once. */
  static void loop(TurnState turn, Machine machine) {
    turn.failed = true;
    turn.tell(
        "loop",
        "flow",
        turn.frame().flow(),
        "step",
        turn.frame().step(),
        "message",
        "expected at most " + turn.limits.steps() + " steps since the last event from outside");
    List<OutboxRow> dropped = new ArrayList<>(turn.outbox);
    turn.outbox.clear();
    turn.sent.removeIf(message -> dropped.stream().anyMatch(row -> row.id().equals(message.id())));
    turn.calls.clear();
    String errorFlow = turn.versions.live().bot().settings().errorOccurred();
    boolean isErrorFlow = turn.run().frames().get(0).flow().equals(errorFlow);
    Run failed = turn.runs.remove(turn.runs.size() - 1);
    Timers.cancelAll(turn, failed);
    turn.steps = 0;
    if (errorFlow != null && !isErrorFlow) {
      machine.begin(errorFlow, new LinkedHashMap<>(), failed.rule(), Run.Kind.PLAIN);
    }
  }
}
