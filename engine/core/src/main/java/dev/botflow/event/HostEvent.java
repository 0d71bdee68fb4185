package dev.botflow.event;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something the host reports, such as {@code cart abandoned}. Rows of the routing table name it as it is.
 *
 * @param name its name, as rows write it
 * @param values what comes with it; conditions and texts see it as {@code event.NAME}
 */
public record HostEvent(EventHeader header, String name, Map<String, Object> values)
    implements InboundEvent {
  public HostEvent {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  @Override
  public EventKind kind() {
    return new EventKind(name);
  }

  @Override
  public String toString() {
    return "HostEvent[" + name + "]";
  }
}
