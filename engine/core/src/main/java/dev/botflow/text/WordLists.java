package dev.botflow.text;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The bot's named word lists (words.csv), such as STOP_WORDS; names are found in any letter case. */
public record WordLists(Map<String, List<String>> lists) {
  public WordLists {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    lists.forEach((name, words) -> copy.put(name, List.copyOf(words)));
    lists = Collections.unmodifiableMap(copy);
  }

  public static WordLists none() {
    return new WordLists(new LinkedHashMap<>());
  }

  public Optional<List<String>> named(String name) {
    for (Map.Entry<String, List<String>> list : lists.entrySet()) {
      if (list.getKey().equalsIgnoreCase(name.strip())) {
        return Optional.of(list.getValue());
      }
    }
    return Optional.empty();
  }

  public Set<String> names() {
    return lists.keySet();
  }
}
