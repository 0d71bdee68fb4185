package dev.botflow.cli;

import dev.botflow.authoring.io.Streams;
import dev.botflow.error.BotFlowException;
import dev.botflow.error.Finding;
import dev.botflow.routing.BotVersion;
import dev.botflow.rules.BotFolder;
import dev.botflow.rules.BotReading;
import dev.botflow.rules.ReadOptions;
import dev.botflow.sinch.send.SinchChannelLimits;
import dev.botflow.table.proof.ProofMemory;
import dev.botflow.table.proof.ProofRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The bot a command works on. */
final class BotArgument {
  @Parameters(index = "0", paramLabel = "BOT", description = "The bot's folder.")
  private Path folder = Path.of("");

  @Option(
      names = "--trust-rules",
      description =
          "Compiles the bot's own rules/*.drl: code with all rights of this program. Without it a bot that has"
              + " any is refused.")
  private boolean trustRules;

  Path folder() {
    return folder;
  }

  /**
   * Reads the folder and reports all that was found.
   *
   * @param force true to get a version although checks found errors
   * @throws BotFlowException if there is no such folder
   */
  BotReading read(boolean force) {
    return read(force ? options().forced() : options());
  }

  /**
   * Reads the folder with checks that search for proofs.
   *
   * @throws BotFlowException if there is no such folder
   */
  BotReading read(ReadOptions.Proofs proofs) {
    return read(options().proving(proofs));
  }

  /**
   * Reads the folder with checks that search for proofs. The version that comes of it can decide, but its rules are
   * compiled only then.
   *
   * @param run tells how far the search is, and can end it
   * @param memory what was proved before, which is not proved again
   * @throws BotFlowException if there is no such folder
   * @throws java.util.concurrent.CancellationException if the search was ended
   */
  BotReading look(ReadOptions.Proofs proofs, ProofRun run, ProofMemory memory) {
    return read(options().proving(proofs).lookingOnly(), run, memory);
  }

  private ReadOptions options() {
    ReadOptions options = ReadOptions.standard();
    return trustRules ? options.trustingRules() : options;
  }

  boolean trustsRules() {
    return trustRules;
  }

  /**
   * The bot's folder, which is there.
   *
   * @throws BotFlowException if it is not
   */
  Path existing() {
    if (!Files.isDirectory(folder)) {
      throw new BotFlowException(folder
          + ": expected a bot's folder, but "
          + (Files.exists(folder) ? "was a file" : "there is no such folder"));
    }
    return folder;
  }

  private BotReading read(ReadOptions options) {
    return read(options, new ProofRun(), new ProofMemory());
  }

  private BotReading read(ReadOptions options, ProofRun run, ProofMemory memory) {
    return BotFolder.read(existing(), Map.of(), SinchChannelLimits.all(), options, run, memory);
  }

  /**
   * A bot to run.
   *
   * @param force true to take one that is wrong but runnable; its errors are reported all the same
   * @throws BotFlowException if it cannot be run, with the sentences that {@code check} prints
   */
  BotVersion load(boolean force, Streams streams) {
    return version(read(force), streams);
  }

  /**
   * A bot to look at, not to run: its rules are compiled only if it decides all the same.
   *
   * @throws BotFlowException if it could not be run, with the sentences that {@code check} prints
   */
  BotVersion view(Streams streams) {
    return version(read(options().lookingOnly()), streams);
  }

  /**
   * A bot to take names from, also from one that is wrong.
   *
   * @throws BotFlowException if not even that can be read, with the sentences that {@code check} prints
   */
  BotVersion names() {
    BotReading reading = read(options().lookingOnly().forced());
    return reading.version().orElseThrow(() -> new BotFlowException(errors(reading)));
  }

  private static String errors(BotReading reading) {
    return reading.findings().stream()
        .filter(Finding::isError)
        .map(Finding::sentence)
        .collect(Collectors.joining("\n"));
  }

  private static BotVersion version(BotReading reading, Streams streams) {
    String errors = errors(reading);
    BotVersion version = reading.version().orElseThrow(() -> new BotFlowException(errors));
    if (!errors.isEmpty()) {
      streams.problem(errors);
    }
    return version;
  }
}
