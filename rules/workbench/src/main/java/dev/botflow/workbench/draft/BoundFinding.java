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
 */
public record BoundFinding(
    Finding finding,
    @Nullable String key,
    int column,
    @Nullable String fix) {}
