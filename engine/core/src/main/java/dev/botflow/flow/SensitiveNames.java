package dev.botflow.flow;

import dev.botflow.template.Template;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which variables hold what bot.yaml calls sensitive: those it lists, and those that take a value from one of them, however
 * far: by {@code set}, with a call or a row, or as a flow's result. Names stand for themselves in all flows. What an action
 * makes of its arguments is the action's.
 */
public final class SensitiveNames {
  /** Two names of one fact. */
  private static final Map<String, String> ALIASES = aliases();

  private final Set<String> listed;
  private final Map<String, String> takenFrom = new LinkedHashMap<>();

  private SensitiveNames(Collection<String> listed) {
    this.listed = new LinkedHashSet<>(listed);
  }

  /**
   * Follows them through flows and ways into flows.
   *
   * @param listed what bot.yaml lists
   */
  public static SensitiveNames of(
      Collection<String> listed, Collection<Flow> flows, Collection<FlowEntry> entries) {
    SensitiveNames names = new SensitiveNames(listed);
    while (!names.listed.isEmpty() && names.takeMore(flows, entries)) {
      // Until nothing is taken from what was taken.
    }
    return names;
  }

  private static Map<String, String> aliases() {
    String internal = "internal.sinchConversationAPI.";
    Map<String, String> aliases = new LinkedHashMap<>();
    aliases.put("identity", internal + "channelIdentity");
    aliases.put("contact_id", internal + "contactId");
    aliases.put("conversation_id", internal + "conversationId");
    return aliases;
  }

  /** All of them, those that are listed first. */
  public Set<String> all() {
    Set<String> all = new LinkedHashSet<>(listed);
    all.addAll(takenFrom.keySet());
    return all;
  }

  /**
   * Where a value came from that nobody listed.
   *
   * @return empty for a name that is listed, is a part of one, or holds nothing sensitive
   */
  public Optional<String> takenFrom(String name) {
    return covers(listed, name)
        ? Optional.empty()
        : takenFrom.entrySet().stream()
            .filter(taken -> covers(taken.getKey(), name))
            .map(Map.Entry::getValue)
            .findFirst();
  }

  private boolean takeMore(Collection<Flow> flows, Collection<FlowEntry> entries) {
    int before = takenFrom.size();
    ALIASES.forEach((one, other) -> {
      take(one, List.of(other));
      take(other, List.of(one));
    });
    entries.forEach(entry -> entry.with().forEach(this::take));
    for (Flow flow : flows) {
      for (Step step : flow.steps().values()) {
        step.takes().forEach(this::take);
        for (Target.Calling calling : StepTransitions.calls(step)) {
          calling.with().forEach(this::take);
          calling.save().forEach((here, result) -> take(here, List.of(result)));
        }
      }
    }
    return takenFrom.size() > before;
  }

  private void take(String name, Template value) {
    take(name, value.names());
  }

  private void take(String name, List<String> sources) {
    if (covers(listed, name) || covers(takenFrom.keySet(), name)) {
      return;
    }
    Set<String> known = all();
    sources.stream()
        .filter(source ->
            known.stream().anyMatch(one -> covers(one, source) || one.startsWith(source + ".")))
        .findFirst()
        .ifPresent(source -> takenFrom.put(name, source));
  }

  private static boolean covers(Set<String> names, String name) {
    return names.stream().anyMatch(one -> covers(one, name));
  }

  /** True for the name itself and for what is a part of it. */
  private static boolean covers(String one, String name) {
    return name.equals(one) || name.startsWith(one + ".");
  }
}
