package dev.botflow.scenario;

import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.sheet.Sheet;
import dev.botflow.text.Blanks;
import dev.botflow.yaml.YamlNode;
import dev.botflow.yaml.YamlNode.Mapping.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of a table of scenarios, each as the turn the YAML form has. */
final class ScenarioRows {
  private static final List<String> STATES =
      List.of("handled", "ignored", "suppressed", "unsupported", "failed", "duplicate");
  private static final Map<String, String> STATE_WORDS = stateWords();
  private static final String NOTHING = "nothing";
  private static final String EXPECTED_ACT =
      "expected says TEXT, taps CHOICE, event NAME, receives FILE or after 30m, but was ";

  private final String file;
  private final Map<String, Integer> columns;
  private final Findings findings;

  /** @param columns the columns that are there, each with its index from 0 */
  ScenarioRows(String file, Map<String, Integer> columns, Findings findings) {
    this.file = file;
    this.columns = columns;
    this.findings = findings;
  }

  /** A cell; an empty text where there is none. */
  String cell(Sheet.Row row, String column) {
    int index = columns.getOrDefault(column, -1);
    return index < 0 ? "" : row.cell(index).replace("\r\n", "\n");
  }

  /**
   * The row as a turn.
   *
   * @param channel the channel it goes on on; null if it stays
   */
  YamlNode turn(Sheet.Row row, @Nullable String channel) {
    Map<String, Entry> turn = new LinkedHashMap<>();
    if (channel != null) {
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

  /** {@code says hi}, {@code taps track}, {@code event agent_left}, {@code receives FILE}, {@code after 30m}; after may stand before another. */
  private void act(Map<String, Entry> turn, Sheet.Row row) {
    String rest = cell(row, "User does");
    if (first(rest).equals("after")) {
      String[] words = rest.split("[\\s\\p{Z}]+", 3);
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
    String value = Blanks.strip(rest.substring(first(rest).length()));
    switch (value.isEmpty() ? "" : first(rest)) {
      case "says" -> put(turn, "user", scalar(unquoted(value), row), row);
      case "taps" -> put(turn, "tap", scalar(value, row), row);
      case "event" -> event(turn, value, row);
      case "receives" -> put(turn, "receives", scalar(value, row), row);
      default ->
        findings.error(
            "unreadable",
            Place.of(file, row.line()).row(null, "User does"),
            EXPECTED_ACT + "\"" + rest + "\"");
    }
  }

  private static void event(Map<String, Entry> turn, String written, Sheet.Row row) {
    WrittenEvent.Parts event = WrittenEvent.parts(written);
    put(turn, "event", scalar(event.name(), row), row);
    if (!event.values().isEmpty()) {
      Map<String, Entry> with = new LinkedHashMap<>();
      event.values().forEach((name, value) -> put(with, name, scalar(value, row), row));
      put(turn, "with", new YamlNode.Mapping(with, row.line()), row);
    }
  }

  /** {@code waiting welcome.topic, attempt 1}, {@code handover orders}, {@code called shop.findOrder} or an outcome. */
  private void states(Map<String, Entry> expect, Sheet.Row row) {
    for (String state : parts(cell(row, "Expect state"), ",")) {
      String word = first(state);
      String value = Blanks.strip(state.substring(word.length()));
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

  /** {@code name=value}, several with commas. */
  YamlNode pairs(Sheet.Row row, String column) {
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

  private static String first(String text) {
    int end = 0;
    while (end < text.length() && !Blanks.isBlank(text.charAt(end))) {
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
      if (!Blanks.strip(text.substring(from, end)).isEmpty()) {
        parts.add(Blanks.strip(text.substring(from, end)));
      }
      from = end + separator.length();
    }
    return parts;
  }

  static YamlNode texts(String text, String separator, Sheet.Row row) {
    List<YamlNode> items = new ArrayList<>();
    parts(text, separator).forEach(part -> items.add(scalar(part, row)));
    return new YamlNode.Sequence(items, row.line());
  }

  static YamlNode scalar(String text, Sheet.Row row) {
    return new YamlNode.Scalar(text, false, row.line());
  }

  static void put(Map<String, Entry> map, String key, YamlNode value, Sheet.Row row) {
    map.put(key, new Entry(row.line(), value));
  }
}
