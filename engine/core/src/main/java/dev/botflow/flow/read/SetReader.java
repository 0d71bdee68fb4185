package dev.botflow.flow.read;

import dev.botflow.flow.SetStep;
import dev.botflow.flow.Step;
import dev.botflow.template.Template;
import dev.botflow.yaml.Fields;
import dev.botflow.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code set:} steps. */
final class SetReader implements StepKindReader {

  @Override
  public Step read(StepFields step) {
    return new SetStep(step.head(true), assignments(step));
  }

  private static List<SetStep.Assignment> assignments(StepFields step) {
    List<SetStep.Assignment> assignments = new ArrayList<>();
    step.fields().fields("set").ifPresent(inner -> {
      for (String name : inner.keys()) {
        YamlNode node = inner.node(name);
        if (node != null) {
          assignments.add(assignment(name, node, inner, step));
        }
      }
    });
    return assignments;
  }

  private static SetStep.Assignment assignment(
      String name, YamlNode node, Fields fields, StepFields step) {
    if (node instanceof YamlNode.Scalar scalar) {
      return new SetStep.Assignment(
          name, SetStep.Operation.TO, step.template(name, scalar.text(), fields));
    }
    if (node instanceof YamlNode.Mapping mapping && mapping.entries().size() == 1) {
      Map.Entry<String, YamlNode.Mapping.Entry> only =
          mapping.entries().entrySet().iterator().next();
      Optional<SetStep.Operation> operation = operation(only.getKey());
      if (operation.isPresent() && only.getValue().value() instanceof YamlNode.Scalar operand) {
        boolean bare =
            operation.get() == SetStep.Operation.NOW || operand.text().isEmpty();
        return new SetStep.Assignment(
            name, operation.get(), bare ? null : step.template(name, operand.text(), fields));
      }
    }
    fields.broken(
        name, node, "expected a value or one of { add, append, lower, upper, trim, default, now }");
    return new SetStep.Assignment(name, SetStep.Operation.TO, Template.parse(""));
  }

  private static Optional<SetStep.Operation> operation(String word) {
    for (SetStep.Operation operation : SetStep.Operation.values()) {
      if (operation != SetStep.Operation.TO && operation.name().equalsIgnoreCase(word)) {
        return Optional.of(operation);
      }
    }
    return Optional.empty();
  }
}
