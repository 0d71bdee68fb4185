package dev.botflow.runtime;

import dev.botflow.event.InboundEvent;
import dev.botflow.turn.Turn;

/** Gets every turn after it was stored. */
@FunctionalInterface
public interface TurnListener {
  void turned(InboundEvent event, Turn turn);
}
