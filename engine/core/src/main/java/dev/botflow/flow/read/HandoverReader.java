package dev.botflow.flow.read;

import dev.botflow.flow.HandoverStep;
import dev.botflow.flow.Step;
import dev.botflow.flow.StepHead;
import dev.botflow.template.Template;
import dev.botflow.yaml.Fields;
import dev.botflow.yaml.YamlNode;
import java.util.List;
import java.util.Optional;

/** Reads {@code handover:} steps. */
final class HandoverReader implements StepKindReader {

  @Override
  public Step read(StepFields step) {
    StepHead head = step.head(true);
    Optional<Fields> inner = step.fields().fields("handover");
    if (inner.isEmpty()) {
      return new HandoverStep(head, Template.parse(""), List.of(), null, null, null, null);
    }
    Fields handover = inner.get();
    String queue = handover.required("queue").orElse("");
    YamlNode then = handover.node("then");
    Step read = new HandoverStep(
        head,
        step.template(handover.path("queue"), queue, handover),
        handover.texts("carry"),
        handover.text("hours"),
        step.checked("open", handover),
        step.checked("closed", handover),
        then == null ? null : step.target("then", then, handover));
    handover.finish(List.of());
    return read;
  }
}
