package dev.botflow.cli.option;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command takes. */
public final class CommonOptions {
  @Option(
      names = "--json",
      description = "One JSON object a line, for programs; without it the output is for people.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Tells how to use this command.")
  @SuppressWarnings("unused") // The parser alone asks for it.
  private boolean help;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  public boolean json() {
    return json;
  }

  /**
   * To be thrown where the command was called with what does not go together; its usage is told beside it.
   *
   * @param sentence what was expected, and what was found
   */
  public ParameterException misused(String sentence) {
    if (command == null) {
      throw new AssertionError("picocli sets the command before it calls it");
    }
    return new ParameterException(command.commandLine(), sentence);
  }
}
