package dev.botflow.table.proof;

import dev.botflow.flow.Bot;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Step;
import dev.botflow.flow.StepTransitions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which flows a flow can go on to, by going over or by calling. Used by one thread. */
final class FlowLinks {
  private final Bot bot;
  private final Map<String, Set<String>> reached = new HashMap<>();

  FlowLinks(Bot bot) {
    this.bot = bot;
  }

  /** The flow and all it leads to; none for a name that is no flow. */
  Set<String> from(String flow) {
    return reached.computeIfAbsent(flow, this::search);
  }

  private Set<String> search(String flow) {
    Set<String> found = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(flow));
    while (!open.isEmpty()) {
      Optional<Flow> next = bot.flow(open.remove());
      if (next.isPresent() && found.add(next.get().name())) {
        open.addAll(StepTransitions.flows(next.get()));
      }
    }
    return found;
  }

  /** All steps of a flow and of those it leads to. */
  List<Step> steps(String flow) {
    List<Step> steps = new ArrayList<>();
    for (String one : from(flow)) {
      bot.flow(one).ifPresent(found -> steps.addAll(found.steps().values()));
    }
    return steps;
  }
}
