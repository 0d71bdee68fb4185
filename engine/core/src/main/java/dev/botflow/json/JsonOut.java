package dev.botflow.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonStreamContext;
import dev.botflow.error.BotFlowException;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one object of the engine's own JSON, field by field in the order of the calls, so that equal values give equal
 * text on every JVM. A field whose value is null is left out. What it writes, {@link JsonIn} reads: it refuses what
 * would be too long or too deep for that. Half of a surrogate pair in a text becomes U+FFFD. Belongs to one thread.
 */
public final class JsonOut {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final String what;
  private final JsonGenerator json;

  private JsonOut(String what, JsonGenerator json) {
    this.what = what;
    this.json = json;
  }

  /**
   * Writes an object.
   *
   * @param what a word for it, for error messages, such as {@code session}
   * @throws BotFlowException if a value is none that JSON keeps, too long or too deep; names its place, not the value
   */
  public static String write(String what, Consumer<JsonOut> fields) {
    StringWriter text = new StringWriter(512);
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      fields.accept(new JsonOut(what, json));
      json.writeEndObject();
    } catch (IOException e) {
      throw new BotFlowException(what + ": could not be written as JSON", e);
    }
    String written = text.toString();
    if (written.length() > JsonIn.MAX_DOCUMENT) {
      throw new BotFlowException(what + ": expected at most " + JsonIn.MAX_DOCUMENT
          + " characters of JSON, but was " + written.length());
    }
    return written;
  }

  public JsonOut text(String name, @Nullable String value) {
    return value == null ? this : field(name, () -> textValue(value));
  }

  public JsonOut number(String name, long value) {
    return field(name, () -> json.writeNumber(value));
  }

  /** The shortest decimal number that reads back as this one; not an infinity. */
  public JsonOut decimal(String name, double value) {
    return field(name, () -> {
      if (Double.isNaN(value) || Double.isInfinite(value)) {
        throw refused("a number", "none");
      }
      json.writeNumber(shortest(value));
    });
  }

  public JsonOut flag(String name, boolean value) {
    return field(name, () -> json.writeBoolean(value));
  }

  public JsonOut time(String name, @Nullable Instant value) {
    return text(name, value == null ? null : value.toString());
  }

  public JsonOut duration(String name, Duration value) {
    return text(name, value.toString());
  }

  /** A constant by its name in lower case. */
  public JsonOut word(String name, Enum<?> value) {
    return text(name, value.name().toLowerCase(Locale.ROOT));
  }

  public JsonOut object(String name, Consumer<JsonOut> fields) {
    return field(name, () -> {
      json.writeStartObject();
      fields.accept(this);
      json.writeEndObject();
    });
  }

  /** A list of objects. */
  public <T> JsonOut list(String name, List<T> items, BiConsumer<JsonOut, T> fields) {
    return field(name, () -> {
      json.writeStartArray();
      for (T item : items) {
        json.writeStartObject();
        fields.accept(this, item);
        json.writeEndObject();
      }
      json.writeEndArray();
    });
  }

  /**
   * A map of what flows and hosts keep, in its own order.
   *
   * @param values text, {@link BigDecimal}, true or false, lists and maps of these
   */
  public JsonOut values(String name, Map<String, ?> values) {
    return field(name, () -> value(values, 0));
  }

  private void value(@Nullable Object value, int depth) throws IOException {
    if (depth > JsonIn.MAX_VALUE_DEPTH) {
      throw refused(
          "at most " + JsonIn.MAX_VALUE_DEPTH + " lists and maps inside each other", "more");
    }
    if (value instanceof String text) {
      textValue(text);
    } else if (value instanceof BigDecimal number) {
      String digits = number.toString();
      checkLength(digits, JsonIn.MAX_NUMBER);
      json.writeNumber(digits);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object item : list) {
        value(item, depth + 1);
      }
      json.writeEndArray();
    } else if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        name(entry.getKey());
        value(entry.getValue(), depth + 1);
      }
      json.writeEndObject();
    } else {
      throw refused(
          "text, a BigDecimal, true or false, a list or a map",
          value == null ? "null" : value.getClass().getName());
    }
  }

  private void name(@Nullable Object key) throws IOException {
    if (!(key instanceof String name)) {
      throw refused(
          "a text as a map's key", key == null ? "null" : key.getClass().getName());
    }
    checkLength(name, JsonIn.MAX_NAME);
    if (!isWhole(name)) {
      throw refused("a map's key of whole characters", "half of a surrogate pair");
    }
    json.writeFieldName(name);
  }

  private void textValue(String text) throws IOException {
    checkLength(text, JsonIn.MAX_TEXT);
    json.writeString(whole(text));
  }

  private void checkLength(String text, int most) {
    if (text.length() > most) {
      throw refused("at most " + most + " characters", String.valueOf(text.length()));
    }
  }

  private BotFlowException refused(String expected, String found) {
    JsonStreamContext context = json.getOutputContext();
    // In a list the context still stands at the item before.
    String place = context.inArray()
        ? context.getParent().pathAsPointer() + "/"
            + (context.hasCurrentIndex() ? context.getCurrentIndex() + 1 : 0)
        : context.pathAsPointer().toString();
    return new BotFlowException(
        what + ": " + place + ": expected " + expected + ", but was " + found);
  }

  private JsonOut field(String name, Writing value) {
    try {
      json.writeFieldName(name);
      value.run();
      return this;
    } catch (IOException e) {
      throw new BotFlowException(what + ": could not be written as JSON", e);
    }
  }

  // Not Double.toString: its digits changed with Java 19.
  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    BigDecimal rounded = exact;
    for (int digits = 1; digits <= 17; digits++) {
      rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == value) {
        break;
      }
    }
    return rounded.scale() < 0 && rounded.scale() > -20 ? rounded.setScale(0) : rounded;
  }

  // Half of a surrogate pair has no UTF-8 form, and readers of JSON refuse it more and more.
  private static String whole(String text) {
    if (isWhole(text)) {
      return text;
    }
    StringBuilder whole = new StringBuilder(text.length());
    text.codePoints().forEach(point -> whole.appendCodePoint(isHalf(point) ? 0xFFFD : point));
    return whole.toString();
  }

  private static boolean isWhole(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return text.codePoints().noneMatch(JsonOut::isHalf);
      }
    }
    return true;
  }

  private static boolean isHalf(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }

  /** Something that writes. */
  private interface Writing {
    void run() throws IOException;
  }
}
