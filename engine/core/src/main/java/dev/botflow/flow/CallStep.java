package dev.botflow.flow;

import java.util.ArrayList;
import java.util.List;

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
  public List<StepText> texts() {
    List<StepText> texts = new ArrayList<>();
    calling.with().forEach((name, value) -> texts.add(StepText.plain("with." + name, value)));
    return texts;
  }
}
