package dev.botflow.scenario;

import dev.botflow.flow.Bot;
import dev.botflow.flow.BranchStep;
import dev.botflow.flow.CallStep;
import dev.botflow.flow.Flow;
import dev.botflow.flow.SetStep;
import dev.botflow.flow.Step;
import dev.botflow.flow.StepHead;
import dev.botflow.flow.Target;
import dev.botflow.routing.BotVersion;
import dev.botflow.session.TraceEntry;
import dev.botflow.template.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a bot that tells of the steps which leave nothing behind: {@code set}, {@code branch} and {@code call}. Each
 * asks for a variable that is never there, and the warning of that is the proof that it ran. Choices are told of sensitive
 * questions too. The bot itself stays as it
 * is in production, and so does its trace.
 */
final class CoverageProbes {
  private static final String NAME = "coverage_probe.";

  /** What stands behind the id of a branch that had to be moved behind its probe. */
  private static final String MOVED = "~";

  private final List<String> probes = new ArrayList<>();
  private final BotVersion probed;

  CoverageProbes(BotVersion version) {
    Bot bot = version.bot();
    Map<String, Flow> flows = new LinkedHashMap<>();
    bot.flows().forEach((name, flow) -> flows.put(name, probed(flow)));
    this.probed = new BotVersion(
        new Bot(bot.settings().showingAll(), flows, bot.words(), bot.hours(), bot.texts()),
        version.router(),
        version.tables(),
        version.channels(),
        version.number(),
        version.checksum());
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
      if (step instanceof SetStep set) {
        List<SetStep.Assignment> assignments = new ArrayList<>();
        assignments.add(probe(flow, step));
        assignments.addAll(set.assignments());
        steps.put(step.id(), new SetStep(step.head(), assignments));
      } else if (step instanceof CallStep call) {
        steps.put(step.id(), new CallStep(step.head(), probed(flow, step, call.calling())));
      } else if (step instanceof BranchStep branch) {
        String moved = step.id() + MOVED;
        steps.put(
            step.id(),
            new SetStep(
                head(step, step.id(), true, new Target.ToStep(moved)), List.of(probe(flow, step))));
        steps.put(
            moved,
            new BranchStep(
                head(step, moved, false, step.head().next()),
                branch.branches(),
                branch.otherwise()));
      } else {
        steps.put(step.id(), step);
      }
    }
    return new Flow(flow.name(), flow.file(), flow.legal(), flow.returns(), flow.onError(), steps);
  }

  private static StepHead head(Step step, String id, boolean first, @Nullable Target next) {
    StepHead head = step.head();
    return new StepHead(
        id,
        first ? head.when() : null,
        first ? head.delay() : null,
        next,
        head.onError(),
        head.channel(),
        head.place());
  }

  private SetStep.Assignment probe(Flow flow, Step step) {
    String name = named(flow, step);
    return new SetStep.Assignment(
        name, SetStep.Operation.DEFAULT, Template.parse("{" + name + "}"));
  }

  private Target.Calling probed(Flow flow, Step step, Target.Calling calling) {
    String name = named(flow, step);
    Map<String, Template> with = new LinkedHashMap<>(calling.with());
    with.put(name, Template.parse("{" + name + "}"));
    return new Target.Calling(calling.flow(), with, calling.save(), calling.then());
  }

  private String named(Flow flow, Step step) {
    probes.add(flow.name() + "." + step.id());
    return NAME + (probes.size() - 1);
  }
}
