package dev.botflow.sheet;

import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.text.TextFold;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table as it stands in a file, before anything in it is understood. Rows without any text are left out, and so are
 * columns that only help people to sort and count.
 *
 * @param file the file's path in the bot's folder; for a sheet {@code bot.xlsx#Routing}
 * @param line the header row's line, counted from 1 with every line of the file
 * @param headers the header row, outer blanks taken off
 * @param columns where each header stands in the file, counted from 0
 * @param rows what stands below the header row
 */
public record Sheet(
    String file, int line, List<String> headers, List<Integer> columns, List<Row> rows) {
  private static final int LETTERS = 26;

  public Sheet {
    headers = List.copyOf(headers);
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** A table whose headers stand in the file's first columns. */
  public Sheet(String file, int line, List<String> headers, List<Row> rows) {
    this(file, line, headers, IntStream.range(0, headers.size()).boxed().toList(), rows);
  }

  /**
   * One row: where it begins, and its cells with outer blanks taken off.
   *
   * @param line the line it begins on, counted from 1 with every line of the file
   * @param refused true if a cell of it was refused, which the findings say, and stands empty here
   */
  public record Row(int line, List<String> cells, boolean refused) {
    public Row {
      cells = List.copyOf(cells);
    }

    public Row(int line, List<String> cells) {
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

  /** The index of a header, in any letter case; -1 if there is none. */
  public int index(String header) {
    String wanted = TextFold.fold(header);
    for (int i = 0; i < headers.size(); i++) {
      if (TextFold.fold(headers.get(i)).equals(wanted)) {
        return i;
      }
    }
    return -1;
  }

  /** The cell below a header on a line of the file, as spreadsheets name it: {@code C8}. */
  public String address(int index, int row) {
    return letters(columns.get(index)) + row;
  }

  /** A for 0, Z for 25, AA for 26. */
  private static String letters(int index) {
    String last = String.valueOf((char) ('A' + index % LETTERS));
    return index < LETTERS ? last : letters(index / LETTERS - 1) + last;
  }

  /** The same table with other rows. */
  public Sheet with(List<Row> newRows) {
    return new Sheet(file, line, headers, columns, newRows);
  }

  /** The table without one of its columns. */
  public Sheet without(int index) {
    return keeping(
        IntStream.range(0, headers.size()).filter(one -> one != index).boxed().toList());
  }

  /** The table with these of its columns; cells beyond the header stay. */
  public Sheet keeping(List<Integer> kept) {
    List<Row> shorter = new ArrayList<>();
    for (Row row : rows) {
      List<String> cells = new ArrayList<>();
      kept.forEach(index -> cells.add(row.cell(index)));
      for (int i = headers.size(); i < row.cells().size(); i++) {
        cells.add(row.cell(i));
      }
      shorter.add(new Row(row.line(), cells, row.refused()));
    }
    return new Sheet(
        file,
        line,
        kept.stream().map(headers::get).toList(),
        kept.stream().map(columns::get).toList(),
        shorter);
  }

  /**
   * Refuses a row with more cells than the header: one of them was cut at a separator that was meant as text.
   *
   * @return true if it was refused
   */
  public boolean refuseLonger(Row row, Place place, Findings findings) {
    boolean longer = row.isLongerThan(headers.size());
    if (longer && Place.of(file).inSheet()) {
      int stray = headers.size();
      while (row.cell(stray).isEmpty()) {
        stray++;
      }
      int from = columns.isEmpty() ? -1 : columns.get(columns.size() - 1);
      findings.error(
          "unknown-header",
          place,
          "expected a header above every cell, but cell "
              + letters(from + 1 + stray - headers.size()) + row.line() + " has none");
    } else if (longer) {
      findings.error(
          "unreadable-cell",
          place,
          "expected " + headers.size() + " cells as the header has, but found "
              + row.cells().size()
              + "; a cell with the separator in it needs double quotes around it");
    }
    return longer;
  }

  /** A column without a header may hold nothing: what stands there would be silently left out. */
  public void refuseCellsBelow(int index, Findings findings) {
    for (Row row : rows) {
      if (!row.cell(index).isEmpty()) {
        findings.error(
            "unknown-header",
            Place.of(file, row.line()),
            "expected a header above every cell, but cell " + address(index, row.line())
                + " has none");
        return;
      }
    }
  }

  /**
   * Refuses a header that stands in the table a second time.
   *
   * @param name what the findings call its column
   * @param what what stands under a header, such as {@code column}
   */
  public void refuseSecond(int index, String name, String what, Findings findings) {
    findings.error(
        "duplicate-header",
        Place.of(file, line).row(null, name),
        "expected each " + what + " once, but \"" + headers.get(index) + "\" stands here again");
  }
}
