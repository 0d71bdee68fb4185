package dev.botflow.samples.leafshop;

import dev.botflow.flow.BranchStep;
import dev.botflow.flow.CallStep;
import dev.botflow.flow.Flow;
import dev.botflow.flow.SetStep;
import dev.botflow.flow.Step;
import dev.botflow.scenario.PlayResult;
import dev.botflow.session.TraceEntry;
import dev.botflow.simulator.model.SentMessage;
import dev.botflow.store.codec.TraceJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What occurred under load, and how often: rows that decided, steps, timers, results of calls, merges, agents who left,
 * opt-outs, reports. A load that left something out was none.
 */
final class Occurrences {
  /** Texts of the load bot begin with the place that says them. */
  private static final Pattern PLACE = Pattern.compile("\\b([a-z_]+\\.[a-z_]+): ");

  /** By the beginning of what the journal calls an event, behind its app. */
  private static final Map<String, String> EVENTS = Map.of(
      Witness.AGENT,
      "agent left",
      "/OPT_OUT/",
      "opted out",
      "/OPT_IN/",
      "opted in",
      "/MESSAGE_SUBMIT/",
      "report of a submit",
      "/MESSAGE_DELIVERY/",
      "report of a delivery");

  private static final Set<String> COUNTED =
      Set.of("merged", "missed", "resumed", "silent", "suppressed", "error");

  private final Map<String, Integer> counts = new TreeMap<>();

  /** Takes a turn: the event it handled, and its trace as stored. */
  void turn(String handled, String json) {
    turn(handled, TraceJson.read(json).entries());
  }

  /** Takes what an event led to where nothing is sent. */
  void played(PlayResult line) {
    turn(line.event().header().dedupeKey(), line.trace());
    line.messages().forEach(message -> said(message.message().readable()));
  }

  private void turn(String handled, List<TraceEntry> entries) {
    EVENTS.forEach((beginning, name) -> {
      if (handled.startsWith(Platform.APP + beginning)) {
        count(name);
      }
    });
    boolean ignored = entries.stream().anyMatch(TraceEntry.Ignored.class::isInstance);
    entries.forEach(entry -> entry(entry, ignored));
  }

  private void entry(TraceEntry entry, boolean ignored) {
    if (entry instanceof TraceEntry.Routed routed) {
      count("row " + routed.rule());
    } else if (entry instanceof TraceEntry.Interrupted interrupted) {
      count("row " + interrupted.rule());
    } else if (entry instanceof TraceEntry.Completed completed) {
      count("result " + completed.outcome().name().toLowerCase(Locale.ROOT));
    } else if (entry instanceof TraceEntry.TimerDue due && !ignored) {
      count("timer " + due.timer().substring(due.timer().indexOf('.') + 1));
    } else if (entry instanceof TraceEntry.StepRan ran && !(entry instanceof TraceEntry.Answered)) {
      count("step " + ran.flow() + "." + ran.step());
    } else if (COUNTED.contains(entry.what())) {
      count(entry.what());
    }
  }

  /** Takes a message that Sinch got. */
  void sent(SentMessage message) {
    said(message.text());
  }

  private void said(String text) {
    Matcher place = PLACE.matcher(text);
    if (place.find()) {
      count("step " + place.group(1));
    }
  }

  private void count(String name) {
    counts.merge(name, 1, Integer::sum);
  }

  /** How often each occurred. */
  Map<String, Integer> counts() {
    return counts;
  }

  /** All that a load has to bring about with this bot. */
  static List<String> expected(Path bot) {
    List<String> all = new ArrayList<>(List.of(
        "agent left",
        "opted out",
        "opted in",
        "report of a submit",
        "report of a delivery",
        "result ok",
        "result error",
        "result timeout",
        "timer nudge",
        "timer deadline",
        "timer delay",
        "merged",
        "missed",
        "resumed",
        "silent",
        "suppressed",
        "error"));
    rows(bot).forEach(row -> all.add("row " + row));
    for (Flow flow : Bots.load(bot).bot().flows().values()) {
      for (Step step : flow.steps().values()) {
        if (leavesTraces(step)) {
          all.add("step " + flow.name() + "." + step.id());
        }
      }
    }
    return all;
  }

  /** What these did shows in where the others lead and what they say. */
  private static boolean leavesTraces(Step step) {
    return !(step instanceof SetStep || step instanceof BranchStep || step instanceof CallStep);
  }

  private static List<String> rows(Path bot) {
    try {
      return Files.readAllLines(bot.resolve("routing.csv")).stream()
          .skip(1)
          .map(line -> line.substring(0, line.indexOf(',')))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
