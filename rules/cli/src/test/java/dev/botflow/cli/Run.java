package dev.botflow.cli;

import dev.botflow.authoring.io.Streams;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One run of the command line in this process.
 *
 * @param exit the exit code
 * @param out what was printed
 * @param err what was printed on the error stream
 */
record Run(int exit, String out, String err) {

  static Run botflow(String... args) {
    return typing("", args);
  }

  /** A run with somebody typing these lines. */
  static Run typing(String input, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams = new Streams(
        new BufferedReader(new StringReader(input)),
        new PrintStream(out, false, StandardCharsets.UTF_8),
        new PrintStream(err, false, StandardCharsets.UTF_8),
        false);
    int exit = BotFlowCommand.run(streams, args);
    return new Run(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  List<String> lines() {
    return out.lines().toList();
  }
}
