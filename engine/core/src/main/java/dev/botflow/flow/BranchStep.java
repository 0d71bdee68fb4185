package dev.botflow.flow;

import dev.botflow.cell.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
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

  @Override
  public String kind() {
    return "branch";
  }

  @Override
  public String summary() {
    return branches.size() + (branches.size() == 1 ? " condition" : " conditions");
  }

  @Override
  public List<StepExit> exits() {
    List<StepExit> exits = new ArrayList<>();
    for (Branch branch : branches) {
      TreeSet<String> names = new TreeSet<>();
      branch.when().names(names::add);
      exits.add(StepExit.done("if " + String.join(", ", names), branch.next()));
    }
    exits.add(StepExit.done("else", otherwise != null ? otherwise : head.next()));
    return exits;
  }

  /** A branch has no place for a name, so a {@code set} before it asks. */
  @Override
  public List<Step> askingFor(String variable) {
    String moved = id() + "~";
    return List.of(
        new SetStep(
            head.withNext(new Target.ToStep(moved)),
            List.of(SetStep.Assignment.askingFor(variable))),
        new BranchStep(head.behind(moved), branches, otherwise));
  }

  @Override
  public List<Condition> conditions() {
    return branches.stream().map(Branch::when).toList();
  }
}
