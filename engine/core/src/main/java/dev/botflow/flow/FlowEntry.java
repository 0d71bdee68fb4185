package dev.botflow.flow;

import dev.botflow.event.Channel;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A way into a flow from outside, such as a row of the routing table.
 *
 * @param flow the flow it starts
 * @param channels the channels it is open on; empty for any
 * @param variables the run variables it brings along
 */
public record FlowEntry(String flow, Set<Channel> channels, Set<String> variables) {
  public FlowEntry {
    channels = Collections.unmodifiableSet(new LinkedHashSet<>(channels));
    variables = Collections.unmodifiableSet(new LinkedHashSet<>(variables));
  }
}
