package dev.botflow.scenario;

import dev.botflow.event.InboundEvent;
import dev.botflow.message.Outgoing;
import dev.botflow.session.Call;
import dev.botflow.session.TraceEntry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one event led to, the calls it made and their results included.
 *
 * @param event the event; a timer that fell due is one
 * @param at what the clock showed
 * @param outcome handled, duplicate, ignored, unsupported, suppressed or failed
 * @param decision the decision's word; null for a duplicate
 * @param rule the row or rule that decided; null where none did
 * @param flow the flow that was started or took the event; null if none did
 * @param waitingAt where the innermost run waits, as {@code flow.step}; null if nothing is open
 * @param messages what was sent, in order
 * @param calls calls to the host, in order
 * @param trace what happened and why
 */
public record PlayResult(
    InboundEvent event,
    Instant at,
    String outcome,
    @Nullable String decision,
    @Nullable String rule,
    @Nullable String flow,
    @Nullable String waitingAt,
    List<Outgoing> messages,
    List<Call> calls,
    List<TraceEntry> trace) {
  public PlayResult {
    messages = List.copyOf(messages);
    calls = List.copyOf(calls);
    trace = List.copyOf(trace);
  }
}
