package dev.botflow.table.sheet;

import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.sheet.Sheet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tables of one bot, wherever they stand: in CSV files of its folder or in the sheets of its workbook. For one load, by
 * one thread.
 */
public final class BotSheets {
  /** The workbook in the bot's folder. */
  public static final String WORKBOOK = "bot.xlsx";

  private static final String DECISIONS = "decisions/";
  private static final String CSV = ".csv";
  private static final List<String> NO_ROUTING = List.of(
      SheetKind.WORDS.file(),
      SheetKind.HOURS.file(),
      SheetKind.TEXTS.file(),
      SheetKind.FLOWS.file());

  private final Map<String, byte[]> files;
  private final Findings findings;
  private final @Nullable Workbook workbook;

  /**
   * @param files the files of the bot's folder by their path in it, in the order of their names
   * @param findings where everything that cannot be read is reported
   */
  public BotSheets(Map<String, byte[]> files, Findings findings) {
    this.files = files;
    this.findings = findings;
    byte[] content = files.get(WORKBOOK);
    this.workbook = content == null ? null : Workbook.read(WORKBOOK, content, findings);
  }

  /** A table of scenarios, in a CSV file or in the workbook; empty if there is none, or if it cannot be read. */
  public static Optional<Sheet> scenarios(String file, byte[] content, Findings findings) {
    return file.endsWith(CSV)
        ? CsvSheet.read(file, content, SheetKind.SCENARIOS, findings)
        : Workbook.scenarios(file, content, findings);
  }

  /** The table a bot has once, as a sheet or as a file; empty if it has none, or if it cannot be read. */
  public Optional<Sheet> only(SheetKind kind) {
    if (workbook == null || !workbook.has(kind)) {
      return read(kind.file(), kind);
    }
    isTwice(kind.file(), kind);
    return read(WORKBOOK, kind);
  }

  /** The comment lines of the routing table, where it is one file or a sheet. */
  public List<CsvSheet.Comment> comments() {
    if (workbook != null && routes()) {
      return workbook.comments(SheetKind.ROUTING);
    }
    byte[] content = files.get(SheetKind.ROUTING.file());
    return routing().equals(List.of(SheetKind.ROUTING.file())) && content != null
        ? CsvSheet.comments(content, SheetKind.ROUTING)
        : List.of();
  }

  /** The table in a file, which may be the workbook; empty if there is none, or if it cannot be read. */
  public Optional<Sheet> read(String file, SheetKind kind) {
    if (file.equals(WORKBOOK)) {
      return workbook == null ? Optional.empty() : workbook.sheet(kind, findings);
    }
    byte[] content = files.get(file);
    return content == null ? Optional.empty() : CsvSheet.read(file, content, kind, findings);
  }

  /** The files that may hold a routing table, by name; the workbook is one of them if it has such a sheet. */
  public List<String> tables() {
    return files.keySet().stream()
        .filter(name -> name.indexOf('/') < 0)
        .filter(name ->
            name.endsWith(CSV) && !NO_ROUTING.contains(name) || name.equals(WORKBOOK) && routes())
        .toList();
  }

  /** The one that holds it where bot.yaml lists none: the workbook's sheet or {@code routing.csv}; empty if there is neither. */
  public List<String> routing() {
    String file = SheetKind.ROUTING.file();
    if (routes()) {
      isTwice(file, SheetKind.ROUTING);
      return List.of(WORKBOOK);
    }
    return files.containsKey(file) ? List.of(file) : List.of();
  }

  private boolean routes() {
    return workbook != null && workbook.has(SheetKind.ROUTING);
  }

  /** The names of the workbook's sheets as they stand in it; empty if there is no workbook that can be read. */
  public List<String> sheetNames() {
    return workbook == null ? List.of() : workbook.names();
  }

  /** The names of the decision tables that stand in files of their own, as {@code decide} steps call them. */
  public List<String> decisions() {
    return files.keySet().stream()
        .filter(file -> file.startsWith(DECISIONS) && file.endsWith(CSV))
        .map(BotSheets::decisionName)
        .toList();
  }

  /** What {@code decide} steps call the decision table in a file, such as {@code decisions/limits.csv}. */
  public static String decisionName(String file) {
    return file.substring(DECISIONS.length(), file.length() - CSV.length());
  }

  /** The decision table in the file of this name; empty if there is none, or if it cannot be read. */
  public Optional<Sheet> decision(String name) {
    return read(DECISIONS + name + CSV, SheetKind.DECISIONS);
  }

  /** True if a decision table of the workbook has a file as well, which is reported. */
  public boolean isTwice(String decision) {
    return isTwice(DECISIONS + decision + CSV, SheetKind.DECISIONS);
  }

  private boolean isTwice(String file, SheetKind kind) {
    boolean twice = files.containsKey(file);
    if (twice) {
      findings.error(
          "duplicate-file",
          Place.of(file),
          "expected these rows once, but the sheet " + kind.sheet() + " of bot.xlsx has them too");
    }
    return twice;
  }
}
