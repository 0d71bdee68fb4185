package dev.botflow.cli;

import dev.botflow.authoring.io.ExitCode;
import dev.botflow.authoring.io.Streams;
import dev.botflow.cli.store.AuditCommand;
import dev.botflow.cli.store.ContactCommand;
import dev.botflow.cli.store.OutboxCommand;
import dev.botflow.cli.store.StoreCommand;
import dev.botflow.cli.store.TracesCommand;
import dev.botflow.error.BotFlowException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The command line. Exit codes: 0 fine, 1 errors found, 2 wrong usage or unreadable input. What goes wrong is reported in
 * plain sentences on the error stream, never as a stack trace.
 */
@Command(
    name = "botflow",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = "Checks, tries and plays bots that are written as tables and flow files.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:fine",
      "1:errors found, or tests failed",
      "2:wrong usage, or unreadable input"
    })
public final class BotFlowCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(BotFlowCommand.class);

  private final Streams streams;

  @Spec
  private @Nullable CommandSpec spec;

  private BotFlowCommand(Streams streams) {
    this.streams = streams;
  }

  public static void main(String[] args) {
    System.exit(run(Streams.ofProcess(), args));
  }

  /** Runs one command line and gives its exit code. */
  static int run(Streams streams, String... args) {
    return run(streams, System::getenv, args);
  }

  /** @param environment gives the variables of the environment; null for one that is not set */
  static int run(Streams streams, UnaryOperator<@Nullable String> environment, String... args) {
    CommandLine line = new CommandLine(new BotFlowCommand(streams))
        .addSubcommand(new NewCommand(streams))
        .addSubcommand(new FactsCommand(streams))
        .addSubcommand(new DecideCommand(streams))
        .addSubcommand(new PlayCommand(streams))
        .addSubcommand(new CheckCommand(streams))
        .addSubcommand(new SchemaCommand(streams))
        .addSubcommand(new DiffCommand(streams))
        .addSubcommand(new UpgradeCommand(streams))
        .addSubcommand(new TestCommand(streams))
        .addSubcommand(new RecordCommand(streams))
        .addSubcommand(new ReportCommand(streams))
        .addSubcommand(new ExportCommand(streams))
        .addSubcommand(new ChatCommand(streams))
        .addSubcommand(new WorkbenchCommand(streams))
        .addSubcommand(new PublishCommand(streams))
        .addSubcommand(new VersionsCommand(streams))
        .addSubcommand(new RollbackCommand(streams))
        .addSubcommand(new ReviewCommand(streams))
        .addSubcommand(new StoreCommand(streams))
        .addSubcommand(new OutboxCommand(streams))
        .addSubcommand(new TracesCommand(streams))
        .addSubcommand(new ContactCommand(streams))
        .addSubcommand(new AuditCommand(streams))
        .addSubcommand(new ConnectCommand(streams, environment))
        .addSubcommand(new WarmUpCommand());
    // A file whose name begins with @ is a file of events, not one of arguments.
    line.setExpandAtFiles(false);
    line.setOut(new PrintWriter(streams.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(streams.err(), true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler((problem, given) -> misused(streams, problem));
    line.setExecutionExceptionHandler((problem, command, parsed) -> failed(streams, problem));
    try {
      return line.execute(args);
    } catch (Error e) {
      return failed(streams, e);
    } finally {
      streams.flush();
    }
  }

  /** Without a command there is nothing to do but to tell which there are. */
  @Override
  public Integer call() {
    if (spec != null) {
      spec.commandLine().usage(streams.err());
    }
    return ExitCode.UNUSABLE.number();
  }

  private static int misused(Streams streams, CommandLine.ParameterException problem) {
    String command = problem.getCommandLine().getCommandSpec().qualifiedName();
    streams.problem(command + ": " + sentence(problem) + " (see " + command + " --help)");
    return ExitCode.UNUSABLE.number();
  }

  private static String sentence(CommandLine.ParameterException problem) {
    CommandLine line = problem.getCommandLine();
    if (problem instanceof CommandLine.UnmatchedArgumentException unmatched
        && !unmatched.isUnknownOption()
        && !line.getSubcommands().isEmpty()) {
      return "expected one of "
          + String.join(", ", shown(line))
          + ", but was \""
          + unmatched.getUnmatched().get(0)
          + "\"";
    }
    return String.valueOf(problem.getMessage());
  }

  private static List<String> shown(CommandLine line) {
    return line.getSubcommands().entrySet().stream()
        .filter(command -> !command.getValue().getCommandSpec().usageMessage().hidden())
        .map(Map.Entry::getKey)
        .toList();
  }

  private static int failed(Streams streams, Throwable problem) {
    streams.out().flush();
    if (problem instanceof BotFlowException ours) {
      streams.problem(ours.getMessage());
    } else {
      // The message may quote what a contact wrote; who wants all of it raises the log level.
      streams.problem("botflow: expected to get through, but failed inside with "
          + problem.getClass().getSimpleName()
          + " (java -Dorg.slf4j.simpleLogger.defaultLogLevel=debug -jar botflow.jar … tells more)");
      LOG.debug("failed inside", problem);
    }
    return ExitCode.UNUSABLE.number();
  }
}
