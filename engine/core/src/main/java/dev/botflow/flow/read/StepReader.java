package dev.botflow.flow.read;

import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.event.Channel;
import dev.botflow.flow.SayStep;
import dev.botflow.flow.Step;
import dev.botflow.flow.Target;
import dev.botflow.text.Suggestion;
import dev.botflow.text.WordLists;
import dev.botflow.yaml.Fields;
import dev.botflow.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the steps of one flow. */
final class StepReader {
  private final Place flow;
  private final Set<String> ids;
  private final List<Channel> extraChannels;
  private final Findings findings;
  private final ConditionParser conditions;
  private final MessageReader messages;
  private final Map<String, StepKindReader> kinds;

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
    this.kinds = kinds(new QuestionReader(words, messages, findings));
  }

  /** The register: the key that makes a step one of a kind, and what reads it. */
  static Map<String, StepKindReader> kinds(QuestionReader questions) {
    Map<String, StepKindReader> kinds = new LinkedHashMap<>();
    kinds.put("say", step -> new SayStep(step.head(true), step.variants("say")));
    kinds.put("ask", new AskReader(questions));
    kinds.put("branch", new BranchReader());
    kinds.put("decide", new DecideReader());
    kinds.put("set", new SetReader());
    kinds.put("do", new DoReader());
    kinds.put("call", new CallReader());
    kinds.put("handover", new HandoverReader());
    return kinds;
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
    List<Map.Entry<String, StepKindReader>> named =
        kinds.entrySet().stream().filter(kind -> fields.has(kind.getKey())).toList();
    if (named.size() != 1) {
      String found = named.isEmpty()
          ? String.join(", ", fields.keys())
          : named.stream().map(Map.Entry::getKey).collect(Collectors.joining(" and "));
      fields.error(
          "unknown-step",
          "expected one of " + String.join(", ", kinds.keySet()) + ", but was " + found
              + (named.isEmpty() ? hint(fields) : ""));
      return Optional.empty();
    }
    StepFields written =
        new StepFields(id, fields, ids, extraChannels, findings, conditions, messages);
    Step step = named.get(0).getValue().read(written);
    fields.finish(List.of());
    return Optional.of(step);
  }

  private String hint(Fields fields) {
    return fields.keys().stream()
        .map(key -> Suggestion.hint(key, kinds.keySet()))
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

  /** Where a key of the flow itself leads; null if it is absent, or told. */
  @Nullable
  Target target(String key, Fields of) {
    return new StepFields("", of, ids, extraChannels, findings, conditions, messages)
        .target(key, of);
  }
}
