package dev.botflow.sinch.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pulls values from JSON the way Sinch means it: {@code ""}, null and absence are the same, and a value of another type
 * than expected is stepped over. Each method stands on a value and leaves the parser at its end.
 */
final class Json {
  static final int MAX_DEPTH = 64;
  static final int MAX_STRING_CHARS = 64 * 1024;
  static final int MAX_NAME_CHARS = 256;
  static final int MAX_NUMBER_CHARS = 64;

  /** Bounded; {@link UniqueNames} sees to keys that stand twice. */
  static final JsonFactory FACTORY = new JsonFactoryBuilder()
      .streamReadConstraints(StreamReadConstraints.builder()
          .maxNestingDepth(MAX_DEPTH)
          .maxStringLength(MAX_STRING_CHARS)
          .maxNameLength(MAX_NAME_CHARS)
          .maxNumberLength(MAX_NUMBER_CHARS)
          .build())
      // Names come from outside: interning would keep what anybody sends.
      .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
      .build();

  private Json() {}

  /** True if an object begins here; any other value is stepped over. */
  static boolean entersObject(JsonParser in) throws IOException {
    if (in.currentToken() == JsonToken.START_OBJECT) {
      return true;
    }
    in.skipChildren();
    return false;
  }

  /** True if an array begins here; any other value is stepped over. */
  static boolean entersArray(JsonParser in) throws IOException {
    if (in.currentToken() == JsonToken.START_ARRAY) {
      return true;
    }
    in.skipChildren();
    return false;
  }

  /** Text, or a number or a truth value as text; null if absent, empty or a structure. */
  static @Nullable String text(JsonParser in) throws IOException {
    String text = textOrEmpty(in);
    return text == null || text.isEmpty() ? null : text;
  }

  /** As {@link #text}, but an empty text stays one. */
  static @Nullable String textOrEmpty(JsonParser in) throws IOException {
    JsonToken token = in.currentToken();
    if (token.isStructStart()) {
      in.skipChildren();
      return null;
    }
    return token == JsonToken.VALUE_NULL ? null : in.getText();
  }

  /** A finite number, also one written as text; null if it is none. */
  static @Nullable Double number(JsonParser in) throws IOException {
    String text = text(in);
    if (text == null || text.length() > MAX_NUMBER_CHARS) {
      return null;
    }
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? value : null;
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }

  static boolean truth(JsonParser in) throws IOException {
    return "true".equals(text(in));
  }

  static List<String> texts(JsonParser in) throws IOException {
    List<String> texts = new ArrayList<>();
    if (entersArray(in)) {
      while (in.nextToken() != JsonToken.END_ARRAY) {
        String text = text(in);
        if (text != null) {
          texts.add(text);
        }
      }
    }
    return texts;
  }

  /** An object as a map of texts, {@link BigDecimal}s, truth values, lists and maps; empty if it is none. Nulls are left out. */
  static Map<String, Object> map(JsonParser in) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    if (entersObject(in)) {
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String name = in.currentName();
        in.nextToken();
        Object value = value(in);
        if (value != null) {
          map.put(name, value);
        }
      }
    }
    return map;
  }

  private static @Nullable Object value(JsonParser in) throws IOException {
    switch (in.currentToken()) {
      case START_OBJECT:
        return map(in);
      case START_ARRAY:
        List<Object> list = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
          Object value = value(in);
          if (value != null) {
            list.add(value);
          }
        }
        return list;
      case VALUE_NULL:
        return null;
      case VALUE_TRUE:
      case VALUE_FALSE:
        return in.getBooleanValue();
      case VALUE_NUMBER_INT:
        return new BigDecimal(in.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT:
        // By double, since 1e999999999 is short to write and long to spell out.
        double number = in.getDoubleValue();
        return Double.isFinite(number) ? BigDecimal.valueOf(number) : null;
      default:
        return in.getText();
    }
  }
}
