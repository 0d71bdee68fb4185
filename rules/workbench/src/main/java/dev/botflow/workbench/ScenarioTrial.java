package dev.botflow.workbench;

import dev.botflow.error.Findings;
import dev.botflow.routing.BotVersion;
import dev.botflow.scenario.Scenario;
import dev.botflow.scenario.ScenarioReader;
import dev.botflow.scenario.ScenarioRunner;
import java.util.List;
import java.util.Optional;

/** Plays a scenario that was written by a program, to see that it passes. */
final class ScenarioTrial {
  private ScenarioTrial() {}

  /** What is wrong with it, as the end of a sentence; empty if it passes. */
  static Optional<String> of(BotVersion bot, String file, String yaml) {
    Findings findings = new Findings();
    List<Scenario> scenarios = new ScenarioReader(bot.bot().settings(), findings).read(file, yaml);
    if (scenarios.isEmpty()) {
      return Optional.of("cannot be read: " + findings.errors().get(0).sentence());
    }
    return new ScenarioRunner(bot)
        .run(scenarios)
        .get(0)
        .failure()
        .map(failed -> "fails in turn " + failed.turn() + ": expected " + failed.expected()
            + ", but found " + failed.found());
  }
}
