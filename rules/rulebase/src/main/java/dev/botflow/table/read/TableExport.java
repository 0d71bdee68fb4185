package dev.botflow.table.read;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.botflow.event.Channel;
import dev.botflow.table.Customer;
import dev.botflow.table.TableRow;
import dev.botflow.table.sheet.Columns;
import dev.botflow.table.sheet.CsvSheet;
import dev.botflow.table.sheet.FormulaEscape;
import dev.botflow.table.sheet.SheetKind;
import dev.botflow.table.sheet.SideSheets;
import dev.botflow.text.WordLists;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.dhatim.fastexcel.Range;
import org.dhatim.fastexcel.VisibilityState;
import org.dhatim.fastexcel.Worksheet;

/** Writes a routing table as people open it: the cells as they were written. Read again it is the same table. */
public final class TableExport {
  private static final int SPARE_ROWS = 500;
  private static final int NARROWEST = 14;
  private static final int WIDEST = 40;

  private final List<TableRow> rows;
  private final List<String> headers;

  private TableExport(List<TableRow> rows) {
    this.rows = rows;
    Set<String> seen = new LinkedHashSet<>();
    List<String> found = new ArrayList<>();
    for (TableRow row : rows) {
      for (String header : row.source().headers()) {
        if (!header.isEmpty() && seen.add(header.toLowerCase(Locale.ROOT))) {
          found.add(header);
        }
      }
    }
    this.headers = List.copyOf(found);
  }

  /**
   * As CSV in UTF-8 with a byte order mark. A cell that a spreadsheet could take for a formula gets an apostrophe in
   * front, which is taken off when it is read.
   */
  public static byte[] csv(List<TableRow> rows) {
    return csv(rows, List.of());
  }

  /**
   * As CSV likewise, with the table's comment lines where they stand.
   *
   * @param comments those of the file the rows are from
   */
  public static byte[] csv(List<TableRow> rows, List<CsvSheet.Comment> comments) {
    TableExport export = new TableExport(rows);
    Deque<CsvSheet.Comment> left = new ArrayDeque<>(comments);
    StringWriter text = new StringWriter();
    text.write('\uFEFF');
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      int header = export.headerLine();
      for (CsvSheet.Comment comment : before(left, header)) {
        csv.writeComment(comment.text());
      }
      csv.writeRecord(export.headers.stream().map(FormulaEscape::escaped).toList());
      for (TableRow row : rows) {
        for (CsvSheet.Comment comment : before(left, row.place().line())) {
          csv.writeComment(comment.text());
        }
        csv.writeRecord(export.cells(row).stream().map(FormulaEscape::escaped).toList());
      }
      for (CsvSheet.Comment comment : left) {
        csv.writeComment(comment.text());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** What stands above the first row stands above the header, as far as anybody can tell. */
  private int headerLine() {
    return rows.isEmpty() ? Integer.MAX_VALUE : rows.get(0).place().line() - 1;
  }

  /** Takes the comments that stand before a line. */
  private static List<CsvSheet.Comment> before(Deque<CsvSheet.Comment> left, int line) {
    List<CsvSheet.Comment> taken = new ArrayList<>();
    while (!left.isEmpty() && left.peek().line() < line) {
      taken.add(left.remove());
    }
    return taken;
  }

  private List<String> cells(TableRow row) {
    return headers.stream().map(row.source()::cell).toList();
  }

  /**
   * As XLSX: the sheets Routing and Words, and a sheet Lists that feeds the drop-downs for flows, channels and word
   * lists. Every cell is a text.
   *
   * @param flows the bot's flows
   */
  public static byte[] xlsx(List<TableRow> rows, WordLists words, Collection<String> flows) {
    return xlsx(rows, words, flows, new SideSheets());
  }

  /**
   * As XLSX likewise, with the sheets Hours, Decisions and Texts.
   *
   * @param flows the bot's flows
   * @param side what these sheets hold; those that hold nothing are left out
   */
  public static byte[] xlsx(
      List<TableRow> rows, WordLists words, Collection<String> flows, SideSheets side) {
    return xlsx(rows, words, flows, side.lines(), List.of());
  }

  /**
   * As XLSX likewise.
   *
   * @param side the lines of the other sheets by their name, the header first
   * @param comments the comment lines of the file the rows are from
   */
  public static byte[] xlsx(
      List<TableRow> rows,
      WordLists words,
      Collection<String> flows,
      Map<String, List<List<String>>> side,
      List<CsvSheet.Comment> comments) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (org.dhatim.fastexcel.Workbook workbook =
        new org.dhatim.fastexcel.Workbook(bytes, "BotFlow", "1.0")) {
      new TableExport(rows).write(workbook, words, flows, comments);
      side.forEach((name, lines) -> {
        Worksheet sheet = workbook.newWorksheet(name);
        for (int i = 0; i < lines.size(); i++) {
          line(sheet, i, lines.get(i));
        }
        looks(sheet, 0, lines.size() - 1, lines.get(0), 1);
      });
      workbook.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void write(
      org.dhatim.fastexcel.Workbook workbook,
      WordLists words,
      Collection<String> flows,
      List<CsvSheet.Comment> comments) {
    Worksheet routing = workbook.newWorksheet(SheetKind.ROUTING.sheet());
    Deque<CsvSheet.Comment> left = new ArrayDeque<>(comments);
    int at = 0;
    for (CsvSheet.Comment comment : before(left, headerLine())) {
      line(routing, at++, List.of(("#" + comment.text()).split("\t")));
    }
    final int header = at++;
    line(routing, header, headers);
    for (TableRow row : rows) {
      for (CsvSheet.Comment comment : before(left, row.place().line())) {
        line(routing, at++, List.of(("#" + comment.text()).split("\t")));
      }
      line(routing, at++, cells(row));
    }
    for (CsvSheet.Comment comment : left) {
      line(routing, at++, List.of(("#" + comment.text()).split("\t")));
    }
    looks(routing, header, at - 1, headers, 1);
    Worksheet named = workbook.newWorksheet(SheetKind.WORDS.sheet());
    List<String> columns = List.of("List", "Words");
    line(named, 0, columns);
    int below = 1;
    for (String name : words.names()) {
      line(named, below++, List.of(name, quoted(words.named(name).orElse(List.of()))));
    }
    looks(named, 0, below - 1, columns, 1);
    Worksheet lists = workbook.newWorksheet("Lists");
    lists.setVisibilityState(VisibilityState.HIDDEN);
    dropDowns(routing, header, at - 1, lists, words, flows);
  }

  private void dropDowns(
      Worksheet routing,
      int header,
      int end,
      Worksheet lists,
      WordLists words,
      Collection<String> flows) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    values.put(Columns.FLOW, List.copyOf(flows));
    values.put(Columns.CHANNEL, Channel.friendlyNames());
    values.put("Says", ColumnWords.lists(words));
    values.put(Columns.DURING, ColumnWords.during());
    values.put(Columns.HAPPENED, ColumnWords.kinds());
    values.put(Columns.CUSTOMER, Customer.WORDS);
    values.put(Columns.ACTIVE, ColumnWords.ACTIVE);
    int column = 0;
    for (Map.Entry<String, List<String>> one : values.entrySet()) {
      Range range = column(lists, column++, one.getKey(), one.getValue());
      for (int i = 0; i < headers.size(); i++) {
        if (headers.get(i).equalsIgnoreCase(one.getKey())) {
          // Other texts stay allowed, since a cell can say more than one name.
          routing
              .range(header + 1, i, end + SPARE_ROWS, i)
              .validateWithList(range)
              .showErrorMessage(false);
        }
      }
    }
  }

  /** A header that stays in sight and can be filtered by, and columns as wide as what stands in them needs. */
  private static void looks(
      Worksheet sheet, int header, int last, List<String> headers, int fixedColumns) {
    sheet.freezePane(fixedColumns, header + 1);
    if (!headers.isEmpty()) {
      sheet.setAutoFilter(header, 0, Math.max(header, last), headers.size() - 1);
      sheet.range(header, 0, header, headers.size() - 1).style().bold().set();
    }
    for (int i = 0; i < headers.size(); i++) {
      sheet.width(i, Math.min(WIDEST, Math.max(NARROWEST, headers.get(i).length() + 4)));
    }
  }

  private static String quoted(List<String> words) {
    List<String> quoted = new ArrayList<>();
    for (String word : words) {
      boolean plain = word.indexOf(',') < 0 && word.indexOf('"') < 0 && word.indexOf('\n') < 0;
      quoted.add(plain ? word : '"' + word.replace("\"", "\"\"") + '"');
    }
    return String.join(", ", quoted);
  }

  private static void line(Worksheet sheet, int row, List<String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      if (!cells.get(i).isEmpty()) {
        sheet.value(row, i, cells.get(i));
      }
    }
  }

  private static Range column(Worksheet lists, int column, String header, List<String> values) {
    lists.value(0, column, header);
    for (int i = 0; i < values.size(); i++) {
      lists.value(i + 1, column, values.get(i));
    }
    return lists.range(1, column, Math.max(1, values.size()), column);
  }
}
