package dev.botflow.cell;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The bot's named opening hours (hours.csv), such as {@code shop}; names are found in any letter case. */
public record NamedHours(Map<String, WeekTimes> hours) {
  public NamedHours {
    hours = Collections.unmodifiableMap(new LinkedHashMap<>(hours));
  }

  public static NamedHours none() {
    return new NamedHours(new LinkedHashMap<>());
  }

  public Optional<WeekTimes> named(String name) {
    for (Map.Entry<String, WeekTimes> one : hours.entrySet()) {
      if (one.getKey().equalsIgnoreCase(name.strip())) {
        return Optional.of(one.getValue());
      }
    }
    return Optional.empty();
  }

  public Set<String> names() {
    return hours.keySet();
  }
}
