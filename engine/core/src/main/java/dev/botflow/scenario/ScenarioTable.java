package dev.botflow.scenario;

import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.flow.SheetRow;
import dev.botflow.flow.Suggestion;
import dev.botflow.flow.TextFold;
import dev.botflow.flow.YamlNode;
import dev.botflow.flow.YamlNode.Mapping.Entry;
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
  private static final List<String> STATES =
      List.of("handled", "ignored", "suppressed", "unsupported", "failed", "duplicate");
  private static final Map<String, String> STATE_WORDS = stateWords();
  private static final String NOTHING = "nothing";
  private static final String EXPECTED_ACT =
      "expected says TEXT, taps CHOICE, event NAME or after 30m, but was ";

  private final String file;
  private final Findings findings;
  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private final List<YamlNode> scenarios = new ArrayList<>();

  private Map<String, Entry> scenario = new LinkedHashMap<>();
  private List<YamlNode> turns = new ArrayList<>();
  private String channel = "";
  private int begins;

  ScenarioTable(String file, Findings findings) {
    this.file = file;
    this.findings = findings;
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
      turns.add(turn(row, same && !cell(row, "Channel").isEmpty()));
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
    put(scenario, "scenario", scalar(name, row), row);
    if (!cell(row, "At").isEmpty()) {
      put(scenario, "at", scalar(cell(row, "At"), row), row);
    }
    if (!channel.isEmpty()) {
      put(scenario, "on", texts(channel, ",", row), row);
    }
    for (String column : List.of("Contact", "Session", "Facts")) {
      if (!cell(row, column).isEmpty()) {
        put(scenario, column.toLowerCase(Locale.ROOT), pairs(row, column), row);
      }
    }
    if (!cell(row, "Stub").isEmpty()) {
      // In a cell as in a file: { shop.findOrder: { ok: { status: lost } } }.
      Findings told = new Findings();
      YamlNode.read(file, cell(row, "Stub"), told)
          .ifPresent(stub -> put(scenario, "stub", on(row.line(), stub), row));
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

  private YamlNode turn(SheetRow row, boolean moves) {
    Map<String, Entry> turn = new LinkedHashMap<>();
    if (moves) {
      put(turn, "on", scalar(channel, row), row);
    }
    act(turn, row);
    Map<String, Entry> expect = new LinkedHashMap<>();
    for (String what : List.of("rule", "flow")) {
      String cell = cell(row, "Expect " + what);
      if (!cell.isEmpty()) {
        put(expect, what, scalar(cell, row), row);
      }
    }
    String says = cell(row, "Expect says");
    if (says.equalsIgnoreCase(NOTHING)) {
      put(expect, "says", new YamlNode.Sequence(List.of(), row.line()), row);
    } else if (!says.isEmpty()) {
      put(expect, "says", texts(says, says.contains("\n") ? "\n" : " | ", row), row);
    }
    if (!cell(row, "Expect saved").isEmpty()) {
      put(expect, "saved", pairs(row, "Expect saved"), row);
    }
    states(expect, row);
    if (!expect.isEmpty()) {
      put(turn, "expect", new YamlNode.Mapping(expect, row.line()), row);
    }
    return new YamlNode.Mapping(turn, row.line());
  }

  /** {@code says hi}, {@code taps track}, {@code event agent_left}, {@code after 30m}; after may stand before another. */
  private void act(Map<String, Entry> turn, SheetRow row) {
    String rest = cell(row, "User does");
    if (first(rest).equals("after")) {
      String[] words = rest.split("\\s+", 3);
      put(turn, "after", scalar(words.length > 1 ? trimmed(words[1]) : "", row), row);
      rest = words.length > 2 ? words[2].strip() : "";
    }
    if (rest.isEmpty()) {
      if (turn.get("after") == null) {
        findings.error(
            "unreadable",
            Place.of(file, row.line()).row(null, "User does"),
            EXPECTED_ACT + "blank");
      }
      return;
    }
    String value = rest.substring(first(rest).length()).strip();
    switch (value.isEmpty() ? "" : first(rest)) {
      case "says" -> put(turn, "user", scalar(unquoted(value), row), row);
      case "taps" -> put(turn, "tap", scalar(value, row), row);
      case "event" -> event(turn, value, row);
      default ->
        findings.error(
            "unreadable",
            Place.of(file, row.line()).row(null, "User does"),
            EXPECTED_ACT + "\"" + rest + "\"");
    }
  }

  private static void event(Map<String, Entry> turn, String written, SheetRow row) {
    WrittenEvent.Parts event = WrittenEvent.parts(written);
    put(turn, "event", scalar(event.name(), row), row);
    if (!event.values().isEmpty()) {
      Map<String, Entry> with = new LinkedHashMap<>();
      event.values().forEach((name, value) -> put(with, name, scalar(value, row), row));
      put(turn, "with", new YamlNode.Mapping(with, row.line()), row);
    }
  }

  /** {@code waiting welcome.topic, attempt 1}, {@code handover orders}, {@code called shop.findOrder} or an outcome. */
  private void states(Map<String, Entry> expect, SheetRow row) {
    for (String state : parts(cell(row, "Expect state"), ",")) {
      String word = first(state);
      String value = state.substring(word.length()).strip();
      String key = STATE_WORDS.get(word);
      if (key != null && !value.isEmpty()) {
        put(expect, key, scalar(value, row), row);
      } else if (STATES.contains(word) && value.isEmpty()) {
        put(expect, "state", scalar(word, row), row);
      } else {
        findings.error(
            "unreadable",
            Place.of(file, row.line()).row(null, "Expect state"),
            "expected waiting STEP, attempt NUMBER, handover QUEUE, called ACTION or one of "
                + String.join(", ", STATES) + ", but was \"" + state + "\"");
      }
    }
  }

  private static Map<String, String> stateWords() {
    Map<String, String> words = new LinkedHashMap<>();
    List.of("waiting", "attempt", "handover", "called", "decision")
        .forEach(word -> words.put(word, word));
    return words;
  }

  private YamlNode pairs(SheetRow row, String column) {
    Map<String, Entry> pairs = new LinkedHashMap<>();
    for (String part : parts(cell(row, column), ",")) {
      int equals = part.indexOf('=');
      if (equals <= 0) {
        findings.error(
            "unreadable",
            Place.of(file, row.line()).row(null, column),
            "expected name=value, several with commas, but was \"" + part + "\"");
      } else {
        put(
            pairs,
            part.substring(0, equals).strip(),
            scalar(part.substring(equals + 1).strip(), row),
            row);
      }
    }
    return new YamlNode.Mapping(pairs, row.line());
  }

  private String cell(SheetRow row, String column) {
    int index = columns.getOrDefault(column, -1);
    return index < 0 ? "" : row.cell(index);
  }

  /** The columns that are there, each with its index from 0. */
  Map<String, Integer> columns() {
    return columns;
  }

  private static String first(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) > ' ') {
      end++;
    }
    return text.substring(0, end).toLowerCase(Locale.ROOT);
  }

  private static String trimmed(String duration) {
    return duration.endsWith(",") ? duration.substring(0, duration.length() - 1) : duration;
  }

  /** Quotes keep outer blanks: {@code says " lc-000001 "}. */
  private static String unquoted(String text) {
    boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  private static List<String> parts(String text, String separator) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    while (from <= text.length()) {
      int next = text.indexOf(separator, from);
      int end = next < 0 ? text.length() : next;
      if (!text.substring(from, end).isBlank()) {
        parts.add(text.substring(from, end).strip());
      }
      from = end + separator.length();
    }
    return parts;
  }

  private static YamlNode texts(String text, String separator, SheetRow row) {
    List<YamlNode> items = new ArrayList<>();
    parts(text, separator).forEach(part -> items.add(scalar(part, row)));
    return new YamlNode.Sequence(items, row.line());
  }

  private static YamlNode scalar(String text, SheetRow row) {
    return new YamlNode.Scalar(text, false, row.line());
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

  private static void put(Map<String, Entry> map, String key, YamlNode value, SheetRow row) {
    map.put(key, new Entry(row.line(), value));
  }
}
