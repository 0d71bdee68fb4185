package dev.botflow.flow.read;

import dev.botflow.answer.Question;
import dev.botflow.error.BotFlowException;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.event.Channel;
import dev.botflow.flow.AskStep;
import dev.botflow.flow.BranchStep;
import dev.botflow.flow.CallStep;
import dev.botflow.flow.DecideStep;
import dev.botflow.flow.Delay;
import dev.botflow.flow.DoStep;
import dev.botflow.flow.HandoverStep;
import dev.botflow.flow.SayStep;
import dev.botflow.flow.SetStep;
import dev.botflow.flow.Step;
import dev.botflow.flow.StepHead;
import dev.botflow.flow.Target;
import dev.botflow.message.CardMessage;
import dev.botflow.message.Outbound;
import dev.botflow.message.TextMessage;
import dev.botflow.message.Variants;
import dev.botflow.template.Template;
import dev.botflow.text.Suggestion;
import dev.botflow.text.WordLists;
import dev.botflow.yaml.Fields;
import dev.botflow.yaml.YamlNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the steps of one flow. */
final class StepReader {
  private static final List<String> KINDS =
      List.of("say", "ask", "branch", "decide", "set", "do", "call", "handover");

  private final Place flow;
  private final Set<String> ids;
  private final List<Channel> extraChannels;
  private final Findings findings;
  private final ConditionParser conditions;
  private final MessageReader messages;
  private final QuestionReader questions;

  StepReader(
      Place flow,
      Set<String> ids,
      WordLists words,
      List<Channel> extraChannels,
      Findings findings) {
    this.flow = flow;
    this.ids = ids;
    this.extraChannels = extraChannels;
    this.findings = findings;
    this.conditions = new ConditionParser(words, findings);
    this.messages = new MessageReader(extraChannels, findings);
    this.questions = new QuestionReader(words, messages, findings);
  }

  Optional<Step> read(YamlNode node, String path) {
    Optional<Fields> known = Fields.of(node, flow.line(node.line()), path, findings);
    if (known.isEmpty() || !(node instanceof YamlNode.Mapping mapping)) {
      return Optional.empty();
    }
    String id = idOf(mapping, path, known.get());
    Place place = flow.line(node.line()).step(flow.flow(), id);
    Fields fields = new Fields(mapping, place, "", findings);
    fields.known(List.of("id"));
    List<String> kinds = KINDS.stream().filter(fields::has).toList();
    if (kinds.size() != 1) {
      String found =
          kinds.isEmpty() ? String.join(", ", fields.keys()) : String.join(" and ", kinds);
      fields.error(
          "unknown-step",
          "expected one of " + String.join(", ", KINDS) + ", but was " + found
              + hint(fields, kinds));
      return Optional.empty();
    }
    Step step = step(kinds.get(0), id, fields);
    fields.finish(List.of());
    return Optional.of(step);
  }

  private static String hint(Fields fields, List<String> kinds) {
    if (!kinds.isEmpty()) {
      return "";
    }
    return fields.keys().stream()
        .map(key -> Suggestion.hint(key, KINDS))
        .filter(hint -> !hint.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String idOf(YamlNode.Mapping mapping, String path, Fields fields) {
    return mapping.entries().containsKey("id")
        ? fields.required("id").orElse(path)
        : missing(path, fields);
  }

  private static String missing(String path, Fields fields) {
    fields.error("missing", path + ".id: expected an id for this step, but was missing");
    return path;
  }

  private Step step(String kind, String id, Fields fields) {
    switch (kind) {
      case "say":
        return new SayStep(head(id, fields, true), variants("say", fields));
      case "ask":
        return ask(id, fields);
      case "branch":
        return branch(id, fields);
      case "decide":
        return decide(id, fields);
      case "set":
        return new SetStep(head(id, fields, true), assignments(fields));
      case "do":
        return action(id, fields);
      case "call":
        return call(id, fields);
      case "handover":
        return handover(id, fields);
      default:
        throw new AssertionError(kind);
    }
  }

  private StepHead head(String id, Fields fields, boolean plainNext) {
    YamlNode when = fields.node("when");
    YamlNode next = plainNext ? fields.node("next") : null;
    String onError = fields.text("on_error");
    return new StepHead(
        id,
        when == null ? null : conditions.parse(when, fields.at(when)),
        delay(fields),
        next == null ? null : target("next", next, fields),
        onError == null ? null : target(onError.strip()),
        channel(fields),
        fields.place(),
        fields.flag("typing", false));
  }

  private @Nullable Channel channel(Fields fields) {
    String word = fields.text("channel");
    if (word == null) {
      return null;
    }
    Channel asWritten = Channel.of(word.strip());
    if (Channel.known().contains(asWritten) || extraChannels.contains(asWritten)) {
      return asWritten;
    }
    List<Channel> meant = Channel.meantBy(word).orElse(List.of());
    if (meant.size() == 1) {
      return meant.get(0);
    }
    fields.error(
        "unknown-channel",
        "channel: expected one channel such as SMS, but was \"" + word + "\""
            + Suggestion.hint(word, Channel.friendlyNames()));
    return null;
  }

  private @Nullable Delay delay(Fields fields) {
    YamlNode node = fields.node("delay");
    if (node == null) {
      return null;
    }
    if (node instanceof YamlNode.Scalar) {
      Duration duration = fields.duration("delay");
      return duration == null ? null : new Delay.For(duration);
    }
    return fields.fields("delay").map(this::until).orElse(null);
  }

  private @Nullable Delay until(Fields fields) {
    String time = fields.required("until").orElse("");
    fields.finish(List.of());
    try {
      return new Delay.Until(LocalTime.parse(time));
    } catch (DateTimeException e) {
      fields.error(
          "unreadable",
          fields.path("until") + ": expected a time such as 09:00, but was \"" + time + "\"");
      return null;
    }
  }

  // Targets.

  /** A step of this flow, else a flow; whether that flow exists is checked when all flows are read. */
  Target target(String word) {
    if (word.equals("end")) {
      return new Target.End();
    }
    return ids.contains(word) ? new Target.ToStep(word) : new Target.ToFlow(word);
  }

  private @Nullable Target target(String key, YamlNode node, Fields fields) {
    if (node instanceof YamlNode.Scalar scalar) {
      return target(scalar.text().strip());
    }
    if (node instanceof YamlNode.Mapping) {
      Optional<Fields> inner = Fields.of(node, fields.at(node), fields.path(key), findings);
      if (inner.isPresent() && inner.get().has("call")) {
        Target.Calling calling = calling(inner.get(), "then");
        inner.get().finish(List.of());
        return calling;
      }
    }
    fields.broken(key, node, "expected a step, a flow, end, or { call: FLOW, then: STEP }");
    return null;
  }

  private Target.Calling calling(Fields fields, String thenKey) {
    String then = fields.text(thenKey);
    Map<String, String> save = new LinkedHashMap<>();
    fields
        .textMap("save")
        .forEach((name, result) -> save.put(
            name, result.startsWith("result.") ? result.substring("result.".length()) : result));
    return new Target.Calling(
        fields.required("call").orElse(""),
        templates("with", fields),
        save,
        then == null ? null : target(then.strip()));
  }

  private Map<String, Target> targets(String key, Fields fields) {
    Map<String, Target> targets = new LinkedHashMap<>();
    fields.fields(key).ifPresent(inner -> {
      for (String exit : inner.keys()) {
        YamlNode node = inner.node(exit);
        Target target = node == null ? null : target(exit, node, inner);
        if (target != null) {
          targets.put(exit, target);
        }
      }
    });
    return targets;
  }

  // Steps.

  private Variants variants(String key, Fields fields) {
    YamlNode node = fields.node(key);
    return node == null
        ? Variants.of(new TextMessage(""))
        : messages.variants(node, fields.place(), key);
  }

  private Step ask(String id, Fields fields) {
    Variants prompt = variants("ask", fields);
    Question question = questions.read(fields);
    if (!question.options().isEmpty()) {
      prompt.map(message -> takesChoices(message, fields));
    }
    Map<String, Target> byChoice = new LinkedHashMap<>();
    YamlNode next = fields.node("next");
    boolean perChoice =
        next instanceof YamlNode.Mapping mapping && !mapping.entries().containsKey("call");
    StepHead head = head(id, fields, !perChoice);
    if (perChoice) {
      byChoice.putAll(targets("next", fields));
      if (byChoice.containsKey("else")) {
        Target otherwise = byChoice.remove("else");
        head = new StepHead(
            head.id(),
            head.when(),
            head.delay(),
            otherwise,
            head.onError(),
            head.channel(),
            head.place(),
            head.typing());
      }
      questions.checkExits(byChoice.keySet(), question, fields);
    }
    String giveUp = fields.text("on_give_up");
    boolean interruptible =
        !fields.word("interrupt", "allow", List.of("allow", "never")).equals("never");
    return new AskStep(
        head,
        prompt,
        question,
        fields.text("save"),
        byChoice,
        giveUp == null ? null : target(giveUp.strip()),
        after("nudge", fields),
        after("deadline", fields),
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

  private AskStep.@Nullable After after(String key, Fields fields) {
    return fields
        .fields(key)
        .map(inner -> {
          Duration after = inner.duration("after");
          Optional<String> then = inner.required("then");
          inner.finish(List.of());
          if (after == null && !inner.has("after")) {
            inner.error(
                "missing",
                inner.path("after") + ": expected a duration such as 30m, but was missing");
          }
          return after == null || then.isEmpty()
              ? null
              : new AskStep.After(after, target(then.get()));
        })
        .orElse(null);
  }

  private Step branch(String id, Fields fields) {
    List<BranchStep.Branch> branches = new ArrayList<>();
    Target otherwise = null;
    for (YamlNode item : fields.items("branch")) {
      Optional<Fields> inner = Fields.of(item, fields.at(item), "branch", findings);
      if (inner.isEmpty()) {
        continue;
      }
      YamlNode elseNode = inner.get().node("else");
      if (elseNode != null) {
        otherwise = target("else", elseNode, inner.get());
      } else {
        YamlNode when = inner.get().node("when");
        YamlNode next = inner.get().node("next");
        Target target = next == null ? null : target("next", next, inner.get());
        if (when == null || next == null) {
          inner
              .get()
              .error(
                  "missing",
                  "branch: expected { when: …, next: … } or { else: … }, but one was missing");
        } else if (target != null) {
          branches.add(new BranchStep.Branch(conditions.parse(when, inner.get().at(when)), target));
        }
      }
      inner.get().finish(List.of());
    }
    return new BranchStep(head(id, fields, true), branches, otherwise);
  }

  private Step decide(String id, Fields fields) {
    String table = fields.required("decide").orElse("");
    Map<String, Target> exits = targets("next", fields);
    Target otherwise = exits.remove("else");
    if (otherwise == null) {
      fields.error("no-else", "next: expected an exit else, for when no row fits, but was missing");
    }
    return new DecideStep(head(id, fields, false), table, exits, otherwise);
  }

  private List<SetStep.Assignment> assignments(Fields fields) {
    List<SetStep.Assignment> assignments = new ArrayList<>();
    fields.fields("set").ifPresent(inner -> {
      for (String name : inner.keys()) {
        YamlNode node = inner.node(name);
        if (node != null) {
          assignments.add(assignment(name, node, inner));
        }
      }
    });
    return assignments;
  }

  private SetStep.Assignment assignment(String name, YamlNode node, Fields fields) {
    if (node instanceof YamlNode.Scalar scalar) {
      return new SetStep.Assignment(
          name, SetStep.Operation.TO, template(name, scalar.text(), fields));
    }
    if (node instanceof YamlNode.Mapping mapping && mapping.entries().size() == 1) {
      Map.Entry<String, YamlNode.Mapping.Entry> only =
          mapping.entries().entrySet().iterator().next();
      Optional<SetStep.Operation> operation = operation(only.getKey());
      if (operation.isPresent() && only.getValue().value() instanceof YamlNode.Scalar operand) {
        boolean bare =
            operation.get() == SetStep.Operation.NOW || operand.text().isEmpty();
        return new SetStep.Assignment(
            name, operation.get(), bare ? null : template(name, operand.text(), fields));
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

  private Step action(String id, Fields fields) {
    Duration timeout = fields.duration("timeout");
    return new DoStep(
        head(id, fields, true),
        fields.required("do").orElse(""),
        templates("with", fields),
        fields.text("save"),
        timeout == null ? DoStep.DEFAULT_TIMEOUT : timeout);
  }

  private Step call(String id, Fields fields) {
    // Written flat: `call:`, `with:`, `save:` stand beside `id:`, and `next` is where to go on
    // after the call.
    Target.Calling flat = calling(fields, "next");
    StepHead head = head(id, fields, false);
    StepHead withNext = new StepHead(
        id,
        head.when(),
        head.delay(),
        flat.then(),
        head.onError(),
        head.channel(),
        head.place(),
        head.typing());
    return new CallStep(withNext, flat);
  }

  private Step handover(String id, Fields fields) {
    StepHead head = head(id, fields, true);
    Optional<Fields> inner = fields.fields("handover");
    if (inner.isEmpty()) {
      return new HandoverStep(head, Template.parse(""), List.of(), null, null, null, null);
    }
    Fields handover = inner.get();
    String queue = handover.required("queue").orElse("");
    YamlNode then = handover.node("then");
    Step step = new HandoverStep(
        head,
        template(handover.path("queue"), queue, handover),
        handover.texts("carry"),
        handover.text("hours"),
        checked("open", handover),
        checked("closed", handover),
        then == null ? null : target("then", then, handover));
    handover.finish(List.of());
    return step;
  }

  private @Nullable String checked(String key, Fields fields) {
    String text = fields.text(key);
    if (text != null) {
      messages.checkTemplate(text, fields.place(), fields.path(key));
    }
    return text;
  }

  private Map<String, Template> templates(String key, Fields fields) {
    Map<String, Template> templates = new LinkedHashMap<>();
    fields
        .textMap(key)
        .forEach((name, text) -> templates.put(name, template(key + "." + name, text, fields)));
    return templates;
  }

  private Template template(String key, String text, Fields fields) {
    try {
      return Template.parse(text);
    } catch (BotFlowException e) {
      fields.error("unreadable-text", key + ": " + e.getMessage());
      return Template.parse("");
    }
  }
}
