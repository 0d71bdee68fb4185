package dev.botflow.yaml;

import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.text.Durations;
import dev.botflow.text.Suggestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the keys of one YAML mapping by their expected type, reports what is wrong with place and key, and at the end
 * which keys nobody asked for.
 */
public final class Fields {
  private final YamlNode.Mapping mapping;
  private final Place place;
  private final String path;
  private final Findings findings;
  private final Style style;
  private final Set<String> asked = new LinkedHashSet<>();

  /**
   * How findings are placed and worded, which differs from file to file.
   *
   * @param ownLine true if what is missing in a mapping is reported where the mapping begins; false for where the
   *     outermost one does
   * @param found what a node of the wrong type is, as people call it
   * @param list what is expected where one text or several may stand
   */
  public record Style(boolean ownLine, Function<YamlNode, String> found, String list) {
    /** That of bots and flows. */
    static final Style STANDARD = new Style(false, Fields::describe, "expected a list of texts");
  }

  /**
   * @param path what stands before a key in a message, such as {@code handover.}; empty at the top
   */
  public Fields(YamlNode.Mapping mapping, Place place, String path, Findings findings) {
    this(mapping, place, path, findings, Style.STANDARD);
  }

  private Fields(
      YamlNode.Mapping mapping, Place place, String path, Findings findings, Style style) {
    this.mapping = mapping;
    this.place = style.ownLine() ? place.line(mapping.line()) : place;
    this.path = path;
    this.findings = findings;
    this.style = style;
  }

  /** The fields of a node that has to be a mapping; empty, and reported, if it is not. */
  public static Optional<Fields> of(YamlNode node, Place place, String path, Findings findings) {
    return of(node, place, path, findings, Style.STANDARD);
  }

  /**
   * The fields of a node that has to be a mapping; empty, and reported, if it is not.
   *
   * @param path what the mapping is called in messages, such as {@code turns[2]}; empty at the top
   */
  public static Optional<Fields> of(
      YamlNode node, Place place, String path, Findings findings, Style style) {
    if (node instanceof YamlNode.Mapping mapping) {
      return Optional.of(
          new Fields(mapping, place, path.isEmpty() ? "" : path + ".", findings, style));
    }
    findings.error(
        "unreadable",
        place.line(node.line()),
        (path.isEmpty() ? "" : path + ": ") + "expected keys with values, but was "
            + style.found().apply(node));
    return Optional.empty();
  }

  public Place place() {
    return place;
  }

  public Place at(YamlNode node) {
    return place.line(node.line());
  }

  public String path(String key) {
    return path + key;
  }

  public boolean has(String key) {
    return mapping.entries().containsKey(key);
  }

  public Set<String> keys() {
    return mapping.entries().keySet();
  }

  /** Where a key's value stands; where all of them stand if it is absent. */
  private Place at(String key) {
    YamlNode node = node(key);
    return node == null ? place : at(node);
  }

  @Nullable
  public YamlNode node(String key) {
    asked.add(key);
    YamlNode.Mapping.Entry entry = mapping.entries().get(key);
    return entry == null ? null : entry.value();
  }

  /** Text; null if absent. */
  @Nullable
  public String text(String key) {
    YamlNode node = node(key);
    if (node == null) {
      return null;
    }
    if (node instanceof YamlNode.Scalar scalar) {
      return scalar.text();
    }
    broken(key, node, "expected a text");
    return null;
  }

  /** Text without outer blanks; empty if absent or blank, and reported if blank. */
  public Optional<String> optional(String key) {
    asked.add(key);
    return has(key) ? required(key) : Optional.empty();
  }

  /** Text that has to be there and not blank; empty, and reported, if it is not. */
  public Optional<String> required(String key) {
    String text = text(key);
    if (text == null) {
      if (!has(key)) {
        findings.error("missing", place, path(key) + ": expected a value, but was missing");
      }
      return Optional.empty();
    }
    if (text.isBlank()) {
      findings.error("missing", place, path(key) + ": expected a value, but was blank");
      return Optional.empty();
    }
    return Optional.of(text.strip());
  }

  public String text(String key, String otherwise) {
    String text = text(key);
    return text == null ? otherwise : text;
  }

  @Nullable
  public Duration duration(String key) {
    String text = text(key);
    if (text == null) {
      return null;
    }
    Optional<Duration> duration = Durations.parse(text);
    if (duration.isEmpty()) {
      broken(key, text, "expected a duration such as 30s, 5m, 24h or 3d", "");
    }
    return duration.orElse(null);
  }

  public int number(String key, int otherwise, int least, int most) {
    String text = text(key);
    if (text == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, with numbers that are out of bounds.
    }
    broken(key, text, "expected a whole number from " + least + " to " + most, "");
    return otherwise;
  }

  public double decimal(String key, double least, double most) {
    Optional<String> text = required(key);
    if (text.isEmpty()) {
      return 0;
    }
    try {
      double number = Double.parseDouble(text.get());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, with numbers that are out of bounds.
    }
    broken(key, text.get(), "expected a number from " + least + " to " + most, "");
    return 0;
  }

  /** One of some words; null if absent or reported. */
  @Nullable
  public String word(String key, List<String> words) {
    String text = text(key);
    if (text == null) {
      return null;
    }
    for (String word : words) {
      if (word.equalsIgnoreCase(text.strip())) {
        return word;
      }
    }
    broken(key, text, "expected " + String.join(" or ", words), Suggestion.hint(text, words));
    return null;
  }

  /** One of some words; the other one if absent or reported. */
  public String word(String key, String otherwise, List<String> words) {
    String word = word(key, words);
    return word == null ? otherwise : word;
  }

  public boolean flag(String key, boolean otherwise) {
    return "true".equals(word(key, otherwise ? "true" : "false", List.of("true", "false")));
  }

  /** Texts; a single text counts as a list of one. */
  public List<String> texts(String key) {
    YamlNode node = node(key);
    List<String> texts = new ArrayList<>();
    if (node instanceof YamlNode.Scalar scalar) {
      texts.add(scalar.text());
    } else if (node instanceof YamlNode.Sequence sequence) {
      for (YamlNode item : sequence.items()) {
        if (item instanceof YamlNode.Scalar scalar) {
          texts.add(scalar.text());
        } else {
          broken(key, item, "expected a text");
        }
      }
    } else if (node != null) {
      broken(key, node, style.list());
    }
    return texts;
  }

  /** Keys and texts, in the order written. */
  public Map<String, String> textMap(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    YamlNode node = node(key);
    if (node instanceof YamlNode.Mapping inner) {
      inner.entries().forEach((name, entry) -> {
        if (entry.value() instanceof YamlNode.Scalar scalar) {
          texts.put(name, scalar.text());
        } else {
          broken(key + "." + name, entry.value(), "expected a text");
        }
      });
    } else if (node != null) {
      broken(key, node, "expected keys with texts");
    }
    return texts;
  }

  public List<YamlNode> items(String key) {
    YamlNode node = node(key);
    if (node instanceof YamlNode.Sequence sequence) {
      return sequence.items();
    }
    if (node != null) {
      broken(key, node, "expected a list");
    }
    return List.of();
  }

  public Optional<Fields> fields(String key) {
    YamlNode node = node(key);
    return node == null ? Optional.empty() : of(node, place, path(key), findings, style);
  }

  public void broken(String key, YamlNode node, String expected) {
    findings.error(
        "unreadable",
        at(node),
        path(key) + ": " + expected + ", but was " + style.found().apply(node));
  }

  /** @param hint a suggestion with its leading blank, or an empty text */
  public void broken(String key, String text, String expected, String hint) {
    findings.error(
        "unreadable", at(key), path(key) + ": " + expected + ", but was \"" + text + "\"" + hint);
  }

  public void error(String code, String message) {
    findings.error(code, place, message);
  }

  /** An error about the mapping itself, by what it is called. */
  public void errorOfAll(String code, String message) {
    String name = path.isEmpty() ? "" : path.substring(0, path.length() - 1) + ": ";
    findings.error(code, place, name + message);
  }

  public void warning(String code, String key, String message) {
    findings.warning(code, at(key), path(key) + ": " + message);
  }

  Findings findings() {
    return findings;
  }

  /** Marks keys as known to somebody else. */
  public void known(List<String> keys) {
    asked.addAll(keys);
  }

  /** The keys nobody asked for yet, which are known from here on. */
  public Map<String, YamlNode> others() {
    Map<String, YamlNode> others = new LinkedHashMap<>();
    mapping.entries().forEach((key, entry) -> {
      if (asked.add(key)) {
        others.put(key, entry.value());
      }
    });
    return others;
  }

  /** Reports every key nobody asked for. */
  public void finish() {
    finish(List.of());
  }

  /** Reports every key nobody asked for, but for some others. */
  public void finish(List<String> others) {
    Set<String> known = new LinkedHashSet<>(asked);
    known.addAll(others);
    mapping.entries().forEach((key, entry) -> {
      if (!known.contains(key)) {
        findings.error(
            "unknown-key",
            place.line(entry.keyLine()),
            path(key) + ": expected one of " + String.join(", ", known) + ", but was \"" + key
                + "\"" + Suggestion.hint(key, known));
      }
    });
  }

  static String describe(YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar) {
      return "\""
          + (scalar.text().length() > 60 ? scalar.text().substring(0, 60) + "…" : scalar.text())
          + "\"";
    }
    return node instanceof YamlNode.Sequence ? "a list" : "keys with values";
  }
}
