package dev.botflow.sinch.webhook;

import dev.botflow.event.InboundEvent;
import java.time.Instant;

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
}
