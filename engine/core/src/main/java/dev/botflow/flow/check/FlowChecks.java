package dev.botflow.flow.check;

import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.flow.Bot;
import dev.botflow.flow.DecideStep;
import dev.botflow.flow.Flow;
import dev.botflow.flow.FlowEntry;
import dev.botflow.flow.Step;
import dev.botflow.flow.StepTransitions;
import dev.botflow.flow.Target;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.text.Suggestion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Checks flows against each other and against what else the bot has. */
public final class FlowChecks {
  /** First parts of names that only the engine gives values to. */
  private static final List<String> KEPT = List.of("internal", "delivery", "event");

  private final Bot bot;
  private final Function<String, Optional<Set<String>>> exits;
  private final Findings findings;

  private FlowChecks(Bot bot, Function<String, Optional<Set<String>>> exits, Findings findings) {
    this.bot = bot;
    this.exits = exits;
    this.findings = findings;
  }

  /**
   * Reports errors: unknown targets, a loop without a wait, recursion, unknown decision tables, exits and hours; and as a
   * warning steps nothing reaches.
   *
   * @param exits the exits of a decision table; empty if there is no such table
   */
  public static void check(
      Bot bot, Function<String, Optional<Set<String>>> exits, Findings findings) {
    FlowChecks checks = new FlowChecks(bot, exits, findings);
    checks.settings();
    bot.flows().values().forEach(checks::flow);
    checks.loopsOfFlows();
    checks.recursion();
  }

  /**
   * Reports all that {@link #check(Bot, Function, Findings)} reports, and warns of what only shows with the table and the
   * channels: variables nothing sets, labels that are too long, messages a channel shows in part, waits that outlast a channel's window, ways
   * that only time takes round, questions and desks that end in silence, translations that are missing or differ, values
   * that are saved in the place of others, sensitive values in texts that do not name them.
   *
   * @param channels what each channel can show
   * @param entries the ways into flows from outside, one a row of the routing table
   */
  public static void check(
      Bot bot,
      Function<String, Optional<Set<String>>> exits,
      ChannelCatalog channels,
      List<FlowEntry> entries,
      Findings findings) {
    check(bot, exits, findings);
    new InfiniteReminderChecks(bot, findings).check();
    new TextChecks(bot, findings).check();
    new TranslationChecks(bot, findings).check();
    new SaveChecks(bot, findings).check();
    LegalChecks.check(bot, findings);
    new VariableChecks(bot, VariableNames.of(bot, entries), findings).check();
    new SensitiveChecks(bot, entries, findings).check();
    ChannelReachability reach = new ChannelReachability(bot, channels, entries);
    new ReachChecks(bot, channels, reach, findings).check();
    new ChannelFitChecks(bot, channels, reach, findings).check();
  }

  private void settings() {
    named("not_understood", bot.settings().notUnderstood());
    named("error_occurred", bot.settings().errorOccurred());
  }

  private void named(String key, @Nullable String flow) {
    if (flow != null && bot.flow(flow).isEmpty()) {
      findings.error(
          "unknown-flow",
          Place.of("bot.yaml"),
          key + ": expected a flow of the bot, but was \"" + flow + "\""
              + Suggestion.hint(flow, bot.flows().keySet()));
    }
  }

  private void flow(Flow flow) {
    if (flow.onError() != null) {
      target(flow, flow.first().head().place().step(flow.name(), null), flow.onError());
    }
    for (Step step : flow.steps().values()) {
      StepTransitions.of(step).forEach(target -> target(flow, step.head().place(), target));
      names(step);
      if (step instanceof DecideStep decide) {
        decide(decide);
      }
      hours(step);
    }
    unreachable(flow);
    loops(flow);
  }

  /** What the engine itself knows cannot be set: it would never be read again. */
  private void names(Step step) {
    Set<String> names = new LinkedHashSet<>(VariableNames.sets(step));
    for (Target target : StepTransitions.of(step)) {
      if (target instanceof Target.Calling calling) {
        names.addAll(calling.with().keySet());
      }
    }
    for (String name : names) {
      String first = name.substring(0, (name + ".").indexOf('.'));
      if (KEPT.contains(first) || name.equals("session") || name.equals("contact")) {
        findings.error(
            "reserved-name",
            step.head().place(),
            "expected a variable of the flow's own, or one below session. or contact., but was \""
                + name + "\", a name the engine keeps for itself");
      }
    }
  }

  private void target(Flow flow, Place place, Target target) {
    if (target instanceof Target.ToFlow other && bot.flow(other.flow()).isEmpty()) {
      Set<String> known = new LinkedHashSet<>(flow.steps().keySet());
      known.addAll(bot.flows().keySet());
      known.add("end");
      findings.error(
          "unknown-target",
          place,
          "expected the id of a step in this flow, a flow of the bot, or end, but was \""
              + other.flow() + "\"" + Suggestion.hint(other.flow(), known));
    } else if (target instanceof Target.Calling calling) {
      if (bot.flow(calling.flow()).isEmpty()) {
        findings.error(
            "unknown-flow",
            place,
            "call: expected a flow of the bot, but was \"" + calling.flow() + "\""
                + Suggestion.hint(calling.flow(), bot.flows().keySet()));
      } else {
        results(place, calling);
      }
      if (calling.then() != null) {
        target(flow, place, calling.then());
      }
    }
  }

  private void results(Place place, Target.Calling calling) {
    List<String> returns = bot.flow(calling.flow()).map(Flow::returns).orElse(List.of());
    for (String result : calling.save().values()) {
      if (!returns.contains(result)) {
        findings.error(
            "unknown-result",
            place,
            "save: expected one of the results that flow " + calling.flow()
                + " declares in returns (" + String.join(", ", returns) + "), but was \"" + result
                + "\"" + Suggestion.hint(result, returns));
      }
    }
  }

  private void decide(DecideStep step) {
    Optional<Set<String>> known = exits.apply(step.table());
    if (known.isEmpty()) {
      findings.error(
          "unknown-table",
          step.head().place(),
          "decide: expected a table of the folder decisions, but was \"" + step.table() + "\"");
      return;
    }
    Set<String> meant = DecideExits.meant(step, known.get());
    for (String exit : step.nextByExit().keySet()) {
      // Where the table has another name for it, the finding stands at its row.
      if (!known.get().contains(exit) && !meant.contains(exit)) {
        findings.warning(
            "unused-exit",
            step.head().place(),
            "next: table " + step.table() + " never gives \"" + exit + "\""
                + Suggestion.hint(exit, known.get()));
      }
    }
  }

  private void hours(Step step) {
    if (step.hours() != null && bot.hours().named(step.hours()).isEmpty()) {
      findings.error(
          "unknown-hours",
          step.head().place(),
          step.kind() + ".hours: expected a name from hours.csv, but was \"" + step.hours() + "\""
              + Suggestion.hint(step.hours(), bot.hours().names()));
    }
  }

  private void unreachable(Flow flow) {
    Set<String> reached = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(flow.first().id()));
    if (flow.onError() instanceof Target.ToStep step) {
      open.add(step.step());
    }
    while (!open.isEmpty()) {
      String id = open.remove();
      Optional<Step> step = flow.step(id);
      if (step.isPresent() && reached.add(id)) {
        open.addAll(StepTransitions.stepsAfter(flow, step.get(), true));
      }
    }
    for (Step step : flow.steps().values()) {
      if (!reached.contains(step.id())) {
        findings.warning(
            "unreachable-step",
            step.head().place(),
            "expected a way to this step, but nothing leads to it");
      }
    }
  }

  /** Steps that can follow each other for ever without waiting for anybody. */
  private void loops(Flow flow) {
    Set<String> reported = new LinkedHashSet<>();
    for (Step start : flow.steps().values()) {
      List<String> way = wayBack(flow, start);
      if (!way.isEmpty() && reported.stream().noneMatch(way::contains)) {
        reported.addAll(way);
        findings.error(
            "loop",
            start.head().place(),
            "expected a step that waits on the way " + String.join(" → ", way) + " → " + start.id()
                + ", but none does");
      }
    }
  }

  private static List<String> wayBack(Flow flow, Step start) {
    Map<String, String> cameFrom = new LinkedHashMap<>();
    Deque<Step> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      Step step = open.remove();
      if (StepTransitions.waits(step)) {
        continue;
      }
      for (String next : StepTransitions.stepsAfter(flow, step, false)) {
        if (next.equals(start.id())) {
          return way(cameFrom, start.id(), step.id());
        }
        if (!cameFrom.containsKey(next)) {
          cameFrom.put(next, step.id());
          flow.step(next).ifPresent(open::add);
        }
      }
    }
    return List.of();
  }

  /** Flows that go over to each other for ever without waiting for anybody. */
  private void loopsOfFlows() {
    Set<String> reported = new LinkedHashSet<>();
    for (Flow start : bot.flows().values()) {
      Map<String, String> cameFrom = new LinkedHashMap<>();
      Deque<Flow> open = new ArrayDeque<>(List.of(start));
      while (!open.isEmpty() && !reported.contains(start.name())) {
        Flow flow = open.remove();
        for (String next : goneOverTo(flow)) {
          if (next.equals(start.name())) {
            List<String> way = way(cameFrom, start.name(), flow.name());
            reported.addAll(way);
            findings.error(
                "loop",
                start.first().head().place().step(start.name(), null),
                "expected a step that waits on the way " + String.join(" → ", way) + " → "
                    + start.name() + ", but none does");
            break;
          }
          if (!cameFrom.containsKey(next)) {
            cameFrom.put(next, flow.name());
            bot.flow(next).ifPresent(open::add);
          }
        }
      }
    }
  }

  /** Flows that take this one's place without a wait before. */
  private static Set<String> goneOverTo(Flow flow) {
    Set<String> flows = new LinkedHashSet<>();
    Set<String> reached = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(flow.first().id()));
    while (!open.isEmpty()) {
      Step step = flow.step(open.remove()).orElse(null);
      if (step == null || !reached.add(step.id()) || StepTransitions.waits(step)) {
        continue;
      }
      for (Target target : StepTransitions.of(step)) {
        if (target instanceof Target.ToFlow other && target != step.head().onError()) {
          flows.add(other.flow());
        }
      }
      open.addAll(StepTransitions.stepsAfter(flow, step, false));
    }
    return flows;
  }

  private static List<String> way(Map<String, String> cameFrom, String start, String last) {
    List<String> way = new ArrayList<>();
    for (String id = last; id != null && !id.equals(start); id = cameFrom.get(id)) {
      way.add(0, id);
    }
    way.add(0, start);
    return way;
  }

  /** Flows that call, or go over to, themselves without a wait are reported by name. */
  private void recursion() {
    Set<String> reported = new LinkedHashSet<>();
    for (Flow flow : bot.flows().values()) {
      List<String> chain = reported.contains(flow.name()) ? List.of() : callsBack(flow);
      if (!chain.isEmpty()) {
        reported.addAll(chain);
        findings.error(
            "recursion",
            flow.first().head().place().step(flow.name(), null),
            "expected no flow to call itself, but " + String.join(" calls ", chain) + " calls "
                + flow.name());
      }
    }
  }

  /** The flows on the way from a flow to a call of itself, this one first; empty if there is none. */
  private List<String> callsBack(Flow start) {
    Map<String, String> cameFrom = new LinkedHashMap<>();
    Deque<Flow> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      Flow flow = open.remove();
      for (String called : called(flow)) {
        if (called.equals(start.name())) {
          return way(cameFrom, start.name(), flow.name());
        }
        if (cameFrom.putIfAbsent(called, flow.name()) == null) {
          bot.flow(called).ifPresent(open::add);
        }
      }
    }
    return List.of();
  }

  private static Set<String> called(Flow flow) {
    Set<String> called = new LinkedHashSet<>();
    for (Step step : flow.steps().values()) {
      for (Target.Calling calling : StepTransitions.calls(step)) {
        called.add(calling.flow());
      }
    }
    return called;
  }
}
