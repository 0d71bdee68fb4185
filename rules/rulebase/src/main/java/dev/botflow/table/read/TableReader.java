package dev.botflow.table.read;

import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.sheet.Sheet;
import dev.botflow.table.TableRow;
import dev.botflow.table.TableWords;
import dev.botflow.table.sheet.Column;
import dev.botflow.table.sheet.Columns;
import dev.botflow.table.sheet.Headers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tables of a bot that route in a stated order; rows are numbered across them. Everything wrong is reported at once,
 * each with file, line, row and column; a row with a broken cell is left out, the others are read.
 *
 * <p>Cells are data, and nothing is ever evaluated: a cell that begins with {@code =} or holds an error of a spreadsheet is
 * refused, since it is not what somebody meant. For one load, by one thread.
 */
public final class TableReader {
  private final Columns columns;
  private final CellReader cells;
  private final Findings findings;
  private final List<TableRow> rows = new ArrayList<>();
  private final List<TableRow> off = new ArrayList<>();
  private final List<TableRow> all = new ArrayList<>();
  private final Map<String, Place> ids = new LinkedHashMap<>();

  /**
   * @param words what the words in cells can mean
   * @param findings takes what is wrong
   */
  public TableReader(TableWords words, Findings findings) {
    this.columns = new Columns(words.settings().factLabels());
    this.cells = new CellReader(words);
    this.findings = findings;
  }

  /** Reads a table; its rows stand behind those read before. */
  public void read(Sheet sheet) {
    Optional<List<@Nullable Column>> found = Headers.read(sheet, columns, findings);
    if (found.isEmpty()) {
      return;
    }
    if (sheet.rows().isEmpty()) {
      findings.warning(
          "empty-table",
          Place.of(sheet.file(), sheet.line()),
          "expected at least 1 row below the header, but was 0: no event is routed by this table");
    }
    int begin = all.size();
    List<RowReader.Read> read = new ArrayList<>();
    for (Sheet.Row row : sheet.rows()) {
      read.add(new RowReader(sheet, found.get(), cells, findings, ids).read(row));
    }
    // A row that is off takes no part in a split either; it is read and checked as any other.
    for (TableRow row :
        Splits.of(read.stream().filter(RowReader.Read::active).toList(), findings)) {
      rows.add(row.at(rows.size()));
      all.add(rows.get(rows.size() - 1));
    }
    for (RowReader.Read one : read) {
      if (!one.active() && !one.broken()) {
        off.add(one.row().at(off.size()));
        all.add(off.get(off.size() - 1));
      }
    }
    all.subList(begin, all.size())
        .sort(Comparator.comparingInt(row -> row.place().line()));
  }

  /** True if a cell of the column Active switches its row off. */
  public static boolean isOff(String cell) {
    return RowReader.isOff(cell);
  }

  /** Rows that the column Active switches off. */
  public List<TableRow> off() {
    return List.copyOf(off);
  }

  /** All rows, on or off, in the order of their tables. */
  public List<TableRow> all() {
    return List.copyOf(all);
  }

  /** All rows read so far that are on. */
  public List<TableRow> rows() {
    return List.copyOf(rows);
  }
}
