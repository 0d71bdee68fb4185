package dev.botflow.authoring.io;

import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.event.Channel;
import dev.botflow.scenario.ScenarioValues;
import dev.botflow.yaml.YamlNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The value of a given fact. Without quotes {@code true}, {@code false}, {@code null} and numbers are what they are in
 * JSON; anything else is the text as written, {@code 0612} and {@code +32470123456} too.
 *
 * @param file the file it stands in
 * @param name the fact's name
 * @param findings where what is wrong is added
 */
record GivenValue(String file, String name, YamlNode node, Findings findings) {
  /** The value as variables have it; null for null. */
  @Nullable
  Object plain() {
    return plain(node);
  }

  boolean truth() {
    Object value = plain();
    if (value instanceof Boolean truth) {
      return truth;
    }
    refuse("expected true or false, but was " + node.found());
    return false;
  }

  int count() {
    if (plain() instanceof BigDecimal number
        && number.scale() <= 0
        && number.signum() >= 0
        && number.precision() <= 9) {
      return number.intValueExact();
    }
    refuse("expected a whole number such as 2, but was " + node.found());
    return 0;
  }

  @Nullable
  String text() {
    if (node instanceof YamlNode.Scalar scalar) {
      return plain() == null ? null : scalar.text();
    }
    refuse("expected a text, but was " + node.found());
    return null;
  }

  /** The members of a list; a single text is a list of one. */
  List<Object> list() {
    List<Object> list = new ArrayList<>();
    for (YamlNode item : node instanceof YamlNode.Sequence items ? items.items() : List.of(node)) {
      if (item instanceof YamlNode.Scalar scalar && plain(scalar) != null) {
        list.add(scalar.text());
      } else if (!(item instanceof YamlNode.Scalar)) {
        refuse("expected a list of texts, but was " + item.found());
      }
    }
    return list;
  }

  /** The channels of a list; none for a single value. */
  List<Channel> channels() {
    List<Channel> channels = new ArrayList<>();
    if (node instanceof YamlNode.Sequence) {
      for (Object word : list()) {
        channels.addAll(
            Channel.meantBy(word.toString()).orElseGet(() -> List.of(Channel.of(word.toString()))));
      }
    }
    return channels;
  }

  /** The members of a map, each under its whole name. */
  List<GivenValue> members() {
    List<GivenValue> members = new ArrayList<>();
    if (node instanceof YamlNode.Mapping map) {
      map.entries()
          .forEach((key, entry) ->
              members.add(new GivenValue(file, name + "." + key, entry.value(), findings)));
    } else {
      refuse("expected a map of facts, but was " + node.found());
    }
    return members;
  }

  void refuse(String sentence) {
    findings.error("unreadable-given", Place.of(file, node.line()), name + ": " + sentence);
  }

  private static @Nullable Object plain(YamlNode node) {
    if (node instanceof YamlNode.Sequence sequence) {
      List<Object> list = new ArrayList<>();
      for (YamlNode item : sequence.items()) {
        Object value = plain(item);
        if (value != null) {
          list.add(value);
        }
      }
      return list;
    }
    if (node instanceof YamlNode.Mapping mapping) {
      Map<String, Object> map = new LinkedHashMap<>();
      mapping.entries().forEach((key, entry) -> {
        Object value = plain(entry.value());
        if (value != null) {
          map.put(key, value);
        }
      });
      return map;
    }
    return scalar((YamlNode.Scalar) node);
  }

  private static @Nullable Object scalar(YamlNode.Scalar scalar) {
    boolean nothing =
        !scalar.quoted() && (scalar.text().equals("null") || scalar.text().isEmpty());
    return nothing ? null : ScenarioValues.of(scalar);
  }
}
