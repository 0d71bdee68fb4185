package dev.botflow.scenario;

import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.text.SheetRow;
import dev.botflow.text.TextFold;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rows of a CSV file as spreadsheets write them: separated by semicolons, tabs or commas, found from the header row,
 * the one with the column Scenario. Cells may have line breaks inside quotes. Nothing is ever evaluated.
 */
final class ScenarioCsv {
  private static final List<Character> SEPARATORS = List.of(';', '\t', ',');
  private static final int HEADER_WITHIN_ROWS = 20;

  private ScenarioCsv() {}

  /** The header row and what stands below it; empty and told if there is none. */
  static Optional<List<SheetRow>> read(String file, String text, Findings findings) {
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    for (char separator : SEPARATORS) {
      Optional<List<SheetRow>> table = table(rows(plain, separator));
      if (table.isPresent()) {
        return table;
      }
    }
    return noHeader(file, findings);
  }

  /** The header row of a sheet and what stands below it; empty and told if there is none. */
  static Optional<List<SheetRow>> table(String file, List<SheetRow> rows, Findings findings) {
    Optional<List<SheetRow>> table =
        table(rows.stream().filter(row -> !row.isBlank() && !row.isComment()).toList());
    return table.isPresent() ? table : noHeader(file, findings);
  }

  private static Optional<List<SheetRow>> table(List<SheetRow> rows) {
    for (int i = 0; i < rows.size() && i < HEADER_WITHIN_ROWS; i++) {
      boolean header = rows.get(i).cells().size() > 1
          && rows.get(i).cells().stream().anyMatch(cell -> TextFold.fold(cell).equals("scenario"));
      if (header) {
        return Optional.of(rows.subList(i, rows.size()));
      }
    }
    return Optional.empty();
  }

  private static Optional<List<SheetRow>> noHeader(String file, Findings findings) {
    findings.error(
        "missing-column",
        Place.of(file),
        "expected a header row with the column Scenario, but found none");
    return Optional.empty();
  }

  private static List<SheetRow> rows(String text, char separator) {
    List<SheetRow> rows = new ArrayList<>();
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    int line = 1;
    int begins = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        line++;
      }
      if (quoted) {
        boolean doubled = c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
        quoted = c != '"' || doubled;
        if (c != '"' && c != '\r' || doubled) {
          cell.append(c);
        }
        i += doubled ? 1 : 0;
      } else if (c == '"' && cell.toString().isBlank()) {
        cell.setLength(0);
        quoted = true;
      } else if (c == separator) {
        cells.add(strip(cell));
      } else if (c == '\n') {
        cells.add(strip(cell));
        keep(rows, new SheetRow(begins, cells));
        cells.clear();
        begins = line;
      } else {
        cell.append(c);
      }
    }
    cells.add(strip(cell));
    keep(rows, new SheetRow(begins, cells));
    return rows;
  }

  private static void keep(List<SheetRow> rows, SheetRow row) {
    if (!row.isBlank() && !row.isComment()) {
      rows.add(row);
    }
  }

  /** Without outer blanks of any kind; spreadsheets leave NBSP behind. */
  private static String strip(StringBuilder cell) {
    String text = cell.toString().replace('\u00A0', ' ').strip();
    cell.setLength(0);
    return text;
  }
}
