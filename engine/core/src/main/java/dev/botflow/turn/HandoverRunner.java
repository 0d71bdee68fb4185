package dev.botflow.turn;

import dev.botflow.cell.WeekTimes;
import dev.botflow.event.ActionCompleted;
import dev.botflow.flow.HandoverStep;
import dev.botflow.flow.Target;
import dev.botflow.message.TextMessage;
import dev.botflow.session.Call;
import dev.botflow.session.Frame;
import dev.botflow.session.TraceEntry;
import dev.botflow.session.Wait;
import dev.botflow.text.Paths;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives the conversation to a person: the desk first, then what the bot says of it. */
final class HandoverRunner implements StepRunner<HandoverStep> {
  /** How long the desk may take to accept. */
  static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Override
  public Next run(TurnState turn, HandoverStep step) {
    String queue = Sender.render(turn, step, step.queue().source());
    String shownQueue = Sensitive.masked(turn, step.queue(), queue);
    if (!open(turn, step)) {
      turn.record(new TraceEntry.DeskClosed(turn.frame().flow(), step.id(), shownQueue));
      String problem = say(turn, step, ".closed", step.closed());
      return problem == null ? new Next.Go(then(step)) : new Next.Failed(problem);
    }
    Map<String, Object> carried = new LinkedHashMap<>();
    Map<String, Object> shown = new LinkedHashMap<>();
    for (String name : step.carry()) {
      Object value = carried(turn, name);
      if (value != null) {
        carried.put(name, value);
        shown.put(name, Sensitive.masked(turn, name, value));
      }
    }
    turn.record(new TraceEntry.HandedOver(turn.frame().flow(), step.id(), shownQueue, shown));
    return turn.call(step, Call.Kind.DESK, queue, carried, TIMEOUT);
  }

  /** The desk answered: the person has the conversation, or the step fails. */
  @Override
  public Next completed(TurnState turn, HandoverStep step, ActionCompleted result) {
    if (result.outcome() != ActionCompleted.Outcome.OK) {
      return failed(
          turn,
          step,
          "handover: "
              + (result.outcome() == ActionCompleted.Outcome.TIMEOUT
                  ? "the desk did not answer within " + TIMEOUT.toSeconds() + " s"
                  : String.valueOf(result.problem())));
    }
    String problem = say(turn, step, ".open", step.open());
    if (problem != null) {
      turn.warn(step, problem);
    }
    turn.agentActive = true;
    return new Next.Stop(new Wait.ForAgent(step.id(), turn.now, step.queue().source()));
  }

  /**
   * A desk that fails leaves nobody in silence: where no on_error speaks, it counts as closed; where nothing is said of
   * that either, the bot's not-understood flow answers.
   */
  private static Next failed(TurnState turn, HandoverStep step, String reason) {
    if (Failures.caught(turn)) {
      return new Next.Failed(reason);
    }
    turn.record(TraceEntry.Failed.step(turn.frame().flow(), step.id(), reason));
    String answers = step.closed() == null ? Failures.answersInstead(turn) : null;
    if (answers != null) {
      turn.speakOfErrorIn(turn.run());
      return new Next.Go(new Target.ToFlow(answers));
    }
    say(turn, step, ".closed", step.closed());
    return new Next.Go(then(step));
  }

  @Override
  public Next agentLeft(HandoverStep step) {
    return new Next.Go(then(step));
  }

  /** Where to go on once the person left. */
  private static @Nullable Target then(HandoverStep step) {
    return step.then() != null ? step.then() : step.head().next();
  }

  private static boolean open(TurnState turn, HandoverStep step) {
    if (step.hours() == null) {
      return true;
    }
    Optional<WeekTimes> hours = turn.version().bot().hours().named(step.hours());
    return hours.map(times -> times.covers(turn.facts.localTime())).orElse(true);
  }

  private static @Nullable String say(
      TurnState turn, HandoverStep step, String ending, @Nullable String text) {
    return text == null
        ? null
        : Sender.sendWorded(
            turn, step, new TextMessage(new Wording(turn, step).text(ending, text)));
  }

  /** A value read through the frames, innermost first, then by its scope. */
  private static @Nullable Object carried(TurnState turn, String name) {
    List<Frame> frames = turn.run().frames();
    for (int i = frames.size() - 1; i >= 0; i--) {
      Object value = Paths.get(frames.get(i).variables(), name);
      if (value != null) {
        return value;
      }
    }
    return turn.values().value(name);
  }
}
