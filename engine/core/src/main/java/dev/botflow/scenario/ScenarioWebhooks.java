package dev.botflow.scenario;

import dev.botflow.event.InboundEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads webhook bodies of sample events: what knows the platform's JSON is handed in. */
@FunctionalInterface
public interface ScenarioWebhooks {

  /**
   * The event of a body.
   *
   * @param body one call as the platform sent it
   * @param at when it is to have happened; null for its own time
   * @throws dev.botflow.error.BotFlowException if the body cannot be read
   */
  InboundEvent read(byte[] body, @Nullable Instant at);

  /** One sample event, as often as it is wanted. */
  @FunctionalInterface
  interface Sample {

    /** The event at a moment; at its own time for null. */
    InboundEvent at(@Nullable Instant at);
  }
}
