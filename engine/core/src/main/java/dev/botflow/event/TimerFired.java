package dev.botflow.event;

/**
 * A timer of a session fell due.
 *
 * @param timerId the timer's id, unique in its session
 */
public record TimerFired(EventHeader header, String timerId) implements InboundEvent {
  @Override
  public EventKind kind() {
    return EventKind.TIMER;
  }
}
