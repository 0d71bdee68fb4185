package dev.botflow.cli.option;

import picocli.CommandLine.Option;

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

  public boolean json() {
    return json;
  }
}
