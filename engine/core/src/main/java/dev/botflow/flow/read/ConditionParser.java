package dev.botflow.flow.read;

import dev.botflow.cell.Cell;
import dev.botflow.cell.CellBrokenException;
import dev.botflow.cell.CellParser;
import dev.botflow.cell.Condition;
import dev.botflow.cell.Identities;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.template.TemplateParser;
import dev.botflow.text.WordLists;
import dev.botflow.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code when:}. A map is "and": each key names a value, each value is a test as {@link CellParser} reads it (a
 * list of tests is "or"). A list of maps is "or". {@code not:}, {@code all:} and {@code any:} nest.
 */
public final class ConditionParser {
  private static final String CODE = "unreadable-condition";

  private final CellParser cells;
  private final Findings findings;

  /**
   * @param lists the bot's word lists, for {@code in LIST}
   * @param findings where errors go: {@code unreadable-condition}, {@code unreadable-cell} and {@code unknown-list}
   */
  public ConditionParser(WordLists lists, Findings findings) {
    this.cells = new CellParser(lists);
    this.findings = findings;
  }

  /** The condition; one that always holds if it is broken, since then the load is refused anyway. */
  public Condition parse(YamlNode when, Place place) {
    int before = findings.errorCount();
    Condition condition = condition(when, place);
    return findings.errorCount() == before ? condition : new Condition.All(List.of());
  }

  private Condition condition(YamlNode node, Place place) {
    if (node instanceof YamlNode.Mapping map && !map.entries().isEmpty()) {
      List<Condition> conditions = new ArrayList<>();
      for (Map.Entry<String, YamlNode.Mapping.Entry> entry : map.entries().entrySet()) {
        conditions.add(
            entry(entry.getKey(), entry.getValue(), place.line(entry.getValue().keyLine())));
      }
      return conditions.size() == 1 ? conditions.get(0) : new Condition.All(conditions);
    }
    if (node instanceof YamlNode.Sequence list && !list.items().isEmpty()) {
      return new Condition.Any(
          list.items().stream().map(item -> condition(item, place)).toList());
    }
    findings.error(
        CODE,
        place.line(node.line()),
        "expected a map of names and tests, or a list of such maps, but was " + node.found());
    return new Condition.All(List.of());
  }

  private Condition entry(String key, YamlNode.Mapping.Entry entry, Place place) {
    YamlNode value = entry.value();
    switch (key) {
      case "not":
        return new Condition.Not(condition(value, place));
      case "all":
        return value instanceof YamlNode.Sequence list && !list.items().isEmpty()
            ? new Condition.All(
                list.items().stream().map(item -> condition(item, place)).toList())
            : condition(value, place);
      case "any":
        if (!(value instanceof YamlNode.Sequence)) {
          findings.error(CODE, place, "any: expected a list of maps, but was " + value.found());
        }
        return condition(value, place);
      default:
        return is(key, value, place);
    }
  }

  private Condition is(String name, YamlNode value, Place place) {
    if (!TemplateParser.isName(name)) {
      findings.error(CODE, place, "expected a name, but was \"" + name + "\"");
    }
    if (value instanceof YamlNode.Scalar text) {
      return new Condition.Is(name, cell(name, text, place));
    }
    if (value instanceof YamlNode.Sequence list && !list.items().isEmpty()) {
      List<Cell> tests = new ArrayList<>();
      for (YamlNode item : list.items()) {
        if (item instanceof YamlNode.Scalar text) {
          tests.add(cell(name, text, place));
        } else {
          findings.error(
              CODE,
              place.line(item.line()),
              name + ": expected tests in the list, but was " + item.found());
        }
      }
      return new Condition.Is(name, new Cell.Either(tests));
    }
    findings.error(
        CODE,
        place,
        name + ": expected a test such as gold or at least 100, but was " + value.found());
    return new Condition.All(List.of());
  }

  private Cell cell(String name, YamlNode.Scalar text, Place place) {
    try {
      return Identities.cell(name, cells.parse(text.text(), CellParser.Kind.ANY));
    } catch (CellBrokenException broken) {
      findings.error(broken.code(), place.line(text.line()), name + ": " + broken.getMessage());
      return new Cell.IsKnown();
    }
  }
}
