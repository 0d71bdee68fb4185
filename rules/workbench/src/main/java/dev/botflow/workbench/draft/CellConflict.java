package dev.botflow.workbench.draft;

import org.jspecify.annotations.Nullable;

/**
 * A cell two people gave different texts, or a row one changed that the other removed.
 *
 * @param key the row
 * @param column the place of the column; -1 where the whole row is meant
 * @param mine the text that was refused; null where a row was to be removed
 * @param theirs the text that stands there now; null where the row is gone
 * @param by who wrote it: a name, or {@link Draft#OUTSIDE} for another program; null where nobody knows
 */
public record CellConflict(
    String key,
    int column,
    @Nullable String mine,
    @Nullable String theirs,
    @Nullable String by) {}
