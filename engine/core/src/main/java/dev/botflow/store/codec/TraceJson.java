package dev.botflow.store.codec;

import dev.botflow.json.JsonIn;
import dev.botflow.json.JsonOut;
import dev.botflow.message.OutboundJson;
import dev.botflow.session.Trace;
import dev.botflow.session.TraceEntry;
import dev.botflow.session.TurnRecord;
import dev.botflow.session.TurnTexts;
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
    return JsonOut.write("trace", json -> {
      json.number("v", VERSION)
          .list(
              "entries",
              trace.entries(),
              (item, entry) ->
                  item.text("what", entry.what()).values("details", plainMap(entry.details())));
      TurnRecord record = trace.record();
      if (record != null) {
        json.object("turn", turn -> RecordFields.write(turn, record, plainMap(record.facts())));
      }
    });
  }

  /**
   * The trace written here, without what was said; its numbers are {@code BigDecimal}.
   *
   * @throws dev.botflow.error.BotFlowException if this is no trace of a version known here
   */
  public static Trace read(String text) {
    JsonIn json = JsonIn.read("trace", text, VERSION);
    JsonIn turn = json.objectOrNull("turn");
    return new Trace(
        json.list("entries", item -> TraceEntry.of(item.text("what"), item.values("details"))),
        turn == null ? null : RecordFields.read(turn),
        null);
  }

  /** What was said in a turn, apart from its trace, since it goes earlier. */
  public static String writeTexts(TurnTexts texts) {
    return JsonOut.write(
        "texts",
        json -> json.number("v", VERSION)
            .time("until", texts.until())
            .text("said", texts.said())
            .list(
                "messages",
                texts.messages(),
                (item, message) -> item.text("json", OutboundJson.write(message))));
  }

  /** @throws dev.botflow.error.BotFlowException if these are no texts of a version known here */
  public static TurnTexts readTexts(String text) {
    JsonIn json = JsonIn.read("texts", text, VERSION);
    return new TurnTexts(
        json.time("until"),
        json.textOrNull("said"),
        json.list("messages", item -> OutboundJson.readOutgoing(item.text("json"))));
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
