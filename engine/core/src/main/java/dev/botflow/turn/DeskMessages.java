package dev.botflow.turn;

import dev.botflow.event.ActionCompleted;
import dev.botflow.event.InboundEvent;
import dev.botflow.routing.Decision;
import dev.botflow.session.Call;
import dev.botflow.session.Run;
import dev.botflow.session.TraceEntry;
import dev.botflow.session.Wait;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a contact writes while an agent has the conversation, as durable calls to the desk. */
final class DeskMessages {
  /** How long the desk may take over one attempt. */
  static final Duration TIMEOUT = Duration.ofSeconds(10);

  private DeskMessages() {}

  /** Lets the desk have the message of this turn, if it is one and an agent has the conversation. */
  static void forward(TurnState turn, Decision decision) {
    InboundEvent event = turn.facts.event();
    // The same text under another id is the channel's doing, not the contact's.
    if (!turn.limits.desk()
        || !turn.before.agentActive()
        || !event.kind().isMessage()
        || decision instanceof Decision.Ignore) {
      return;
    }
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("kind", event.kind().name());
    String text = turn.facts.says();
    if (text != null) {
      message.put("text", text);
    }
    for (String name : new String[] {"media", "location"}) {
      Object value = turn.facts.value("event." + name);
      if (value != null) {
        message.put(name, value);
      }
    }
    turn.calls.add(new Call(
        Call.toDesk(turn.callId()),
        turn.before.key(),
        turn.facts.context(),
        Call.Kind.DESK_MESSAGE,
        queue(turn),
        message,
        turn.now,
        TIMEOUT));
  }

  /** The desk has it; or the trace says that it has not. */
  static void completed(TurnState turn, ActionCompleted result) {
    if (result.outcome() == ActionCompleted.Outcome.OK) {
      return;
    }
    Run waiting = waiting(turn);
    turn.record(new TraceEntry.Warning(
        waiting == null ? "" : waiting.top().flow(),
        waiting == null ? "" : waiting.top().step(),
        "the desk did not take a message of the contact: "
            + (result.outcome() == ActionCompleted.Outcome.TIMEOUT
                ? "no answer within " + TIMEOUT.toSeconds() + " s"
                : String.valueOf(result.problem()))));
  }

  /** The queue of the handover; empty if an agent came by themselves. */
  private static String queue(TurnState turn) {
    Run run = waiting(turn);
    String queue = run != null && run.waiting() instanceof Wait.ForAgent agent ? agent.queue() : "";
    return queue == null ? "" : queue;
  }

  private static @Nullable Run waiting(TurnState turn) {
    Run found = null;
    for (Run run : turn.runs) {
      if (run.waiting() instanceof Wait.ForAgent) {
        found = run;
      }
    }
    return found;
  }
}
