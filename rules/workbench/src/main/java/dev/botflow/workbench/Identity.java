package dev.botflow.workbench;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Who calls.
 *
 * @param name known to the host, the same in every call; not blank
 * @param displayName for others to read
 * @param roles what they may do; without any, nothing
 */
public record Identity(String name, String displayName, Set<Role> roles) {
  public Identity {
    if (name.isBlank()) {
      throw new IllegalArgumentException("identity: expected a name, but was blank");
    }
    EnumSet<Role> copy = EnumSet.noneOf(Role.class);
    copy.addAll(roles);
    roles = Collections.unmodifiableSet(copy);
  }
}
