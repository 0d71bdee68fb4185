package dev.botflow.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether an audit's file is what was written.
 *
 * @param head the last line that is sound
 * @param problem the first line that is not, and what is wrong with it; null if all are sound
 * @param notes what is no fault but worth knowing: lines whose writer was cut off
 */
public record AuditCheck(AuditHead head, @Nullable String problem, List<String> notes) {
  public AuditCheck {
    notes = List.copyOf(notes);
  }

  /** True if no line was changed, put in, or taken out; what was cut off at the end only a head kept elsewhere tells. */
  public boolean sound() {
    return problem == null;
  }
}
