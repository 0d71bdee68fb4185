package dev.botflow.scenario;

import dev.botflow.session.Call;
import dev.botflow.session.Run;
import dev.botflow.session.Session;
import dev.botflow.session.Wait;
import dev.botflow.text.Paths;
import dev.botflow.text.SideBySide;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is expected of a turn. Where a name is expected, {@value #NONE} stands for its absence. What timers did
 * before the turn's event counts as the turn's, but rule, flow, outcome and decision are the event's own.
 */
public sealed interface ScenarioExpectation {
  /** No row, no flow, no wait, no call. */
  String NONE = "none";

  /** What was expected and what was found instead; empty if it holds. */
  Optional<Mismatch> check(Exchange exchange);

  /** Both begin with the word of the expectation, such as {@code rule R10} and {@code rule R11}. */
  record Mismatch(String expected, String found) {}

  /** The row or rule that decided. */
  record Rule(String rule) implements ScenarioExpectation {
    @Override
    public Optional<Mismatch> check(Exchange exchange) {
      PlayResult last = exchange.last();
      return same("rule", rule, last == null ? null : last.rule());
    }
  }

  /** The flow that was started or took the event. */
  record Flow(String flow) implements ScenarioExpectation {
    @Override
    public Optional<Mismatch> check(Exchange exchange) {
      PlayResult last = exchange.last();
      return same("flow", flow, last == null ? null : last.flow());
    }
  }

  /** All that is said, message by message, in order; stars stand for anything. One more message is a mismatch. */
  record Says(List<String> patterns) implements ScenarioExpectation {
    public Says {
      patterns = List.copyOf(patterns);
    }

    @Override
    public Optional<Mismatch> check(Exchange exchange) {
      List<String> said = exchange.said();
      boolean fits = said.size() == patterns.size();
      for (int i = 0; fits && i < said.size(); i++) {
        fits = ScenarioPattern.matches(patterns.get(i), said.get(i));
      }
      return fits ? Optional.empty() : mismatch("says", quoted(patterns), quoted(said));
    }

    /** Each message that is expected beside the one that was said in its place. */
    List<SideBySide> pairs(Exchange exchange) {
      List<String> said = exchange.said();
      List<SideBySide> pairs = new ArrayList<>();
      for (int i = 0; i < Math.max(patterns.size(), said.size()); i++) {
        boolean both = i < patterns.size() && i < said.size();
        pairs.add(new SideBySide(
            i < patterns.size() ? "says " + quoted(patterns.subList(i, i + 1)) : "",
            i < said.size() ? "says " + quoted(said.subList(i, i + 1)) : "",
            both && ScenarioPattern.matches(patterns.get(i), said.get(i))));
      }
      return pairs;
    }

    private static String quoted(List<String> texts) {
      return texts.isEmpty()
          ? "nothing"
          : texts.stream()
              .map(text -> "\"" + text.replace("\n", "\\n") + "\"")
              .collect(Collectors.joining(", "));
    }
  }

  /** Where the innermost run waits afterwards, as {@code flow.step}. */
  record Waiting(String at) implements ScenarioExpectation {
    @Override
    public Optional<Mismatch> check(Exchange exchange) {
      return same("waiting", at, exchange.waitingAt());
    }
  }

  /** How many answers the open question missed so far. */
  record Attempt(int misses) implements ScenarioExpectation {
    @Override
    public Optional<Mismatch> check(Exchange exchange) {
      Wait.ForAnswer question = exchange.after().openQuestion();
      return same(
          "attempt",
          Integer.toString(misses),
          question == null ? null : Integer.toString(question.attempts()));
    }
  }

  /** The actions that were called, in order. */
  record Called(List<String> actions) implements ScenarioExpectation {
    public Called {
      actions = List.copyOf(actions);
    }

    @Override
    public Optional<Mismatch> check(Exchange exchange) {
      String expected = actions.isEmpty() ? NONE : String.join(", ", actions);
      return same("called", expected, names(exchange, Call.Kind.ACTION));
    }
  }

  /** What an action or the agent desk was handed, as far as named; of several calls one has to fit. */
  record CalledWith(Call.Kind kind, String name, Map<String, Object> arguments)
      implements ScenarioExpectation {
    public CalledWith {
      arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    @Override
    public Optional<Mismatch> check(Exchange exchange) {
      List<Map<String, Object>> made = exchange.calls().stream()
          .filter(call -> call.kind() == kind && call.name().equals(name))
          .map(Call::arguments)
          .toList();
      boolean fits = made.stream()
          .anyMatch(arguments -> this.arguments.entrySet().stream()
              .allMatch(entry -> equal(entry.getValue(), Paths.get(arguments, entry.getKey()))));
      return fits
          ? Optional.empty()
          : mismatch(
              kind == Call.Kind.DESK ? "handover" : "called",
              name + " with " + arguments,
              made.isEmpty()
                  ? orNone(names(exchange, kind))
                  : name + " with "
                      + made.stream().map(Map::toString).collect(Collectors.joining(", ")));
    }
  }

  /** The queue the conversation was offered to. */
  record Handover(String queue) implements ScenarioExpectation {
    @Override
    public Optional<Mismatch> check(Exchange exchange) {
      return same("handover", queue, names(exchange, Call.Kind.DESK));
    }
  }

  /**
   * A variable afterwards: of the session, the contact, or else of an open run, the innermost first.
   *
   * @param value as text with stars, or as list or map; an empty text for a variable that is not set
   */
  record Saved(String name, Object value) implements ScenarioExpectation {
    @Override
    public Optional<Mismatch> check(Exchange exchange) {
      Object found = variable(exchange.after(), name);
      return equal(value, found)
          ? Optional.empty()
          : mismatch(
              "saved",
              name + " = " + ("".equals(value) ? NONE : text(value)),
              name + " = " + (found == null ? NONE : text(found)));
    }
  }

  /** How it went: handled, ignored, suppressed, unsupported, failed or duplicate. */
  record Outcome(String word) implements ScenarioExpectation {
    @Override
    public Optional<Mismatch> check(Exchange exchange) {
      PlayResult last = exchange.last();
      return same("state", word, last == null ? null : last.outcome());
    }
  }

  /** What was decided: start, answer, miss, interrupt, silent, ignore, suppressed or continue. */
  record Decided(String word) implements ScenarioExpectation {
    @Override
    public Optional<Mismatch> check(Exchange exchange) {
      PlayResult last = exchange.last();
      return same("decision", word, last == null ? null : last.decision());
    }
  }

  private static Optional<Mismatch> same(String what, String expected, @Nullable String found) {
    String there = orNone(found);
    return expected.equals(there) ? Optional.empty() : mismatch(what, expected, there);
  }

  private static Optional<Mismatch> mismatch(String what, String expected, String found) {
    return Optional.of(new Mismatch(what + " " + expected, what + " " + found));
  }

  private static String orNone(@Nullable String name) {
    return name == null ? NONE : name;
  }

  private static @Nullable String names(Exchange exchange, Call.Kind kind) {
    List<String> names = exchange.calls().stream()
        .filter(call -> call.kind() == kind)
        .map(Call::name)
        .toList();
    return names.isEmpty() ? null : String.join(", ", names);
  }

  private static @Nullable Object variable(Session session, String name) {
    if (name.startsWith("contact.")) {
      return Paths.get(session.contact(), name.substring("contact.".length()));
    }
    if (name.startsWith("session.")) {
      return Paths.get(session.variables(), name.substring("session.".length()));
    }
    List<Run> runs = new ArrayList<>(session.runs());
    Collections.reverse(runs);
    for (Run run : runs) {
      for (int i = run.frames().size() - 1; i >= 0; i--) {
        Object value = Paths.get(run.frames().get(i).variables(), name);
        if (value != null) {
          return value;
        }
      }
    }
    return null;
  }

  private static boolean equal(Object expected, @Nullable Object found) {
    if (found == null) {
      return "".equals(expected);
    }
    if (expected instanceof List<?> list) {
      boolean fits = found instanceof List<?> other && other.size() == list.size();
      for (int i = 0; fits && i < list.size(); i++) {
        fits = equal(list.get(i), ((List<?>) found).get(i));
      }
      return fits;
    }
    if (expected instanceof Map<?, ?> map) {
      return found instanceof Map<?, ?> other
          && map.keySet().equals(other.keySet())
          && map.entrySet().stream()
              .allMatch(entry -> equal(entry.getValue(), other.get(entry.getKey())));
    }
    if (expected instanceof BigDecimal number && found instanceof BigDecimal other) {
      return number.compareTo(other) == 0;
    }
    return ScenarioPattern.matches(text(expected), text(found));
  }

  private static String text(Object value) {
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }
}
