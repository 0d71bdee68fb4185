package dev.botflow.cli;

import dev.botflow.authoring.io.ExitCode;
import dev.botflow.authoring.io.Json;
import dev.botflow.authoring.io.Streams;
import dev.botflow.cli.option.CommonOptions;
import dev.botflow.publish.PublishConflictException;
import dev.botflow.publish.VersionsFolder;
import dev.botflow.routing.BotVersion;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rollback NUMBER --versions FOLDER}: makes a version live again. */
@Command(
    name = "rollback",
    description =
        "Makes a published version live again; open conversations finish on the one they began with.")
final class RollbackCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin
  private CommonOptions common = new CommonOptions();

  @Mixin
  private VersionsOption versions = new VersionsOption();

  @Parameters(index = "0", paramLabel = "NUMBER", description = "The version.")
  private long number;

  @Option(names = "--author", paramLabel = "NAME", required = true, description = "Who rolls back.")
  private String author = "";

  @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
  private String reason = "";

  @Option(
      names = "--live",
      paramLabel = "NUMBER",
      description = "Rolls back only if this version is the live one.")
  private @Nullable Long live;

  @Option(
      names = "--trust-rules",
      description = "Compiles the version's own rules/*.drl: code with all rights of this program.")
  private boolean trustRules;

  RollbackCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    VersionsFolder folder = versions.open(trustRules);
    long before = folder.live();
    BotVersion version;
    try {
      version = live == null
          ? folder.rollBack(number, author, reason)
          : folder.rollBack(number, live, author, reason);
    } catch (PublishConflictException e) {
      streams.problem(e.getMessage());
      return ExitCode.ERRORS_FOUND.number();
    }
    if (common.json()) {
      streams.json(Json.line(Json.object()
          .put("number", version.number())
          .put("content", version.checksum())
          .put("replaced", before)));
    } else {
      streams.text("version " + version.number() + " is live again"
          + (before == 0 || before == number ? "" : " in the place of " + before));
    }
    return ExitCode.FINE.number();
  }
}
