package dev.botflow.workbench.draft;

import java.time.Instant;
import java.util.Collection;
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

  static final String READ_ONLY_FOLDER =
      "the folder is read-only: this program may not write into it";

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

  /** @param writable false if this program may not write into the folder */
  static SaveState of(Collection<Table> tables, long revision, boolean writable) {
    @Nullable Instant since = null;
    @Nullable String problem = null;
    Status status = Status.SAVED;
    for (Table table : tables) {
      Instant unsaved = table.unsavedSince();
      since = since == null || unsaved != null && unsaved.isBefore(since) ? unsaved : since;
      problem = problem == null ? table.problem() : problem;
      if (!table.conflicts().isEmpty()) {
        status = Status.CONFLICT;
      }
    }
    if (status == Status.SAVED && since != null) {
      status = problem == null ? Status.UNSAVED : Status.FAILED;
    }
    if (!writable) {
      status = Status.READ_ONLY;
      problem = READ_ONLY_FOLDER;
    }
    return new SaveState(status, revision, since, problem);
  }
}
