package dev.botflow.runtime;

import dev.botflow.event.InboundEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the host adds to the facts of an event, by name, such as {@code plan} or {@code contact.name}. */
@FunctionalInterface
public interface HostFacts {

  /** The facts; quick, since every event waits for them. Values as variables have them. */
  Map<String, Object> about(InboundEvent event);

  /** No facts. */
  static HostFacts none() {
    return event -> new LinkedHashMap<>();
  }
}
