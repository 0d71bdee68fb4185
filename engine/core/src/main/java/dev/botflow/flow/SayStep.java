package dev.botflow.flow;

import dev.botflow.message.Variants;
import java.util.List;

/**
 * Sends a message.
 *
 * @param message its texts are templates; choices are offered, but nothing waits for them
 */
public record SayStep(StepHead head, Variants message) implements Step {
  @Override
  public String kind() {
    return "say";
  }

  @Override
  public String summary() {
    return "a message";
  }

  @Override
  public List<StepExit> exits() {
    return List.of(StepExit.done("", head.next()));
  }
}
