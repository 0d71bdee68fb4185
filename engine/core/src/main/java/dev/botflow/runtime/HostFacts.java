package dev.botflow.runtime;

import dev.botflow.event.InboundEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the host adds to the facts of an event, by name, such as {@code plan} or {@code contact.name}. */
@FunctionalInterface
public interface HostFacts {

  /**
   * The facts; quick, since every event waits for them. Values as variables have them.
   *
   * <p>Asked on a thread of its own, which is interrupted when {@link RuntimeLimits#factsTimeout} is over; the contact waits
   * meanwhile, others do not. An opt-out waits for half a second only, and for nothing where this fails: it is handled
   * without the facts, ahead of what waits for them.
   */
  Map<String, Object> about(InboundEvent event);

  /** No facts. */
  static HostFacts none() {
    return NoHostFacts.INSTANCE;
  }
}

/** A host that adds nothing, so that nothing need be asked. */
final class NoHostFacts implements HostFacts {
  static final HostFacts INSTANCE = new NoHostFacts();

  private NoHostFacts() {}

  @Override
  public Map<String, Object> about(InboundEvent event) {
    return new LinkedHashMap<>();
  }
}
