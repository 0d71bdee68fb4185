package dev.botflow.table.sheet;

import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.sheet.Sheet;
import dev.botflow.text.Suggestion;
import dev.botflow.text.TextFold;
import dev.botflow.text.WholeWords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  /** The sheets a bot is made of; Scenarios is read by itself, and the generated Flows is for people. */
  private static final Set<SheetKind> READ =
      EnumSet.complementOf(EnumSet.of(SheetKind.SCENARIOS, SheetKind.FLOWS));

  private static final List<String> MEANT = Stream.of(SheetKind.values())
      .filter(kind -> kind != SheetKind.FLOWS)
      .map(SheetKind::sheet)
      .toList();
  private static final List<String> OTHERS = List.of(SheetKind.SCENARIOS.sheet(), "Flows", "Lists");
  private static final int MAX_ROWS = 200_000;
  private static final int MAX_COLUMNS = 200;

  private final String file;
  private final Set<SheetKind> read;
  private final Findings findings;
  private final List<String> names = new ArrayList<>();
  private final Map<SheetKind, List<Sheet.Row>> sheets = new EnumMap<>(SheetKind.class);
  private final Map<SheetKind, List<String>> merged = new EnumMap<>(SheetKind.class);

  private Workbook(String file, Set<SheetKind> read, Findings findings) {
    this.file = file;
    this.read = read;
    this.findings = findings;
  }

  /**
   * The sheet Scenarios.
   *
   * @param file the workbook's path in the bot's folder
   * @return empty if there is no such sheet, or if it cannot be read, which is reported
   */
  static Optional<Sheet> scenarios(String file, byte[] content, Findings findings) {
    Workbook workbook = read(file, content, EnumSet.of(SheetKind.SCENARIOS), findings);
    return workbook.sheets.getOrDefault(SheetKind.SCENARIOS, List.of()).isEmpty()
        ? Optional.empty()
        : workbook.sheet(SheetKind.SCENARIOS, findings);
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

  /** True for a workbook that an export wrote and no spreadsheet has saved since: those write their own name into it. */
  public static boolean isExport(byte[] content) {
    try {
      return ZipParts.read(content).text("docProps/app.xml").contains("<Application>BotFlow<");
    } catch (BrokenCell e) {
      return false; // No workbook at all.
    }
  }

  private static Workbook read(
      String file, byte[] content, Set<SheetKind> sheets, Findings findings) {
    Workbook workbook = new Workbook(file, sheets, findings);
    try {
      ZipParts parts = ZipParts.read(content);
      SheetLinks links = new SheetLinks(parts);
      SheetBounds bounds = SheetBounds.check(parts, links::sheet);
      try (ReadableWorkbook excel =
          new ReadableWorkbook(parts.plainFile(), new ReadingOptions(true, true))) {
        for (org.dhatim.fastexcel.reader.Sheet sheet : excel.getSheets().toList()) {
          workbook.sheet(sheet, links, bounds.struck(sheet.getName()));
        }
      }
    } catch (BrokenCell e) {
      findings.error(e.code(), Place.of(file), e.getMessage());
    } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // The reader's own exceptions name its classes, which tells an analyst nothing; and a file
      // that
      // asks for more than there is ends this reading, not the program.
      findings.error(
          "unreadable-file", Place.of(file), "expected an XLSX file, but it could not be read");
    }
    return workbook;
  }

  private void sheet(org.dhatim.fastexcel.reader.Sheet sheet, SheetLinks links, Set<String> struck)
      throws IOException {
    names.add(sheet.getName());
    Optional<SheetKind> known = read.stream()
        .filter(kind -> TextFold.fold(kind.sheet()).equals(TextFold.fold(sheet.getName())))
        .findFirst();
    if (known.isEmpty()) {
      if (READ.equals(read)
          && OTHERS.stream().noneMatch(name -> name.equalsIgnoreCase(sheet.getName()))) {
        meant(sheet.getName())
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
    SheetCells cells = new SheetCells(place, known.get() == SheetKind.SCENARIOS, struck, findings);
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
    cells.reportHidden();
    sheets.put(known.get(), rows);
  }

  /** A sheet nearly of this name, or one with the name among its words: {@code Routing - Table 1}. */
  private static Optional<String> meant(String name) {
    String folded = TextFold.fold(name);
    return MEANT.stream()
        .filter(one -> WholeWords.indexOf(folded, TextFold.fold(one), 0) >= 0)
        .findFirst()
        .or(() -> Suggestion.nearest(name, MEANT));
  }

  /** The names of all its sheets, as they stand in it. */
  List<String> names() {
    return Collections.unmodifiableList(names);
  }

  private String place(SheetKind kind) {
    return file + "#" + kind.sheet();
  }

  /** True if there is such a sheet. */
  public boolean has(SheetKind kind) {
    return sheets.containsKey(kind);
  }

  /** A sheet as a table; empty if there is none, or no header row in it, which is reported. */
  public Optional<Sheet> sheet(SheetKind kind, Findings found) {
    List<Sheet.Row> rows = sheets.get(kind);
    if (rows == null) {
      return Optional.empty();
    }
    return SheetCells.table(place(kind), rows, kind.header(), found)
        .map(table -> MergedCells.refused(
            table,
            merged.getOrDefault(kind, List.of()),
            headers(rows, table.line()),
            // An empty name is the one above it, which is what people mean by merging names.
            kind == SheetKind.SCENARIOS ? kind.header() : "",
            found));
  }

  /** The comment rows of a sheet; several cells stand with tabs between them. */
  List<CsvSheet.Comment> comments(SheetKind kind) {
    return sheets.getOrDefault(kind, List.of()).stream()
        .filter(SheetCells::isComment)
        .map(row -> new CsvSheet.Comment(
            row.line(), String.join("\t", row.cells()).substring(1).stripTrailing()))
        .toList();
  }

  private static List<String> headers(List<Sheet.Row> rows, int line) {
    return rows.stream()
        .filter(row -> row.line() == line)
        .findFirst()
        .map(Sheet.Row::cells)
        .orElse(List.of());
  }
}
