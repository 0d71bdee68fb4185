package dev.botflow.flow.check;

import dev.botflow.flow.Bot;
import dev.botflow.flow.Flow;
import dev.botflow.flow.FlowEntry;
import dev.botflow.flow.Step;
import dev.botflow.flow.StepTransitions;
import dev.botflow.flow.Target;
import dev.botflow.text.Suggestion;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which names have a value in which flow, as far as rows, steps and calls of a bot tell. */
public final class VariableNames {
  private static final List<String> RESERVED = List.of("contact", "internal", "delivery", "event");
  private static final Set<String> FACTS = new LinkedHashSet<>(List.of(
      "channel",
      "identity",
      "contact_id",
      "app_id",
      "conversation_id",
      "project_id",
      "happened",
      "text",
      "postback",
      "new",
      "returning",
      "misses",
      "last_flow",
      "language",
      "tags",
      "agent_active",
      "question_open",
      "intent",
      "shows_buttons"));

  private final Bot bot;
  private final Map<String, Set<String>> given = new LinkedHashMap<>();
  private final Map<String, Set<String>> own = new LinkedHashMap<>();
  private final Map<String, Set<String>> below = new LinkedHashMap<>();
  private final Set<String> everywhere = new LinkedHashSet<>();

  private VariableNames(Bot bot) {
    this.bot = bot;
  }

  /**
   * Collects them.
   *
   * @param entries the ways into flows from outside, one a row of the routing table
   */
  public static VariableNames of(Bot bot, List<FlowEntry> entries) {
    VariableNames names = new VariableNames(bot);
    entries.forEach(entry -> names.give(entry.flow(), entry.with().keySet()));
    for (Flow flow : bot.flows().values()) {
      for (Step step : flow.steps().values()) {
        names.everywhere.addAll(sets(step));
        for (Target.Calling calling : StepTransitions.calls(step)) {
          names.give(calling.flow(), calling.with().keySet());
        }
      }
    }
    for (Flow flow : bot.flows().values()) {
      Set<String> own = new LinkedHashSet<>(names.given(flow.name()));
      flow.steps().values().forEach(step -> own.addAll(sets(step)));
      names.own.put(flow.name(), own);
    }
    names.lookBelow();
    return names;
  }

  private void give(String flow, Set<String> names) {
    given.computeIfAbsent(flow, name -> new LinkedHashSet<>()).addAll(names);
  }

  /** What stands below a flow while it runs: the variables of those that wait for it, however far out. */
  private void lookBelow() {
    boolean more = true;
    while (more) {
      more = false;
      for (Flow flow : bot.flows().values()) {
        for (Step step : flow.steps().values()) {
          for (Target target : StepTransitions.of(step)) {
            more |= lookBelow(flow.name(), target);
          }
        }
        String notUnderstood = bot.settings().notUnderstood();
        if (notUnderstood != null) {
          more |= lieBelow(notUnderstood, below(flow.name()));
        }
      }
    }
  }

  private boolean lookBelow(String from, Target target) {
    if (target instanceof Target.Calling calling) {
      Set<String> all = new LinkedHashSet<>(below(from));
      all.addAll(own(from));
      boolean more = lieBelow(calling.flow(), all);
      return calling.then() == null ? more : lookBelow(from, calling.then()) || more;
    }
    // A flow that takes another's place leaves those below as they were, and the other's variables
    // are gone.
    return target instanceof Target.ToFlow over && lieBelow(over.flow(), below(from));
  }

  private boolean lieBelow(String flow, Set<String> names) {
    return below.computeIfAbsent(flow, name -> new LinkedHashSet<>()).addAll(List.copyOf(names));
  }

  private Set<String> below(String flow) {
    return below.getOrDefault(flow, Set.of());
  }

  /** What rows and calls bring into a flow. */
  Set<String> given(String flow) {
    return given.getOrDefault(flow, Set.of());
  }

  /** What a flow's steps set, and what rows and calls bring into it. */
  Set<String> own(String flow) {
    return Collections.unmodifiableSet(own.getOrDefault(flow, Set.of()));
  }

  /** What steps of any flow set. */
  Set<String> everywhere() {
    return Collections.unmodifiableSet(everywhere);
  }

  /** What a handover of this flow can carry: its own and those of the flows that wait for it. */
  Set<String> carried(String flow) {
    Set<String> carried = new LinkedHashSet<>(own(flow));
    carried.addAll(below(flow));
    return carried;
  }

  /** What steps, rows and calls set anywhere. */
  Set<String> all() {
    Set<String> all = new LinkedHashSet<>(everywhere);
    given.values().forEach(all::addAll);
    return all;
  }

  /** False for facts of the engine and the host, and for names below those the engine keeps. */
  boolean mayBeMissing(String name) {
    int dot = name.indexOf('.');
    String first = dot < 0 ? name : name.substring(0, dot);
    return !RESERVED.contains(first)
        && !FACTS.contains(name)
        && !covers(new LinkedHashSet<>(bot.settings().factLabels().values()), name);
  }

  /**
   * What a name that a condition or a decision table of a flow asks about was meant to be. The host may know facts by
   * names of its own, so a name is only doubted if nothing sets it and it looks like one that is known.
   *
   * @return empty for a name that is known, and for one that is like no other
   */
  public Optional<String> meant(String flow, String name) {
    if (!mayBeMissing(name) || covers(own(flow), name) || covers(everywhere, name)) {
      return Optional.empty();
    }
    Optional<String> near = Suggestion.nearest(name, own(flow));
    if (near.isPresent()) {
      return near;
    }
    Set<String> known = new LinkedHashSet<>(bot.settings().factLabels().values());
    everywhere.stream().filter(one -> one.startsWith("session.")).forEach(known::add);
    FACTS.stream().filter(fact -> fact.length() > 4).forEach(known::add);
    return Suggestion.nearest(name, known);
  }

  /** Names of facts the engine knows. */
  static Set<String> facts() {
    return Collections.unmodifiableSet(FACTS);
  }

  /** What a step sets when it goes on as planned. */
  static Set<String> sets(Step step) {
    Set<String> names = new LinkedHashSet<>(step.sets());
    StepTransitions.calls(step).forEach(calling -> names.addAll(calling.save().keySet()));
    return names;
  }

  /** True if the name itself is set, what it is a part of, or a part of it. */
  static boolean covers(Set<String> set, String name) {
    return set.stream()
        .anyMatch(
            one -> one.equals(name) || name.startsWith(one + ".") || one.startsWith(name + "."));
  }
}
