package dev.botflow.turn;

import dev.botflow.session.Frame;
import dev.botflow.session.Run;
import dev.botflow.template.Template;
import dev.botflow.text.Paths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the values of the variables that bot.yaml calls sensitive out of the trace: by the names of all that take a value
 * from them, and by the values themselves, which an action or the host may give back under a name of its own.
 */
final class Sensitive {
  /** Stands for a value nobody shall read. */
  static final String MASK = "***";

  /** A shorter value would be found in what has nothing to do with it. */
  private static final int LONG_ENOUGH = 4;

  private final Set<String> names;
  private final Set<String> values;

  private Sensitive(Set<String> names, Set<String> values) {
    this.names = names;
    this.values = values;
  }

  /** As the turn has it by now. */
  static Sensitive of(TurnState turn) {
    Set<String> names = turn.versions.live().bot().settings().masked();
    Set<String> values = new LinkedHashSet<>();
    for (String name : names) {
      List<@Nullable Object> found = new ArrayList<>();
      for (Run run : turn.runs) {
        for (Frame frame : run.frames()) {
          found.add(Paths.get(frame.variables(), name));
        }
      }
      found.add(turn.values().value(name));
      found.forEach(value -> collect(value, values));
    }
    return new Sensitive(names, values);
  }

  private static void collect(@Nullable Object value, Set<String> values) {
    if (value instanceof Map<?, ?> map) {
      map.values().forEach(part -> collect(part, values));
    } else if (value instanceof List<?> list) {
      list.forEach(part -> collect(part, values));
    } else if (value != null && !(value instanceof Boolean)) {
      String text = value.toString();
      if (text.length() >= LONG_ENOUGH) {
        values.add(text);
      }
    }
  }

  /** The value as the trace may show it: masked if it, or what it is a part of, is sensitive; parts of it likewise. */
  static Object masked(TurnState turn, String name, Object value) {
    return of(turn).masked(name, value);
  }

  /** A text as the trace may show it: masked if a sensitive value may be a part of it. */
  static String masked(TurnState turn, Template source, String text) {
    Sensitive sensitive = of(turn);
    return source.names().stream().anyMatch(name -> MASK.equals(sensitive.masked(name, text)))
        ? MASK
        : text;
  }

  /** A text with each sensitive value in it masked. */
  String maskedIn(String text) {
    String masked = text;
    for (String value : values) {
      masked = masked.replace(value, MASK);
    }
    return masked;
  }

  /** The value as people may read it; {@link #MASK} if nothing of it. */
  Object masked(String name, Object value) {
    for (String one : names) {
      if (name.equals(one) || name.startsWith(one + ".")) {
        return MASK;
      }
    }
    if (value instanceof List<?> list) {
      List<Object> shown = new ArrayList<>();
      for (Object part : list) {
        if (part != null) {
          shown.add(masked(name, part));
        }
      }
      return shown;
    }
    if (!(value instanceof Map<?, ?> map)) {
      return values.stream().anyMatch(value.toString()::contains) ? MASK : value;
    }
    Map<String, Object> shown = new LinkedHashMap<>();
    map.forEach((key, part) -> {
      if (part != null) {
        shown.put(String.valueOf(key), masked(name + "." + key, part));
      }
    });
    return shown;
  }
}
