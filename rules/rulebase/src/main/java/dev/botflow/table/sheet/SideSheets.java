package dev.botflow.table.sheet;

import dev.botflow.sheet.Sheet;
import dev.botflow.text.TextFold;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The small tables beside a routing table, cell by cell as they were written, to go into a workbook with it. For one
 * export, by one thread; of a bot that was read without errors.
 */
public final class SideSheets {
  private static final String TABLE = "Table";
  private static final String EXIT = "Exit";

  private final Map<SheetKind, Sheet> sheets = new LinkedHashMap<>();
  private final Map<String, Sheet> decisions = new LinkedHashMap<>();

  /** The side sheets of a bot. */
  public static SideSheets of(BotSheets bot) {
    SideSheets side = new SideSheets();
    bot.only(SheetKind.HOURS).ifPresent(sheet -> side.sheets.put(SheetKind.HOURS, sheet));
    bot.only(SheetKind.TEXTS).ifPresent(sheet -> side.sheets.put(SheetKind.TEXTS, sheet));
    bot.read(BotSheets.WORKBOOK, SheetKind.DECISIONS)
        .ifPresent(sheet -> side.sheets.put(SheetKind.DECISIONS, sheet));
    for (String name : bot.decisions()) {
      bot.decision(name).ifPresent(sheet -> side.decisions.put(name, sheet));
    }
    return side;
  }

  /** The lines of each sheet by its name, the header first. */
  public Map<String, List<List<String>>> lines() {
    Map<String, List<List<String>>> lines = new LinkedHashMap<>();
    sheets.forEach((kind, sheet) -> {
      List<List<String>> all = new ArrayList<>();
      all.add(sheet.headers());
      sheet.rows().forEach(row -> all.add(row.cells()));
      lines.put(kind.sheet(), all);
    });
    if (!decisions.isEmpty()) {
      String name = SheetKind.DECISIONS.sheet();
      List<List<String>> own = lines.get(name);
      lines.put(name, own == null ? together() : merged(own));
    }
    return lines;
  }

  /** All decision tables in one sheet, under the variables of all of them. */
  private List<List<String>> together() {
    List<List<String>> own = new ArrayList<>();
    own.add(List.of(TABLE, Columns.RULE, EXIT));
    return merged(own);
  }

  private List<List<String>> merged(List<List<String>> own) {
    Set<String> variables = new LinkedHashSet<>(own.get(0));
    decisions
        .values()
        .forEach(sheet -> sheet.headers().stream()
            .filter(header -> !header.isEmpty() && !isFixed(header))
            .forEach(variables::add));
    List<List<String>> all = new ArrayList<>();
    all.add(List.copyOf(variables));
    all.addAll(own.subList(1, own.size()));
    decisions.forEach((name, sheet) -> sheet.rows().forEach(row -> {
      List<String> cells = new ArrayList<>();
      for (String header : variables) {
        cells.add(header.equalsIgnoreCase(TABLE) ? name : cell(sheet, row, header));
      }
      all.add(cells);
    }));
    return all;
  }

  private static boolean isFixed(String header) {
    String folded = TextFold.fold(header);
    return folded.equals("rule") || folded.equals("exit");
  }

  private static String cell(Sheet sheet, Sheet.Row row, String header) {
    for (int i = 0; i < sheet.headers().size(); i++) {
      boolean same = isFixed(header)
          ? sheet.headers().get(i).equalsIgnoreCase(header)
          : sheet.headers().get(i).equals(header);
      if (same) {
        return row.cell(i);
      }
    }
    return "";
  }
}
