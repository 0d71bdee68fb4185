package dev.botflow.cli;

import dev.botflow.authoring.io.BotTables;
import dev.botflow.authoring.io.ExitCode;
import dev.botflow.authoring.io.Json;
import dev.botflow.authoring.io.OutputFile;
import dev.botflow.authoring.io.Streams;
import dev.botflow.authoring.report.EventHistory;
import dev.botflow.authoring.report.ReportPage;
import dev.botflow.authoring.test.TestRun;
import dev.botflow.cli.option.CommonOptions;
import dev.botflow.routing.BotVersion;
import dev.botflow.rules.BotReading;
import dev.botflow.rules.ReadOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code report BOT -o FILE.html}: one page to look at. */
@Command(
    name = "report",
    description =
        "Writes one page to look at: the tables with findings and coverage, the flows as diagrams, the messages on each channel.")
final class ReportCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin
  private CommonOptions common = new CommonOptions();

  @Mixin
  private BotToRun bot = new BotToRun();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE.html",
      required = true,
      description = "Where the page is written; it needs nothing beside it.")
  private Path output = Path.of("");

  @Option(
      names = "--events",
      paramLabel = "FILE|FOLDER",
      description =
          "Recorded webhook bodies: a file, one a line in a .jsonl file, or a folder of such files. Shows what they did at rows and cells, and the rows that none of them needed.")
  private @Nullable String events;

  ReportCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    // The findings that check reports, gaps and shadowed rows among them.
    BotReading reading = bot.read(ReadOptions.Proofs.ALL);
    BotVersion version = bot.load(streams);
    BotTables tables = BotTables.of(version);
    TestRun run = TestRun.of(bot.folder(), tables);
    Optional<EventHistory> recorded =
        Optional.ofNullable(events).map(files -> EventHistory.of(version, files, streams));
    OutputFile.write(output, new ReportPage(tables, reading.findings(), run, recorded).html());
    if (common.json()) {
      streams.json(Json.line(Json.object()
          .put("report", output.toString())
          .put("scenarios", run.results().size())
          .put("failed", run.failed())));
    } else {
      streams.text(
          output + ": " + run.results().size() + " scenarios played, " + run.failed() + " failed");
    }
    return ExitCode.FINE.number();
  }
}
