package dev.botflow.event;

/** The person at the host's desk is done: the bot goes on. */
public record AgentLeft(EventHeader header) implements InboundEvent {
  @Override
  public EventKind kind() {
    return EventKind.AGENT_LEFT;
  }
}
