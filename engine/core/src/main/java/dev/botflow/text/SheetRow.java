package dev.botflow.text;

import java.util.List;

/**
 * One row of a table as it stands in a file or sheet, before anything in it is understood.
 *
 * @param line the line it begins on, counted from 1 with every line
 * @param cells its cells from the first column on, outer blanks taken off; blank where nothing stands
 */
public record SheetRow(int line, List<String> cells) {
  public SheetRow {
    cells = List.copyOf(cells);
  }

  /** The cell at an index; empty where the row ends before it. */
  public String cell(int index) {
    return index < cells.size() ? cells.get(index) : "";
  }

  public boolean isBlank() {
    return cells.stream().allMatch(String::isBlank);
  }

  /** True if its first cell begins with {@code #}. */
  public boolean isComment() {
    return cell(0).startsWith("#");
  }
}
