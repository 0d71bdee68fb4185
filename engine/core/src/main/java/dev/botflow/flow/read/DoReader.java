package dev.botflow.flow.read;

import dev.botflow.flow.DoStep;
import dev.botflow.flow.Step;
import dev.botflow.yaml.Fields;
import java.time.Duration;

/** Reads {@code do:} steps. */
final class DoReader implements StepKindReader {

  @Override
  public Step read(StepFields step) {
    Fields fields = step.fields();
    Duration timeout = fields.duration("timeout");
    return new DoStep(
        step.head(true),
        fields.required("do").orElse(""),
        step.templates("with", fields),
        fields.text("save"),
        timeout == null ? DoStep.DEFAULT_TIMEOUT : timeout);
  }
}
