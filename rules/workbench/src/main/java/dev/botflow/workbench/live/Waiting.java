package dev.botflow.workbench.live;

import dev.botflow.publish.WaitingUsers;
import java.util.Optional;

/**
 * People who wait at a step.
 *
 * @param count how many
 * @param fate what the new version does to the step; empty if it is the same in both. They finish on the version they began
 *     with all the same
 */
public record Waiting(String flow, String step, int count, Optional<WaitingUsers.Fate> fate) {}
