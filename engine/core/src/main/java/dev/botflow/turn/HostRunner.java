package dev.botflow.turn;

import dev.botflow.event.ActionCompleted;
import dev.botflow.event.HostEvent;
import dev.botflow.flow.HostStep;
import dev.botflow.hosted.HostFlowAnswer;
import dev.botflow.hosted.HostFlowCall;
import dev.botflow.message.Outbound;
import dev.botflow.session.Call;
import dev.botflow.session.Frame;
import dev.botflow.session.HostedState;
import dev.botflow.session.Run;
import dev.botflow.session.TraceEntry;
import dev.botflow.session.Wait;
import dev.botflow.text.Paths;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks the runtime to call a flow of the host's after the commit, and does what it answers. */
final class HostRunner implements StepRunner<HostStep> {
  /** What a flow of the host's is told of, beside contact, session, event and the host's own facts. */
  private static final List<String> FACTS = List.of(
      "channel",
      "happened",
      "language",
      "new",
      "returning",
      "misses",
      "last_flow",
      "intent",
      "tags",
      "shows_buttons");

  /** First parts of names that only the engine gives values to. */
  private static final List<String> KEPT = List.of("internal", "delivery", "event");

  @Override
  public Next run(TurnState turn, HostStep step) {
    return call(turn, step, HostFlowCall.Cause.STARTED, null);
  }

  /**
   * Goes on with a message of the contact.
   *
   * @param choice the choice it means, of those the flow offered; null for none
   */
  static Next answered(TurnState turn, HostStep step, @Nullable String choice) {
    turn.cancelTimer(Timers.deadline(turn.run()));
    return call(turn, step, HostFlowCall.Cause.MESSAGE, choice);
  }

  /** Goes on since the contact was silent. */
  static Next silent(TurnState turn, HostStep step) {
    turn.cancelTimer(Timers.deadline(turn.run()));
    return call(turn, step, HostFlowCall.Cause.NO_REPLY, null);
  }

  private static Next call(
      TurnState turn, HostStep step, HostFlowCall.Cause cause, @Nullable String choice) {
    HostedState kept = turn.frame().hosted();
    HostFlowCall request = new HostFlowCall(
        turn.callId(),
        step.flow(),
        cause,
        turn.facts.context(),
        turn.facts.message() ? message(turn, choice) : null,
        turn.frame().variables(),
        facts(turn),
        kept == null ? new LinkedHashMap<>() : kept.state());
    turn.record(new TraceEntry.Called(turn.frame().flow(), step.id(), step.flow()));
    return turn.call(step, Call.Kind.FLOW, step.flow(), request.arguments(), step.timeout());
  }

  private static HostFlowCall.Message message(TurnState turn, @Nullable String choice) {
    Map<String, Object> value = new LinkedHashMap<>();
    for (String name : new String[] {"event.media", "event.location"}) {
      if (turn.facts.value(name) instanceof Map<?, ?> found) {
        found.forEach((key, part) -> value.put(String.valueOf(key), part));
      }
    }
    return new HostFlowCall.Message(turn.facts.kind().name(), turn.facts.says(), choice, value);
  }

  private static Map<String, Object> facts(TurnState turn) {
    Map<String, Object> facts = new LinkedHashMap<>();
    for (String name : FACTS) {
      Object value = turn.values().value(name);
      if (value != null) {
        facts.put(name, value);
      }
    }
    facts.put("contact", turn.contact);
    facts.put("session", turn.variables);
    if (turn.facts.event() instanceof HostEvent event) {
      facts.put("event", event.values());
    }
    for (String name : turn.version().bot().settings().factLabels().values()) {
      Object value = turn.facts.value(name);
      if (value != null) {
        facts = Paths.with(facts, name, value);
      }
    }
    return facts;
  }

  @Override
  public Next completed(TurnState turn, HostStep step, ActionCompleted result) {
    String flow = "flow " + step.flow() + ": ";
    if (result.outcome() != ActionCompleted.Outcome.OK) {
      return new Next.Failed(flow
          + (result.outcome() == ActionCompleted.Outcome.TIMEOUT
              ? "no answer within " + step.timeout().toMillis() + " ms"
              : String.valueOf(result.problem())));
    }
    if (!(result.value() instanceof HostFlowAnswer answer)) {
      return new Next.Failed(flow + "expected an answer, but there was none");
    }
    if (answer.status() == HostFlowAnswer.Status.FAILED) {
      return new Next.Failed(flow + answer.reason());
    }
    String problem = set(turn, answer.values());
    if (problem == null) {
      problem = say(turn, step, answer.messages());
    }
    if (problem != null) {
      return new Next.Failed(flow + problem);
    }
    return answer.status() == HostFlowAnswer.Status.DONE
        ? new Next.Go(step.head().next())
        : waits(turn, step, answer);
  }

  private static @Nullable String set(TurnState turn, Map<String, Object> values) {
    for (Map.Entry<String, Object> value : values.entrySet()) {
      String name = value.getKey();
      String first = name.substring(0, (name + ".").indexOf('.'));
      if (KEPT.contains(first) || name.equals("session") || name.equals("contact")) {
        return "expected a variable of the flow's own, or one below session. or contact., but was"
            + " \"" + name + "\", a name the engine keeps for itself";
      }
      TurnValues.set(turn, name, value.getValue());
    }
    return null;
  }

  private static @Nullable String say(TurnState turn, HostStep step, List<Outbound> messages) {
    // What the flow offered before is over: only what it offers now is an answer.
    String run = turn.run().id();
    String flow = turn.frame().flow();
    turn.buttons.replaceAll(
        button -> button.run().equals(run) && button.flow().equals(flow) ? button.over() : button);
    for (Outbound message : messages) {
      String problem = Sender.sendAsIs(turn, step, message);
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  private static Next waits(TurnState turn, HostStep step, HostFlowAnswer answer) {
    Frame frame = turn.frame();
    HostedState before = frame.hosted();
    Map<String, Object> state = answer.state();
    if (state == null) {
      state = before == null ? new LinkedHashMap<>() : before.state();
    }
    int visit = frame.visits().getOrDefault(step.id(), 0) + 1;
    HostedState kept = new HostedState(state, answer.messages(), answer.noReplyAfter());
    turn.replaceFrame(frame.visited(step.id(), visit).hosting(kept));
    Wait.ForAnswer wait = Wait.ForAnswer.begin(step.id(), turn.now, visit);
    Instant due = silentAt(turn.run(), wait);
    if (due != null) {
      turn.setTimer(Timers.deadline(turn.run()), due);
    }
    return new Next.Stop(wait);
  }

  /** When the contact has been silent for so long that the host is called; null if it waits for no time. */
  static @Nullable Instant silentAt(Run run, Wait.ForAnswer wait) {
    HostedState kept = run.top().hosted();
    Duration time = kept == null ? null : kept.noReplyAfter();
    return time == null ? null : wait.since().plus(time);
  }

  /** Says once more what the flow said last, as when the contact comes back to it. */
  static void sayAgain(TurnState turn, HostStep step) {
    HostedState kept = turn.frame().hosted();
    String problem = kept == null ? null : say(turn, step, kept.said());
    if (problem != null) {
      turn.warn(step, problem);
    }
  }
}
