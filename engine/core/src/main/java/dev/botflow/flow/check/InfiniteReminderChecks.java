package dev.botflow.flow.check;

import dev.botflow.error.Findings;
import dev.botflow.flow.Bot;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Step;
import dev.botflow.flow.StepExit;
import dev.botflow.flow.StepTransitions;
import dev.botflow.flow.Target;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Warns of ways that only time takes on: a contact who stays silent is written to again and again. A way counts only if
 * nothing on it leads out, so a count that is branched on is enough.
 */
final class InfiniteReminderChecks {
  private final Bot bot;
  private final Findings findings;

  InfiniteReminderChecks(Bot bot, Findings findings) {
    this.bot = bot;
    this.findings = findings;
  }

  void check() {
    Map<Spot, List<Spot>> endless = endless();
    Set<Spot> reported = new LinkedHashSet<>();
    for (Spot start : endless.keySet()) {
      List<Spot> way = speaks(start) ? wayBack(endless, start) : List.of();
      // A way without any wait is reported as an error.
      boolean waits = way.stream().anyMatch(spot -> StepTransitions.waits(spot.step()));
      if (waits && way.stream().noneMatch(reported::contains)) {
        reported.addAll(way);
        findings.warning("loop", start.step().head().place(), sentence(way));
      }
    }
  }

  private static String sentence(List<Spot> way) {
    boolean oneFlow = way.stream().allMatch(spot -> spot.flow() == way.get(0).flow());
    List<String> names = new ArrayList<>();
    way.forEach(spot -> names.add(oneFlow ? spot.step().id() : spot.name()));
    names.add(names.get(0));
    return "expected an end to the way " + String.join(" → ", names)
        + " should the contact stay silent, but it goes round on and on and says something each"
        + " time";
  }

  private static boolean speaks(Spot spot) {
    return spot.step().message() != null;
  }

  /** The steps from which a silent contact comes to no end and to no question that stays open, with their ways on. */
  private Map<Spot, List<Spot>> endless() {
    Map<Spot, List<Spot>> ways = new LinkedHashMap<>();
    Map<Spot, List<Spot>> before = new LinkedHashMap<>();
    Deque<Spot> ends = new ArrayDeque<>();
    for (Flow flow : bot.flows().values()) {
      for (Step step : flow.steps().values()) {
        Spot spot = Spot.of(flow, step);
        List<Spot> next = next(spot);
        if (next == null) {
          ends.add(spot);
        } else {
          ways.put(spot, next);
          next.forEach(
              one -> before.computeIfAbsent(one, none -> new ArrayList<>()).add(spot));
        }
      }
    }
    // Whatever leads to a step that ends may end itself.
    while (!ends.isEmpty()) {
      for (Spot spot : before.getOrDefault(ends.remove(), List.of())) {
        if (ways.remove(spot) != null) {
          ends.add(spot);
        }
      }
    }
    return ways;
  }

  /** Where a silent contact may come to from a step; null if it may end, or stay open. */
  private @Nullable List<Spot> next(Spot spot) {
    Step step = spot.step();
    List<Spot> next = new ArrayList<>();
    boolean goesOn;
    if (step.waitsFor().isSomebody()) {
      StepExit deadline = step.exits().stream()
          .filter(exit -> exit.on() == StepExit.On.DEADLINE)
          .findFirst()
          .orElse(null);
      goesOn = deadline != null && deadline.target() != null && add(next, spot, deadline.target());
      goesOn = goesOn && (step.head().when() == null || addAfter(next, spot));
    } else {
      goesOn = StepTransitions.of(step).stream()
          .filter(target -> target != step.head().onError())
          .allMatch(target -> add(next, spot, target));
      goesOn = goesOn && (!StepTransitions.fallsThrough(step) || addAfter(next, spot));
    }
    return goesOn ? next : null;
  }

  /** @return false if the way ends there */
  private boolean add(List<Spot> next, Spot from, Target target) {
    if (target instanceof Target.ToStep to) {
      Optional<Step> step = from.flow().step(to.step());
      step.ifPresent(found -> next.add(Spot.of(from.flow(), found)));
      return step.isPresent();
    }
    if (target instanceof Target.ToFlow to) {
      Optional<Flow> flow = bot.flow(to.flow());
      flow.ifPresent(found -> next.add(Spot.of(found, found.first())));
      return flow.isPresent();
    }
    if (target instanceof Target.Calling calling && !asks(calling.flow())) {
      Target then = calling.then();
      return then == null ? addAfter(next, from) : add(next, from, then);
    }
    return false;
  }

  private boolean addAfter(List<Spot> next, Spot from) {
    Optional<Step> after = from.flow().after(from.step().id());
    after.ifPresent(found -> next.add(Spot.of(from.flow(), found)));
    return after.isPresent();
  }

  /** True if a flow that is called, or one it leads to, may wait for the contact or for a person. */
  private boolean asks(String name) {
    Set<String> seen = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(name));
    while (!open.isEmpty()) {
      String next = open.remove();
      Flow flow = bot.flow(next).orElse(null);
      if (flow == null) {
        return true;
      }
      if (seen.add(next)) {
        if (flow.steps().values().stream().anyMatch(step -> step.waitsFor().isSomebody())) {
          return true;
        }
        open.addAll(StepTransitions.flows(flow));
      }
    }
    return false;
  }

  private static List<Spot> wayBack(Map<Spot, List<Spot>> ways, Spot start) {
    Map<Spot, Spot> cameFrom = new LinkedHashMap<>();
    Deque<Spot> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      Spot spot = open.remove();
      for (Spot next : ways.getOrDefault(spot, List.of())) {
        if (next.equals(start)) {
          return way(cameFrom, start, spot);
        }
        if (cameFrom.putIfAbsent(next, spot) == null) {
          open.add(next);
        }
      }
    }
    return List.of();
  }

  private static List<Spot> way(Map<Spot, Spot> cameFrom, Spot start, Spot last) {
    List<Spot> way = new ArrayList<>();
    for (Spot spot = last; spot != null && !spot.equals(start); spot = cameFrom.get(spot)) {
      way.add(0, spot);
    }
    way.add(0, start);
    return way;
  }

  /** A step of a flow; two are the same if their names are. */
  private record Spot(String name, Flow flow, Step step) {
    static Spot of(Flow flow, Step step) {
      return new Spot(flow.name() + "." + step.id(), flow, step);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Spot spot && name.equals(spot.name);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }
}
