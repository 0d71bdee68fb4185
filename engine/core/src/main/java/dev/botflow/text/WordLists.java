package dev.botflow.text;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The bot's named word lists (words.csv), such as STOP_WORDS; names are found in any letter case.
 *
 * @param lists those the bot has written
 * @param builtIn those it need not write, by name; a list of the same name takes the place of one
 * @param polite what is said around a word of a list, as it is compared
 */
public record WordLists(
    Map<String, List<String>> lists, Map<String, List<String>> builtIn, List<String> polite) {
  public WordLists {
    lists = copy(lists);
    builtIn = copy(builtIn);
    polite = List.copyOf(polite);
  }

  /** Lists of a bot whose languages are not known. */
  public WordLists(Map<String, List<String>> lists) {
    this(lists, Map.of(), List.of());
  }

  private static Map<String, List<String>> copy(Map<String, List<String>> lists) {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    lists.forEach((name, words) -> copy.put(name, List.copyOf(words)));
    return Collections.unmodifiableMap(copy);
  }

  public static WordLists none() {
    return new WordLists(new LinkedHashMap<>());
  }

  /** The same lists, and those that a bot of these languages need not write. */
  public WordLists inLanguages(List<String> languages) {
    return new WordLists(lists, OptWords.lists(languages), OptWords.polite(languages));
  }

  public Optional<List<String>> named(String name) {
    return named(name, lists).or(() -> named(name, builtIn));
  }

  private static Optional<List<String>> named(String name, Map<String, List<String>> lists) {
    for (Map.Entry<String, List<String>> list : lists.entrySet()) {
      if (list.getKey().equalsIgnoreCase(name.strip())) {
        return Optional.of(list.getValue());
      }
    }
    return Optional.empty();
  }

  /** The names of the lists the bot has written. */
  public Set<String> names() {
    return lists.keySet();
  }
}
