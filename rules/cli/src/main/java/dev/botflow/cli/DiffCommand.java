package dev.botflow.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.authoring.io.EventFiles;
import dev.botflow.authoring.io.ExitCode;
import dev.botflow.authoring.io.Json;
import dev.botflow.authoring.io.Streams;
import dev.botflow.authoring.report.EventHistory;
import dev.botflow.authoring.report.RowDifference;
import dev.botflow.cli.option.CommonOptions;
import dev.botflow.error.BotFlowException;
import dev.botflow.event.InboundEvent;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.rules.BotFolder;
import dev.botflow.rules.DroolsRouter;
import dev.botflow.rules.ReadOptions;
import dev.botflow.runtime.HostFacts;
import dev.botflow.scenario.PlayResult;
import dev.botflow.scenario.Player;
import dev.botflow.scenario.Stubs;
import dev.botflow.session.Run;
import dev.botflow.session.Session;
import dev.botflow.session.TraceEntry;
import dev.botflow.session.Wait;
import dev.botflow.sinch.send.SinchChannelLimits;
import dev.botflow.table.TableRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code diff BOT_A BOT_B}: what changed in plain words, and which recorded decisions change with it. */
@Command(
    name = "diff",
    description =
        "Tells what is different between two bots, and which recorded decisions change; nothing is sent.")
final class DiffCommand implements Callable<Integer> {
  private static final int MOST_EVENTS_SHOWN = 20;

  private final Streams streams;

  @Mixin
  private CommonOptions common = new CommonOptions();

  @Parameters(index = "0", paramLabel = "BOT_A", description = "The bot as it was.")
  private Path one = Path.of("");

  @Parameters(index = "1", paramLabel = "BOT_B", description = "The bot as it would be.")
  private Path other = Path.of("");

  @Option(
      names = "--events",
      paramLabel = "FILE|FOLDER",
      description =
          "Recorded webhook bodies, played on both bots: one a file, or one a line in a .jsonl file.")
  private @Nullable String events;

  @Option(
      names = "--trust-rules",
      description =
          "Compiles the bots' own rules/*.drl: code with all rights of this program. Without it a bot that has"
              + " any is refused.")
  private boolean trustRules;

  @Option(
      names = "--markdown",
      description = "Prints tables in Markdown, for a comment in a review.")
  private boolean markdown;

  @Option(names = "--force", description = "Takes bots that are wrong but runnable.")
  private boolean force;

  DiffCommand(Streams streams) {
    this.streams = streams;
  }

  /** Events of one channel that one row took before and another takes now. */
  private record Shift(
      @Nullable String from,
      @Nullable String to,
      @Nullable String fromFlow,
      @Nullable String toFlow,
      String channel,
      String why) {

    String sentence() {
      return decided(from, fromFlow) + " becomes " + decided(to, toFlow) + " " + channel;
    }

    private static String decided(@Nullable String rule, @Nullable String flow) {
      return (rule == null ? "no row" : rule) + " → " + (flow == null ? "no flow" : flow);
    }

    boolean concerns(@Nullable String rule) {
      return rule != null && (rule.equals(from) || rule.equals(to));
    }
  }

  @Override
  public Integer call() {
    if (markdown && common.json()) {
      throw new BotFlowException("--markdown: expected nothing beside it, but was --json");
    }
    BotVersion before = load(one);
    BotVersion after = load(other);
    Map<Shift, List<String>> shifts = new LinkedHashMap<>();
    ExitCode exit = events == null ? ExitCode.FINE : play(events, before, after, shifts);
    List<RowDifference.Change> changes = RowDifference.of(before, after);
    if (markdown) {
      markdown(changes, shifts);
      return exit.number();
    }
    changes.forEach(change -> change(change, shifts));
    if (changes.isEmpty() && shifts.isEmpty() && !common.json()) {
      streams.text("nothing is different");
    }
    shifts.forEach(this::shift);
    return exit.number();
  }

  private BotVersion load(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new BotFlowException(folder
          + ": expected a bot's folder, but "
          + (Files.exists(folder) ? "was a file" : "there is no such folder"));
    }
    ReadOptions options = ReadOptions.standard();
    options = trustRules ? options.trustingRules() : options;
    options = events == null ? options.lookingOnly() : options;
    return BotFolder.read(folder, SinchChannelLimits.all(), force ? options.forced() : options)
        .orThrow();
  }

  private ExitCode play(
      String file, BotVersion before, BotVersion after, Map<Shift, List<String>> shifts) {
    Player old = Player.withoutNearMisses(BotVersions.of(before), Stubs.none(), HostFacts.none());
    // Its near misses say why it decides otherwise.
    Player now = new Player(BotVersions.of(after), Stubs.none(), null, HostFacts.none());
    return EventFiles.each(EventHistory.files(file), streams, old::now, (place, event) -> {
      String openBefore = question(old.session(event.key()));
      String openNow = question(now.session(event.key()));
      PlayResult was = last(old.play(event));
      PlayResult is = last(now.play(event));
      boolean same = java.util.Objects.equals(was.rule(), is.rule())
          && java.util.Objects.equals(was.flow(), is.flow());
      if (!same) {
        String why = openBefore.equals(openNow)
            ? why(was, is, after)
            : openNow.isEmpty()
                ? openBefore + " is not open any more"
                : "the question " + openNow + " is open now";
        shifts
            .computeIfAbsent(shift(event, was, is, why), one -> new ArrayList<>())
            .add(place);
      }
    });
  }

  /** The open question; empty for none. */
  private static String question(Session session) {
    Run run = session.topRun();
    return run != null && run.waiting() instanceof Wait.ForAnswer asked
        ? run.top().flow() + "." + asked.step()
        : "";
  }

  /** Why the row that took an event before does not take it now; empty where nobody can tell. */
  private static String why(PlayResult was, PlayResult is, BotVersion after) {
    String rule = was.rule();
    Optional<TableRow> row = row(rule, after);
    if (rule == null) {
      return "";
    }
    if (row.isEmpty()) {
      return "there is no " + rule + " any more";
    }
    boolean above =
        row(is.rule(), after).filter(taken -> taken.order() < row.get().order()).isPresent();
    return above
        ? is.rule() + " stands above " + rule
        : failing(rule, is)
            .map(miss -> rule + " asks for " + miss.column() + " " + miss.cell())
            .orElse(rule + " does not fit any more");
  }

  private static Optional<TraceEntry.NearMiss> failing(String rule, PlayResult is) {
    return is.trace().stream()
        .filter(TraceEntry.Routed.class::isInstance)
        .flatMap(entry -> ((TraceEntry.Routed) entry).why().stream())
        .filter(miss -> miss.rule().equals(rule))
        .findFirst();
  }

  private static Optional<TableRow> row(@Nullable String rule, BotVersion version) {
    return rule != null && version.router() instanceof DroolsRouter router
        ? router.table().row(rule)
        : Optional.empty();
  }

  private static PlayResult last(List<PlayResult> lines) {
    return lines.get(lines.size() - 1);
  }

  private static Shift shift(InboundEvent event, PlayResult was, PlayResult is, String why) {
    return new Shift(
        was.rule(),
        is.rule(),
        was.flow(),
        is.flow(),
        RowDifference.on(event.context().channelIdentifier()),
        why);
  }

  private void change(RowDifference.Change change, Map<Shift, List<String>> shifts) {
    int count = 0;
    for (Map.Entry<Shift, List<String>> one : shifts.entrySet()) {
      count += one.getKey().concerns(change.rule()) ? one.getValue().size() : 0;
    }
    boolean counted = events != null && change.rule() != null;
    if (common.json()) {
      streams.json(Json.line(Json.object()
          .put("rule", change.rule())
          .put("change", change.sentence())
          .put("events", counted ? (Integer) count : null)));
    } else {
      streams.text(change.sentence() + (counted ? " (" + events(count) + ")" : ""));
    }
  }

  private void markdown(List<RowDifference.Change> changes, Map<Shift, List<String>> shifts) {
    if (changes.isEmpty() && shifts.isEmpty()) {
      streams.text("Nothing is different.");
      return;
    }
    streams.text(
        events == null
            ? "| Row | Change |\n| --- | --- |"
            : "| Row | Change | Events |\n| --- | --- | ---: |");
    for (RowDifference.Change change : changes) {
      String rule = change.rule();
      int count = 0;
      for (Map.Entry<Shift, List<String>> one : shifts.entrySet()) {
        count += one.getKey().concerns(rule) ? one.getValue().size() : 0;
      }
      streams.text("| " + cell(rule == null ? "" : rule) + " | " + cell(change.sentence())
          + (events == null ? "" : " | " + (rule == null ? "" : String.valueOf(count))) + " |");
    }
    if (events == null) {
      streams.text("\nNo recorded events were given: only the files were compared.");
      return;
    }
    if (shifts.isEmpty()) {
      streams.text("\nNo recorded decision changes.");
      return;
    }
    streams.text("\n| Events | Before | Now | Where | Why | First one |\n"
        + "| ---: | --- | --- | --- | --- | --- |");
    shifts.forEach((shift, places) -> streams.text("| " + places.size() + " | "
        + cell(Shift.decided(shift.from(), shift.fromFlow())) + " | "
        + cell(Shift.decided(shift.to(), shift.toFlow())) + " | " + cell(shift.channel()) + " | "
        + cell(shift.why()) + " | " + cell(places.get(0)) + " |"));
  }

  /** What stands in a table of Markdown as it is: neither its own signs nor markup. */
  private static String cell(String text) {
    StringBuilder cell = new StringBuilder(text.length());
    text.chars().forEach(c -> {
      if (c == '\n' || c == '\r') {
        cell.append(' ');
      } else if (c == '<' || c == '>' || c == '&') {
        cell.append(c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&amp;");
      } else if ("\\`*_[]|~#@".indexOf(c) >= 0) {
        cell.append('\\').append((char) c);
      } else {
        cell.append((char) c);
      }
    });
    return cell.toString();
  }

  private void shift(Shift shift, List<String> places) {
    if (!common.json()) {
      int shown = Math.min(places.size(), MOST_EVENTS_SHOWN);
      streams.text(events(places.size()) + ": " + shift.sentence()
          + (shift.why().isEmpty() ? "" : ", since " + shift.why()) + ": "
          + String.join(", ", places.subList(0, shown))
          + (shown < places.size() ? " …" : ""));
      return;
    }
    ObjectNode line = Json.object()
        .put("rule", shift.to() == null ? shift.from() : shift.to())
        .put("change", shift.sentence())
        .put("events", places.size())
        .put("channel", shift.channel().startsWith("on ") ? shift.channel().substring(3) : null)
        .put("from", shift.fromFlow())
        .put("to", shift.toFlow());
    ArrayNode at = line.putArray("at");
    places.forEach(at::add);
    line.put("why", shift.why().isEmpty() ? null : shift.why());
    streams.json(Json.line(line));
  }

  private static String events(int count) {
    return count + (count == 1 ? " event" : " events");
  }
}
