package dev.botflow.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.error.BotFlowException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An object of the files beside the versions, on one line. What is broken in one is named with its place. */
final class JsonLine {
  private static final JsonMapper MAPPER = JsonMapper.builder()
      .enable(
          DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
          DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
      .build();
  private static final int FORMAT = 1;

  private final JsonNode node;

  private JsonLine(JsonNode node) {
    this.node = node;
  }

  /** An object to fill. */
  static ObjectNode empty() {
    return MAPPER.createObjectNode().put("v", FORMAT);
  }

  static String write(ObjectNode object) {
    try {
      return MAPPER.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new AssertionError("a tree in memory cannot fail to be written", e);
    }
  }

  static JsonLine read(String text) {
    try {
      JsonLine line = new JsonLine(MAPPER.readTree(text));
      if (line.number("v") != FORMAT) {
        throw line.broken("v", "format " + FORMAT);
      }
      return line;
    } catch (JsonProcessingException e) {
      // Without its cause, whose message repeats the text.
      throw new BotFlowException("expected a JSON object, but it is broken at line "
          + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr());
    }
  }

  String text(String field) {
    if (!node.path(field).isTextual()) {
      throw broken(field, "text");
    }
    return node.path(field).textValue();
  }

  @Nullable
  String textOrNull(String field) {
    return node.hasNonNull(field) ? text(field) : null;
  }

  long number(String field) {
    if (!node.path(field).canConvertToLong()) {
      throw broken(field, "a whole number");
    }
    return node.path(field).longValue();
  }

  Instant time(String field) {
    try {
      return Instant.parse(text(field));
    } catch (DateTimeException e) {
      throw broken(field, "a time such as 2026-01-05T09:00:00Z");
    }
  }

  <E extends Enum<E>> E word(String field, Class<E> type) {
    String found = text(field);
    for (E one : type.getEnumConstants()) {
      if (word(one).equals(found)) {
        return one;
      }
    }
    throw broken(
        field,
        "one of "
            + String.join(
                ", ", Arrays.stream(type.getEnumConstants()).map(JsonLine::word).toList()));
  }

  static String word(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT);
  }

  Iterable<JsonNode> list(String field) {
    if (!node.path(field).isArray()) {
      throw broken(field, "a list");
    }
    return node.path(field);
  }

  JsonLine object(String field) {
    if (!node.path(field).isObject()) {
      throw broken(field, "an object");
    }
    return new JsonLine(node.path(field));
  }

  @Nullable
  JsonLine objectOrNull(String field) {
    return node.hasNonNull(field) ? object(field) : null;
  }

  private BotFlowException broken(String field, String expected) {
    return new BotFlowException(field + ": expected " + expected + ", but was "
        + (node.has(field) ? "another value" : "missing"));
  }
}
