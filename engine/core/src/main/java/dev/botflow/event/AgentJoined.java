package dev.botflow.event;

/** A person at the host's desk took over: the bot is silent until {@link AgentLeft}. */
public record AgentJoined(EventHeader header) implements InboundEvent {
  @Override
  public EventKind kind() {
    return EventKind.AGENT_JOINED;
  }
}
