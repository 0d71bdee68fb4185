package dev.botflow.scenario;

import dev.botflow.flow.AskStep;
import dev.botflow.flow.Bot;
import dev.botflow.session.Run;
import dev.botflow.session.Session;
import dev.botflow.session.TraceEntry;
import dev.botflow.session.Wait;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The course a turn took, for people who look for a mistake: which cell, question, decision and steps had a part in it. */
final class TurnExplanation {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private TurnExplanation() {}

  /**
   * What decided the turn, in a line that begins with {@code row R10} or {@code no row}.
   *
   * @param bot where an open question is looked up
   */
  static String decidedBy(Exchange exchange, Bot bot) {
    PlayResult played = exchange.last();
    if (played == null) {
      return "no row: nothing fell due" + due(exchange, bot);
    }
    if (played.rule() != null) {
      return "row " + played.rule()
          + (played.flow() == null ? "" : ", Go to flow \"" + played.flow() + "\"");
    }
    String decision = played.decision();
    if (decision == null) {
      return "no row: the event was " + played.outcome();
    }
    String question = question(exchange.before()).map(step -> " " + step).orElse("");
    return "no row: "
        + switch (decision) {
          case "answer" -> "the open question" + question + " took it as an answer";
          case "miss" -> "the open question" + question + " did not take it as an answer";
          case "start" -> "none fits";
          case "continue" -> "what was waited for came, or its time was over";
          default -> "the event was " + played.outcome();
        };
  }

  private static Optional<String> question(Session session) {
    Run run = session.topRun();
    return run == null || !(run.waiting() instanceof Wait.ForAnswer)
        ? Optional.empty()
        : Optional.of(run.top().flow() + "." + run.top().step());
  }

  /** What the open question would still do by itself. */
  private static String due(Exchange exchange, Bot bot) {
    Run run = exchange.after().topRun();
    if (run == null || !(run.waiting() instanceof Wait.ForAnswer wait)) {
      return "";
    }
    String step = run.top().flow() + "." + wait.step();
    AskStep ask = bot.flow(run.top().flow())
        .flatMap(flow -> flow.step(wait.step()))
        .filter(AskStep.class::isInstance)
        .map(AskStep.class::cast)
        .orElse(null);
    if (ask == null) {
      return "; the question " + step + " is open";
    }
    ZoneId zone = bot.settings().zone();
    List<String> due = new ArrayList<>();
    due.add("; the question " + step + " is open");
    if (!wait.nudged()) {
      due("nudge", wait.since(), ask.nudge(), zone).ifPresent(due::add);
    }
    due("deadline", wait.since(), ask.deadline(), zone).ifPresent(due::add);
    return String.join(", ", due);
  }

  private static Optional<String> due(
      String what, Instant since, AskStep.@Nullable After after, ZoneId zone) {
    return Optional.ofNullable(after)
        .map(some -> what + " due " + TIME.format(since.plus(some.after()).atZone(zone)));
  }

  /** Rows of decision tables that picked an exit, and the steps that spoke; nothing where there are none. */
  static List<String> ways(Exchange exchange) {
    Set<String> decided = new LinkedHashSet<>();
    exchange.lines().stream()
        .flatMap(line -> line.trace().stream())
        .filter(TraceEntry.Decided.class::isInstance)
        .map(TraceEntry.Decided.class::cast)
        .forEach(entry ->
            decided.add(entry.table() + "." + entry.rule() + " (Exit \"" + entry.exit() + "\")"));
    Set<String> ours = new LinkedHashSet<>();
    exchange.messages().forEach(message -> ours.add(message.id()));
    Set<String> spoke = new LinkedHashSet<>();
    exchange.after().sent().stream()
        .filter(sent -> ours.contains(sent.id()))
        .forEach(sent -> spoke.add(sent.flow() + "." + sent.step()));
    List<String> lines = new ArrayList<>();
    if (!decided.isEmpty()) {
      lines.add("Decided on the way: " + String.join(", ", decided));
    }
    if (!spoke.isEmpty()) {
      lines.add("Steps that spoke: " + String.join(", ", spoke));
    }
    return lines;
  }
}
