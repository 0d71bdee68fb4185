package dev.botflow.event;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something about a channel of the app, such as a WhatsApp quality rating (CHANNEL_EVENT). It has no contact.
 *
 * @param type such as {@code WHATS_APP_QUALITY_RATING_CHANGED}
 * @param data the channel's own data: text, numbers, true or false, lists and maps
 */
public record ChannelEventReported(
    EventHeader header, @Nullable String type, Map<String, Object> data) implements InboundEvent {
  public ChannelEventReported {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }

  @Override
  public EventKind kind() {
    return EventKind.CHANNEL_EVENT;
  }
}
