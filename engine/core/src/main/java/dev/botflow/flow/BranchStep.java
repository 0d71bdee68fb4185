package dev.botflow.flow;

import dev.botflow.cell.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes on where the first condition that holds says.
 *
 * @param branches in order
 * @param otherwise where to go on if none holds; null for the step's {@code next}
 */
public record BranchStep(
    StepHead head, List<Branch> branches, @Nullable Target otherwise) implements Step {
  public BranchStep {
    branches = List.copyOf(branches);
  }

  /** One way. */
  public record Branch(Condition when, Target next) {}
}
