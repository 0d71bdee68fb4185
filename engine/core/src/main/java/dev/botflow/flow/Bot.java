package dev.botflow.flow;

import dev.botflow.cell.NamedHours;
import dev.botflow.text.WordLists;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A bot as its author wrote it, without its tables. Immutable.
 *
 * @param settings what bot.yaml says
 * @param flows by name
 * @param words word lists
 * @param hours opening hours
 * @param texts texts in other languages
 */
public record Bot(
    BotSettings settings, Map<String, Flow> flows, WordLists words, NamedHours hours, Texts texts) {
  public Bot {
    flows = Collections.unmodifiableMap(new LinkedHashMap<>(flows));
  }

  /** The same bot with other settings and flows. */
  public Bot with(BotSettings otherSettings, Map<String, Flow> otherFlows) {
    return new Bot(otherSettings, otherFlows, words, hours, texts);
  }

  public Optional<Flow> flow(String name) {
    return Optional.ofNullable(flows.get(name));
  }
}
