package dev.botflow.yaml;

import dev.botflow.error.Findings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A YAML file as a tree of source text and lines. No scalar is guessed a type: {@code no}, {@code on}, {@code 0612} and
 * {@code +32470123456} stay what the author wrote, and the schema of the place decides.
 */
public sealed interface YamlNode {
  /** The largest file that is read, in characters. */
  int MAX_CHARS = 1024 * 1024;

  /** How deep lists and maps may nest. */
  int MAX_DEPTH = 64;

  /** The line it begins on, counted from 1. */
  int line();

  /**
   * A text.
   *
   * @param text as written, without quotes; empty where nothing was written, as in {@code now:}
   * @param quoted true if it was in quotes or a block text
   */
  record Scalar(String text, boolean quoted, int line) implements YamlNode {}

  /** A list. */
  record Sequence(List<YamlNode> items, int line) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** A map in the order it was written. */
  record Mapping(Map<String, Entry> entries, int line) implements YamlNode {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /** A value and the line its key stands on. */
    public record Entry(int keyLine, YamlNode value) {}

    /** The value of a key. */
    public Optional<YamlNode> get(String key) {
      return Optional.ofNullable(entries.get(key)).map(Entry::value);
    }
  }

  /** What this is, for messages: {@code a list}, {@code an empty map}, or the text in quotes. */
  default String found() {
    if (this instanceof Scalar scalar) {
      return scalar.text.isEmpty() ? "empty" : "\"" + scalar.text + "\"";
    }
    if (this instanceof Mapping map) {
      return map.entries.isEmpty() ? "an empty map" : "a map";
    }
    return this instanceof Sequence list && list.items.isEmpty() ? "an empty list" : "a list";
  }

  /**
   * Reads a file's text.
   *
   * <p>Findings are {@code unreadable-yaml} (not YAML, empty, several documents, over {@value #MAX_CHARS} characters or
   * {@value #MAX_DEPTH} levels), {@code duplicate-key}, and {@code yaml-feature} for anchors, aliases, tags and keys
   * that are no text. Each has its line.
   *
   * @param file for the findings' places
   * @return empty if there is an error finding
   */
  static Optional<YamlNode> read(String file, String text, Findings findings) {
    return new YamlReader(file, findings).read(text);
  }
}
