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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
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
    CommandLine line = new CommandLine(new BotFlowCommand(streams));
    Map<String, Supplier<Callable<Integer>>> commands = commands(streams, environment);
    if (args.length > 0 && commands.containsKey(args[0])) {
      // Reading what all the others are called and take takes as long as many a command.
      commands.keySet().retainAll(List.of(args[0]));
    }
    commands.forEach((name, command) -> line.addSubcommand(name, command.get()));
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

  /** All commands, in the order in which the help lists them. */
  private static Map<String, Supplier<Callable<Integer>>> commands(
      Streams streams, UnaryOperator<@Nullable String> environment) {
    Map<String, Supplier<Callable<Integer>>> commands = new LinkedHashMap<>();
    commands.put("new", () -> new NewCommand(streams));
    commands.put("facts", () -> new FactsCommand(streams));
    commands.put("decide", () -> new DecideCommand(streams));
    commands.put("play", () -> new PlayCommand(streams));
    commands.put("check", () -> new CheckCommand(streams));
    commands.put("schema", () -> new SchemaCommand(streams));
    commands.put("diff", () -> new DiffCommand(streams));
    commands.put("upgrade", () -> new UpgradeCommand(streams));
    commands.put("test", () -> new TestCommand(streams));
    commands.put("record", () -> new RecordCommand(streams));
    commands.put("report", () -> new ReportCommand(streams));
    commands.put("export", () -> new ExportCommand(streams));
    commands.put("chat", () -> new ChatCommand(streams));
    commands.put("workbench", () -> new WorkbenchCommand(streams));
    commands.put("publish", () -> new PublishCommand(streams));
    commands.put("versions", () -> new VersionsCommand(streams));
    commands.put("rollback", () -> new RollbackCommand(streams));
    commands.put("review", () -> new ReviewCommand(streams));
    commands.put("store", () -> new StoreCommand(streams));
    commands.put("outbox", () -> new OutboxCommand(streams));
    commands.put("traces", () -> new TracesCommand(streams));
    commands.put("contact", () -> new ContactCommand(streams));
    commands.put("audit", () -> new AuditCommand(streams));
    commands.put("connect", () -> new ConnectCommand(streams, environment));
    commands.put("warm-up", () -> new WarmUpCommand());
    return commands;
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
