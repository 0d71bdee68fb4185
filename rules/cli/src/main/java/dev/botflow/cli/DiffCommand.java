package dev.botflow.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.authoring.io.EventFiles;
import dev.botflow.authoring.io.ExitCode;
import dev.botflow.authoring.io.Json;
import dev.botflow.authoring.io.Streams;
import dev.botflow.authoring.report.EventComparison;
import dev.botflow.authoring.report.EventHistory;
import dev.botflow.authoring.report.RowDifference;
import dev.botflow.cli.option.CommonOptions;
import dev.botflow.error.BotFlowException;
import dev.botflow.routing.BotVersion;
import dev.botflow.rules.BotFolder;
import dev.botflow.rules.ReadOptions;
import dev.botflow.sinch.send.SinchChannelLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  @Override
  public Integer call() {
    if (markdown && common.json()) {
      throw new BotFlowException("--markdown: expected nothing beside it, but was --json");
    }
    BotVersion before = load(one);
    BotVersion after = load(other);
    EventComparison played = EventComparison.of(before, after);
    ExitCode exit = events == null ? ExitCode.FINE : play(events, played);
    List<RowDifference.Change> changes = RowDifference.of(before, after);
    if (markdown) {
      markdown(changes, played);
      return exit.number();
    }
    changes.forEach(change -> change(change, played));
    if (changes.isEmpty() && played.shifts().isEmpty() && !common.json()) {
      streams.text("nothing is different");
    }
    played.shifts().forEach((shift, group) -> shift(shift, group.places()));
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

  private ExitCode play(String file, EventComparison played) {
    return EventFiles.each(EventHistory.files(file), streams, played::now, played::take);
  }

  private void change(RowDifference.Change change, EventComparison played) {
    int count = played.concerning(change.rule());
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

  private void markdown(List<RowDifference.Change> changes, EventComparison played) {
    if (changes.isEmpty() && played.shifts().isEmpty()) {
      streams.text("Nothing is different.");
      return;
    }
    streams.text(
        events == null
            ? "| Row | Change |\n| --- | --- |"
            : "| Row | Change | Events |\n| --- | --- | ---: |");
    for (RowDifference.Change change : changes) {
      String rule = change.rule();
      int count = played.concerning(rule);
      streams.text("| " + cell(rule == null ? "" : rule) + " | " + cell(change.sentence())
          + (events == null ? "" : " | " + (rule == null ? "" : String.valueOf(count))) + " |");
    }
    if (events == null) {
      streams.text("\nNo recorded events were given: only the files were compared.");
      return;
    }
    if (played.shifts().isEmpty()) {
      streams.text("\nNo recorded decision changes.");
      return;
    }
    streams.text("\n| Events | Before | Now | Where | Why | First one |\n"
        + "| ---: | --- | --- | --- | --- | --- |");
    played
        .shifts()
        .forEach((shift, group) -> streams.text("| " + group.places().size() + " | "
            + cell(shift.before()) + " | " + cell(shift.now()) + " | " + cell(shift.channel())
            + " | " + cell(shift.why()) + " | " + cell(group.places().get(0)) + " |"));
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

  private void shift(EventComparison.Shift shift, List<String> places) {
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
