package dev.botflow.flow.read;

import dev.botflow.flow.DecideStep;
import dev.botflow.flow.Step;
import dev.botflow.flow.Target;
import dev.botflow.yaml.Fields;
import java.util.Map;

/** Reads {@code decide:} steps. */
final class DecideReader implements StepKindReader {

  @Override
  public Step read(StepFields step) {
    Fields fields = step.fields();
    String table = fields.required("decide").orElse("");
    Map<String, Target> exits = step.targets("next", fields);
    Target otherwise = exits.remove("else");
    if (otherwise == null) {
      fields.error("no-else", "next: expected an exit else, for when no row fits, but was missing");
    }
    return new DecideStep(step.head(false), table, exits, otherwise);
  }
}
