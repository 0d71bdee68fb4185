package dev.botflow.workbench.draft;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one operation.
 *
 * @param id the operation's
 * @param inverse what undoes it, in this order, as new operations; empty unless it was done
 * @param conflicts what somebody else wrote in the meantime; empty unless it met that
 * @param message why it was refused, or what went wrong with the batch; null if it was done or met a conflict
 */
public record OpResult(
    String id,
    Status status,
    List<Op> inverse,
    List<CellConflict> conflicts,
    @Nullable String message) {
  public OpResult {
    inverse = List.copyOf(inverse);
    conflicts = List.copyOf(conflicts);
  }

  /** What became of it. */
  public enum Status {
    DONE,
    /** Somebody else wrote there since; see the conflicts. */
    CONFLICT,
    /** It cannot be done whoever asks; see the message. */
    REFUSED,
    /** It would have been done, but its batch is atomic and another operation of it was not. */
    NOT_TRIED
  }
}
