package dev.botflow.scenario;

import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reports what was found in scenarios that stand in a table by the table's own words: the column instead of the key that
 * YAML has for it, and the cell where the table is a sheet.
 */
final class ScenarioCells {
  private static final Map<String, String> COLUMN_OF_KEY = columnOfKey();

  private final ScenarioTable table;

  ScenarioCells(ScenarioTable table) {
    this.table = table;
  }

  private static Map<String, String> columnOfKey() {
    Map<String, String> columns = new LinkedHashMap<>();
    List.of("scenario", "at", "contact", "session", "facts", "stub")
        .forEach(key ->
            columns.put(key, key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1)));
    columns.put("on", "Channel");
    List.of("user", "tap", "event", "receives", "after", "with")
        .forEach(key -> columns.put(key, "User does"));
    List.of("rule", "flow", "says", "saved").forEach(key -> columns.put(key, "Expect " + key));
    List.of("waiting", "attempt", "handover", "called", "decision", "state")
        .forEach(key -> columns.put(key, "Expect state"));
    return columns;
  }

  /**
   * Passes on what was found, from top to bottom; of two errors in one cell the first, since the second only follows from
   * it.
   */
  void report(List<Finding> found, Findings findings) {
    Set<Place> broken = new HashSet<>();
    found.stream()
        .map(ScenarioCells::named)
        .filter(one -> !one.isError() || one.place().column() == null || broken.add(one.place()))
        .sorted(Comparator.comparingInt(one -> one.place().line()))
        .forEach(one -> findings.add(cell(one)));
  }

  /** {@code turns[1].expect.rule: expected …} stands in the column Expect rule. */
  private static Finding named(Finding finding) {
    String message = finding.message();
    int colon = message.indexOf(": ");
    if (finding.place().column() != null || colon < 0) {
      return finding;
    }
    List<String> path = new ArrayList<>(List.of(message.substring(0, colon).split("[. ]")));
    boolean turn = path.get(0).startsWith("turns[");
    if (turn) {
      path.remove(0);
    }
    path.remove("expect");
    String column = COLUMN_OF_KEY.get(path.isEmpty() ? "user" : path.get(0));
    if (column == null || path.isEmpty() && !turn) {
      return finding;
    }
    String rest = path.size() < 2 ? "" : String.join(".", path.subList(1, path.size())) + ": ";
    return with(finding, finding.place().row(null, column), rest + message.substring(colon + 2));
  }

  private Finding cell(Finding finding) {
    Place place = finding.place();
    String address = place.column() == null ? null : table.address(place.column(), place.line());
    return address == null || !place.inSheet() || place.line() == 0
        ? finding
        : with(finding, place, "cell " + address + ": " + finding.message());
  }

  private static Finding with(Finding finding, Place place, String message) {
    return new Finding(finding.severity(), finding.code(), place, message, finding.sample());
  }
}
