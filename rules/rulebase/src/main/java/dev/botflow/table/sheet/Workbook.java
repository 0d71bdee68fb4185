package dev.botflow.table.sheet;

import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.text.SheetRow;
import dev.botflow.text.Suggestion;
import dev.botflow.text.TextFold;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;

/**
 * The sheets of an XLSX file as texts. Nothing in it is evaluated: formulas, links and macros are refused, and so is what a
 * spreadsheet changed beyond repair, each with sheet and cell.
 */
public final class Workbook {
  public static final String ROUTING = "Routing";
  public static final String WORDS = "Words";
  public static final String HOURS = "Hours";
  public static final String DECISIONS = "Decisions";
  public static final String TEXTS = "Texts";

  private static final String SCENARIOS = "Scenarios";

  /** The sheets a bot is made of; Scenarios is read by itself, and the generated Flows is for people. */
  private static final List<String> READ = List.of(ROUTING, WORDS, HOURS, DECISIONS, TEXTS);

  private static final List<String> MEANT =
      List.of(ROUTING, WORDS, HOURS, DECISIONS, TEXTS, SCENARIOS);
  private static final List<String> OTHERS = List.of(SCENARIOS, "Flows", "Lists");
  private static final int MAX_ROWS = 200_000;
  private static final int MAX_COLUMNS = 200;

  private final String file;
  private final List<String> read;
  private final Findings findings;
  private final Map<String, List<Sheet.Row>> sheets = new LinkedHashMap<>();
  private final Map<String, List<String>> merged = new LinkedHashMap<>();

  private Workbook(String file, List<String> read, Findings findings) {
    this.file = file;
    this.read = read;
    this.findings = findings;
  }

  /**
   * The rows of the sheet Scenarios.
   *
   * @param file the workbook's path in the bot's folder
   * @return all rows that have a cell; empty if there is no such sheet, or if it cannot be read, which is told
   */
  public static List<SheetRow> scenarios(String file, byte[] content, Findings findings) {
    return read(file, content, List.of(SCENARIOS), findings)
        .sheets
        .getOrDefault(SCENARIOS, List.of())
        .stream()
        .map(row -> new SheetRow(row.line(), row.cells()))
        .toList();
  }

  /**
   * Reads the sheets a bot is made of.
   *
   * @param file its path in the bot's folder
   * @return a workbook without sheets if the file cannot be read; the findings say why
   */
  public static Workbook read(String file, byte[] content, Findings findings) {
    return read(file, content, READ, findings);
  }

  private static Workbook read(
      String file, byte[] content, List<String> sheets, Findings findings) {
    Workbook workbook = new Workbook(file, sheets, findings);
    try {
      ZipParts parts = ZipParts.read(content);
      SheetLinks links = new SheetLinks(parts);
      try (ReadableWorkbook excel =
          new ReadableWorkbook(parts.plainFile(), new ReadingOptions(true, true))) {
        for (org.dhatim.fastexcel.reader.Sheet sheet : excel.getSheets().toList()) {
          workbook.sheet(sheet, links);
        }
      }
    } catch (BrokenCell e) {
      findings.error(e.code(), Place.of(file), e.getMessage());
    } catch (IOException | RuntimeException e) {
      // The reader's own exceptions name its classes, which tells an analyst nothing.
      findings.error(
          "unreadable-file", Place.of(file), "expected an XLSX file, but it could not be read");
    }
    return workbook;
  }

  private void sheet(org.dhatim.fastexcel.reader.Sheet sheet, SheetLinks links) throws IOException {
    Optional<String> known = read.stream()
        .filter(name -> TextFold.fold(name).equals(TextFold.fold(sheet.getName())))
        .findFirst();
    if (known.isEmpty()) {
      if (READ.equals(read)
          && OTHERS.stream().noneMatch(name -> name.equalsIgnoreCase(sheet.getName()))) {
        Suggestion.nearest(sheet.getName(), MEANT)
            .ifPresent(near -> findings.warning(
                "misspelt-file",
                Place.of(file + "#" + sheet.getName()),
                "this sheet is not read; did you mean \"" + near + "\"?"));
      }
      return;
    }
    String place = place(known.get());
    SheetLinks.Beside beside = links.in(sheet.getName());
    beside
        .links()
        .forEach(cell -> findings.error(
            "unreadable-cell",
            Place.of(place),
            "expected plain text, but cell " + cell + " is a link"));
    merged.put(known.get(), beside.merged());
    SheetCells cells = new SheetCells(place, known.get().equals(SCENARIOS), findings);
    List<Sheet.Row> rows = new ArrayList<>();
    try (Stream<Row> stream = sheet.openStream()) {
      for (Row row : (Iterable<Row>) stream::iterator) {
        if (rows.size() >= MAX_ROWS || row.getCellCount() > MAX_COLUMNS) {
          findings.error(
              "file-too-large",
              Place.of(place, row.getRowNum()),
              "expected at most " + MAX_ROWS + " rows and " + MAX_COLUMNS
                  + " columns, but found more");
          return;
        }
        rows.add(cells.row(row));
      }
    } catch (ExcelReaderException e) {
      findings.error(
          "unreadable-file", Place.of(place), "expected a sheet, but it could not be read");
      return;
    }
    sheets.put(known.get(), rows);
  }

  private String place(String sheet) {
    return file + "#" + sheet;
  }

  /** True if there is such a sheet. */
  public boolean has(String sheet) {
    return sheets.containsKey(sheet);
  }

  /** A sheet as a table; empty if there is none, or no header row in it, which is told. */
  public Optional<Sheet> sheet(String name, String header, Findings told) {
    List<Sheet.Row> rows = sheets.get(name);
    if (rows == null) {
      return Optional.empty();
    }
    return SheetCells.table(place(name), rows, header, told)
        .map(table -> MergedCells.refused(
            table, merged.getOrDefault(name, List.of()), headers(rows, table.line()), told));
  }

  private static List<String> headers(List<Sheet.Row> rows, int line) {
    return rows.stream()
        .filter(row -> row.line() == line)
        .findFirst()
        .map(Sheet.Row::cells)
        .orElse(List.of());
  }
}
