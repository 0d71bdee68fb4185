package dev.botflow.simulator.shape;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.simulator.json.ApiException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An object with known fields only. As in the JSON form of protobuf, a field that is null counts as absent. Built up
 * once, field by field, and read-only from then on.
 */
public final class ObjectShape implements Shape {
  private final Map<String, Shape> fields = new LinkedHashMap<>();
  private final List<String> required = new ArrayList<>();
  private final List<String> alternatives = new ArrayList<>();
  private final List<String> substitutes = new ArrayList<>();

  public ObjectShape required(String name, Shape shape) {
    required.add(name);
    return optional(name, shape);
  }

  public ObjectShape optional(String name, Shape shape) {
    fields.put(name, shape);
    return this;
  }

  /** One of the fields of which exactly one must be there. */
  public ObjectShape either(String name, Shape shape) {
    alternatives.add(name);
    return optional(name, shape);
  }

  /** A field beside the alternatives that may also stand in for them: then none of them has to be there. */
  ObjectShape insteadOfAny(String name, Shape shape) {
    substitutes.add(name);
    return optional(name, shape);
  }

  /** The same alternatives as another object, but none of its other fields. */
  static ObjectShape onlyAlternativesOf(ObjectShape other) {
    ObjectShape shape = new ObjectShape();
    other.alternatives.forEach(
        name -> shape.either(name, other.fields.getOrDefault(name, Shape.anyObject())));
    return shape;
  }

  ObjectShape without(String name) {
    alternatives.remove(name);
    fields.remove(name);
    return this;
  }

  /** The fields there are. */
  List<String> names() {
    return List.copyOf(fields.keySet());
  }

  List<String> alternatives() {
    return List.copyOf(alternatives);
  }

  @Override
  public void check(JsonNode value, String path) {
    Shape.anyObject().check(value, path.isEmpty() ? "body" : path);
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      if (!fields.containsKey(entry.getKey())) {
        String known =
            fields.isEmpty() ? "no field at all" : "only " + String.join(", ", fields.keySet());
        throw ApiException.invalid(at(path, entry.getKey()) + ": unknown field, expected " + known);
      }
    }
    for (String name : required) {
      if (!value.hasNonNull(name)) {
        throw ApiException.invalid(at(path, name) + ": expected a value, but was missing");
      }
    }
    checkAlternatives(value, path);
    fields.forEach((name, shape) -> {
      if (value.hasNonNull(name)) {
        shape.check(value.get(name), at(path, name));
      }
    });
  }

  private void checkAlternatives(JsonNode value, String path) {
    if (alternatives.isEmpty()) {
      return;
    }
    List<String> present = alternatives.stream().filter(value::hasNonNull).toList();
    if (present.isEmpty() && substitutes.stream().anyMatch(value::hasNonNull)) {
      return;
    }
    if (present.size() != 1) {
      throw Shape.differs(
          path.isEmpty() ? "body" : path,
          "exactly one of " + String.join(", ", alternatives),
          present.isEmpty() ? "none of them" : String.join(" and ", present));
    }
  }

  private static String at(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
