package dev.botflow.flow;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where steps can go on. */
public final class StepTransitions {
  private StepTransitions() {}

  /** Every call a step makes, those behind another call too. */
  public static List<Target.Calling> calls(Step step) {
    List<Target.Calling> calls = new ArrayList<>();
    for (Target target : of(step)) {
      Target next = target;
      while (next instanceof Target.Calling calling) {
        calls.add(calling);
        next = calling.then();
      }
    }
    return calls;
  }

  /** Every target a step names. */
  public static List<Target> of(Step step) {
    List<Target> targets = new ArrayList<>();
    Target next = step.head().next();
    add(targets, next);
    add(targets, step.head().onError());
    for (StepExit exit : step.exits()) {
      // Several ways may be the step's own next, which is named once.
      if (exit.target() != next) {
        add(targets, exit.target());
      }
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
      while (next instanceof Target.Calling calling) {
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
    return step.head().when() != null
        || step.exits().stream().anyMatch(exit -> exit.target() == null);
  }

  /** True if the run stops at this step until something happens. */
  public static boolean waits(Step step) {
    return step.head().delay() != null || step.waitsFor() != Step.WaitsFor.NOTHING;
  }

  private static void add(List<Target> targets, @Nullable Target target) {
    if (target != null) {
      targets.add(target);
    }
  }
}
