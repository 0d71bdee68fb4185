package dev.botflow.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.botflow.error.BotFlowException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads one object of the engine's own JSON, as {@link JsonOut} wrote it. Numbers among values keep their scale, maps
 * their order. Limits: {@value #MAX_DOCUMENT} characters in all, {@value #MAX_TEXT} a text, {@value #MAX_NAME} a name,
 * {@value #MAX_NUMBER} a number, depth {@value #MAX_DEPTH}; no name twice. Every method throws a
 * {@link BotFlowException} that names the place and the kind of what it found there, never the value.
 */
public final class JsonIn {
  static final int MAX_DOCUMENT = 16 * 1024 * 1024;
  static final int MAX_TEXT = 1024 * 1024;
  static final int MAX_NAME = 64 * 1024;
  static final int MAX_NUMBER = 1_000;
  static final int MAX_DEPTH = 150;
  // Less than the whole, since values lie inside frames, runs and sessions.
  static final int MAX_VALUE_DEPTH = 100;

  private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder()
              .maxDocumentLength(MAX_DOCUMENT)
              .maxStringLength(MAX_TEXT)
              .maxNameLength(MAX_NAME)
              .maxNumberLength(MAX_NUMBER)
              .maxNestingDepth(MAX_DEPTH)
              .build())
          .build())
      .enable(
          DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
          DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
          DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
      .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
      .build();

  private final JsonNode node;
  private final @Nullable JsonIn parent;
  private final String name;

  private JsonIn(JsonNode node, @Nullable JsonIn parent, String name) {
    this.node = node;
    this.parent = parent;
    this.name = name;
  }

  /**
   * Reads an object of a known version.
   *
   * @param what a word for it, for error messages, such as {@code session}
   * @param version the only value of its field {@code v} that is understood
   */
  public static JsonIn read(String what, String text, int version) {
    JsonNode node;
    try {
      node = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      // Without its cause, whose message repeats the text.
      throw new BotFlowException(what
          + ": expected a JSON object within the limits, but it is broken at line "
          + e.getLocation().getLineNr()
          + ", column "
          + e.getLocation().getColumnNr());
    }
    JsonIn json = new JsonIn(node, null, what);
    if (!node.isObject()) {
      throw new BotFlowException(what + ": expected a JSON object, but was " + kind(node));
    }
    long found = json.number("v");
    if (found != version) {
      throw new BotFlowException(
          what + ": v: expected version " + version + " of this format, but was " + found);
    }
    return json;
  }

  /**
   * Reads all of an object, of whatever version: text, {@link BigDecimal}, true or false, lists and maps.
   *
   * @param what a word for it, for error messages
   */
  public static Map<String, Object> values(String what, String text) {
    JsonNode node;
    try {
      node = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new BotFlowException(what + ": expected a JSON object within the limits");
    }
    if (!node.isObject()) {
      throw new BotFlowException(what + ": expected a JSON object, but was " + kind(node));
    }
    return new JsonIn(node, null, what).all();
  }

  public String text(String field) {
    JsonNode found = node.path(field);
    if (!found.isTextual()) {
      throw broken(field, "text", kind(found));
    }
    return found.textValue();
  }

  /** True if the field is there and not null. */
  public boolean has(String field) {
    return node.hasNonNull(field);
  }

  public @Nullable String textOrNull(String field) {
    return node.has(field) ? text(field) : null;
  }

  public long number(String field) {
    JsonNode found = node.path(field);
    if (!found.isIntegralNumber() || !found.canConvertToLong()) {
      throw broken(field, "a whole number", kind(found));
    }
    return found.longValue();
  }

  public int smallNumber(String field) {
    long found = number(field);
    if (found != (int) found) {
      throw broken(field, "a number of at most 32 bits", "a greater one");
    }
    return (int) found;
  }

  public double decimal(String field) {
    JsonNode found = node.path(field);
    if (!found.isNumber()) {
      throw broken(field, "a number", kind(found));
    }
    return found.decimalValue().doubleValue();
  }

  public boolean flag(String field) {
    JsonNode found = node.path(field);
    if (!found.isBoolean()) {
      throw broken(field, "true or false", kind(found));
    }
    return found.booleanValue();
  }

  public Instant time(String field) {
    return parsed(field, Instant::parse, "a time such as 2026-01-05T09:00:00Z");
  }

  public @Nullable Instant timeOrNull(String field) {
    return node.has(field) ? time(field) : null;
  }

  public Duration duration(String field) {
    return parsed(field, Duration::parse, "a duration such as PT30S");
  }

  public <E extends Enum<E>> E word(String field, Class<E> type) {
    String found = text(field);
    List<String> words = new ArrayList<>();
    for (E one : type.getEnumConstants()) {
      String word = one.name().toLowerCase(Locale.ROOT);
      if (word.equals(found)) {
        return one;
      }
      words.add(word);
    }
    throw unknown(field, String.join(", ", words));
  }

  public JsonIn object(String field) {
    JsonNode found = node.path(field);
    if (!found.isObject()) {
      throw broken(field, "an object", kind(found));
    }
    return new JsonIn(found, this, field);
  }

  public @Nullable JsonIn objectOrNull(String field) {
    return node.has(field) ? object(field) : null;
  }

  /** The objects of a list, each read. */
  public <T> List<T> list(String field, Function<JsonIn, T> reading) {
    JsonNode found = array(field);
    List<T> items = new ArrayList<>(found.size());
    for (JsonNode item : found) {
      JsonIn one = new JsonIn(item, this, field + "[" + items.size() + "]");
      if (!item.isObject()) {
        throw one.broken("an object", kind(item));
      }
      items.add(reading.apply(one));
    }
    return items;
  }

  /** The same, with at least one object in it. */
  public <T> List<T> someOf(String field, Function<JsonIn, T> reading) {
    List<T> items = list(field, reading);
    if (items.isEmpty()) {
      throw broken(field, "at least 1", "0");
    }
    return items;
  }

  /** A map of text, {@link BigDecimal}, true or false, lists and maps of these. */
  public Map<String, Object> values(String field) {
    return object(field).all();
  }

  /** A map of text. */
  public Map<String, String> texts(String field) {
    return mapped(field, JsonIn::text);
  }

  /** A map whose fields are all read in one way. */
  public <T> Map<String, T> mapped(String field, Reading<T> reading) {
    JsonIn map = object(field);
    Map<String, T> all = new LinkedHashMap<>();
    map.node.fieldNames().forEachRemaining(key -> all.put(key, reading.read(map, key)));
    return all;
  }

  /** What to throw for a word that is none of those known. */
  public BotFlowException unknown(String field, String known) {
    String found = text(field);
    return broken(field, known, "\"" + found.substring(0, Math.min(found.length(), 40)) + "\"");
  }

  /** What to throw for a field that holds something else than expected. */
  public BotFlowException broken(String field, String expected, String found) {
    return new BotFlowException(
        place() + ": " + field + ": expected " + expected + ", but was " + found);
  }

  private BotFlowException broken(String expected, String found) {
    return new BotFlowException(place() + ": expected " + expected + ", but was " + found);
  }

  private String place() {
    if (parent == null) {
      return name;
    }
    return parent.place() + (parent.parent == null ? ": " : ".") + name;
  }

  private Map<String, Object> all() {
    Map<String, Object> values = new LinkedHashMap<>();
    node.properties()
        .forEach(field -> values.put(field.getKey(), value(field.getKey(), field.getValue())));
    return values;
  }

  private Object value(String field, JsonNode found) {
    if (found.isTextual()) {
      return found.textValue();
    }
    if (found.isNumber()) {
      return found.decimalValue();
    }
    if (found.isBoolean()) {
      return found.booleanValue();
    }
    if (found.isObject()) {
      return new JsonIn(found, this, field).all();
    }
    if (found.isArray()) {
      List<Object> items = new ArrayList<>(found.size());
      found.forEach(item -> items.add(value(field + "[" + items.size() + "]", item)));
      return items;
    }
    throw broken(field, "text, a number, true or false, a list or a map", kind(found));
  }

  private JsonNode array(String field) {
    JsonNode found = node.path(field);
    if (!found.isArray()) {
      throw broken(field, "a list", kind(found));
    }
    return found;
  }

  private <T> T parsed(String field, Function<String, T> parsing, String expected) {
    String text = text(field);
    try {
      return parsing.apply(text);
    } catch (DateTimeException e) {
      throw broken(field, expected, "other text");
    }
  }

  private static String kind(JsonNode found) {
    return switch (found.getNodeType()) {
      case STRING -> "text";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      case NULL -> "null";
      default -> "absent";
    };
  }

  /** Reads one field of an object. */
  public interface Reading<T> {
    T read(JsonIn json, String field);
  }
}
