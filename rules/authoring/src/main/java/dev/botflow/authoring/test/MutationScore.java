package dev.botflow.authoring.test;

import dev.botflow.scenario.ScenarioResult;
import dev.botflow.scenario.ScenarioRunner;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

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
    return of(mutants, results, done -> {});
  }

  /**
   * Plays the scenarios that pass on each mutant.
   *
   * @param progress told before each mutant how many are done; what it throws ends the search
   */
  public static MutationScore of(
      List<Mutant> mutants, List<ScenarioResult> results, IntConsumer progress) {
    List<ScenarioResult> passed =
        results.stream().filter(ScenarioResult::passed).toList();
    List<Tried> tried = new ArrayList<>();
    for (Mutant mutant : mutants) {
      progress.accept(tried.size());
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

  /**
   * A change that no scenario notices.
   *
   * @param rule the row's id; {@code table.row} for one of a decision table
   * @param column the cell's column; null for a whole row
   * @param sentence where it stands and what was changed
   */
  public record Unnoticed(String rule, @Nullable String column, String sentence) {}

  /** The changes that no scenario notices, in the order of the tables. */
  public List<Unnoticed> unnoticed() {
    return survivors().stream()
        .map(Tried::mutant)
        .map(mutant -> new Unnoticed(mutant.rule(), mutant.column(), mutant.sentence()))
        .toList();
  }

  /** Per cent, rounded down; 100 if there was nothing to change. */
  public int percent() {
    return tried.isEmpty() ? 100 : (tried.size() - survivors().size()) * 100 / tried.size();
  }
}
