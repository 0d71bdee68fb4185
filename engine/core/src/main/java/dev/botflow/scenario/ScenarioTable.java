package dev.botflow.scenario;

import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.text.SheetRow;
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
 * Scenarios as a table, one row a turn (rules/README.md). The first row of a scenario names it and may say when, where and
 * with whom; the rows below it repeat the name or leave it empty. What it reads has the same shape as the YAML form, so
 * both mean the same.
 */
final class ScenarioTable {
  private static final List<String> COLUMNS = List.of(
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
      "Why");

  private final String file;
  private final Findings findings;
  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private final ScenarioRows cells;
  private final List<YamlNode> scenarios = new ArrayList<>();

  private Map<String, Entry> scenario = new LinkedHashMap<>();
  private List<YamlNode> turns = new ArrayList<>();
  private String channel = "";
  private int begins;

  ScenarioTable(String file, Findings findings) {
    this.file = file;
    this.findings = findings;
    this.cells = new ScenarioRows(file, columns, findings);
  }

  /**
   * The scenarios in the shape {@link ScenarioReader} reads.
   *
   * @param rows the header row and what stands below it
   */
  YamlNode read(List<SheetRow> rows) {
    header(rows.get(0));
    for (SheetRow row : rows.subList(1, rows.size())) {
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
    return new YamlNode.Sequence(scenarios, rows.get(0).line());
  }

  private void header(SheetRow row) {
    for (int i = 0; i < row.cells().size(); i++) {
      String header = row.cells().get(i);
      Optional<String> known = COLUMNS.stream()
          .filter(column -> TextFold.fold(column).equals(TextFold.fold(header)))
          .findFirst();
      if (known.isPresent()) {
        columns.put(known.get(), i);
      } else if (!header.isEmpty() && !header.startsWith("_")) {
        findings.error(
            "unknown-header",
            Place.of(file, row.line()).row(null, header),
            "expected the header of a column, but was \"" + header + "\""
                + Suggestion.hint(header, COLUMNS));
      }
    }
  }

  private void open(SheetRow row, String name) {
    begins = row.line();
    channel = cell(row, "Channel");
    ScenarioRows.put(scenario, "scenario", ScenarioRows.scalar(name, row), row);
    if (!cell(row, "At").isEmpty()) {
      ScenarioRows.put(scenario, "at", ScenarioRows.scalar(cell(row, "At"), row), row);
    }
    if (!channel.isEmpty()) {
      ScenarioRows.put(scenario, "on", ScenarioRows.texts(channel, ",", row), row);
    }
    for (String column : List.of("Contact", "Session", "Facts")) {
      if (!cell(row, column).isEmpty()) {
        ScenarioRows.put(scenario, column.toLowerCase(Locale.ROOT), cells.pairs(row, column), row);
      }
    }
    if (!cell(row, "Stub").isEmpty()) {
      // In a cell as in a file: { shop.findOrder: { ok: { status: lost } } }.
      Findings told = new Findings();
      YamlNode.read(file, cell(row, "Stub"), told)
          .ifPresent(stub -> ScenarioRows.put(scenario, "stub", on(row.line(), stub), row));
      told.all()
          .forEach(one -> findings.error(
              one.code(), Place.of(file, row.line()).row(null, "Stub"), one.message()));
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

  private String cell(SheetRow row, String column) {
    return cells.cell(row, column);
  }

  /** The columns that are there, each with its index from 0. */
  Map<String, Integer> columns() {
    return columns;
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
