package dev.botflow.flow;

/** One step of a flow. Its data is here, its running in {@code turn}: a file each. */
public sealed interface Step
    permits SayStep, AskStep, BranchStep, DecideStep, SetStep, DoStep, CallStep, HandoverStep {

  /** What every step may have. */
  StepHead head();

  default String id() {
    return head().id();
  }
}
