package dev.botflow.flow.check;

import dev.botflow.error.Findings;
import dev.botflow.flow.Bot;
import dev.botflow.flow.Flow;
import dev.botflow.flow.SetStep;
import dev.botflow.flow.Step;
import dev.botflow.flow.StepTransitions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Warns of a step that saves something in the place of what another saved below the same name: {@code save: parcel} takes
 * {@code parcel.code} away. It is told where the lost name is read afterwards.
 */
final class SaveChecks {
  private final Bot bot;
  private final Findings findings;

  SaveChecks(Bot bot, Findings findings) {
    this.bot = bot;
    this.findings = findings;
  }

  void check() {
    for (Flow flow : bot.flows().values()) {
      for (Step step : flow.steps().values()) {
        if (!(step instanceof SetStep)) {
          step.sets().forEach(name -> wiped(flow, step, name));
        }
      }
    }
  }

  private void wiped(Flow flow, Step step, String name) {
    for (Step before : flow.steps().values()) {
      for (String lost : VariableNames.sets(before)) {
        if (lost.startsWith(name + ".") && after(flow, before).contains(step.id())) {
          reader(flow, step, lost)
              .ifPresent(reader -> findings.warning(
                  "wiped",
                  step.head().place(),
                  "save: expected a name of its own, but \"" + name + "\" takes the place of \""
                      + lost
                      + "\", which step " + before.id() + " sets and step " + reader
                      + " still reads; save it under another name"));
        }
      }
    }
  }

  /** The first step after this one that reads a name before it is set again. */
  private static Optional<String> reader(Flow flow, Step step, String lost) {
    Set<String> seen = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(StepTransitions.stepsAfter(flow, step, false));
    while (!open.isEmpty()) {
      Step next = flow.step(open.remove()).orElse(null);
      if (next == null || !seen.add(next.id())) {
        continue;
      }
      boolean[] reads = new boolean[1];
      StepNames.read(next, name -> reads[0] |= name.equals(lost));
      if (reads[0]) {
        return Optional.of(next.id());
      }
      if (!VariableNames.sets(next).contains(lost)) {
        open.addAll(StepTransitions.stepsAfter(flow, next, true));
      }
    }
    return Optional.empty();
  }

  /** The steps that can follow a step, however far on. */
  private static Set<String> after(Flow flow, Step step) {
    Set<String> after = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(step.id()));
    while (!open.isEmpty()) {
      Optional<Step> next = flow.step(open.remove());
      for (String id :
          next.map(one -> StepTransitions.stepsAfter(flow, one, true)).orElse(List.of())) {
        if (after.add(id)) {
          open.add(id);
        }
      }
    }
    return after;
  }
}
