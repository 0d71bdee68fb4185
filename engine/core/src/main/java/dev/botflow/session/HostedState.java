package dev.botflow.session;

import dev.botflow.message.Outbound;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a flow that lives in the host, while it waits.
 *
 * @param state what the host asked to keep
 * @param said what its latest answer said, to be said once more when the contact comes back to it
 * @param noReplyAfter how long the contact may be silent before the host is called; null for as long as the session lasts
 */
public record HostedState(
    Map<String, Object> state,
    List<Outbound> said,
    @Nullable Duration noReplyAfter) {
  public HostedState {
    state = Collections.unmodifiableMap(new LinkedHashMap<>(state));
    said = List.copyOf(said);
  }

  /** Counts only: what a contact reads is left out. */
  @Override
  public String toString() {
    return "HostedState[" + said.size() + " messages]";
  }
}
