package dev.botflow.authoring.test;

import dev.botflow.scenario.ScenarioResult;
import dev.botflow.scenario.ScenarioRunner;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which changes of a bot's tables its scenarios notice.
 *
 * @param tried every change, in the order of the tables
 */
public record MutationScore(List<Tried> tried) {
  public MutationScore {
    tried = List.copyOf(tried);
  }

  /**
   * One change.
   *
   * @param by the scenarios that fail because of it, each once
   */
  public record Tried(Mutant mutant, List<String> by) {
    public Tried {
      by = List.copyOf(by);
    }

    boolean noticed() {
      return !by.isEmpty();
    }
  }

  /** Plays the scenarios that pass on each mutant. */
  public static MutationScore of(List<Mutant> mutants, List<ScenarioResult> results) {
    List<ScenarioResult> passed =
        results.stream().filter(ScenarioResult::passed).toList();
    List<Tried> tried = new ArrayList<>();
    for (Mutant mutant : mutants) {
      ScenarioRunner runner = new ScenarioRunner(mutant.bot());
      Set<String> by = new LinkedHashSet<>();
      for (ScenarioResult result : passed) {
        if (!by.contains(result.scenario().name())
            && !runner.run(result.scenario(), result.channel()).passed()) {
          by.add(result.scenario().name());
        }
      }
      tried.add(new Tried(mutant, new ArrayList<>(by)));
    }
    return new MutationScore(tried);
  }

  List<Tried> survivors() {
    return tried.stream().filter(one -> !one.noticed()).toList();
  }

  /** Per cent, rounded down; 100 if there was nothing to change. */
  public int percent() {
    return tried.isEmpty() ? 100 : (tried.size() - survivors().size()) * 100 / tried.size();
  }
}
