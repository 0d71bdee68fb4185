package dev.botflow.flow.check;

import dev.botflow.error.Findings;
import dev.botflow.flow.Bot;
import dev.botflow.flow.Flow;
import dev.botflow.flow.FlowEntry;
import dev.botflow.flow.SensitiveNames;
import dev.botflow.flow.Step;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Warns of texts by which a sensitive value leaves under another name. A text that names what bot.yaml lists says so itself;
 * whoever lists the other name too means it.
 */
final class SensitiveChecks {
  private final Bot bot;
  private final SensitiveNames names;
  private final Findings findings;

  SensitiveChecks(Bot bot, List<FlowEntry> entries, Findings findings) {
    this.bot = bot;
    this.names = SensitiveNames.of(bot.settings().sensitive(), bot.flows().values(), entries);
    this.findings = findings;
  }

  void check() {
    for (Flow flow : bot.flows().values()) {
      for (Step step : flow.steps().values()) {
        Set<String> reported = new LinkedHashSet<>();
        VariableChecks.said(
            step,
            (name, key) -> names
                .takenFrom(name)
                .filter(source -> reported.add(name))
                .ifPresent(source -> findings.warning(
                    "sensitive-text",
                    step.head().place(),
                    key + ": expected no sensitive value in a text, but \"" + name
                        + "\" is taken from \"" + source + "\"; add " + name
                        + " to sensitive in bot.yaml if contacts may see it")));
      }
    }
  }
}
