package dev.botflow.sinch.webhook;

import dev.botflow.event.InboundEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads webhook bodies that came from a file instead of a signed call: for the command line and for tests. */
public final class SinchEvents {
  private static final EventReader READER = new EventReader(null);

  private SinchEvents() {}

  /**
   * @param body one callback as Sinch sends it, UTF-8 JSON
   * @param receivedAt the event's time if the body has neither event_time nor accepted_time
   * @return the event; an {@link dev.botflow.event.UnknownEvent} if the body holds no known key
   * @throws dev.botflow.error.BotFlowException if the body is no JSON object
   */
  public static InboundEvent read(byte[] body, Instant receivedAt) {
    return READER.read(body, receivedAt);
  }

  /**
   * A sample event, which may happen at another time than it did.
   *
   * @param body one callback as Sinch sends it, UTF-8 JSON
   * @param at when it happens; null for its own time, or 1970 if it has none
   * @throws dev.botflow.error.BotFlowException if the body is no JSON object
   */
  public static InboundEvent sample(byte[] body, @Nullable Instant at) {
    return at == null ? READER.read(body, Instant.EPOCH) : READER.readAt(body, at);
  }
}
