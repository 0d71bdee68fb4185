package dev.botflow.flow;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where each kind of step can go on. */
public final class Targets {
  private Targets() {}

  /** Every target a step names. */
  public static List<Target> of(Step step) {
    List<Target> targets = new ArrayList<>();
    add(targets, step.head().next());
    add(targets, step.head().onError());
    if (step instanceof AskStep ask) {
      targets.addAll(ask.nextByChoice().values());
      add(targets, ask.onGiveUp());
      add(targets, ask.nudge() == null ? null : ask.nudge().then());
      add(targets, ask.deadline() == null ? null : ask.deadline().then());
    } else if (step instanceof BranchStep branch) {
      branch.branches().forEach(one -> targets.add(one.next()));
      add(targets, branch.otherwise());
    } else if (step instanceof DecideStep decide) {
      targets.addAll(decide.exits().values());
      add(targets, decide.otherwise());
    } else if (step instanceof CallStep call) {
      targets.add(call.calling());
    } else if (step instanceof HandoverStep handover) {
      add(targets, handover.then());
    } else if (!(step instanceof SayStep)
        && !(step instanceof SetStep)
        && !(step instanceof DoStep)) {
      throw new AssertionError(step);
    }
    return targets;
  }

  /** Names of the flows a flow goes over to or calls, in any way. */
  public static Set<String> flows(Flow flow) {
    Set<String> flows = new LinkedHashSet<>();
    List<Target> targets = new ArrayList<>();
    add(targets, flow.onError());
    flow.steps().values().forEach(step -> targets.addAll(of(step)));
    for (Target target : targets) {
      Target next = target;
      if (target instanceof Target.Calling calling) {
        flows.add(calling.flow());
        next = calling.then();
      }
      if (next instanceof Target.ToFlow other) {
        flows.add(other.flow());
      }
    }
    return flows;
  }

  /**
   * Ids of the steps of the same flow that can come next.
   *
   * @param errors true to count where a failing step goes on
   */
  public static List<String> stepsAfter(Flow flow, Step step, boolean errors) {
    List<String> next = new ArrayList<>();
    for (Target target : of(step)) {
      if (errors || target != step.head().onError()) {
        steps(target, flow, step, next);
      }
    }
    if (fallsThrough(step)) {
      flow.after(step.id()).ifPresent(after -> next.add(after.id()));
    }
    return next;
  }

  private static void steps(Target target, Flow flow, Step step, List<String> next) {
    if (target instanceof Target.ToStep to) {
      next.add(to.step());
    } else if (target instanceof Target.Calling calling) {
      if (calling.then() != null) {
        steps(calling.then(), flow, step, next);
      } else {
        flow.after(step.id()).ifPresent(after -> next.add(after.id()));
      }
    }
  }

  /** True if the step can go on with the one written after it. */
  public static boolean fallsThrough(Step step) {
    if (step.head().when() != null) {
      return true;
    }
    if (step.head().next() != null || step instanceof DecideStep) {
      return false;
    }
    if (step instanceof BranchStep branch) {
      return branch.otherwise() == null;
    }
    if (step instanceof HandoverStep handover) {
      return handover.then() == null;
    }
    if (step instanceof AskStep ask && !ask.question().options().isEmpty()) {
      return ask.question().options().stream()
          .anyMatch(option -> !ask.nextByChoice().containsKey(option.id()));
    }
    return !(step instanceof CallStep call) || call.calling().then() == null;
  }

  /** True if the run stops at this step until something happens. */
  public static boolean waits(Step step) {
    return step.head().delay() != null
        || step instanceof AskStep
        || step instanceof DoStep
        || step instanceof HandoverStep;
  }

  private static void add(List<Target> targets, @Nullable Target target) {
    if (target != null) {
      targets.add(target);
    }
  }
}
