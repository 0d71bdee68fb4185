package dev.botflow.scenario;

import dev.botflow.error.Findings;
import dev.botflow.text.SheetRow;
import java.util.List;

/** Reads the sheet Scenarios of a workbook: what knows spreadsheets is handed in. */
@FunctionalInterface
public interface ScenarioSheet {

  /** The name of the sheet. */
  String NAME = "Scenarios";

  /**
   * The rows of the sheet.
   *
   * @param file the workbook's path in the bot's folder
   * @param content its bytes
   * @param findings told which cells cannot be read; those are left empty
   * @return all rows in order; empty if there is no such sheet
   */
  List<SheetRow> rows(String file, byte[] content, Findings findings);
}
