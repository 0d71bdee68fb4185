package dev.botflow.table.sheet;

import java.util.List;

/**
 * A table as it stands in a file, before anything in it is understood. Rows without any text are left out.
 *
 * @param file the file's path in the bot's folder; for a sheet {@code bot.xlsx#Routing}
 * @param line the header row's line, counted from 1 with every line of the file
 * @param headers the header row, outer blanks taken off
 * @param rows what stands below it
 */
public record Sheet(String file, int line, List<String> headers, List<Row> rows) {

  /**
   * One row: where it begins, and its cells with outer blanks taken off.
   *
   * @param refused true if a cell of it was refused, which is told, and stands empty here
   */
  public record Row(int line, List<String> cells, boolean refused) {
    Row(int line, List<String> cells) {
      this(line, cells, false);
    }

    /** The cell at an index; empty where the row ends before it. */
    public String cell(int index) {
      return index < cells.size() ? cells.get(index) : "";
    }

    /** True if the row has text beyond this many cells. */
    public boolean isLongerThan(int size) {
      for (int i = size; i < cells.size(); i++) {
        if (!cells.get(i).isEmpty()) {
          return true;
        }
      }
      return false;
    }
  }
}
