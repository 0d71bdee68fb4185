package dev.botflow.simulator.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.simulator.json.ApiException;
import java.util.ArrayList;
import java.util.List;

/** How a {@code PATCH} changes what is there: the fields it names, and no other. */
public final class FieldMask {
  private FieldMask() {}

  /**
   * A copy of what is there with the changes made. A field that is named but has no value goes.
   *
   * @param mask the fields to change, with commas; {@code ""} for those that are in the body
   * @param shape whose fields a mask may name
   * @throws ApiException 400 if the mask names another
   */
  public static ObjectNode apply(
      ObjectNode current, ObjectNode changes, String mask, ObjectShape shape) {
    List<String> names = new ArrayList<>();
    if (mask.isEmpty()) {
      changes.fieldNames().forEachRemaining(names::add);
    } else {
      names.addAll(List.of(mask.split(",")));
    }
    ObjectNode changed = current.deepCopy();
    for (String name : names) {
      if (!shape.names().contains(name)) {
        throw ApiException.invalid("update_mask: expected some of "
            + String.join(", ", shape.names()) + ", but was \"" + name + "\"");
      }
      if (changes.hasNonNull(name)) {
        changed.set(name, changes.get(name));
      } else {
        changed.remove(name);
      }
    }
    return changed;
  }
}
