package dev.botflow.scenario;

import dev.botflow.error.Findings;
import dev.botflow.sheet.Sheet;
import java.util.Optional;

/** Reads tables of scenarios: what knows CSV and spreadsheets is handed in. */
@FunctionalInterface
public interface ScenarioSheets {

  /**
   * The table in a file.
   *
   * @param file the path in the bot's folder, of a CSV file or of the workbook
   * @param content its bytes
   * @param findings where everything that cannot be read is reported
   * @return empty if the workbook has no such sheet, or if there is no such table in the file, which is reported
   */
  Optional<Sheet> read(String file, byte[] content, Findings findings);
}
