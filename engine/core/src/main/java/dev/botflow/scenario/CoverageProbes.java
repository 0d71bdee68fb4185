package dev.botflow.scenario;

import dev.botflow.flow.Bot;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Step;
import dev.botflow.routing.BotVersion;
import dev.botflow.session.TraceEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A copy of a bot in which steps that leave nothing behind ask for a variable that is never there: the warning of that is
 * the proof that they ran. The choices of sensitive questions are shown, too. The bot itself stays as it is in production,
 * and so does its trace.
 */
final class CoverageProbes {
  private static final String NAME = "coverage_probe.";

  private final List<String> probes = new ArrayList<>();
  private final BotVersion probed;

  CoverageProbes(BotVersion version) {
    Bot bot = version.bot();
    Map<String, Flow> flows = new LinkedHashMap<>();
    bot.flows().forEach((name, flow) -> flows.put(name, probed(flow)));
    this.probed = version.withBot(bot.with(bot.settings().showingAll(), flows));
  }

  BotVersion bot() {
    return probed;
  }

  /** The step, as {@code flow.step}, whose probe this entry is. */
  Optional<String> reached(TraceEntry.Absent entry) {
    String name = entry.absent();
    return name.startsWith(NAME)
        ? Optional.of(probes.get(Integer.parseInt(name.substring(NAME.length()))))
        : Optional.empty();
  }

  private Flow probed(Flow flow) {
    Map<String, Step> steps = new LinkedHashMap<>();
    for (Step step : flow.steps().values()) {
      String name = NAME + probes.size();
      probes.add(flow.name() + "." + step.id());
      step.askingFor(name).forEach(one -> steps.put(one.id(), one));
    }
    return flow.withSteps(steps);
  }
}
