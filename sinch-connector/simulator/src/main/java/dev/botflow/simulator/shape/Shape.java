package dev.botflow.simulator.shape;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.simulator.SendRules;
import dev.botflow.simulator.json.ApiException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a JSON value must look like. The words of which {@link SendShapes} makes its tables; objects are
 * {@link ObjectShape}. A value that differs is refused as Sinch refuses it, with a message that names the JSON path,
 * what was expected and what was found, but never quotes free text.
 */
public interface Shape {

  /**
   * Checks the value.
   *
   * @param path where the value stands, such as {@code message.choice_message.choices[3]}
   * @throws ApiException 400 INVALID_ARGUMENT if the value differs
   */
  void check(JsonNode value, String path);

  /** This shape, and then another check of the same value. */
  default Shape and(Shape more) {
    return (value, path) -> {
      check(value, path);
      more.check(value, path);
    };
  }

  /** A text of at least one character. */
  static Shape text() {
    return text(1, Integer.MAX_VALUE);
  }

  /** A text of at most so many characters, perhaps none. */
  static Shape textUpTo(int max) {
    return text(0, max);
  }

  /** A text of any length. */
  static Shape anyText() {
    return text(0, Integer.MAX_VALUE);
  }

  static Shape text(int min, int max) {
    return (value, path) -> {
      if (!value.isTextual()) {
        throw differs(path, "a text", found(value));
      }
      int length = value.textValue().codePointCount(0, value.textValue().length());
      if (length < min) {
        throw differs(path, "a text that is not empty", "empty");
      }
      if (length > max) {
        throw differs(path, "at most " + max + " characters", length + " characters");
      }
    };
  }

  /** A text of a given form. */
  static Shape textLike(String form, String what) {
    Pattern pattern = Pattern.compile(form);
    return text().and((value, path) -> {
      if (!pattern.matcher(value.textValue()).matches()) {
        throw differs(path, what, "a text of another form");
      }
    });
  }

  /** One of a few words. */
  static Shape oneOf(String... words) {
    List<String> allowed = List.of(words);
    return text().and((value, path) -> {
      if (!allowed.contains(value.textValue())) {
        throw differs(
            path, "one of " + String.join(", ", allowed), "\"" + value.textValue() + "\"");
      }
    });
  }

  static Shape number(double min, double max) {
    return (value, path) -> {
      if (!value.isNumber()) {
        throw differs(path, "a number", found(value));
      }
      if (value.doubleValue() < min || value.doubleValue() > max) {
        throw differs(path, "a number from " + min + " to " + max, value.asText());
      }
    };
  }

  static Shape wholeNumber() {
    return (value, path) -> {
      if (!value.isIntegralNumber()) {
        throw differs(path, "a whole number", found(value));
      }
    };
  }

  static Shape bool() {
    return (value, path) -> {
      if (!value.isBoolean()) {
        throw differs(path, "true or false", found(value));
      }
    };
  }

  /** A list of so many values, each of the same shape. */
  static Shape list(int min, int max, Shape item) {
    return (value, path) -> {
      if (!value.isArray()) {
        throw differs(path, "a list", found(value));
      }
      if (value.size() < min || value.size() > max) {
        throw differs(
            path,
            max == Integer.MAX_VALUE ? "at least " + min : "from " + min + " to " + max,
            value.size() + "");
      }
      for (int i = 0; i < value.size(); i++) {
        item.check(value.get(i), path + "[" + i + "]");
      }
    };
  }

  static Shape list(Shape item) {
    return list(0, Integer.MAX_VALUE, item);
  }

  /** An object with names of the sender's choice, each value of the same shape. */
  static Shape map(Shape item) {
    return anyObject()
        .and((value, path) -> value
            .properties()
            .forEach(entry -> item.check(entry.getValue(), path + "." + entry.getKey())));
  }

  /** An object by channel. Whether there is such a channel is for {@link SendRules} to say. */
  static Shape byChannel(Shape item) {
    return anyObject().and((value, path) -> {
      if (value.isEmpty()) {
        throw differs(path, "at least one channel", "none");
      }
      map(item).check(value, path);
    });
  }

  /** Any object at all. */
  static Shape anyObject() {
    return (value, path) -> {
      if (!value.isObject()) {
        throw differs(path, "an object", found(value));
      }
    };
  }

  /** The first shape for a text, the second for everything else. */
  static Shape textOr(Shape text, Shape other) {
    return (value, path) -> (value.isTextual() ? text : other).check(value, path);
  }

  /** An object with no field at all. */
  static Shape nothing() {
    return new ObjectShape();
  }

  static ObjectShape object() {
    return new ObjectShape();
  }

  static ApiException differs(String path, String expected, String found) {
    return ApiException.invalid(path + ": expected " + expected + ", but was " + found);
  }

  /** The kind of a value, in words; never the value. */
  static String found(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      default -> "missing";
    };
  }
}
