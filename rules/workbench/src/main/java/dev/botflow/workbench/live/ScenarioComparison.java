package dev.botflow.workbench.live;

import dev.botflow.authoring.io.BotTables;
import dev.botflow.authoring.test.TestRun;
import dev.botflow.error.BotFlowException;
import dev.botflow.routing.BotVersion;
import dev.botflow.scenario.ScenarioResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the scenarios of one side go on both.
 *
 * @param runs how many there are, one a scenario and channel
 * @param before how many pass on the version before
 * @param now how many pass on the other one
 * @param unreadable how many scenarios could not be read
 * @param changes those that pass on one of the two alone, and those that fail on both
 * @param missing why none was played; null if some were
 */
public record ScenarioComparison(
    int runs,
    int before,
    int now,
    int unreadable,
    List<Change> changes,
    @Nullable String missing) {
  private static final int MOST_CHANGES = 200;

  public ScenarioComparison {
    changes = List.copyOf(changes);
  }

  /**
   * A scenario on one channel that does not pass on both.
   *
   * @param expected what did not hold now, or else before
   * @param found what was found instead
   */
  public record Change(
      String scenario,
      String channel,
      boolean before,
      boolean now,
      String expected,
      String found) {}

  /** Plays the scenarios of a folder on both. */
  static ScenarioComparison of(
      Path folder, Map<String, byte[]> edited, BotVersion before, BotVersion now) {
    TestRun old;
    TestRun other;
    try {
      old = TestRun.of(folder, edited, BotTables.of(before));
      other = TestRun.of(folder, edited, BotTables.of(now));
    } catch (BotFlowException e) {
      return new ScenarioComparison(0, 0, 0, 0, List.of(), "there are none");
    }
    Map<String, ScenarioResult> known = new LinkedHashMap<>();
    old.results().forEach(result -> known.put(result.name(), result));
    List<Change> changes = new ArrayList<>();
    for (ScenarioResult result : other.results()) {
      ScenarioResult was = known.get(result.name());
      boolean passed = was != null && was.passed();
      if ((!passed || !result.passed()) && changes.size() < MOST_CHANGES) {
        changes.add(change(was, result));
      }
    }
    return new ScenarioComparison(
        other.results().size(),
        passed(old),
        passed(other),
        other.unreadable().size(),
        changes,
        null);
  }

  private static Change change(@Nullable ScenarioResult was, ScenarioResult is) {
    ScenarioResult failed = is.passed() && was != null ? was : is;
    return new Change(
        is.scenario().name(),
        is.channel().name(),
        was != null && was.passed(),
        is.passed(),
        failed.failure().map(ScenarioResult.Failure::expected).orElse(""),
        failed.failure().map(ScenarioResult.Failure::found).orElse(""));
  }

  private static int passed(TestRun run) {
    return (int) run.results().stream().filter(ScenarioResult::passed).count();
  }
}
