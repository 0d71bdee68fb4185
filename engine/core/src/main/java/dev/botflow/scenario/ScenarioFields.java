package dev.botflow.scenario;

import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.text.Suggestion;
import dev.botflow.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of one mapping of a scenario, read by their expected type; at the end, which keys nobody asked for. */
final class ScenarioFields {
  private final YamlNode.Mapping mapping;
  private final Place place;
  private final String path;
  private final Findings findings;
  private final Set<String> asked = new LinkedHashSet<>();

  private ScenarioFields(YamlNode.Mapping mapping, Place place, String path, Findings findings) {
    this.mapping = mapping;
    this.place = place.line(mapping.line());
    this.path = path;
    this.findings = findings;
  }

  /**
   * The fields of a node that has to be a mapping; empty, and reported, if it is not.
   *
   * @param path what stands before a key in a message, such as {@code turns[2].}; empty at the top
   */
  static Optional<ScenarioFields> of(YamlNode node, Place place, String path, Findings findings) {
    if (node instanceof YamlNode.Mapping mapping) {
      return Optional.of(new ScenarioFields(mapping, place, path, findings));
    }
    String name = path.isEmpty() ? "" : path.substring(0, path.length() - 1) + ": ";
    findings.error(
        "unreadable",
        place.line(node.line()),
        name + "expected keys with values, but was " + node.found());
    return Optional.empty();
  }

  Place place() {
    return place;
  }

  boolean has(String key) {
    asked.add(key);
    return mapping.entries().containsKey(key);
  }

  Set<String> keys() {
    return mapping.entries().keySet();
  }

  /** The keys nobody asked for yet. */
  Map<String, YamlNode> others() {
    Map<String, YamlNode> others = new LinkedHashMap<>();
    mapping.entries().forEach((key, entry) -> {
      if (asked.add(key)) {
        others.put(key, entry.value());
      }
    });
    return others;
  }

  @Nullable
  YamlNode node(String key) {
    asked.add(key);
    return mapping.get(key).orElse(null);
  }

  /** Text; null if absent, or reported if it is none. */
  @Nullable
  String text(String key) {
    YamlNode node = node(key);
    if (node instanceof YamlNode.Scalar scalar) {
      return scalar.text();
    }
    if (node != null) {
      broken(key, node, "expected a text");
    }
    return null;
  }

  /** Text without outer blanks; empty if absent or blank, and reported if blank. */
  Optional<String> optional(String key) {
    asked.add(key);
    return has(key) ? required(key) : Optional.empty();
  }

  /** Text that has to be there and not blank. */
  Optional<String> required(String key) {
    String text = text(key);
    if (text != null && !text.isBlank()) {
      return Optional.of(text.strip());
    }
    if (text != null || !has(key)) {
      findings.error(
          "missing",
          place,
          path + key + ": expected a value, but was " + (has(key) ? "blank" : "missing"));
    }
    return Optional.empty();
  }

  /** One of some words; null if absent or reported. */
  @Nullable
  String word(String key, List<String> words) {
    String text = text(key);
    if (text == null) {
      return null;
    }
    String word = text.strip().toLowerCase(Locale.ROOT);
    if (words.contains(word)) {
      return word;
    }
    broken(key, text, "expected " + String.join(" or ", words), Suggestion.hint(word, words));
    return null;
  }

  /** Texts; a single text counts as a list of one. */
  List<String> texts(String key) {
    YamlNode node = node(key);
    List<String> texts = new ArrayList<>();
    List<YamlNode> items = node instanceof YamlNode.Sequence list
        ? list.items()
        : node == null ? List.of() : List.of(node);
    for (YamlNode item : items) {
      if (item instanceof YamlNode.Scalar scalar) {
        texts.add(scalar.text());
      } else {
        broken(key, item, "expected a text");
      }
    }
    return texts;
  }

  List<YamlNode> items(String key) {
    YamlNode node = node(key);
    if (node instanceof YamlNode.Sequence sequence) {
      return sequence.items();
    }
    if (node != null) {
      broken(key, node, "expected a list");
    }
    return List.of();
  }

  /** A mapping under this key; empty if absent or reported. */
  Optional<ScenarioFields> fields(String key) {
    YamlNode node = node(key);
    return node == null ? Optional.empty() : of(node, place, path + key + ".", findings);
  }

  void broken(String key, YamlNode node, String expected) {
    findings.error(
        "unreadable",
        place.line(node.line()),
        path + key + ": " + expected + ", but was " + node.found());
  }

  /** @param hint a suggestion with its leading blank, or an empty text */
  void broken(String key, String text, String expected, String hint) {
    findings.error(
        "unreadable",
        line(key),
        path + key + ": " + expected + ", but was \"" + text + "\"" + hint);
  }

  void error(String code, String message) {
    String at = path.isEmpty() ? "" : path.substring(0, path.length() - 1) + ": ";
    findings.error(code, place, at + message);
  }

  void warning(String code, String key, String message) {
    findings.warning(code, line(key), path + key + ": " + message);
  }

  /** The place of a key's value. */
  Place line(String key) {
    return mapping.get(key).map(node -> place.line(node.line())).orElse(place);
  }

  /** Reports every key nobody asked for. */
  void finish() {
    mapping.entries().forEach((key, entry) -> {
      if (!asked.contains(key)) {
        findings.error(
            "unknown-key",
            place.line(entry.keyLine()),
            path + key + ": expected one of " + String.join(", ", asked) + ", but was \"" + key
                + "\"" + Suggestion.hint(key, asked));
      }
    });
  }
}
