package dev.botflow.table.sheet;

import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.sheet.Sheet;
import dev.botflow.text.TextFold;
import java.util.ArrayList;
import java.util.List;
import org.dhatim.fastexcel.reader.CellAddress;

/**
 * Cells merged below a table's header. People see one text beside several rows or columns, but the file holds it in the
 * first cell alone, and an empty cell of a table means "any": what was meant would be a guess, so it is refused. Merged
 * titles, comment rows and helper columns are fine.
 */
final class MergedCells {
  private static final int MOST_REPORTED = 20;

  private MergedCells() {}

  /**
   * Reports the merged cells of a table.
   *
   * @param merged ranges such as {@code C8:C9}
   * @param headers the header row as it stands in the sheet, helper columns included
   * @param repeating the column where an empty cell means the one above it; empty for none
   * @return the table, its rows with merged cells marked as refused
   */
  static Sheet refused(
      Sheet table, List<String> merged, List<String> headers, String repeating, Findings findings) {
    List<Sheet.Row> rows = new ArrayList<>(table.rows());
    int reported = 0;
    for (String range : merged) {
      int colon = range.indexOf(':');
      if (colon < 0
          || !SheetBounds.isAddress(range.substring(0, colon))
          || !SheetBounds.isAddress(range.substring(colon + 1))) {
        continue;
      }
      CellAddress first = new CellAddress(range.substring(0, colon));
      CellAddress last = new CellAddress(range.substring(colon + 1));
      String header = header(headers, first.getColumn(), last.getColumn());
      if (first.getColumn() == last.getColumn()
          && TextFold.fold(header).equals(TextFold.fold(repeating))) {
        continue;
      }
      boolean once = header.isEmpty();
      for (int i = 0; i < rows.size() && !header.isEmpty(); i++) {
        Sheet.Row row = rows.get(i);
        if (row.line() <= first.getRow() || row.line() > last.getRow() + 1) {
          continue;
        }
        rows.set(i, new Sheet.Row(row.line(), row.cells(), true));
        if (!once && reported++ < MOST_REPORTED) {
          once = true;
          report(table, row, header, range, findings);
        }
      }
    }
    return table.with(rows);
  }

  /** The first column of the range that is part of the table; empty if none is. */
  private static String header(List<String> headers, int from, int to) {
    for (int i = from; i <= to && i < headers.size(); i++) {
      if (!headers.get(i).startsWith("_")) {
        return headers.get(i);
      }
    }
    return "";
  }

  private static void report(
      Sheet table, Sheet.Row row, String header, String range, Findings findings) {
    int rule = table.index(Columns.RULE);
    String id = rule < 0 ? "" : row.cell(rule);
    findings.error(
        "unreadable-cell",
        Place.of(table.file(), row.line()).row(id.isEmpty() ? null : id, header),
        "expected a cell of its own in each row and column, but cells " + range
            + " are merged, and only the first of them holds the text");
  }
}
