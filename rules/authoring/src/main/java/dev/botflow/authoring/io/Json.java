package dev.botflow.authoring.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON as the commands print it: one object a line, keys in the order they were put, absent values as null. */
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Json() {}

  public static ObjectNode object() {
    return NODES.objectNode();
  }

  public static ArrayNode array() {
    return NODES.arrayNode();
  }

  /** JSON that was written already; it is passed on byte by byte. */
  public static RawValue raw(String json) {
    return new RawValue(json);
  }

  /** A value as variables and traces have them; anything else as its text. */
  public static JsonNode value(@Nullable Object value) {
    if (value == null) {
      return NODES.nullNode();
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode node = object();
      map.forEach((name, member) -> node.set(String.valueOf(name), value(member)));
      return node;
    }
    if (value instanceof Iterable<?> members) {
      ArrayNode node = array();
      members.forEach(member -> node.add(value(member)));
      return node;
    }
    if (value instanceof Boolean truth) {
      return NODES.booleanNode(truth);
    }
    if (value instanceof Integer || value instanceof Long) {
      return NODES.numberNode(((Number) value).longValue());
    }
    return value instanceof BigDecimal number
        ? NODES.numberNode(number)
        : NODES.textNode(value.toString());
  }

  /** The value that {@link #value} would write so; numbers are {@code BigDecimal}. */
  public static @Nullable Object plain(JsonNode node) {
    if (node.isObject()) {
      Map<String, Object> map = new LinkedHashMap<>();
      node.properties().forEach(member -> {
        Object value = plain(member.getValue());
        if (value != null) {
          map.put(member.getKey(), value);
        }
      });
      return map;
    }
    if (node.isArray()) {
      List<Object> list = new ArrayList<>();
      node.forEach(member -> {
        Object value = plain(member);
        if (value != null) {
          list.add(value);
        }
      });
      return list;
    }
    if (node.isNumber()) {
      return node.decimalValue();
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    return node.isNull() ? null : node.asText();
  }

  /** A body the engine wrote, to look into. */
  public static JsonNode read(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("the engine's own JSON cannot be broken", e);
    }
  }

  /** An object from outside; empty if the text is none. */
  public static Optional<JsonNode> parse(String text) {
    try {
      return Optional.of(MAPPER.readTree(text)).filter(JsonNode::isObject);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The object on one line. */
  public static String line(ObjectNode object) {
    try {
      return MAPPER.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new AssertionError("a tree in memory cannot fail to be written", e);
    }
  }
}
