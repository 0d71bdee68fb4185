package dev.botflow.table.read;

import dev.botflow.cell.Cell;
import dev.botflow.cell.CellBrokenException;
import dev.botflow.cell.CellParser;
import dev.botflow.cell.Identities;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.sheet.Sheet;
import dev.botflow.table.Check;
import dev.botflow.table.DecisionRow;
import dev.botflow.table.RowCell;
import dev.botflow.table.index.DecisionTable;
import dev.botflow.table.sheet.BrokenCell;
import dev.botflow.table.sheet.Columns;
import dev.botflow.table.sheet.SpreadsheetTraces;
import dev.botflow.table.sheet.Subject;
import dev.botflow.text.WordLists;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads decision tables: {@code Rule}, one column a variable, {@code Exit}. */
public final class DecisionReader {
  /** The column with the exit of a decision table. */
  public static final String EXIT = "Exit";

  static final String TABLE = "Table";

  private final CellParser parser;
  private final Findings findings;

  public DecisionReader(WordLists words, Findings findings) {
    this.parser = new CellParser(words);
    this.findings = findings;
  }

  /**
   * Reads the tables that stand in one sheet, told apart by one more column, Table. A variable that no row of a table names
   * is no part of it.
   */
  public List<DecisionTable> readAll(Sheet sheet) {
    List<DecisionTable> tables = new ArrayList<>();
    int table = sheet.index(TABLE);
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
            Place.of(sheet.file(), rows.get(0).line()).row(null, TABLE),
            "expected the name of a decision table, but the cell is empty");
      } else {
        read(name, sheet.with(rows).without(table)).ifPresent(tables::add);
      }
    });
    return tables;
  }

  /**
   * Reads a table; rows with a broken cell are reported and left out.
   *
   * @param name what {@code decide} steps call it
   * @return empty if it is no decision table
   */
  public Optional<DecisionTable> read(String name, Sheet sheet) {
    int rule = sheet.index(Columns.RULE);
    int exit = sheet.index(EXIT);
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

  /** The variable of each column; empty for Rule, Exit and what is broken. */
  private List<String> variables(Sheet sheet, int rule, int exit, Place head) {
    List<String> variables = new ArrayList<>();
    for (int i = 0; i < sheet.headers().size(); i++) {
      String header = sheet.headers().get(i);
      boolean variable = i != rule && i != exit && !header.isEmpty();
      if (header.isEmpty()) {
        sheet.refuseCellsBelow(i, findings);
      } else if (variable && !WithReader.isName(header)) {
        findings.error(
            "unknown-header",
            head.row(null, header),
            "expected the name of a variable such as order.status, but was \"" + header + "\"");
      } else if (sheet.headers().indexOf(header) < i) {
        sheet.refuseSecond(i, header, "column", findings);
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
    int before = findings.errorCount();
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
    sheet.refuseLonger(row, place, findings);
    List<RowCell> cells = new ArrayList<>();
    for (int i = 0; i < variables.size(); i++) {
      if (!variables.get(i).isEmpty() && !row.cell(i).isEmpty()) {
        cell(variables.get(i), row.cell(i), place).ifPresent(cells::add);
      }
    }
    return findings.errorCount() > before
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
      CellSuspicions.of(text)
          .ifPresent(suspicion -> findings.warning("suspicious-cell", at, suspicion));
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
