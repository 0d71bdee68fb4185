package dev.botflow.turn;

import dev.botflow.template.Template;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Keeps the values of the variables that bot.yaml calls sensitive out of the trace. */
final class Sensitive {
  /** Stands for a value nobody shall read. */
  static final String MASK = "***";

  private Sensitive() {}

  /** The value as the trace may show it: masked if it, or what it is a part of, is sensitive; parts of it likewise. */
  static Object masked(TurnState turn, String name, Object value) {
    return masked(turn.versions.live().bot().settings().sensitive(), name, value);
  }

  /** A text as the trace may show it: masked if a sensitive value may be a part of it. */
  static String masked(TurnState turn, Template source, String text) {
    return source.names().stream().anyMatch(name -> MASK.equals(masked(turn, name, text)))
        ? MASK
        : text;
  }

  private static Object masked(Set<String> sensitive, String name, Object value) {
    for (String one : sensitive) {
      if (name.equals(one) || name.startsWith(one + ".")) {
        return MASK;
      }
    }
    if (!(value instanceof Map<?, ?> map)) {
      return value;
    }
    Map<String, Object> shown = new LinkedHashMap<>();
    map.forEach((key, part) -> {
      if (part != null) {
        shown.put(String.valueOf(key), masked(sensitive, name + "." + key, part));
      }
    });
    return shown;
  }
}
