package dev.botflow.authoring.report;

import dev.botflow.answer.Question;
import dev.botflow.flow.AskStep;
import dev.botflow.flow.BranchStep;
import dev.botflow.flow.CallStep;
import dev.botflow.flow.DecideStep;
import dev.botflow.flow.DoStep;
import dev.botflow.flow.HandoverStep;
import dev.botflow.flow.Step;
import dev.botflow.flow.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The ways out of a step, as a diagram shows them. */
final class StepExits {
  private final List<Exit> exits = new ArrayList<>();

  private StepExits() {}

  /**
   * One way.
   *
   * @param label when it is taken; empty where there is nothing to choose
   * @param target where it leads; null for the step written next
   */
  record Exit(String label, @Nullable Target target) {}

  static List<Exit> of(Step step) {
    StepExits all = new StepExits();
    all.add(step);
    if (step.head().onError() != null) {
      all.add("on error", step.head().onError());
    }
    return all.exits;
  }

  private void add(Step step) {
    if (step instanceof AskStep ask) {
      ask(ask);
    } else if (step instanceof BranchStep branch) {
      for (BranchStep.Branch one : branch.branches()) {
        TreeSet<String> names = new TreeSet<>();
        one.when().names(names::add);
        add("if " + String.join(", ", names), one.next());
      }
      add("else", branch.otherwise() != null ? branch.otherwise() : step.head().next());
    } else if (step instanceof DecideStep decide) {
      decide.exits().forEach(this::add);
      add("else", decide.otherwise());
    } else if (step instanceof CallStep call) {
      add("calls", call.calling());
      add(
          "then",
          call.calling().then() != null ? call.calling().then() : step.head().next());
    } else if (step instanceof HandoverStep handover) {
      add("agent left", handover.then() != null ? handover.then() : step.head().next());
    } else {
      add(step instanceof DoStep ? "ok" : "", step.head().next());
    }
  }

  private void ask(AskStep ask) {
    ask.nextByChoice().forEach(this::add);
    Map<String, Target> byChoice = ask.nextByChoice();
    List<String> ids =
        ask.question().options().stream().map(Question.Option::id).toList();
    if (ids.isEmpty() || !byChoice.keySet().containsAll(ids)) {
      add(byChoice.isEmpty() ? "answered" : "else", ask.head().next());
    }
    if (ask.onGiveUp() != null) {
      add(ask.question().attempts() + " misses", ask.onGiveUp());
    }
    if (ask.nudge() != null) {
      add("silent " + written(ask.nudge().after()), ask.nudge().then());
    }
    if (ask.deadline() != null) {
      add("deadline " + written(ask.deadline().after()), ask.deadline().then());
    }
  }

  private void add(String label, @Nullable Target target) {
    exits.add(new Exit(label, target));
  }

  private static String written(Duration duration) {
    return duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
