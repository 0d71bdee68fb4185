package dev.botflow.session;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The details of an entry by name: written from pairs, and read one by one. */
final class TraceDetails {
  /** A long holds all numbers of so many digits. */
  private static final int MAX_DIGITS = 18;

  private final Map<String, Object> values;

  TraceDetails(Map<String, Object> values) {
    this.values = values;
  }

  /** Pairs of name and value; a pair whose value is null is left out. */
  static Map<String, Object> of(@Nullable Object... pairs) {
    Map<String, Object> details = new LinkedHashMap<>();
    for (int i = 0; i + 1 < pairs.length; i += 2) {
      Object value = pairs[i + 1];
      if (value != null) {
        details.put(String.valueOf(pairs[i]), value);
      }
    }
    return Collections.unmodifiableMap(details);
  }

  /** True if both print the same: names, their order, and values. */
  boolean printAs(Map<String, Object> printed) {
    return members(values).equals(members(printed));
  }

  /** The text; null if it is absent or something else. */
  @Nullable
  String textOrNull(String name) {
    return values.get(name) instanceof String text ? text : null;
  }

  /** The text; empty if it is absent or something else. */
  String text(String name) {
    return values.get(name) instanceof String text ? text : "";
  }

  /** The whole number; 0 if it is absent, something else or too large. */
  long number(String name) {
    return number(values.get(name)) instanceof BigDecimal number
            && number.scale() == 0
            && number.precision() <= MAX_DIGITS
        ? number.longValue()
        : 0;
  }

  /** The texts of a list; empty if it is absent or something else. */
  List<String> texts(String name) {
    return values.get(name) instanceof List<?> list
        ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }

  /** The map; empty if it is absent or something else. */
  Map<String, Object> map(String name) {
    return values.get(name) instanceof Map<?, ?> map ? copy(map) : Map.of();
  }

  /** The maps of a list; empty if it is absent or something else. */
  List<TraceDetails> maps(String name) {
    List<TraceDetails> maps = new ArrayList<>();
    if (values.get(name) instanceof List<?> list) {
      for (Object member : list) {
        if (member instanceof Map<?, ?> map) {
          maps.add(new TraceDetails(copy(map)));
        }
      }
    }
    return maps;
  }

  private static Map<String, Object> copy(Map<?, ?> map) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((name, value) -> {
      if (value != null) {
        copy.put(String.valueOf(name), value);
      }
    });
    return copy;
  }

  private static List<Object> members(Map<?, ?> map) {
    List<Object> members = new ArrayList<>();
    map.forEach((name, value) -> members.add(Arrays.asList(name, shown(value))));
    return members;
  }

  private static @Nullable Object shown(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return members(map);
    }
    return value instanceof List<?> list
        ? list.stream().map(TraceDetails::shown).toList()
        : number(value);
  }

  /** Whole numbers of any size as one type. */
  private static @Nullable Object number(@Nullable Object value) {
    return value instanceof Integer || value instanceof Long
        ? BigDecimal.valueOf(((Number) value).longValue())
        : value;
  }
}
