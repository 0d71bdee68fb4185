package dev.botflow.yaml;

import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.ParserException;
import org.yaml.snakeyaml.reader.ReaderException;

/** Builds the tree from the parser's events, where scalars are still text and nothing was resolved or expanded. */
final class YamlReader {
  private static final String UNREADABLE = "unreadable-yaml";
  private static final String FEATURE = "yaml-feature";

  private final String file;
  private final Findings findings;
  private boolean broken;

  YamlReader(String file, Findings findings) {
    this.file = file;
    this.findings = findings;
  }

  Optional<YamlNode> read(String text) {
    if (text.length() > YamlNode.MAX_CHARS) {
      error(
          UNREADABLE,
          0,
          "expected at most " + YamlNode.MAX_CHARS + " characters, but was " + text.length());
      return Optional.empty();
    }
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(YamlNode.MAX_DEPTH);
    options.setCodePointLimit(YamlNode.MAX_CHARS);
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    try {
      Optional<YamlNode> root =
          documents(new Yaml(options).parse(new StringReader(plain)).iterator());
      return broken ? Optional.empty() : root;
    } catch (MarkedYAMLException notYaml) {
      YamlProblem problem = YamlProblem.of(notYaml, plain);
      error(UNREADABLE, problem.line(), problem.sentence());
    } catch (ReaderException notText) {
      int line = 1
          + (int) plain
              .substring(0, Math.min(notText.getPosition(), plain.length()))
              .chars()
              .filter(c -> c == '\n')
              .count();
      error(
          UNREADABLE,
          line,
          "expected text, but was the character U+" + hex(notText.getCodePoint()));
    } catch (YAMLException notYaml) {
      error(UNREADABLE, 0, "expected YAML: " + notYaml.getMessage());
    }
    return Optional.empty();
  }

  private Optional<YamlNode> documents(Iterator<Event> events) {
    YamlNode root = null;
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof DocumentStartEvent && root != null) {
        error(UNREADABLE, line(event), "expected one document, but another begins here");
        return Optional.empty();
      }
      if (event instanceof NodeEvent) {
        root = node(event, events, 1);
      }
    }
    if (root == null
        || root instanceof YamlNode.Scalar scalar && scalar.text().isEmpty() && !scalar.quoted()) {
      error(UNREADABLE, 0, "expected a map, but the file is empty");
      return Optional.empty();
    }
    return Optional.of(root);
  }

  private YamlNode node(Event event, Iterator<Event> events, int depth) {
    refuseFeatures(event);
    if (event instanceof ScalarEvent scalar) {
      return new YamlNode.Scalar(scalar.getValue(), !scalar.isPlain(), line(event));
    }
    if (event instanceof AliasEvent) {
      return new YamlNode.Scalar("", false, line(event));
    }
    if (depth > YamlNode.MAX_DEPTH) {
      throw new ParserException(
          null,
          null,
          "it nests deeper than " + YamlNode.MAX_DEPTH + " levels",
          event.getStartMark());
    }
    return event instanceof SequenceStartEvent
        ? sequence(event, events, depth)
        : mapping(event, events, depth);
  }

  private YamlNode sequence(Event start, Iterator<Event> events, int depth) {
    List<YamlNode> items = new ArrayList<>();
    for (Event event = events.next(); !event.is(Event.ID.SequenceEnd); event = events.next()) {
      items.add(node(event, events, depth + 1));
    }
    return new YamlNode.Sequence(items, line(start));
  }

  private YamlNode mapping(Event start, Iterator<Event> events, int depth) {
    Map<String, YamlNode.Mapping.Entry> entries = new LinkedHashMap<>();
    for (Event event = events.next(); !event.is(Event.ID.MappingEnd); event = events.next()) {
      YamlNode key = node(event, events, depth + 1);
      YamlNode value = node(events.next(), events, depth + 1);
      if (!(key instanceof YamlNode.Scalar name)) {
        if (!(event instanceof AliasEvent)) {
          error(FEATURE, key.line(), "expected a text as key, but was " + key.found());
        }
        continue;
      }
      YamlNode.Mapping.Entry first =
          entries.putIfAbsent(name.text(), new YamlNode.Mapping.Entry(key.line(), value));
      if (first != null) {
        error(
            "duplicate-key",
            key.line(),
            "expected each key once, but \"" + name.text() + "\" stands on line " + first.keyLine()
                + " already");
      }
    }
    return new YamlNode.Mapping(entries, line(start));
  }

  private void refuseFeatures(Event event) {
    if (event instanceof AliasEvent alias) {
      error(FEATURE, line(event), "expected plain YAML, but was the alias *" + alias.getAnchor());
      return;
    }
    String anchor = event instanceof NodeEvent node ? node.getAnchor() : null;
    if (anchor != null) {
      error(FEATURE, line(event), "expected plain YAML, but was the anchor &" + anchor);
    }
    String tag = tag(event);
    if (tag != null) {
      error(FEATURE, line(event), "expected plain YAML, but was the tag " + tag);
    }
  }

  private static @Nullable String tag(Event event) {
    String tag = event instanceof ScalarEvent scalar
        ? scalar.getTag()
        : event instanceof CollectionStartEvent collection ? collection.getTag() : null;
    return tag != null && tag.startsWith("tag:yaml.org,2002:") ? "!!" + tag.substring(18) : tag;
  }

  private static String hex(int codePoint) {
    return String.format("%04X", codePoint);
  }

  private static int line(Event event) {
    return event.getStartMark().getLine() + 1;
  }

  private void error(String code, int line, String message) {
    broken = true;
    findings.error(code, Place.of(file, line), message);
  }
}
