package dev.botflow.workbench;

import java.util.Locale;

/** What somebody may do with a bot. */
public enum Role {
  /** See the draft, try it and run its tests. */
  VIEW,
  /** Change the draft. */
  EDIT,
  /** Agree to what somebody else wants to publish. */
  APPROVE,
  /** Put a draft live. */
  PUBLISH,
  /** See texts of contacts, with a reason. */
  REVEAL,
  /** Send dead letters again. */
  REPLAY;

  /** As the API writes it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
