package dev.botflow.text;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Dotted names as paths into maps: {@code order.number} is the member {@code number} of the map {@code order}. */
public final class Paths {
  private Paths() {}

  /** The value at a path; a map that has the whole dotted name as a key gives that one. Null if there is none. */
  public static @Nullable Object get(Map<?, ?> map, String path) {
    if (map.isEmpty()) {
      return null;
    }
    Object whole = map.get(path);
    if (whole != null) {
      return whole;
    }
    int dot = path.indexOf('.');
    while (dot > 0) {
      if (map.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
        return get(inner, path.substring(dot + 1));
      }
      dot = path.indexOf('.', dot + 1);
    }
    return null;
  }

  /** A copy of the map with the value at the path; maps on the way are made. A null value takes the entry out. */
  public static Map<String, Object> with(
      Map<String, Object> map, String path, @Nullable Object value) {
    Map<String, Object> copy = new LinkedHashMap<>(map);
    int dot = path.indexOf('.');
    if (dot < 0) {
      if (value == null) {
        copy.remove(path);
      } else {
        copy.put(path, value);
      }
      return copy;
    }
    String head = path.substring(0, dot);
    Map<String, Object> inner = new LinkedHashMap<>();
    if (copy.get(head) instanceof Map<?, ?> existing) {
      existing.forEach((key, member) -> inner.put(String.valueOf(key), member));
    }
    copy.put(head, with(inner, path.substring(dot + 1), value));
    return copy;
  }
}
