package dev.botflow.table.read;

import dev.botflow.error.Findings;
import dev.botflow.flow.Flow;
import dev.botflow.flow.HostStep;
import dev.botflow.sheet.Sheet;
import dev.botflow.table.sheet.CommaList;
import dev.botflow.table.sheet.NamedRows;
import dev.botflow.text.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code flows.csv}: the flows that live in the host, by name. */
public final class HostFlowsReader {
  private static final String DESCRIPTION = "Description";
  private static final String LEGAL = "Legal";
  private static final String RETURNS = "Returns";
  private static final String TIMEOUT = "Timeout";

  /** The columns it must have. */
  public static final List<String> REQUIRED = List.of("Name", DESCRIPTION);

  /** The columns it may have. */
  public static final List<String> OPTIONAL = List.of(LEGAL, RETURNS, TIMEOUT);

  private HostFlowsReader() {}

  /** Reads {@code Name,Description} and optionally {@code Legal}, {@code Returns} and {@code Timeout}. */
  public static List<Flow> read(Sheet sheet, Findings findings) {
    Optional<NamedRows> table = NamedRows.read(sheet, REQUIRED, OPTIONAL, findings);
    List<Flow> flows = new ArrayList<>();
    table.ifPresent(rows -> {
      for (NamedRows.Named row : rows.rows()) {
        sheet.refuseLonger(row.row(), row.at(), findings);
        flows.add(HostStep.flow(
            row.name(),
            rows.cell(row, DESCRIPTION),
            legal(row, rows.cell(row, LEGAL), findings),
            CommaList.words(rows.cell(row, RETURNS)),
            timeout(row, rows.cell(row, TIMEOUT), findings),
            row.at().row(null, null)));
      }
    });
    return flows;
  }

  private static boolean legal(NamedRows.Named row, String text, Findings findings) {
    if (!text.isEmpty() && !RowReader.isOn(text) && !RowReader.isOff(text)) {
      findings.error(
          "unreadable-cell",
          row.place(LEGAL),
          "expected yes or no (an empty cell is no), but was \"" + text + "\"");
    }
    return RowReader.isOn(text);
  }

  private static Duration timeout(NamedRows.Named row, String text, Findings findings) {
    Optional<Duration> timeout = Durations.parse(text);
    if (!text.isEmpty() && timeout.isEmpty()) {
      findings.error(
          "unreadable-cell",
          row.place(TIMEOUT),
          "expected a time such as 10s (an empty cell is 5s), but was \"" + text + "\"");
    }
    return timeout.orElse(HostStep.DEFAULT_TIMEOUT);
  }
}
