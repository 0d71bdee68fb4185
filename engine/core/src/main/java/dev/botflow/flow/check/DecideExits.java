package dev.botflow.flow.check;

import dev.botflow.flow.DecideStep;
import dev.botflow.text.Suggestion;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a step that decides takes of the exits of its table. */
public final class DecideExits {
  private static final String ELSE = "else";

  private DecideExits() {}

  /**
   * The exits of the table that the step names no way for, so that it goes on with {@code else}; each with the exit it was
   * meant to be, where that can be told.
   *
   * @param given the exits of the table
   */
  public static Map<String, Optional<String>> untaken(DecideStep step, Set<String> given) {
    List<String> untaken = given.stream()
        .filter(exit -> !exit.equals(ELSE) && !step.nextByExit().containsKey(exit))
        .toList();
    List<String> never = step.nextByExit().keySet().stream()
        .filter(exit -> !given.contains(exit))
        .toList();
    Map<String, Optional<String>> meant = new LinkedHashMap<>();
    for (String exit : untaken) {
      Optional<String> near = Suggestion.nearest(exit, never);
      boolean only = untaken.size() == 1 && never.size() == 1;
      meant.put(exit, near.isPresent() || !only ? near : Optional.of(never.get(0)));
    }
    return Collections.unmodifiableMap(meant);
  }

  /** The exits of the step that the table has under another name. */
  static Set<String> meant(DecideStep step, Set<String> given) {
    Set<String> meant = new LinkedHashSet<>();
    untaken(step, given).values().forEach(one -> one.ifPresent(meant::add));
    return meant;
  }
}
