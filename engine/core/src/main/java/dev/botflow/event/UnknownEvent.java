package dev.botflow.event;

import java.util.List;

/**
 * A callback of a kind this version does not know. It is acknowledged and does nothing.
 *
 * @param keys the body's top-level keys, for the log
 */
public record UnknownEvent(EventHeader header, List<String> keys) implements InboundEvent {
  public UnknownEvent {
    keys = List.copyOf(keys);
  }

  @Override
  public EventKind kind() {
    return EventKind.UNKNOWN;
  }
}
