/**
 * Finds the rows that fit an event without asking every row: each column is a dimension that answers for many rows
 * at once.
 */
@NullMarked
package dev.botflow.table.index;

import org.jspecify.annotations.NullMarked;
