package dev.botflow.flow.read;

import dev.botflow.answer.Question;
import dev.botflow.flow.AskStep;
import dev.botflow.flow.Step;
import dev.botflow.flow.StepHead;
import dev.botflow.flow.Target;
import dev.botflow.message.CardMessage;
import dev.botflow.message.Outbound;
import dev.botflow.message.TextMessage;
import dev.botflow.message.Variants;
import dev.botflow.yaml.Fields;
import dev.botflow.yaml.YamlNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code ask:} steps. */
final class AskReader implements StepKindReader {
  private final QuestionReader questions;

  AskReader(QuestionReader questions) {
    this.questions = questions;
  }

  @Override
  public Step read(StepFields step) {
    Fields fields = step.fields();
    Variants prompt = step.variants("ask");
    Question question = questions.read(fields);
    if (!question.options().isEmpty()) {
      prompt.map(message -> takesChoices(message, fields));
    }
    Map<String, Target> byChoice = new LinkedHashMap<>();
    YamlNode next = fields.node("next");
    boolean perChoice =
        next instanceof YamlNode.Mapping mapping && !mapping.entries().containsKey("call");
    StepHead head = step.head(!perChoice);
    if (perChoice) {
      byChoice.putAll(step.targets("next", fields));
      if (byChoice.containsKey("else")) {
        Target otherwise = byChoice.remove("else");
        head = head.withNext(otherwise);
      }
      questions.checkExits(byChoice.keySet(), question, fields);
    }
    Target onGiveUp = step.target("on_give_up", fields);
    boolean interruptible =
        !fields.word("interrupt", "allow", List.of("allow", "never")).equals("never");
    return new AskStep(
        head,
        prompt,
        question,
        fields.text("save"),
        byChoice,
        onGiveUp,
        after("nudge", step),
        after("deadline", step),
        interruptible,
        fields.flag("skip_if_known", true));
  }

  private static Outbound takesChoices(Outbound message, Fields fields) {
    if (!(message instanceof TextMessage) && !(message instanceof CardMessage)) {
      fields.error(
          "unreadable",
          "ask: expected a text or a card where there are choices, but was another message");
    } else if (!message.choices().isEmpty()) {
      fields.error("unreadable", "ask: expected the choices beside ask, but were inside it");
    }
    return message;
  }

  private static AskStep.@Nullable After after(String key, StepFields step) {
    return step.fields()
        .fields(key)
        .map(inner -> {
          Duration after = inner.duration("after");
          Target then = step.target("then", inner);
          if (!inner.has("then")) {
            inner.error("missing", inner.path("then") + ": expected a value, but was missing");
          }
          inner.finish(List.of());
          if (after == null && !inner.has("after")) {
            inner.error(
                "missing",
                inner.path("after") + ": expected a duration such as 30m, but was missing");
          }
          return after == null || then == null ? null : new AskStep.After(after, then);
        })
        .orElse(null);
  }
}
