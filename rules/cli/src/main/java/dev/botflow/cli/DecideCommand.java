package dev.botflow.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.authoring.io.EventFiles;
import dev.botflow.authoring.io.Given;
import dev.botflow.authoring.io.GivenNames;
import dev.botflow.authoring.io.Json;
import dev.botflow.authoring.io.Sentences;
import dev.botflow.authoring.io.Streams;
import dev.botflow.cli.option.CommonOptions;
import dev.botflow.event.InboundEvent;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.Why;
import dev.botflow.scenario.RoutingPreview;
import dev.botflow.table.sheet.Columns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code decide BOT FILE…}: which row each event would meet on a fresh session, and why the others lost. */
@Command(
    name = "decide",
    description =
        "Routes each event on a fresh session and tells the row that wins; no flow is run.")
final class DecideCommand implements Callable<Integer> {
  private static final int MOST_ASKED = 10_000_000;

  private final Streams streams;

  @Mixin
  private CommonOptions common = new CommonOptions();

  @Mixin
  private BotToRun bot = new BotToRun();

  @Parameters(
      index = "1..*",
      paramLabel = "FILE",
      arity = "1..*",
      description = "Webhook bodies: one a file, or one a line in a .jsonl file.")
  private List<String> files = List.of();

  @Option(
      names = "--given",
      paramLabel = "FILE",
      description =
          "Session and host facts (YAML), such as { returning: true, tags: [vip], plan: gold }.")
  private @Nullable String given;

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      converter = InstantReader.class,
      description = "The time to decide at; without it each event's own.")
  private @Nullable Instant at;

  @Option(
      names = "--why",
      paramLabel = "ROWS",
      defaultValue = "3",
      description =
          "How many losing rows for events of this kind to name, the nearest first (default: ${DEFAULT-VALUE}).")
  private int rows;

  DecideCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    BotVersion version = bot.load(streams);
    Given facts =
        given == null ? Given.nothing() : Given.read(given, GivenNames.of(bot.folder(), version));
    return EventFiles.each(files, streams, Instant::now, (file, event) -> {
          RoutingPreview inquiry = ask(version, facts, event);
          if (common.json()) {
            streams.json(json(file, inquiry));
          } else {
            streams.text(text(file, inquiry));
          }
        })
        .number();
  }

  private RoutingPreview ask(BotVersion version, Given facts, InboundEvent event) {
    int asked = 4 * Math.max(0, Math.min(rows, MOST_ASKED));
    RoutingPreview all = ask(version, facts, event, asked);
    List<Why> near = near(all);
    // Most rows for other kinds of events stand far behind, so the first answer is nearly always
    // enough.
    while (near.size() < rows && all.why().size() == asked && asked > 0) {
      asked = asked > MOST_ASKED ? Integer.MAX_VALUE : 8 * asked;
      all = ask(version, facts, event, asked);
      near = near(all);
    }
    return new RoutingPreview(all.facts(), all.decision(), near);
  }

  private RoutingPreview ask(BotVersion version, Given facts, InboundEvent event, int limit) {
    return RoutingPreview.of(
        version,
        event,
        facts.session(event.key()),
        facts.hostFacts(),
        at == null ? event.at() : at,
        true,
        limit);
  }

  /** A row for another kind of event was never near. */
  private List<Why> near(RoutingPreview all) {
    return all.why().stream()
        .filter(why -> !why.column().equals(Columns.HAPPENED))
        .limit(Math.max(0, rows))
        .toList();
  }

  private static String json(String file, RoutingPreview inquiry) {
    ArrayNode why = Json.array();
    for (Why loser : inquiry.why()) {
      why.addObject()
          .put("rule", loser.rule())
          .put("column", loser.column())
          .put("cell", loser.cell())
          .put("found", loser.found());
    }
    ObjectNode line = Json.object()
        .put("file", file)
        .put("rule", inquiry.decision().rule())
        .put("flow", inquiry.flow())
        .put("decision", inquiry.decision().word());
    line.set("why", why);
    return Json.line(line);
  }

  private static String text(String file, RoutingPreview inquiry) {
    String headline = file + ": " + Sentences.decided(inquiry);
    List<List<String>> losers = new ArrayList<>();
    for (Why loser : inquiry.why()) {
      losers.add(Sentences.lost(loser));
    }
    return losers.isEmpty()
        ? headline
        : headline + "\n" + dev.botflow.authoring.io.Columns.aligned(losers);
  }
}
