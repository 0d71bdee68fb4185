package dev.botflow.flow;

import dev.botflow.event.Channel;
import dev.botflow.template.Template;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A way into a flow from outside, such as a row of the routing table.
 *
 * @param flow the flow it starts
 * @param channels the channels it is open on; empty for any
 * @param with the run variables it brings along
 */
public record FlowEntry(String flow, Set<Channel> channels, Map<String, Template> with) {
  public FlowEntry {
    channels = Collections.unmodifiableSet(new LinkedHashSet<>(channels));
    with = Collections.unmodifiableMap(new LinkedHashMap<>(with));
  }
}
