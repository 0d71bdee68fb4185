package dev.botflow.workbench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object somebody sent; each is asked for as what it has to be, and refused in a sentence.
 *
 * @param path where it stands in the body, with a dot at its end; empty for the body
 */
record Fields(String path, JsonNode node) {

  /** True if it has the member, and not as null. */
  boolean has(String name) {
    return node.hasNonNull(name);
  }

  String text(String name) {
    return optional(name).orElseThrow(() -> refused(name, "a text", node.get(name)));
  }

  Optional<String> optional(String name) {
    JsonNode value = node.get(name);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw refused(name, "a text", value);
    }
    return Optional.of(value.asText());
  }

  long number(String name) {
    JsonNode value = node.get(name);
    if (value == null || !value.canConvertToExactIntegral() || !value.canConvertToLong()) {
      throw refused(name, "a whole number", value);
    }
    return value.longValue();
  }

  boolean truth(String name) {
    JsonNode value = node.get(name);
    if (value != null && !value.isNull() && !value.isBoolean()) {
      throw refused(name, "true or false", value);
    }
    return value != null && value.booleanValue();
  }

  /** The objects of a list. */
  List<Fields> objects(String name, int most) {
    List<Fields> items = new ArrayList<>();
    for (JsonNode item : list(name, most)) {
      String at = path + name + "[" + items.size() + "]";
      if (!item.isObject()) {
        throw new Problem(400, at + ": expected an object, but was " + shown(item));
      }
      items.add(new Fields(at + ".", item));
    }
    return items;
  }

  /** The texts of a list. */
  List<String> texts(String name, int most) {
    List<String> items = new ArrayList<>();
    for (JsonNode item : list(name, most)) {
      if (!item.isTextual()) {
        throw new Problem(
            400, path + name + "[" + items.size() + "]: expected a text, but was " + shown(item));
      }
      items.add(item.asText());
    }
    return items;
  }

  JsonNode list(String name, int most) {
    JsonNode value = node.get(name);
    if (value == null || !value.isArray()) {
      throw refused(name, "a list", value);
    }
    if (value.size() > most) {
      throw new Problem(
          413, path + name + ": expected at most " + most + ", but was " + value.size());
    }
    return value;
  }

  /** An object; empty if it is missing. */
  Optional<Fields> object(String name) {
    JsonNode value = node.get(name);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isObject()) {
      throw refused(name, "an object", value);
    }
    return Optional.of(new Fields(path + name + ".", value));
  }

  Problem refused(String name, String expected, @Nullable JsonNode found) {
    return new Problem(400, path + name + ": expected " + expected + ", but was " + shown(found));
  }

  private static String shown(@Nullable JsonNode value) {
    if (value == null || value.isMissingNode() || value.isNull()) {
      return "nothing";
    }
    if (value.isContainerNode()) {
      return value.isArray() ? "a list" : "an object";
    }
    String text = value.asText();
    return "\"" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "\"";
  }
}
