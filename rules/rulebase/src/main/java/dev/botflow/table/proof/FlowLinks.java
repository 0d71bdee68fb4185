package dev.botflow.table.proof;

import dev.botflow.flow.AskStep;
import dev.botflow.flow.Bot;
import dev.botflow.flow.BranchStep;
import dev.botflow.flow.CallStep;
import dev.botflow.flow.DecideStep;
import dev.botflow.flow.Flow;
import dev.botflow.flow.HandoverStep;
import dev.botflow.flow.Step;
import dev.botflow.flow.Target;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which flows a flow can go on to, by going over or by calling. */
final class FlowLinks {
  private final Bot bot;

  FlowLinks(Bot bot) {
    this.bot = bot;
  }

  /** The flow and all it leads to; none for a name that is no flow. */
  Set<String> from(String flow) {
    Set<String> reached = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(flow));
    while (!open.isEmpty()) {
      Optional<Flow> next = bot.flow(open.remove());
      if (next.isPresent() && reached.add(next.get().name())) {
        flows(next.get(), open);
      }
    }
    return reached;
  }

  /** All steps of a flow and of those it leads to. */
  List<Step> steps(String flow) {
    List<Step> steps = new ArrayList<>();
    for (String one : from(flow)) {
      bot.flow(one).ifPresent(found -> steps.addAll(found.steps().values()));
    }
    return steps;
  }

  private static void flows(Flow flow, Deque<String> into) {
    add(flow.onError(), into);
    for (Step step : flow.steps().values()) {
      add(step.head().next(), into);
      add(step.head().onError(), into);
      if (step instanceof AskStep ask) {
        ask.nextByChoice().values().forEach(target -> add(target, into));
        add(ask.onGiveUp(), into);
        add(ask.nudge() == null ? null : ask.nudge().then(), into);
        add(ask.deadline() == null ? null : ask.deadline().then(), into);
      } else if (step instanceof BranchStep branch) {
        branch.branches().forEach(one -> add(one.next(), into));
        add(branch.otherwise(), into);
      } else if (step instanceof DecideStep decide) {
        decide.exits().values().forEach(target -> add(target, into));
        add(decide.otherwise(), into);
      } else if (step instanceof CallStep call) {
        add(call.calling(), into);
      } else if (step instanceof HandoverStep handover) {
        add(handover.then(), into);
      }
    }
  }

  private static void add(@Nullable Target target, Deque<String> into) {
    if (target instanceof Target.ToFlow flow) {
      into.add(flow.flow());
    } else if (target instanceof Target.Calling calling) {
      into.add(calling.flow());
      add(calling.then(), into);
    }
  }
}
