package dev.botflow.cli;

import picocli.CommandLine.Option;

/** What every command takes. */
final class CommonOptions {
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

  boolean json() {
    return json;
  }
}
