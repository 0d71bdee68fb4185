package dev.botflow.table.read;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.botflow.sheet.Sheet;
import dev.botflow.table.sheet.BotSheets;
import dev.botflow.table.sheet.FormulaEscape;
import dev.botflow.table.sheet.SheetKind;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The sheets of a bot's workbook as the CSV files that say the same. */
public final class WorkbookCsv {
  private WorkbookCsv() {}

  /**
   * The files by their path in the bot's folder, in UTF-8 with a byte order mark; comment rows and columns without a
   * meaning are left out.
   *
   * @param sheets of a bot whose workbook was read without errors
   */
  public static Map<String, byte[]> files(BotSheets sheets) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (SheetKind kind :
        List.of(SheetKind.ROUTING, SheetKind.WORDS, SheetKind.HOURS, SheetKind.TEXTS)) {
      sheets.read(BotSheets.WORKBOOK, kind).ifPresent(sheet -> files.put(kind.file(), csv(sheet)));
    }
    sheets
        .read(BotSheets.WORKBOOK, SheetKind.DECISIONS)
        .ifPresent(sheet -> byTable(sheet)
            .forEach((name, one) -> files.put("decisions/" + name + ".csv", csv(one))));
    return files;
  }

  /** Each decision table with the columns it uses. */
  private static Map<String, Sheet> byTable(Sheet sheet) {
    int table = sheet.index(DecisionReader.TABLE);
    Map<String, List<Sheet.Row>> rows = new LinkedHashMap<>();
    for (Sheet.Row row : sheet.rows()) {
      rows.computeIfAbsent(row.cell(table), name -> new ArrayList<>()).add(row);
    }
    Map<String, Sheet> tables = new LinkedHashMap<>();
    rows.forEach((name, own) -> tables.put(
        name,
        sheet
            .with(own)
            .keeping(IntStream.range(0, sheet.headers().size())
                .filter(column -> column != table)
                .filter(column -> own.stream().anyMatch(row -> !row.cell(column).isEmpty()))
                .boxed()
                .toList())));
    return tables;
  }

  private static byte[] csv(Sheet sheet) {
    StringWriter text = new StringWriter();
    text.write('\uFEFF');
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      csv.writeRecord(sheet.headers().stream().map(FormulaEscape::escaped).toList());
      for (Sheet.Row row : sheet.rows()) {
        // A row of a workbook ends at its last cell with a text.
        int cells = Math.max(sheet.headers().size(), row.cells().size());
        csv.writeRecord(IntStream.range(0, cells)
            .mapToObj(row::cell)
            .map(FormulaEscape::escaped)
            .toList());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
