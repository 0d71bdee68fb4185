package dev.botflow.workbench.draft;

import dev.botflow.error.Finding;
import org.jspecify.annotations.Nullable;

/**
 * A finding at its cell.
 *
 * @param finding what was found, with an event that shows it if there is one; its line is that of the draft as it would be
 *     saved
 * @param key the row; null if it is about no row of a routing table
 * @param column the place of the column, from 0; -1 if it is about no column
 * @param fix what the cell should hold, where the finding suggests it; null where it suggests nothing
 * @param old true if it was proved for an older revision, and nobody knows yet whether it still holds
 */
public record BoundFinding(
    Finding finding,
    @Nullable String key,
    int column,
    @Nullable String fix,
    boolean old) {

  BoundFinding asOld() {
    return new BoundFinding(finding, key, column, fix, true);
  }
}
