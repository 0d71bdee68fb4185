package dev.botflow.workbench.draft;

import java.util.List;

/**
 * Operations sent together.
 *
 * @param base the revision its author saw, as the last answer said
 * @param atomic true if all or none of it shall be done, as for a paste
 * @param by who sends it, for those whose edits meet these
 */
public record Batch(long base, List<Edit> edits, boolean atomic, String by) {
  public Batch {
    edits = List.copyOf(edits);
  }
}
