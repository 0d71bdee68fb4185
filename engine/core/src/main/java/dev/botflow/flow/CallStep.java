package dev.botflow.flow;

import dev.botflow.template.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs another flow and comes back. */
public record CallStep(StepHead head, Target.Calling calling) implements Step {
  @Override
  public String kind() {
    return "call";
  }

  @Override
  public String summary() {
    return "flow " + calling.flow();
  }

  @Override
  public List<StepExit> exits() {
    return List.of(
        StepExit.done("calls", calling),
        StepExit.done("then", calling.then() != null ? calling.then() : head.next()));
  }

  @Override
  public List<Step> askingFor(String variable) {
    Map<String, Template> with = new LinkedHashMap<>(calling.with());
    with.put(variable, Template.parse("{" + variable + "}"));
    return List.of(new CallStep(head, calling.withVariables(with)));
  }

  @Override
  public List<StepText> texts() {
    List<StepText> texts = new ArrayList<>();
    calling.with().forEach((name, value) -> texts.add(StepText.plain("with." + name, value)));
    return texts;
  }
}
