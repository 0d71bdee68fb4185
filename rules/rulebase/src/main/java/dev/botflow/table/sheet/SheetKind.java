package dev.botflow.table.sheet;

import java.util.Locale;

/** The tables a bot has: each but Flows is a sheet of its workbook, or CSV files in its folder. */
public enum SheetKind {
  ROUTING("Routing", Columns.RULE),
  WORDS("Words", "List"),
  HOURS("Hours", "Name"),
  DECISIONS("Decisions", Columns.RULE),
  TEXTS("Texts", "Key"),
  SCENARIOS("Scenarios", "Scenario"),
  /** Flows that live in the host; a file only, since a workbook's sheet of this name is a generated list. */
  FLOWS("Flows", "Name");

  private final String sheet;
  private final String header;

  SheetKind(String sheet, String header) {
    this.sheet = sheet;
    this.header = header;
  }

  /** The sheet's name in a workbook. */
  public String sheet() {
    return sheet;
  }

  /** The column that tells the header row. */
  public String header() {
    return header;
  }

  /** The CSV file in the bot's folder that holds the same table, such as {@code words.csv}. */
  public String file() {
    return sheet.toLowerCase(Locale.ROOT) + ".csv";
  }
}
