package dev.botflow.routing;

import dev.botflow.error.BotBrokenException;
import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.flow.Bot;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Step;
import dev.botflow.text.Suggestion;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a host has for its bots. A bot that names what it does not have would fail in front of a contact: it is refused when
 * the engine is built, and when it is published.
 *
 * @param actions names of its actions
 * @param desk whether it has an agent desk
 * @param facts names of the facts it gives; null if it does not say
 * @param absent names of actions, facts and flows that are missing on purpose, and {@code handover} for the desk
 * @param flows names of the flows that live in it
 */
public record HostOffer(
    Set<String> actions,
    boolean desk,
    @Nullable Set<String> facts,
    Set<String> absent,
    Set<String> flows) {
  private static final String HANDOVER = "handover";

  public HostOffer {
    actions = copy(actions);
    facts = facts == null ? null : copy(facts);
    absent = copy(absent);
    flows = copy(flows);
  }

  private static Set<String> copy(Set<String> names) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(names));
  }

  /**
   * Refuses a bot that names what the host does not have.
   *
   * @throws BotBrokenException with a sentence for each step and each fact, at its place
   */
  public void check(Bot bot) {
    List<Finding> lacking = lacking(bot);
    if (!lacking.isEmpty()) {
      throw new BotBrokenException(bot.settings().name(), lacking);
    }
  }

  /** What a bot names and the host does not have. */
  public List<Finding> lacking(Bot bot) {
    Findings findings = new Findings();
    for (Flow flow : bot.flows().values()) {
      for (Step step : flow.steps().values()) {
        Place place = step.head().place();
        String action = step.calledAction();
        if (action != null && !actions.contains(action) && !absent.contains(action)) {
          findings.error(
              "absent-action",
              place,
              "expected an action that the host has (" + names(actions) + "), but was \"" + action
                  + "\"" + Suggestion.hint(action, actions));
        }
        String other = step.calledFlow();
        if (other != null && !flows.contains(other) && !absent.contains(other)) {
          findings.error(
              "absent-flow",
              place,
              "expected a flow that the host offers (" + names(flows) + "), but was \"" + other
                  + "\"" + Suggestion.hint(other, flows));
        }
        if (step.waitsFor() == Step.WaitsFor.AGENT && !desk && !absent.contains(HANDOVER)) {
          findings.error(
              "absent-desk", place, "expected a host with an agent desk, but it has none");
        }
      }
    }
    if (facts != null) {
      for (Map.Entry<String, String> label : bot.settings().factLabels().entrySet()) {
        String name = label.getValue();
        if (!gives(facts, name) && !absent.contains(name)) {
          findings.error(
              "absent-fact",
              Place.of("bot.yaml"),
              "facts: " + label.getKey() + ": expected a fact that the host gives (" + names(facts)
                  + "), but was \"" + name + "\"" + Suggestion.hint(name, facts));
        }
      }
    }
    return findings.all();
  }

  private static boolean gives(Set<String> facts, String name) {
    return facts.stream().anyMatch(fact -> name.equals(fact) || name.startsWith(fact + "."));
  }

  private static String names(Set<String> names) {
    return names.isEmpty() ? "it has none" : String.join(", ", names);
  }
}
