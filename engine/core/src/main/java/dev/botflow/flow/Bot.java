package dev.botflow.flow;

import dev.botflow.cell.NamedHours;
import dev.botflow.text.WordLists;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
    settings = masking(settings, flows.values(), List.of());
  }

  private static BotSettings masking(
      BotSettings settings, Collection<Flow> flows, List<FlowEntry> entries) {
    if (settings.masked().isEmpty()) {
      return settings;
    }
    Set<String> all = SensitiveNames.of(settings.masked(), flows, entries).all();
    return all.equals(settings.masked()) ? settings : settings.masking(all);
  }

  /** The same bot, which masks what these ways into its flows take from sensitive variables too. */
  public Bot entered(List<FlowEntry> entries) {
    return with(masking(settings, flows.values(), entries), flows);
  }

  /** The same bot with other settings and flows. */
  public Bot with(BotSettings otherSettings, Map<String, Flow> otherFlows) {
    return new Bot(otherSettings, otherFlows, words, hours, texts);
  }

  public Optional<Flow> flow(String name) {
    return Optional.ofNullable(flows.get(name));
  }
}
