package dev.botflow.table.read;

import dev.botflow.cell.Cell;
import dev.botflow.cell.CellBrokenException;
import dev.botflow.cell.CellParser;
import dev.botflow.cell.Identities;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.table.Check;
import dev.botflow.table.DecisionRow;
import dev.botflow.table.RowCell;
import dev.botflow.table.index.DecisionTable;
import dev.botflow.table.sheet.BrokenCell;
import dev.botflow.table.sheet.Columns;
import dev.botflow.table.sheet.CsvSheet;
import dev.botflow.table.sheet.Headers;
import dev.botflow.table.sheet.Sheet;
import dev.botflow.table.sheet.SheetCells;
import dev.botflow.table.sheet.SpreadsheetTraces;
import dev.botflow.table.sheet.Subject;
import dev.botflow.table.sheet.Workbook;
import dev.botflow.text.TextFold;
import dev.botflow.text.WordLists;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code decisions/NAME.csv}: {@code Rule}, one column a variable, {@code Exit}. */
public final class DecisionReader {
  private static final String EXIT = "Exit";

  private final CellParser parser;
  private final Findings findings;

  public DecisionReader(WordLists words, Findings findings) {
    this.parser = new CellParser(words);
    this.findings = findings;
  }

  /**
   * Reads a table; rows with a broken cell are told and left out.
   *
   * @param name what {@code decide} steps call it
   * @param file its path in the bot's folder
   * @return empty if the file is no decision table
   */
  public Optional<DecisionTable> read(String name, String file, byte[] content) {
    return CsvSheet.read(file, content, Columns.RULE, findings).flatMap(sheet -> read(name, sheet));
  }

  /**
   * Reads the sheet Decisions of a workbook: as the files, with one more column Table, by which rows of several tables
   * stand in one sheet. A variable that no row of a table names is no part of it.
   */
  public List<DecisionTable> read(Workbook workbook) {
    List<DecisionTable> tables = new ArrayList<>();
    Optional<Sheet> found = workbook.sheet(Workbook.DECISIONS, Columns.RULE, findings);
    if (found.isEmpty()) {
      return tables;
    }
    Sheet sheet = found.get();
    int table = index(sheet, "Table");
    if (table < 0) {
      findings.error(
          "missing-column",
          Place.of(sheet.file(), sheet.line()),
          "expected a column Table, but found none");
      return tables;
    }
    Map<String, List<Sheet.Row>> byTable = new LinkedHashMap<>();
    for (Sheet.Row row : sheet.rows()) {
      byTable.computeIfAbsent(row.cell(table), one -> new ArrayList<>()).add(row);
    }
    byTable.forEach((name, rows) -> {
      if (name.isEmpty()) {
        findings.error(
            "missing-cell",
            Place.of(sheet.file(), rows.get(0).line()).row(null, "Table"),
            "expected the name of a decision table, but the cell is empty");
      } else {
        read(
                name,
                SheetCells.without(
                    new Sheet(sheet.file(), sheet.line(), sheet.headers(), rows), table))
            .ifPresent(tables::add);
      }
    });
    return tables;
  }

  private Optional<DecisionTable> read(String name, Sheet sheet) {
    int rule = index(sheet, Columns.RULE);
    int exit = index(sheet, EXIT);
    Place head = Place.of(sheet.file(), sheet.line());
    if (exit < 0) {
      findings.error("missing-column", head, "expected a column Exit, but found none");
      return Optional.empty();
    }
    List<String> variables = variables(sheet, rule, exit, head);
    Map<String, Integer> ids = new LinkedHashMap<>();
    List<DecisionRow> rows = new ArrayList<>();
    for (Sheet.Row row : sheet.rows()) {
      read(sheet, row, rule, exit, variables, ids, rows.size()).ifPresent(rows::add);
    }
    if (sheet.rows().isEmpty()) {
      findings.error("missing-cell", head, "expected at least 1 row below the header, but was 0");
    }
    return Optional.of(new DecisionTable(name, rows));
  }

  private static int index(Sheet sheet, String header) {
    for (int i = 0; i < sheet.headers().size(); i++) {
      if (TextFold.fold(sheet.headers().get(i)).equals(TextFold.fold(header))) {
        return i;
      }
    }
    return -1;
  }

  /** The variable of each column; empty for Rule, Exit and what is broken. */
  private List<String> variables(Sheet sheet, int rule, int exit, Place head) {
    List<String> variables = new ArrayList<>();
    for (int i = 0; i < sheet.headers().size(); i++) {
      String header = sheet.headers().get(i);
      boolean variable = i != rule && i != exit && !header.isEmpty();
      if (header.isEmpty()) {
        Headers.refuseCells(sheet, i, findings);
      } else if (variable && !WithReader.isName(header)) {
        findings.error(
            "unknown-header",
            head.row(null, header),
            "expected the name of a variable such as order.status, but was \"" + header + "\"");
      } else if (sheet.headers().indexOf(header) < i) {
        findings.error(
            "duplicate-header",
            head.row(null, header),
            "expected each column once, but \"" + header + "\" stands here again");
      }
      variables.add(variable ? header : "");
    }
    return variables;
  }

  private Optional<DecisionRow> read(
      Sheet sheet,
      Sheet.Row row,
      int rule,
      int exit,
      List<String> variables,
      Map<String, Integer> ids,
      int order) {
    int before = findings.errors().size();
    String id = row.cell(rule);
    Place place = Place.of(sheet.file(), row.line()).row(id.isEmpty() ? null : id, null);
    checkId(id, place, row.line(), ids);
    String picked = row.cell(exit);
    if (picked.isEmpty()) {
      findings.error(
          "missing-cell",
          place.row(place.rule(), EXIT),
          "expected the name of an exit, but the cell is empty");
    }
    if (row.isLongerThan(variables.size())) {
      findings.error(
          "unreadable-cell",
          place,
          "expected " + variables.size() + " cells as the header has, but found "
              + row.cells().size()
              + "; a cell with the separator in it needs double quotes around it");
    }
    List<RowCell> cells = new ArrayList<>();
    for (int i = 0; i < variables.size(); i++) {
      if (!variables.get(i).isEmpty() && !row.cell(i).isEmpty()) {
        cell(variables.get(i), row.cell(i), place).ifPresent(cells::add);
      }
    }
    return findings.errors().size() > before
        ? Optional.empty()
        : Optional.of(new DecisionRow(order, id, place, picked, cells));
  }

  private void checkId(String id, Place place, int line, Map<String, Integer> ids) {
    Place at = place.row(place.rule(), Columns.RULE);
    if (id.isEmpty()) {
      findings.error("missing-cell", at, "expected the id of the row, but the cell is empty");
      return;
    }
    Integer first = ids.putIfAbsent(id, line);
    if (first != null) {
      findings.error(
          "duplicate-id",
          at,
          "expected each id once, but " + id + " stands at " + place.file() + ":" + first
              + " already");
    }
  }

  private Optional<RowCell> cell(String variable, String text, Place place) {
    Place at = place.row(place.rule(), variable);
    try {
      SpreadsheetTraces.refuse(text);
      Cell cell = Identities.cell(variable, parser.parse(text, CellParser.Kind.ANY));
      return Optional.of(
          new RowCell(variable, text, new Check.Value(Subject.named(variable), cell)));
    } catch (CellBrokenException e) {
      findings.error(e.code(), at, e.getMessage());
    } catch (BrokenCell e) {
      findings.error(e.code(), at, e.getMessage());
    }
    return Optional.empty();
  }
}
