package dev.botflow.runtime;

import dev.botflow.error.BotFlowException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings what a host hands over into the form variables have: String, BigDecimal, Boolean, List, Map. */
public final class PlainValues {
  private static final int MAX_DEPTH = 32;

  private PlainValues() {}

  /**
   * The value in that form; members that are null are left out, enums and times become text.
   *
   * @throws BotFlowException if it is of another type, or nested more than 32 deep
   */
  public static @Nullable Object of(@Nullable Object value) {
    return of(value, 0);
  }

  /** A map in that form. */
  public static Map<String, Object> map(Map<?, ?> values) {
    return map(values, 0);
  }

  private static @Nullable Object of(@Nullable Object value, int depth) {
    if (depth > MAX_DEPTH) {
      throw new BotFlowException("value: expected at most " + MAX_DEPTH + " levels, but was more");
    }
    if (value == null
        || value instanceof String
        || value instanceof Boolean
        || value instanceof BigDecimal) {
      return value;
    }
    if (value instanceof Number || value instanceof CharSequence) {
      return value instanceof Number ? new BigDecimal(value.toString()) : value.toString();
    }
    if (value instanceof Enum<?> || value instanceof java.time.temporal.TemporalAccessor) {
      return value.toString();
    }
    if (value instanceof Map<?, ?> map) {
      return map(map, depth);
    }
    if (value instanceof Iterable<?> members) {
      List<Object> list = new ArrayList<>();
      for (Object member : members) {
        Object plain = of(member, depth + 1);
        if (plain != null) {
          list.add(plain);
        }
      }
      return list;
    }
    throw new BotFlowException("value: expected text, number, true or false, list or map, but was "
        + value.getClass().getName());
  }

  private static Map<String, Object> map(Map<?, ?> values, int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    values.forEach((key, member) -> {
      Object plain = of(member, depth + 1);
      if (plain != null) {
        map.put(String.valueOf(key), plain);
      }
    });
    return map;
  }
}
