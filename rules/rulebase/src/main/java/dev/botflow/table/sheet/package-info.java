/**
 * A table as a spreadsheet gives it: CSV or workbook become one {@code Sheet} of cells with their places. What
 * cannot be trusted (formulas, links, merged cells, archives that unpack to more than is allowed) is refused here.
 */
@NullMarked
package dev.botflow.table.sheet;

import org.jspecify.annotations.NullMarked;
