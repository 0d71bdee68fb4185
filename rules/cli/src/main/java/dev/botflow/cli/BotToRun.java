package dev.botflow.cli;

import dev.botflow.authoring.io.Streams;
import dev.botflow.error.BotFlowException;
import dev.botflow.routing.BotVersion;
import dev.botflow.rules.BotReading;
import dev.botflow.rules.ReadOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The bot a command runs, which may be wrong where {@code --force} says so. */
final class BotToRun {
  @Mixin
  private BotArgument bot = new BotArgument();

  @Option(names = "--force", description = "Takes a bot that is wrong but runnable.")
  private boolean force;

  Path folder() {
    return bot.folder();
  }

  /** Its options as they were given, for another program. */
  List<String> options() {
    List<String> options = new ArrayList<>();
    if (force) {
      options.add("--force");
    }
    if (bot.trustsRules()) {
      options.add("--trust-rules");
    }
    return options;
  }

  /**
   * Reads the folder with checks that search for proofs.
   *
   * @throws BotFlowException if there is no such folder
   */
  BotReading read(ReadOptions.Proofs proofs) {
    return bot.read(proofs);
  }

  /**
   * A bot to run.
   *
   * @throws BotFlowException if it cannot be run, with the sentences that {@code check} prints
   */
  BotVersion load(Streams streams) {
    return bot.load(force, streams);
  }
}
