package dev.botflow.cli;

import dev.botflow.authoring.io.ExitCode;
import dev.botflow.authoring.io.Json;
import dev.botflow.authoring.io.Streams;
import dev.botflow.cli.option.CommonOptions;
import dev.botflow.error.BotBrokenException;
import dev.botflow.error.BotFlowException;
import dev.botflow.publish.Publication;
import dev.botflow.publish.PublishConflictException;
import dev.botflow.publish.RunningHost;
import dev.botflow.publish.VersionNote;
import dev.botflow.publish.VersionsFolder;
import dev.botflow.routing.BotVersion;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code publish BOT --versions FOLDER}: makes a draft the live version, which the hosts that follow the folder run. */
@Command(
    name = "publish",
    description =
        "Makes a bot's folder a version that is never changed again, and the live one: hosts that follow the folder of"
            + " versions run it a second later.")
final class PublishCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin
  private CommonOptions common = new CommonOptions();

  @Mixin
  private BotArgument bot = new BotArgument();

  @Mixin
  private VersionsOption versions = new VersionsOption();

  @Option(names = "--author", paramLabel = "NAME", required = true, description = "Who publishes.")
  private String author = "";

  @Option(names = "--note", paramLabel = "TEXT", description = "What to say about it.")
  private String note = "";

  @Option(
      names = "--content",
      paramLabel = "HASH",
      description = "Publishes only if the bot's content is the one that was looked at.")
  private @Nullable String content;

  @Option(
      names = "--live",
      paramLabel = "NUMBER",
      description = "Publishes only in the place of this version; 0 for the first one.")
  private @Nullable Long live;

  PublishCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    VersionsFolder folder = versions.open(bot.trustsRules());
    Publication publication = new Publication(bot.existing(), author, note, content, live);
    BotVersion version;
    try {
      version = folder.publish(publication);
    } catch (PublishConflictException | BotBrokenException e) {
      streams.problem(e.getMessage());
      return ExitCode.ERRORS_FOUND.number();
    }
    VersionNote published = folder.version(version.number());
    if (common.json()) {
      streams.json(Json.line(Json.object()
          .put("number", version.number())
          .put("content", version.checksum())
          .put("replaced", published.replaced())
          .put("approvedBy", published.approvedBy())));
      return ExitCode.FINE.number();
    }
    streams.text("version " + version.number() + " is live"
        + (published.replaced() == 0 ? "" : " in the place of " + published.replaced())
        + (published.approvedBy() == null ? "" : ", approved by " + published.approvedBy())
        + "; its content is " + version.checksum());
    try {
      for (RunningHost host : folder.hosts()) {
        streams.text("  " + host.name() + " runs " + host.runs() + ", seen " + host.seen());
      }
    } catch (BotFlowException e) {
      streams.problem(e.getMessage()); // It is published all the same.
    }
    return ExitCode.FINE.number();
  }
}
