package dev.botflow.turn;

import dev.botflow.flow.BranchStep;

/** Takes the first branch whose condition holds. */
final class BranchRunner {
  private BranchRunner() {}

  static Next run(TurnState turn, BranchStep step) {
    for (BranchStep.Branch branch : step.branches()) {
      if (branch.when().test(turn.values())) {
        return new Next.Go(branch.next());
      }
    }
    return new Next.Go(step.otherwise() != null ? step.otherwise() : step.head().next());
  }
}
