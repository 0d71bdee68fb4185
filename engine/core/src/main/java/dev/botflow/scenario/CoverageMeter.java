package dev.botflow.scenario;

import dev.botflow.answer.Question;
import dev.botflow.event.Channel;
import dev.botflow.flow.AskStep;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Step;
import dev.botflow.routing.BotVersion;
import dev.botflow.session.SentMessage;
import dev.botflow.session.TraceEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Measures what scenarios cover. Each is played once more on a copy of the bot that shows which steps ran, as far as it
 * got the first time. For one thread.
 */
public final class CoverageMeter {
  private final CoverageProbes probes;
  private final Set<String> rows;
  private final Set<String> decisions;
  private final Set<String> channels = new LinkedHashSet<>();
  private final List<String> steps = new ArrayList<>();
  private final List<String> choices = new ArrayList<>();

  private final Set<String> rowsSeen = new HashSet<>();
  private final Set<String> decisionsSeen = new HashSet<>();
  private final Set<String> stepsSeen = new HashSet<>();
  private final Set<String> choicesSeen = new HashSet<>();
  private final Set<String> channelsSeen = new LinkedHashSet<>();

  /**
   * @param rows the ids of the rows of the routing table, in order; tables are not the engine's business
   * @param decisions the rows of decision tables, as {@code table.row}
   * @param channels the channels the bot speaks of; those a scenario is played on are added
   */
  public CoverageMeter(
      BotVersion bot,
      Collection<String> rows,
      Collection<String> decisions,
      Collection<Channel> channels) {
    this.probes = new CoverageProbes(bot);
    this.rows = new LinkedHashSet<>(rows);
    this.decisions = new LinkedHashSet<>(decisions);
    channels.forEach(channel -> this.channels.add(channel.name()));
    for (Flow flow : bot.bot().flows().values()) {
      for (Step step : flow.steps().values()) {
        String id = flow.name() + "." + step.id();
        steps.add(id);
        if (step instanceof AskStep ask) {
          for (Question.Option option : ask.question().options()) {
            choices.add(id + "." + option.id());
          }
        }
      }
    }
  }

  /** Takes what a scenario covered, up to the turn that failed. */
  public void add(ScenarioResult result) {
    Conversation conversation = Conversation.of(probes.bot(), result.scenario(), result.channel());
    int played = result.transcript().exchanges().size();
    Set<String> counted = new HashSet<>();
    for (ScenarioTurn turn : result.scenario().turns().subList(0, played)) {
      if (turn.on() != null) {
        conversation.on(turn.on());
      }
      take(conversation.next(turn.after(), turn.act()), counted);
    }
  }

  /** @param counted our messages of earlier turns */
  private void take(Exchange exchange, Set<String> counted) {
    for (PlayResult line : exchange.lines()) {
      if (line.rule() != null) {
        rowsSeen.add(line.rule());
      }
      Channel channel = line.event().context().channelIdentifier();
      if (line == exchange.played() && channel != null) {
        channelsSeen.add(channel.name());
      }
      line.trace().forEach(this::take);
    }
    for (SentMessage sent : exchange.after().sent()) {
      if (counted.add(sent.id())) {
        stepsSeen.add(sent.flow() + "." + sent.step());
      }
    }
  }

  private void take(TraceEntry entry) {
    if (entry instanceof TraceEntry.Absent absent) {
      probes.reached(absent).ifPresent(stepsSeen::add);
    } else if (entry instanceof TraceEntry.StepRan ran) {
      stepsSeen.add(ran.flow() + "." + ran.step());
    }
    if (entry instanceof TraceEntry.Decided decided) {
      decisionsSeen.add(decided.table() + "." + decided.rule());
    } else if (entry instanceof TraceEntry.Answered answered) {
      choicesSeen.add(answered.flow() + "." + answered.step() + "." + answered.choice());
    }
  }

  /** What was covered so far. */
  public Coverage coverage() {
    Set<String> all = new LinkedHashSet<>(channels);
    all.addAll(channelsSeen);
    return new Coverage(
        Coverage.Part.of(rows, rowsSeen),
        Coverage.Part.of(decisions, decisionsSeen),
        Coverage.Part.of(steps, stepsSeen),
        Coverage.Part.of(choices, choicesSeen),
        Coverage.Part.of(all, channelsSeen));
  }
}
