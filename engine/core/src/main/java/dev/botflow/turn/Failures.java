package dev.botflow.turn;

import dev.botflow.flow.BotSettings;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Step;
import dev.botflow.flow.Target;
import dev.botflow.session.Frame;
import dev.botflow.session.Run;
import dev.botflow.session.TraceEntry;
import dev.botflow.store.OutboxRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a failing step goes on: its own on_error, its flow's, those of the flows that called it, the bot's. */
final class Failures {
  private Failures() {}

  static void fail(TurnState turn, Machine machine, String reason) {
    turn.record(TraceEntry.Failed.step(turn.frame().flow(), turn.frame().step(), reason));
    while (true) {
      Target handler = handler(turn);
      if (handler != null && leadsSomewhere(handler, machine)) {
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

  /** False for a flow that is gone: going there would fail the same way for ever. */
  private static boolean leadsSomewhere(Target target, Machine machine) {
    if (target instanceof Target.ToFlow flow) {
      return machine.flow(flow.flow()) != null;
    }
    return !(target instanceof Target.Calling calling) || machine.flow(calling.flow()) != null;
  }

  /** True if somebody is asked when this step fails: its own on_error, a caller's, or the bot's error flow. */
  static boolean caught(TurnState turn) {
    String errorFlow = turn.versions.live().bot().settings().errorOccurred();
    if (maySpeak(turn, errorFlow)) {
      return true;
    }
    for (Frame frame : turn.run().frames()) {
      Flow flow =
          turn.versions.number(frame.botVersion()).bot().flow(frame.flow()).orElse(null);
      Step step = flow == null ? null : flow.step(frame.step()).orElse(null);
      if (flow != null
          && (flow.onError() != null || (step != null && step.head().onError() != null))) {
        return true;
      }
    }
    return false;
  }

  /** The bot's not-understood flow, if it may answer where nothing else does; null while it is itself what fails. */
  static @Nullable String answersInstead(TurnState turn) {
    String flow = turn.versions.live().bot().settings().notUnderstood();
    boolean running =
        turn.run().frames().stream().anyMatch(frame -> frame.flow().equals(flow));
    return running || turn.speaksOfError() ? null : flow;
  }

  private static @Nullable Target handler(TurnState turn) {
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

  /** True if the bot's error flow may still speak: it does so once since the last event from outside. */
  private static boolean maySpeak(TurnState turn, @Nullable String errorFlow) {
    return errorFlow != null
        && !turn.speaksOfError()
        && !turn.run().frames().get(0).flow().equals(errorFlow);
  }

  private static void botsErrorFlow(TurnState turn, Machine machine) {
    String errorFlow = turn.versions.live().bot().settings().errorOccurred();
    speak(turn, machine, maySpeak(turn, errorFlow) ? errorFlow : null);
  }

  /** Ends the run that failed, and lets a flow speak of it. */
  private static void speak(TurnState turn, Machine machine, @Nullable String errorFlow) {
    turn.failed = true;
    if (errorFlow == null) {
      machine.endRun();
      return;
    }
    Run failed = turn.runs.remove(turn.runs.size() - 1);
    Timers.cancelAll(turn, failed);
    turn.speakOfError();
    machine.begin(errorFlow, new LinkedHashMap<>(), failed.rule(), failed.kind());
  }

  /** Too many steps: what the turn was about to say is dropped, the run ends, and the error flow speaks once. */
  static void loop(TurnState turn, Machine machine) {
    endless(
        turn,
        machine,
        "expected at most " + turn.limits.steps() + " steps since the last event from outside");
  }

  /** Too many flows inside each other: the same as too many steps, since no on_error on the way out helps. */
  static void tooDeep(TurnState turn, Machine machine) {
    endless(turn, machine, "expected at most " + turn.limits.depth() + " flows to call each other");
  }

  private static void endless(TurnState turn, Machine machine, String reason) {
    turn.record(new TraceEntry.Loop(turn.frame().flow(), turn.frame().step(), reason));
    List<OutboxRow> dropped = turn.outbox.subList(kept(turn), turn.outbox.size());
    Set<String> ids = new LinkedHashSet<>();
    dropped.forEach(row -> ids.add(row.id()));
    turn.sent.removeIf(message -> ids.contains(message.id()));
    dropped.clear();
    // What the run said is dropped: even the error flow, begun by a row, may begin anew and be
    // heard.
    String errorFlow = turn.versions.live().bot().settings().errorOccurred();
    speak(turn, machine, turn.speaksOfError() ? null : errorFlow);
  }

  /**
   * How many of the turn's messages stay: none, or all up to what the error flow said, or the one that answers in its
   * place, each step once.
   */
  private static int kept(TurnState turn) {
    if (!turn.speaksOfError()) {
      return 0;
    }
    BotSettings settings = turn.versions.live().bot().settings();
    Set<@Nullable String> speakers = new LinkedHashSet<>();
    speakers.add(settings.errorOccurred());
    speakers.add(settings.notUnderstood());
    Set<String> steps = new LinkedHashSet<>();
    int kept = turn.saidBeforeError;
    while (kept < turn.outbox.size()) {
      String id = turn.outbox.get(kept).id();
      boolean said = turn.sent.stream()
          .anyMatch(message -> message.id().equals(id)
              && speakers.contains(message.flow())
              && steps.add(message.step()));
      if (!said) {
        break;
      }
      kept++;
    }
    return kept;
  }
}
