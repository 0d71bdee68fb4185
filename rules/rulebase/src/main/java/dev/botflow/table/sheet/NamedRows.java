package dev.botflow.table.sheet;

import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.sheet.Sheet;
import dev.botflow.text.Suggestion;
import dev.botflow.text.TextFold;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A small table whose rows go by a name in the column that tells its header row.
 *
 * @param columns the place of each column, by its name
 */
public record NamedRows(Map<String, Integer> columns, List<Named> rows) {

  /** One row. Names are unique in any letter case. */
  public record Named(String name, Sheet.Row row, Place at) {
    public Place place(String column) {
      return at.row(at.rule(), column);
    }
  }

  /**
   * Reads a table.
   *
   * @param required the columns it must have; the first holds the names
   * @param optional those it may have
   * @return empty if a column is missing, which the findings say
   */
  public static Optional<NamedRows> read(
      Sheet sheet, List<String> required, List<String> optional, Findings findings) {
    List<String> known = new ArrayList<>(required);
    known.addAll(optional);
    Map<String, Integer> columns = new LinkedHashMap<>();
    Place head = Place.of(sheet.file(), sheet.line());
    for (int i = 0; i < sheet.headers().size(); i++) {
      String header = sheet.headers().get(i);
      Optional<String> column = known.stream()
          .filter(one -> TextFold.fold(one).equals(TextFold.fold(header)))
          .findFirst();
      if (header.isEmpty()) {
        sheet.refuseCellsBelow(i, findings);
      } else if (column.isEmpty()) {
        findings.error(
            "unknown-header",
            head.row(null, header),
            "expected the header of a column, but was \"" + header + "\""
                + Suggestion.hint(header, known));
      } else if (columns.putIfAbsent(column.get(), i) != null) {
        sheet.refuseSecond(i, column.get(), "column", findings);
      }
    }
    boolean complete = true;
    for (String column : required) {
      complete &= Headers.require(column, List.copyOf(columns.keySet()), head, findings);
    }
    return complete
        ? Optional.of(new NamedRows(columns, rows(sheet, columns, required.get(0), findings)))
        : Optional.empty();
  }

  private static List<Named> rows(
      Sheet sheet, Map<String, Integer> columns, String nameColumn, Findings findings) {
    List<Named> rows = new ArrayList<>();
    Map<String, Integer> lines = new LinkedHashMap<>();
    for (Sheet.Row row : sheet.rows()) {
      String name = row.cell(columns.getOrDefault(nameColumn, 0));
      Place place = Place.of(sheet.file(), row.line()).row(name.isEmpty() ? null : name, null);
      Integer first =
          name.isEmpty() ? null : lines.putIfAbsent(name.toLowerCase(Locale.ROOT), row.line());
      if (name.isEmpty()) {
        findings.error(
            "missing-cell", place.row(null, nameColumn), "expected a name, but the cell is empty");
      } else if (first != null) {
        findings.error(
            "duplicate-id",
            place.row(name, nameColumn),
            "expected each name once, but " + name + " stands at " + sheet.file() + ":" + first
                + " already");
      } else {
        rows.add(new Named(name, row, place));
      }
    }
    return rows;
  }

  public int index(String column) {
    return columns.getOrDefault(column, -1);
  }

  /** The row's cell in a column; empty if the table has no such column. */
  public String cell(Named row, String column) {
    int index = index(column);
    return index < 0 ? "" : row.row().cell(index);
  }
}
