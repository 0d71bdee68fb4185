package dev.botflow.workbench.draft;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether the files have what the draft has.
 *
 * @param revision the draft's
 * @param since when the first edit was made that is not in the files; null if they have all
 * @param problem why the files cannot be written, as a sentence; null if nothing is in the way
 */
public record SaveState(
    Status status,
    long revision,
    @Nullable Instant since,
    @Nullable String problem) {

  /** What it comes to. */
  public enum Status {
    SAVED,
    UNSAVED,
    /** Another program wrote other texts into the same cells; saving waits until somebody chooses. */
    CONFLICT,
    /** The folder or a file may not be written. */
    READ_ONLY,
    /** Writing failed for another reason; it is tried again. */
    FAILED
  }
}
