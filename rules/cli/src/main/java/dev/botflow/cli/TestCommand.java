package dev.botflow.cli;

import dev.botflow.authoring.io.BotTables;
import dev.botflow.authoring.io.ExitCode;
import dev.botflow.authoring.io.OutputFile;
import dev.botflow.authoring.io.Streams;
import dev.botflow.authoring.test.JunitXml;
import dev.botflow.authoring.test.Mutants;
import dev.botflow.authoring.test.MutationScore;
import dev.botflow.authoring.test.SideBySide;
import dev.botflow.authoring.test.TestLines;
import dev.botflow.authoring.test.TestRun;
import dev.botflow.cli.option.CommonOptions;
import dev.botflow.error.BotFlowException;
import dev.botflow.routing.BotVersion;
import dev.botflow.table.proof.TypedChoices;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code test BOT}: plays the bot's scenarios, and reports what they cover. */
@Command(
    name = "test",
    description = "Plays a bot's scenarios, and tells what failed and what they cover.")
final class TestCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin
  private CommonOptions common = new CommonOptions();

  @Mixin
  private BotToRun bot = new BotToRun();

  @Option(
      names = "--mutate",
      description =
          "Changes each row and cell of the tables on purpose, and lists the changes no scenario notices.")
  private boolean mutate;

  @Option(
      names = "--typed",
      description =
          "Types for each choice what people type instead of tapping it, and lists what is not understood as that choice.")
  private boolean typed;

  @Mixin
  private Thresholds thresholds = new Thresholds();

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

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      description = "Plays only the scenarios with this tag, or with one of several.")
  private List<String> tags = new ArrayList<>();

  @Option(
      names = "--only",
      paramLabel = "NAME",
      description =
          "Plays only the scenarios of this name, or of one of several; stars stand for anything.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--watch",
      description =
          "Goes on, and plays them again whenever a file of the bot changed, until it is interrupted.")
  private boolean watch;

  TestCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    thresholds.check();
    if (channels != null) {
      refuseBesideChannels();
    }
    return watch ? Watching.of(bot.folder(), streams, this::tested) : tested();
  }

  private int tested() {
    BotVersion version = bot.load(streams);
    BotTables tables = BotTables.of(version);
    if (channels != null) {
      return SideBySide.show(bot.folder(), tables, channels, common.json(), streams)
          .number();
    }
    TestRun run = TestRun.of(bot.folder(), tables, tags, only);
    print(run);
    if (junit != null) {
      OutputFile.write(junit, JunitXml.of(version.bot().settings().name(), run));
    }
    if (typed) {
      print(TypedChoices.missed(version.bot(), tables.routing()));
    }
    List<String> missed = new ArrayList<>(thresholds.missed(run.coverage()));
    if (mutate || thresholds.ofMutation()) {
      MutationScore score = MutationScore.of(Mutants.of(tables), run.results());
      print(score);
      thresholds.missed(score).ifPresent(missed::add);
    }
    missed.forEach(sentence -> streams.problem("test: " + sentence));
    boolean passed = run.failed() == 0 && missed.isEmpty();
    return (passed ? ExitCode.FINE : ExitCode.ERRORS_FOUND).number();
  }

  /** Side by side nothing is compared and nothing counted: what asks for it would pass in silence. */
  private void refuseBesideChannels() {
    List<String> others = new ArrayList<>(thresholds.given());
    if (mutate) {
      others.add("--mutate");
    }
    if (typed) {
      others.add("--typed");
    }
    if (junit != null) {
      others.add("--junit");
    }
    if (!tags.isEmpty()) {
      others.add("--tag");
    }
    if (!only.isEmpty()) {
      others.add("--only");
    }
    if (watch) {
      others.add("--watch");
    }
    if (!others.isEmpty()) {
      throw new BotFlowException(
          "botflow test: --channels shows the scenarios and tests nothing: expected it without "
              + String.join(", ", others) + " (see botflow test --help)");
    }
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

  private void print(List<TypedChoices.Missed> missed) {
    if (common.json()) {
      missed.forEach(one -> streams.json(TestLines.json(one)));
      return;
    }
    streams.text("");
    missed.forEach(one -> streams.text(one.sentence()));
    streams.text("typed for choices and missed: " + missed.size());
  }

  private void print(MutationScore score) {
    if (common.json()) {
      score.tried().forEach(tried -> streams.json(TestLines.json(tried)));
    } else {
      streams.text("");
      streams.text(TestLines.text(score));
    }
  }
}
