package dev.botflow.flow;

/** Runs another flow and comes back. */
public record CallStep(StepHead head, Target.Calling calling) implements Step {}
