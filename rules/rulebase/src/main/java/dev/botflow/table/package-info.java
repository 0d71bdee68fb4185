/**
 * The rows of a routing table and of decision tables, as immutable values. Rows are data: nothing in this room and
 * the rooms under it knows rules or routing.
 */
@NullMarked
package dev.botflow.table;

import org.jspecify.annotations.NullMarked;
