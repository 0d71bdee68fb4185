package dev.botflow.turn;

import dev.botflow.flow.AskStep;
import dev.botflow.flow.BranchStep;
import dev.botflow.flow.CallStep;
import dev.botflow.flow.DecideStep;
import dev.botflow.flow.DoStep;
import dev.botflow.flow.HandoverStep;
import dev.botflow.flow.HostStep;
import dev.botflow.flow.SayStep;
import dev.botflow.flow.SetStep;
import dev.botflow.flow.Step;
import java.util.Map;
import java.util.Set;

/** The register of what runs each kind of step; one whose running is a line has that line here. */
final class StepRunners {
  static final String GONE = "expected the step that made the call, but it is gone";

  private static final Map<Class<?>, StepRunner<?>> BY_KIND = Map.ofEntries(
      kind(SayStep.class, SayRunner::run),
      kind(AskStep.class, AskRunner::run),
      kind(BranchStep.class, BranchRunner::run),
      kind(DecideStep.class, DecideRunner::run),
      kind(SetStep.class, SetRunner::run),
      kind(DoStep.class, new DoRunner()),
      // The way back is kept in the new frame.
      kind(CallStep.class, (turn, step) -> new Next.Go(step.calling())),
      kind(HandoverStep.class, new HandoverRunner()),
      kind(HostStep.class, new HostRunner()));

  private StepRunners() {}

  private static <S extends Step> Map.Entry<Class<?>, StepRunner<?>> kind(
      Class<S> kind, StepRunner<S> runner) {
    return Map.entry(kind, runner);
  }

  /** The kinds that have a runner. */
  static Set<Class<?>> kinds() {
    return BY_KIND.keySet();
  }

  /** The runner of a step's kind. */
  @SuppressWarnings("unchecked") // An entry has the runner of its very kind.
  static StepRunner<Step> of(Step step) {
    StepRunner<?> runner = BY_KIND.get(step.getClass());
    if (runner == null) {
      throw new AssertionError("no runner for " + step.kind() + " steps");
    }
    return (StepRunner<Step>) runner;
  }
}
