package dev.botflow.event;

import org.jspecify.annotations.Nullable;

/**
 * What became of a call to the host: an action of a {@code do} step, or the agent desk of a {@code handover}.
 *
 * @param callId the call's stable id
 * @param outcome its exit
 * @param value what the action gave: null, text, number, true or false, list or map
 * @param problem why it failed, for the trace; no contact's text
 */
public record ActionCompleted(
    EventHeader header,
    String callId,
    Outcome outcome,
    @Nullable Object value,
    @Nullable String problem)
    implements InboundEvent {

  /** The exits of a call. */
  public enum Outcome {
    OK,
    ERROR,
    TIMEOUT
  }

  @Override
  public EventKind kind() {
    return EventKind.ACTION_RESULT;
  }

  @Override
  public String toString() {
    return "ActionCompleted[" + callId + ", " + outcome + "]";
  }
}
