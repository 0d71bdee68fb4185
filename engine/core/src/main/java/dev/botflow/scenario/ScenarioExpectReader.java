package dev.botflow.scenario;

import dev.botflow.session.Call;
import dev.botflow.yaml.Fields;
import dev.botflow.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a turn is expected to do. */
final class ScenarioExpectReader {
  private static final List<String> OUTCOMES =
      List.of("handled", "ignored", "suppressed", "unsupported", "failed", "duplicate");
  private static final List<String> DECISIONS =
      List.of("start", "answer", "miss", "interrupt", "silent", "ignore", "suppressed", "continue");

  private ScenarioExpectReader() {}

  static List<ScenarioExpectation> read(Fields fields) {
    List<ScenarioExpectation> expected = new ArrayList<>();
    fields.optional("rule").map(ScenarioExpectation.Rule::new).ifPresent(expected::add);
    fields.optional("flow").map(ScenarioExpectation.Flow::new).ifPresent(expected::add);
    fields.known(List.of("says"));
    if (fields.has("says")) {
      expected.add(new ScenarioExpectation.Says(fields.texts("says")));
    }
    fields.optional("waiting").map(ScenarioExpectation.Waiting::new).ifPresent(expected::add);
    attempt(fields).map(ScenarioExpectation.Attempt::new).ifPresent(expected::add);
    called(fields, expected);
    handover(fields, expected);
    fields
        .fields("saved")
        .ifPresent(saved -> saved
            .others()
            .forEach((name, value) ->
                expected.add(new ScenarioExpectation.Saved(name, ScenarioValues.of(value)))));
    // What play calls the outcome, scenario tables call the state.
    for (String key : List.of("state", "outcome")) {
      String word = fields.word(key, OUTCOMES);
      if (word != null) {
        expected.add(new ScenarioExpectation.Outcome(word));
      }
    }
    String decision = fields.word("decision", DECISIONS);
    if (decision != null) {
      expected.add(new ScenarioExpectation.Decided(decision));
    }
    fields.finish();
    return expected;
  }

  private static Optional<Integer> attempt(Fields fields) {
    Optional<String> text = fields.optional("attempt");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= 0) {
        return Optional.of(number);
      }
    } catch (NumberFormatException e) {
      // Reported below, with negative numbers.
    }
    fields.broken("attempt", text.get(), "expected how many answers missed, such as 1", "");
    return Optional.empty();
  }

  /** {@code none}, a queue, or a queue with some of what is carried. */
  private static void handover(Fields fields, List<ScenarioExpectation> expected) {
    if (fields.node("handover") instanceof YamlNode.Mapping queues) {
      queues
          .entries()
          .keySet()
          .forEach(queue -> expected.add(new ScenarioExpectation.Handover(queue)));
      handed(fields, "handover", Call.Kind.DESK, queues, expected);
      return;
    }
    fields.optional("handover").map(ScenarioExpectation.Handover::new).ifPresent(expected::add);
  }

  private static void handed(
      Fields fields,
      String key,
      Call.Kind kind,
      YamlNode.Mapping calls,
      List<ScenarioExpectation> expected) {
    calls.entries().forEach((name, entry) -> {
      if (entry.value() instanceof YamlNode.Mapping arguments) {
        Map<String, Object> values = new LinkedHashMap<>();
        arguments
            .entries()
            .forEach((argument, value) -> values.put(argument, ScenarioValues.of(value.value())));
        expected.add(new ScenarioExpectation.CalledWith(kind, name, values));
      } else {
        fields.broken(key + "." + name, entry.value(), "expected arguments with values");
      }
    });
  }

  /** {@code none}, one action, several, or actions with some of their arguments. */
  private static void called(Fields fields, List<ScenarioExpectation> expected) {
    fields.known(List.of("called"));
    if (!fields.has("called")) {
      return;
    }
    if (fields.node("called") instanceof YamlNode.Mapping actions) {
      expected.add(new ScenarioExpectation.Called(List.copyOf(actions.entries().keySet())));
      handed(fields, "called", Call.Kind.ACTION, actions, expected);
      return;
    }
    List<String> actions = fields.texts("called").stream().map(String::strip).toList();
    expected.add(new ScenarioExpectation.Called(
        actions.equals(List.of(ScenarioExpectation.NONE)) ? List.of() : actions));
  }
}
