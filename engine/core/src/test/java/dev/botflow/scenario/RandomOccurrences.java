package dev.botflow.scenario;

import dev.botflow.event.MessageReceived;
import dev.botflow.event.OptInChanged;
import dev.botflow.flow.Step;
import dev.botflow.routing.BotVersion;
import dev.botflow.session.SentMessage;
import dev.botflow.session.Session;
import dev.botflow.session.TraceEntry;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What occurred in random conversations, and how often: kinds of steps, events, timers, results, decisions. Conversations
 * in which an agent never leaves, or a contact never comes back, would keep every promise and prove nothing.
 */
final class RandomOccurrences {
  /** What each model has to bring about. */
  static final List<String> EXPECTED = List.of(
      "SayStep",
      "AskStep",
      "BranchStep",
      "DecideStep",
      "SetStep",
      "DoStep",
      "CallStep",
      "HandoverStep",
      "timer nudge",
      "timer deadline",
      "timer delay",
      "timer session",
      "result ok",
      "result error",
      "result timeout",
      "event AgentJoined",
      "event AgentLeft",
      "event ContactChanged",
      "event ContactMerged",
      "event ConversationChanged",
      "event DeliveryReport",
      "event HostEvent",
      "event opt-in",
      "event opt-out",
      "event SignalReceived",
      "answered",
      "channel_changed",
      "ended",
      "error",
      "expired",
      "interrupted",
      "loop",
      "merged with an open run",
      "missed",
      "resumed",
      "routed",
      "silent",
      "stale_button",
      "suppressed");

  private static final Set<String> IN_VAIN = Set.of("suppressed", "ignored");

  private final Map<String, Integer> counts = new TreeMap<>();
  private @Nullable BotVersion original;
  private @Nullable CoverageProbes probes;

  /** A copy of the bot in which the steps that leave nothing behind show that they ran. */
  BotVersion probed(BotVersion bot) {
    CoverageProbes made = new CoverageProbes(bot);
    original = bot;
    probes = made;
    return made.bot();
  }

  /** Takes what an event led to, and the session after it. */
  void played(PlayResult line, BotVersion bot, Session after) {
    event(line);
    boolean over = line.trace().stream().anyMatch(TraceEntry.Ignored.class::isInstance);
    line.trace().forEach(entry -> entry(entry, over, bot));
    Set<String> ids = new HashSet<>();
    line.messages().forEach(message -> ids.add(message.id()));
    for (SentMessage sent : after.sent()) {
      if (ids.contains(sent.id())) {
        step(bot, sent.flow(), sent.step());
      }
    }
  }

  private void event(PlayResult line) {
    if (line.event() instanceof OptInChanged change) {
      count(change.optIn() ? "event opt-in" : "event opt-out");
    } else if (line.event() instanceof MessageReceived) {
      count(IN_VAIN.contains(line.outcome()) ? "message suppressed" : "message");
    } else {
      count("event " + line.event().getClass().getSimpleName());
    }
  }

  private void entry(TraceEntry entry, boolean over, BotVersion bot) {
    if (entry instanceof TraceEntry.TimerDue due) {
      timer(due.timer(), over);
    } else if (entry instanceof TraceEntry.Completed completed) {
      count("result " + completed.outcome().name().toLowerCase(Locale.ROOT));
    } else if (entry instanceof TraceEntry.Merged merged) {
      count(merged.runs() == 0 ? "merged" : "merged with an open run");
    } else if (entry instanceof TraceEntry.StepRan ran && !(entry instanceof TraceEntry.Answered)) {
      step(bot, ran.flow(), ran.step());
    } else {
      count(entry.what());
    }
    if (entry instanceof TraceEntry.Absent absent && probes != null && original != null) {
      BotVersion unchanged = original;
      probes
          .reached(absent)
          .ifPresent(place -> step(
              unchanged,
              place.substring(0, place.indexOf('.')),
              place.substring(place.indexOf('.') + 1)));
    }
  }

  private void timer(String id, boolean over) {
    if (!over) {
      count("timer " + id.substring(id.indexOf('.') + 1));
    }
  }

  private void step(BotVersion bot, String flow, String id) {
    Step step = bot.bot().flow(flow).flatMap(one -> one.step(id)).orElseThrow();
    count(step.getClass().getSimpleName());
  }

  private void count(String name) {
    counts.merge(name, 1, Integer::sum);
  }

  /** Adds what occurred elsewhere. */
  void add(RandomOccurrences others) {
    others.counts.forEach((name, times) -> counts.merge(name, times, Integer::sum));
  }

  /** How often each occurred. */
  Map<String, Integer> counts() {
    return counts;
  }
}
