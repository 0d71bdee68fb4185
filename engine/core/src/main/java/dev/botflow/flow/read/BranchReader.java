package dev.botflow.flow.read;

import dev.botflow.flow.BranchStep;
import dev.botflow.flow.Step;
import dev.botflow.flow.Target;
import dev.botflow.yaml.Fields;
import dev.botflow.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code branch:} steps. */
final class BranchReader implements StepKindReader {

  @Override
  public Step read(StepFields step) {
    List<BranchStep.Branch> branches = new ArrayList<>();
    Target otherwise = null;
    for (YamlNode item : step.fields().items("branch")) {
      Optional<Fields> inner = step.item(item, "branch");
      if (inner.isEmpty()) {
        continue;
      }
      YamlNode elseNode = inner.get().node("else");
      if (elseNode != null) {
        otherwise = step.target("else", elseNode, inner.get());
      } else {
        YamlNode when = inner.get().node("when");
        YamlNode next = inner.get().node("next");
        Target target = next == null ? null : step.target("next", next, inner.get());
        if (when == null || next == null) {
          inner
              .get()
              .error(
                  "missing",
                  "branch: expected { when: …, next: … } or { else: … }, but one was missing");
        } else if (target != null) {
          branches.add(new BranchStep.Branch(step.condition(when, inner.get()), target));
        }
      }
      inner.get().finish(List.of());
    }
    return new BranchStep(step.head(true), branches, otherwise);
  }
}
