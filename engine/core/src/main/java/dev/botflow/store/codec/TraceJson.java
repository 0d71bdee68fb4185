package dev.botflow.store.codec;

import dev.botflow.json.JsonIn;
import dev.botflow.json.JsonOut;
import dev.botflow.session.Trace;
import dev.botflow.session.TraceEntry;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Traces as stores keep them, in the engine's own versioned JSON. A trace explains a turn and never stops one: an {@code
 * Integer}, {@code Long} or {@code Double} is kept as a number, anything else that is neither text, {@code BigDecimal},
 * true or false, a list nor a map as its text, and null is left out.
 */
public final class TraceJson {
  private static final int VERSION = 1;

  private TraceJson() {}

  public static String write(Trace trace) {
    return JsonOut.write(
        "trace",
        json -> json.number("v", VERSION)
            .list(
                "entries",
                trace.entries(),
                (item, entry) ->
                    item.text("what", entry.what()).values("details", plainMap(entry.details()))));
  }

  /**
   * The trace written here; its numbers are {@code BigDecimal}.
   *
   * @throws dev.botflow.error.BotFlowException if this is no trace of a version known here
   */
  public static Trace read(String text) {
    JsonIn json = JsonIn.read("trace", text, VERSION);
    return new Trace(
        json.list("entries", item -> TraceEntry.of(item.text("what"), item.values("details"))));
  }

  private static Map<String, Object> plainMap(Map<?, ?> details) {
    Map<String, Object> plain = new LinkedHashMap<>();
    details.forEach((name, value) -> {
      if (value != null) {
        plain.put(String.valueOf(name), plain(value));
      }
    });
    return plain;
  }

  private static Object plain(Object value) {
    if (value instanceof String || value instanceof Boolean || value instanceof BigDecimal) {
      return value;
    }
    if (value instanceof Integer || value instanceof Long) {
      return BigDecimal.valueOf(((Number) value).longValue());
    }
    if (value instanceof Map<?, ?> map) {
      return plainMap(map);
    }
    if (value instanceof Collection<?> items) {
      List<Object> plain = new ArrayList<>(items.size());
      items.forEach(item -> {
        if (item != null) {
          plain.add(plain(item));
        }
      });
      return plain;
    }
    if (value instanceof Double number && Double.isFinite(number)) {
      return BigDecimal.valueOf(number);
    }
    return value.toString();
  }
}
