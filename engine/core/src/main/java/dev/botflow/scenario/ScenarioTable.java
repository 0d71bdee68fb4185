package dev.botflow.scenario;

import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.sheet.Sheet;
import dev.botflow.text.Suggestion;
import dev.botflow.text.TextFold;
import dev.botflow.yaml.YamlNode;
import dev.botflow.yaml.YamlNode.Mapping.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Scenarios as a table, one row a turn (rules/REFERENCE.md). The first row of a scenario names it and may say when, where and
 * with whom; the rows below it repeat the name or leave it empty. What it reads has the same shape as the YAML form, so
 * both mean the same.
 */
final class ScenarioTable {
  static final List<String> COLUMNS = List.of(
      "Scenario",
      "At",
      "Channel",
      "User does",
      "Expect rule",
      "Expect flow",
      "Expect says",
      "Expect saved",
      "Expect state",
      "Contact",
      "Session",
      "Facts",
      "Stub",
      "Tags",
      "Why");

  private final Sheet sheet;
  private final Findings findings;
  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private final ScenarioRows cells;
  private final List<YamlNode> scenarios = new ArrayList<>();

  private Map<String, Entry> scenario = new LinkedHashMap<>();
  private List<YamlNode> turns = new ArrayList<>();
  private String channel = "";
  private int begins;

  ScenarioTable(Sheet sheet, Findings findings) {
    this.sheet = sheet;
    this.findings = findings;
    this.cells = new ScenarioRows(sheet.file(), columns, findings);
  }

  /** The scenarios in the shape {@link ScenarioReader} reads. */
  YamlNode read() {
    for (int i = 0; i < sheet.headers().size(); i++) {
      header(i);
    }
    for (Sheet.Row row : sheet.rows()) {
      sheet.refuseLonger(row, Place.of(sheet.file(), row.line()), findings);
      String name = cell(row, "Scenario");
      boolean same = name.isEmpty() || name.equals(text(scenario.get("scenario")));
      if (!same || scenario.isEmpty()) {
        close();
        open(row, name);
      } else if (!cell(row, "Channel").isEmpty() && !cell(row, "Channel").equals(channel)) {
        channel = cell(row, "Channel");
      }
      boolean moves = same && !cell(row, "Channel").isEmpty();
      turns.add(cells.turn(row, moves ? channel : null));
    }
    close();
    return new YamlNode.Sequence(scenarios, sheet.line());
  }

  private void header(int index) {
    String header = sheet.headers().get(index);
    Optional<String> known = COLUMNS.stream()
        .filter(column -> TextFold.fold(column).equals(TextFold.fold(header)))
        .findFirst();
    if (header.isEmpty()) {
      sheet.refuseCellsBelow(index, findings);
    } else if (known.isEmpty()) {
      findings.error(
          "unknown-header",
          Place.of(sheet.file(), sheet.line()).row(null, header),
          "expected the header of a column, but was \"" + header + "\""
              + Suggestion.hint(header, COLUMNS));
    } else if (columns.put(known.get(), index) != null) {
      sheet.refuseSecond(index, known.get(), "column", findings);
    }
  }

  private void open(Sheet.Row row, String name) {
    begins = row.line();
    channel = cell(row, "Channel");
    ScenarioRows.put(scenario, "scenario", ScenarioRows.scalar(name, row), row);
    if (!cell(row, "At").isEmpty()) {
      ScenarioRows.put(scenario, "at", ScenarioRows.scalar(cell(row, "At"), row), row);
    }
    if (!channel.isEmpty()) {
      ScenarioRows.put(scenario, "on", ScenarioRows.texts(channel, ",", row), row);
    }
    if (!cell(row, "Tags").isEmpty()) {
      ScenarioRows.put(scenario, "tags", ScenarioRows.texts(cell(row, "Tags"), ",", row), row);
    }
    for (String column : List.of("Contact", "Session", "Facts")) {
      if (!cell(row, column).isEmpty()) {
        ScenarioRows.put(scenario, column.toLowerCase(Locale.ROOT), cells.pairs(row, column), row);
      }
    }
    if (!cell(row, "Stub").isEmpty()) {
      // In a cell as in a file: { shop.findOrder: { ok: { status: lost } } }.
      Findings found = new Findings();
      YamlNode.read(sheet.file(), cell(row, "Stub"), found)
          .ifPresent(stub -> ScenarioRows.put(scenario, "stub", on(row.line(), stub), row));
      found
          .all()
          .forEach(one -> findings.error(
              one.code(), Place.of(sheet.file(), row.line()).row(null, "Stub"), one.message()));
    }
  }

  private void close() {
    if (!scenario.isEmpty()) {
      scenario.put("turns", new Entry(begins, new YamlNode.Sequence(turns, begins)));
      scenarios.add(new YamlNode.Mapping(scenario, begins));
    }
    scenario = new LinkedHashMap<>();
    turns = new ArrayList<>();
  }

  private String cell(Sheet.Row row, String column) {
    return cells.cell(row, column);
  }

  /** The column's cell in the row on this line as a spreadsheet names it; null if the table has no such column. */
  @Nullable
  String address(String column, int line) {
    Integer index = columns.get(column);
    return index == null ? null : sheet.address(index, line);
  }

  /** The same tree, all of it in one cell. */
  private static YamlNode on(int line, YamlNode node) {
    if (node instanceof YamlNode.Mapping mapping) {
      Map<String, Entry> entries = new LinkedHashMap<>();
      mapping
          .entries()
          .forEach((key, entry) -> entries.put(key, new Entry(line, on(line, entry.value()))));
      return new YamlNode.Mapping(entries, line);
    }
    if (node instanceof YamlNode.Sequence sequence) {
      return new YamlNode.Sequence(
          sequence.items().stream().map(item -> on(line, item)).toList(), line);
    }
    YamlNode.Scalar scalar = (YamlNode.Scalar) node;
    return new YamlNode.Scalar(scalar.text(), scalar.quoted(), line);
  }

  private static String text(@Nullable Entry entry) {
    return entry != null && entry.value() instanceof YamlNode.Scalar scalar ? scalar.text() : "";
  }
}
