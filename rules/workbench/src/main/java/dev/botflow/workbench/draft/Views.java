package dev.botflow.workbench.draft;

import dev.botflow.error.Findings;
import dev.botflow.rules.TableTerms;
import dev.botflow.sheet.Sheet;
import dev.botflow.table.read.TableReader;
import dev.botflow.table.sheet.BotSheets;
import dev.botflow.table.sheet.Column;
import dev.botflow.table.sheet.Columns;
import dev.botflow.table.sheet.CsvDialect;
import dev.botflow.table.sheet.CsvText;
import dev.botflow.table.sheet.SheetKind;
import dev.botflow.workbench.file.TextFiles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tables as they are shown. */
final class Views {
  private Views() {}

  static TableView of(Table table, TableTerms terms) {
    Table.Printed printed = table.printed();
    List<String> headers = table.text().map(CsvText::headers).orElse(List.of());
    boolean shown = table.broken() == null;
    MissingTexts missing = MissingTexts.of(table, headers, terms);
    return new TableView(
        table.name(),
        table.kind(),
        table.revision(),
        hash(printed.bytes()),
        table.text().map(text -> dialect(text.dialect())).orElse(null),
        shown ? table.text().map(CsvText::preamble).orElse(List.of()) : List.of(),
        shown ? columns(table, headers, terms) : List.of(),
        shown ? rows(table, headers, terms, printed.lines()) : List.of(),
        table.broken(),
        table.readOnly(),
        table.conflicts(),
        missing.cells(),
        missing.keys());
  }

  /** The routing sheet of a workbook, which is only shown. */
  static TableView ofWorkbook(byte[] content, TableTerms terms) {
    Findings findings = new Findings();
    Optional<Sheet> sheet = new BotSheets(
            Collections.singletonMap(BotSheets.WORKBOOK, content), findings)
        .read(BotSheets.WORKBOOK, SheetKind.ROUTING);
    return of(
        BotSheets.WORKBOOK,
        sheet,
        content,
        terms,
        sheet.isPresent() || !findings.hasErrors()
            ? null
            : findings.errors().get(0).message());
  }

  private static TableView of(
      String file,
      Optional<Sheet> sheet,
      byte[] content,
      TableTerms terms,
      @Nullable String broken) {
    List<String> headers = sheet.map(Sheet::headers).orElse(List.of());
    int active = Binding.column(terms, SheetKind.ROUTING, headers, Columns.ACTIVE);
    List<RowView> rows = new ArrayList<>();
    for (Sheet.Row row : sheet.map(Sheet::rows).orElse(List.of())) {
      rows.add(new RowView(
          "sheet-" + row.line(),
          row.line(),
          kind(row.cell(active), active),
          filled(row.cells(), headers.size())));
    }
    return new TableView(
        file,
        SheetKind.ROUTING,
        0,
        hash(content),
        null,
        List.of(),
        columns(headers, terms),
        rows,
        broken == null ? null : new TableView.Broken("", 0, broken),
        file + " is a workbook, which is only shown here; turn it into CSV files to edit it",
        List.of(),
        List.of(),
        List.of());
  }

  static String hash(byte[] content) {
    return TextFiles.hash(content);
  }

  private static TableView.Dialect dialect(CsvDialect dialect) {
    return new TableView.Dialect(
        dialect.separator(), dialect.charset().name(), dialect.byteOrderMark(), dialect.lineEnd());
  }

  private static List<ColumnView> columns(Table table, List<String> headers, TableTerms terms) {
    return table.kind() == SheetKind.ROUTING
        ? columns(headers, terms)
        : headers.stream()
            .map(header -> SideColumns.of(table.kind(), table.name(), header, terms))
            .toList();
  }

  private static List<ColumnView> columns(List<String> headers, TableTerms terms) {
    List<ColumnView> columns = new ArrayList<>();
    for (String header : headers) {
      Column column = terms.column(header).orElse(null);
      if (column == null) {
        ColumnView.Kind kind =
            header.startsWith("_") ? ColumnView.Kind.NOTE : ColumnView.Kind.UNKNOWN;
        columns.add(new ColumnView(header, kind, List.of(), false));
      } else {
        ColumnView.Kind kind = kind(column.role());
        columns.add(new ColumnView(header, kind, terms.words(column), isClosed(kind)));
      }
    }
    return columns;
  }

  private static boolean isClosed(ColumnView.Kind kind) {
    return kind == ColumnView.Kind.FLOW
        || kind == ColumnView.Kind.DURING
        || kind == ColumnView.Kind.ACTIVE;
  }

  private static ColumnView.Kind kind(Column.Role role) {
    switch (role) {
      case AT:
        return ColumnView.Kind.TIMES;
      case FROM, UNTIL:
        return ColumnView.Kind.DATE;
      default:
        return ColumnView.Kind.valueOf(role.name());
    }
  }

  private static List<RowView> rows(
      Table table, List<String> headers, TableTerms terms, int[] lines) {
    Rows rows = table.rows();
    int active = table.kind() == SheetKind.ROUTING
        ? Binding.column(terms, table.kind(), headers, Columns.ACTIVE)
        : -1;
    List<RowView> views = new ArrayList<>(lines.length);
    for (int i = 0; i < lines.length; i++) {
      Entry entry = rows.list().get(i);
      if (entry.line().isComment()) {
        views.add(new RowView(
            entry.key(), lines[i], RowView.Kind.SECTION, List.of(entry.line().comment())));
      } else {
        views.add(new RowView(
            entry.key(),
            lines[i],
            kind(entry.line().cell(Math.max(0, active)), active),
            filled(entry.line().cells(), headers.size())));
      }
    }
    return views;
  }

  private static RowView.Kind kind(String cell, int active) {
    return active >= 0 && TableReader.isOff(cell) ? RowView.Kind.OFF : RowView.Kind.ROW;
  }

  private static List<String> filled(List<String> cells, int size) {
    if (cells.size() >= size) {
      return cells;
    }
    List<String> all = new ArrayList<>(cells);
    while (all.size() < size) {
      all.add("");
    }
    return all;
  }
}
