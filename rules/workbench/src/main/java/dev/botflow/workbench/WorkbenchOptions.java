package dev.botflow.workbench;

import dev.botflow.workbench.live.LiveOptions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * What a workbench is given by who serves it.
 *
 * @param owner who opens the folder, for others who would open it too
 * @param identities tells who calls
 * @param local set if it is served on this machine alone; it checks what the call was sent to
 * @param frameAncestors origins of pages that may show the workbench in a frame; empty for none
 * @param clock for what is kept for a while
 * @param live where it publishes to; empty if nothing is published from it
 */
public record WorkbenchOptions(
    String owner,
    IdentityProvider identities,
    Optional<LocalAccess> local,
    List<String> frameAncestors,
    Clock clock,
    Optional<LiveOptions> live) {
  public WorkbenchOptions {
    frameAncestors = List.copyOf(frameAncestors);
    for (String origin : frameAncestors) {
      if (!origin.matches("https?://[a-zA-Z0-9.-]+(:[0-9]{1,5})?")) {
        throw new IllegalArgumentException(
            "frame ancestor: expected an origin such as https://host.example, but was \"" + origin
                + "\"");
      }
    }
  }

  /** For the one person at this machine. */
  public static WorkbenchOptions local(String owner, LocalAccess access) {
    return new WorkbenchOptions(
        owner, access, Optional.of(access), List.of(), Clock.systemUTC(), Optional.empty());
  }

  /** For a host that knows its people. */
  public static WorkbenchOptions embedded(String owner, IdentityProvider identities) {
    return new WorkbenchOptions(
        owner, identities, Optional.empty(), List.of(), Clock.systemUTC(), Optional.empty());
  }

  /** The same, which publishes to a folder of versions. */
  public WorkbenchOptions publishing(LiveOptions options) {
    return new WorkbenchOptions(
        owner, identities, local, frameAncestors, clock, Optional.of(options));
  }
}
