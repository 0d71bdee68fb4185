package dev.botflow.table.read;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.botflow.event.Channel;
import dev.botflow.table.TableRow;
import dev.botflow.table.sheet.Columns;
import dev.botflow.table.sheet.FormulaEscape;
import dev.botflow.table.sheet.SheetKind;
import dev.botflow.table.sheet.SideSheets;
import dev.botflow.text.WordLists;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.dhatim.fastexcel.Range;
import org.dhatim.fastexcel.Worksheet;

/** Writes a routing table as people open it: the cells as they were written. Read again it is the same table. */
public final class TableExport {
  private static final int SPARE_ROWS = 500;

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
    TableExport export = new TableExport(rows);
    StringWriter text = new StringWriter();
    text.write('\uFEFF');
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      csv.writeRecord(export.headers.stream().map(FormulaEscape::escaped).toList());
      for (TableRow row : rows) {
        csv.writeRecord(export.cells(row).stream().map(FormulaEscape::escaped).toList());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
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
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (org.dhatim.fastexcel.Workbook workbook =
        new org.dhatim.fastexcel.Workbook(bytes, "BotFlow", "1.0")) {
      new TableExport(rows).write(workbook, words, flows);
      side.lines().forEach((name, lines) -> {
        Worksheet sheet = workbook.newWorksheet(name);
        for (int i = 0; i < lines.size(); i++) {
          line(sheet, i, lines.get(i));
        }
      });
      workbook.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void write(
      org.dhatim.fastexcel.Workbook workbook, WordLists words, Collection<String> flows) {
    Worksheet routing = workbook.newWorksheet(SheetKind.ROUTING.sheet());
    line(routing, 0, headers);
    for (int i = 0; i < rows.size(); i++) {
      line(routing, i + 1, cells(rows.get(i)));
    }
    routing.freezePane(1, 1);
    Worksheet named = workbook.newWorksheet(SheetKind.WORDS.sheet());
    line(named, 0, List.of("List", "Words"));
    int at = 1;
    for (String name : words.names()) {
      line(named, at++, List.of(name, quoted(words.named(name).orElse(List.of()))));
    }
    Worksheet lists = workbook.newWorksheet("Lists");
    List<String> inLists = words.names().stream().map(name -> "in " + name).toList();
    List<String> durings = List.of("wait", "interrupt", "end it");
    dropDown(routing, Columns.FLOW, column(lists, 0, "Flows", List.copyOf(flows)));
    dropDown(routing, Columns.CHANNEL, column(lists, 1, "Channels", Channel.friendlyNames()));
    dropDown(routing, "Says", column(lists, 2, "Word lists", inLists));
    dropDown(routing, Columns.DURING, column(lists, 3, "During a question", durings));
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

  /** Other texts stay allowed, since a cell can say more than one name. */
  private void dropDown(Worksheet routing, String header, Range values) {
    for (int i = 0; i < headers.size(); i++) {
      if (headers.get(i).equalsIgnoreCase(header)) {
        routing
            .range(1, i, rows.size() + SPARE_ROWS, i)
            .validateWithList(values)
            .showErrorMessage(false);
      }
    }
  }
}
