package dev.botflow.flow;

import dev.botflow.answer.Question;
import dev.botflow.message.Variants;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends a question and waits for its answer.
 *
 * @param prompt its texts are templates; the question's choices come to it when it is asked
 * @param question what counts as an answer
 * @param save the variable the answer goes to; run scope unless written {@code session.x} or {@code contact.x}
 * @param nextByChoice where to go on per choice id (or per value of a yes_no or list question)
 * @param onGiveUp where to go on after the last miss; null for the bot's not-understood flow
 * @param nudge what to do if nobody answers for a while, once per visit
 * @param deadline when to stop waiting
 * @param interruptible false if only rows that end the flow break in
 * @param skipIfKnown true if a value known before the run reached the step is taken as the answer
 */
public record AskStep(
    StepHead head,
    Variants prompt,
    Question question,
    @Nullable String save,
    Map<String, Target> nextByChoice,
    @Nullable Target onGiveUp,
    @Nullable After nudge,
    @Nullable After deadline,
    boolean interruptible,
    boolean skipIfKnown)
    implements Step {
  public AskStep {
    nextByChoice = Collections.unmodifiableMap(new LinkedHashMap<>(nextByChoice));
  }

  /** After a while, go on there. */
  public record After(java.time.Duration after, Target then) {}

  @Override
  public String kind() {
    return "ask";
  }

  @Override
  public String summary() {
    return "a question";
  }

  @Override
  public Variants message() {
    return prompt;
  }

  @Override
  public List<StepExit> exits() {
    List<StepExit> exits = new ArrayList<>();
    nextByChoice.forEach((choice, target) -> exits.add(StepExit.done(choice, target)));
    List<String> ids = question.options().stream().map(Question.Option::id).toList();
    if (ids.isEmpty() || !nextByChoice.keySet().containsAll(ids)) {
      exits.add(StepExit.done(nextByChoice.isEmpty() ? "answered" : "else", head.next()));
    }
    if (onGiveUp != null) {
      exits.add(
          new StepExit(StepExit.On.GIVEN_UP, question.attempts() + " misses", onGiveUp, null));
    }
    if (nudge != null) {
      exits.add(StepExit.nudge(nudge));
    }
    if (deadline != null) {
      exits.add(StepExit.deadline(deadline));
    }
    return exits;
  }

  @Override
  public List<StepText> texts() {
    List<StepText> texts = new ArrayList<>();
    question
        .options()
        .forEach(option -> texts.add(StepText.label("choices", option.label(), "." + option.id())));
    List<String> invalid = question.onInvalid();
    for (int i = 0; i < invalid.size(); i++) {
      texts.add(StepText.worded("on_invalid", invalid.get(i), ".on_invalid." + (i + 1)));
    }
    return texts;
  }

  @Override
  public Set<String> sets() {
    return save == null ? Set.of() : Collections.singleton(save);
  }

  @Override
  public WaitsFor waitsFor() {
    return WaitsFor.ANSWER;
  }
}
