package dev.botflow.flow;

import dev.botflow.template.Template;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives the conversation to a person at the host's desk; the bot is silent until that person leaves.
 *
 * @param queue the desk's queue (a template)
 * @param carry names whose values go along, read through the frames, innermost first
 * @param hours a name from the bot's hours; null for always open
 * @param open what to say once the desk took it (a template)
 * @param closed what to say outside the hours (a template)
 * @param then where to go on when the person left, or at once when closed
 */
public record HandoverStep(
    StepHead head,
    Template queue,
    List<String> carry,
    @Nullable String hours,
    @Nullable String open,
    @Nullable String closed,
    @Nullable Target then)
    implements Step {
  public HandoverStep {
    carry = List.copyOf(carry);
  }

  @Override
  public String kind() {
    return "handover";
  }

  @Override
  public String summary() {
    return "queue " + queue.source();
  }

  @Override
  public List<StepExit> exits() {
    return List.of(StepExit.done("agent left", then != null ? then : head.next()));
  }

  @Override
  public List<StepText> texts() {
    List<StepText> texts = new ArrayList<>();
    texts.add(StepText.plain("handover.queue", queue));
    if (open != null) {
      texts.add(StepText.worded("handover.open", open, ".open"));
    }
    if (closed != null) {
      texts.add(StepText.worded("handover.closed", closed, ".closed"));
    }
    return texts;
  }

  @Override
  public WaitsFor waitsFor() {
    return WaitsFor.AGENT;
  }
}
