package dev.botflow.workbench;

import dev.botflow.error.BotFlowException;
import dev.botflow.routing.BotVersion;
import dev.botflow.scenario.Coverage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code test BOT}: plays the bot's scenarios, and tells what they cover. */
@Command(
    name = "test",
    description = "Plays a bot's scenarios, and tells what failed and what they cover.")
final class TestCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin
  private CommonOptions common = new CommonOptions();

  @Mixin
  private BotArgument bot = new BotArgument();

  @Option(
      names = "--mutate",
      description =
          "Changes each row and cell of the tables on purpose, and lists the changes no scenario notices.")
  private boolean mutate;

  @Option(
      names = "--min-rows",
      paramLabel = "PERCENT",
      description = "Fails if fewer rows are covered.")
  private int minRows;

  @Option(
      names = "--min-steps",
      paramLabel = "PERCENT",
      description = "Fails if fewer steps are covered.")
  private int minSteps;

  @Option(
      names = "--min-mutation",
      paramLabel = "PERCENT",
      description = "Fails if fewer changes are noticed; takes --mutate along.")
  private int minMutation;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Writes the results as JUnit XML, for build servers.")
  private @Nullable Path junit;

  @Option(
      names = "--channels",
      paramLabel = "all",
      description =
          "Shows the scenarios side by side instead, as each channel (all, or some with commas) would show them.")
  private @Nullable String channels;

  @Option(names = "--force", description = "Takes a bot that is wrong but runnable.")
  private boolean force;

  TestCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    BotVersion version = bot.load(force, streams);
    BotTables tables = BotTables.of(version);
    if (channels != null) {
      return SideBySide.show(bot.folder(), tables, channels, common.json(), streams);
    }
    TestRun run = TestRun.of(bot.folder(), tables);
    print(run);
    if (junit != null) {
      write(junit, JunitXml.of(version.bot().settings().name(), run));
    }
    boolean fine = run.failed() == 0;
    fine &= enough("rows", run.coverage().rows(), minRows);
    fine &= enough("steps", run.coverage().steps(), minSteps);
    if (mutate || minMutation > 0) {
      MutationScore score = MutationScore.of(Mutants.of(tables), run.results());
      print(score);
      if (score.percent() < minMutation) {
        streams.problem("test: expected at least " + minMutation
            + " % of the changes to be noticed, but was " + score.percent() + " %");
        fine = false;
      }
    }
    return fine ? BotFlowCommand.FINE : BotFlowCommand.ERRORS_FOUND;
  }

  private void print(TestRun run) {
    run.warnings().forEach(warning -> streams.problem("warning: " + warning.sentence()));
    if (common.json()) {
      run.unreadable().forEach(finding -> streams.json(TestLines.json(finding)));
      run.results().forEach(result -> streams.json(TestLines.json(result)));
      streams.json(TestLines.json(run.coverage()));
    } else {
      streams.text(TestLines.text(run));
      streams.text("");
      streams.text(TestLines.text(run.coverage()));
    }
  }

  private void print(MutationScore score) {
    if (common.json()) {
      score.tried().forEach(tried -> streams.json(TestLines.json(tried)));
    } else {
      streams.text("");
      streams.text(TestLines.text(score));
    }
  }

  private boolean enough(String what, Coverage.Part part, int least) {
    if (part.percent() >= least) {
      return true;
    }
    streams.problem("test: expected at least " + least + " % of the " + what
        + " to be covered, but was " + part.percent() + " % (missed "
        + String.join(", ", part.missed()) + ")");
    return false;
  }

  static void write(Path file, String text) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new BotFlowException(file + ": expected a file that can be written, but it cannot", e);
    }
  }
}
