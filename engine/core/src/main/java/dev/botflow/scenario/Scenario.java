package dev.botflow.scenario;

import dev.botflow.error.Place;
import dev.botflow.event.Channel;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A conversation with the outcome its author expects.
 *
 * @param name what it is called in reports
 * @param place where it is written
 * @param setting what holds before its first turn
 * @param channels the channels it is played on, one after the other; at least one
 * @param turns what the contact does, in order; at least one
 * @param tags words by which some scenarios are played without the others
 */
public record Scenario(
    String name,
    Place place,
    ScenarioSetting setting,
    List<Channel> channels,
    List<ScenarioTurn> turns,
    Set<String> tags) {
  public Scenario {
    channels = List.copyOf(channels);
    turns = List.copyOf(turns);
    tags = Collections.unmodifiableSet(new TreeSet<>(tags));
    if (channels.isEmpty() || turns.isEmpty()) {
      throw new IllegalArgumentException("scenario " + name
          + ": expected at least 1 channel and 1 turn, but was " + channels.size() + " and "
          + turns.size());
    }
  }

  /** True if it has this tag, in any letter case. */
  public boolean isTagged(String tag) {
    return tags.stream().anyMatch(one -> one.equalsIgnoreCase(tag.strip()));
  }
}
