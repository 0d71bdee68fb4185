package dev.botflow.scenario;

import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.event.ActionCompleted;
import dev.botflow.hosted.HostFlowAnswer;
import dev.botflow.runtime.OwnEvents;
import dev.botflow.session.Call;
import dev.botflow.yaml.YamlNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands in for the host's actions, its agent desk and its flows: {@code { shop.findOrder: { ok: { status: lost } }
 * }}, {@code { error: "no" }}, {@code timeout}, and for a flow {@code { waits: "Which number?" }} or {@code { says: "It is
 * on its way." }}; a list answers call by call and then repeats its last. An action without a stub fails; a desk without
 * one accepts, and a flow without one says nothing and is done.
 */
public final class Stubs {
  /** The name the desk's stub goes by. */
  public static final String DESK = "handover";

  private final Map<String, List<Answer>> answers;
  private final Map<String, Integer> calls = new LinkedHashMap<>();
  private final Set<String> undeclared = new LinkedHashSet<>();

  private Stubs(Map<String, List<Answer>> answers) {
    this.answers = answers;
  }

  /** The same answers, and nobody has called yet. */
  public Stubs fresh() {
    return new Stubs(answers);
  }

  /** One answer of a stub. */
  record Answer(
      ActionCompleted.Outcome outcome,
      @Nullable Object value,
      @Nullable String problem) {}

  public static Stubs none() {
    return new Stubs(new LinkedHashMap<>());
  }

  /**
   * Reads a file of stubs (YAML).
   *
   * @param findings takes what is wrong
   */
  public static Stubs read(String file, String yaml, Findings findings) {
    Optional<YamlNode> node = YamlNode.read(file, yaml, findings);
    return node.map(root -> read(root, Place.of(file), findings)).orElseGet(Stubs::none);
  }

  /** Reads the stubs of a scenario. */
  public static Stubs read(YamlNode node, Place place, Findings findings) {
    Map<String, List<Answer>> answers = new LinkedHashMap<>();
    if (!(node instanceof YamlNode.Mapping mapping)) {
      findings.error(
          "unreadable-stub",
          place.line(node.line()),
          "stub: expected actions with answers, but was " + node.found());
      return none();
    }
    mapping.entries().forEach((action, entry) -> {
      List<YamlNode> items = entry.value() instanceof YamlNode.Sequence sequence
          ? sequence.items()
          : List.of(entry.value());
      List<Answer> read = new ArrayList<>();
      for (YamlNode item : items) {
        answer(action, item, place, findings).ifPresent(read::add);
      }
      answers.put(action, read);
    });
    return new Stubs(answers);
  }

  private static Optional<Answer> answer(
      String action, YamlNode node, Place place, Findings findings) {
    if (node instanceof YamlNode.Scalar scalar && scalar.text().strip().equals("timeout")) {
      return Optional.of(new Answer(ActionCompleted.Outcome.TIMEOUT, null, null));
    }
    if (node instanceof YamlNode.Scalar scalar && scalar.text().strip().equals("ok")) {
      return Optional.of(new Answer(ActionCompleted.Outcome.OK, null, null));
    }
    if (node instanceof YamlNode.Mapping mapping && FlowStub.isOne(mapping)) {
      return FlowStub.read(action, mapping, place, findings)
          .map(answer -> new Answer(ActionCompleted.Outcome.OK, answer, null));
    }
    if (node instanceof YamlNode.Mapping mapping && mapping.entries().size() == 1) {
      if (mapping.get("ok").isPresent()) {
        return Optional.of(
            new Answer(ActionCompleted.Outcome.OK, plain(mapping.get("ok").get()), null));
      }
      if (mapping.get("error").isPresent()
          && mapping.get("error").get() instanceof YamlNode.Scalar problem) {
        return Optional.of(new Answer(ActionCompleted.Outcome.ERROR, null, problem.text()));
      }
    }
    findings.error(
        "unreadable-stub",
        place.line(node.line()),
        "stub " + action
            + ": expected { ok: … }, { error: TEXT } or timeout, or of a flow { says: TEXT } or"
            + " { waits: TEXT }, but was "
            + node.found());
    return Optional.empty();
  }

  /** A YAML tree as values: texts, lists and maps. */
  public static Object plain(YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar) {
      return scalar.text();
    }
    if (node instanceof YamlNode.Sequence sequence) {
      List<Object> list = new ArrayList<>();
      sequence.items().forEach(item -> list.add(plain(item)));
      return list;
    }
    Map<String, Object> map = new LinkedHashMap<>();
    ((YamlNode.Mapping) node)
        .entries()
        .forEach((name, entry) -> map.put(name, plain(entry.value())));
    return map;
  }

  /** The result of a call. */
  ActionCompleted answer(Call call, Instant at) {
    String name = call.kind() == Call.Kind.DESK ? DESK : call.name();
    int number = calls.merge(name, 1, Integer::sum);
    List<Answer> known = answers.get(name);
    if (known == null || known.isEmpty()) {
      if (call.kind() == Call.Kind.DESK) {
        return OwnEvents.result(call, ActionCompleted.Outcome.OK, null, null, at);
      }
      if (call.kind() == Call.Kind.FLOW) {
        return OwnEvents.result(call, ActionCompleted.Outcome.OK, HostFlowAnswer.done(), null, at);
      }
      undeclared.add(name);
      return OwnEvents.result(
          call, ActionCompleted.Outcome.ERROR, null, "there is no stub for it", at);
    }
    Answer answer = known.get(Math.min(number, known.size()) - 1);
    Object value = answer.value();
    if (call.kind() == Call.Kind.FLOW && value == null) {
      value = HostFlowAnswer.done();
    }
    boolean flows = value instanceof HostFlowAnswer;
    if (answer.outcome() == ActionCompleted.Outcome.OK
        && call.kind() != Call.Kind.DESK
        && flows != (call.kind() == Call.Kind.FLOW)) {
      String other = flows ? "the stub is one of a flow" : "the stub is one of an action";
      return OwnEvents.result(call, ActionCompleted.Outcome.ERROR, null, other, at);
    }
    return OwnEvents.result(call, answer.outcome(), value, answer.problem(), at);
  }

  /** The actions, the flows and the desk that have an answer. */
  public Set<String> names() {
    return Collections.unmodifiableSet(answers.keySet());
  }

  /**
   * The keys of the maps that an action answers with.
   *
   * @return empty if it never answers with one, or once with something else
   */
  public Set<String> resultKeys(String action) {
    Set<String> keys = new LinkedHashSet<>();
    for (Answer answer : answers.getOrDefault(action, List.of())) {
      if (answer.value() instanceof Map<?, ?> map) {
        map.keySet().forEach(key -> keys.add(String.valueOf(key)));
      } else if (answer.value() != null) {
        return Set.of();
      }
    }
    return Collections.unmodifiableSet(keys);
  }

  /** Actions that were called and have no stub. */
  public Set<String> undeclared() {
    return undeclared;
  }

  /** Stubs nobody called. */
  public Set<String> unused() {
    Set<String> unused = new LinkedHashSet<>(answers.keySet());
    unused.removeAll(calls.keySet());
    return unused;
  }
}
