package dev.botflow.cli;

import dev.botflow.authoring.io.BotTables;
import dev.botflow.authoring.io.ExitCode;
import dev.botflow.authoring.io.Json;
import dev.botflow.authoring.io.OutputFile;
import dev.botflow.authoring.io.Streams;
import dev.botflow.authoring.schema.BotSchemas;
import dev.botflow.authoring.schema.EditorSettings;
import dev.botflow.cli.option.CommonOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code schema BOT}: what editors complete a bot's files with and underline what is wrong by. */
@Command(
    name = "schema",
    description =
        "Writes JSON Schemas of a bot's files with its own names in them, for editors: keys and names are completed, and what is misspelt is underlined.")
final class SchemaCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin
  private CommonOptions common = new CommonOptions();

  @Mixin
  private BotArgument bot = new BotArgument();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where to; " + EditorSettings.FOLDER + " in the bot's folder unless set.")
  private @Nullable Path out;

  @Option(
      names = "--editors",
      description =
          "Also writes the settings by which VS Code and IntelliJ use the schemas in the bot's folder, where there are none yet.")
  private boolean editors;

  @Option(
      names = "--watch",
      description =
          "Goes on, and writes them again whenever a file of the bot changed, until it is interrupted.")
  private boolean watch;

  SchemaCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    // While a file is half written its bot has no names; those of before stay.
    return watch ? Watching.of(bot.existing(), streams, this::write) : write();
  }

  private int write() {
    Path folder = out == null ? bot.existing().resolve(EditorSettings.FOLDER) : out;
    Map<String, String> files = BotSchemas.of(BotTables.of(bot.names()));
    int written = 0;
    for (Map.Entry<String, String> file : files.entrySet()) {
      written += OutputFile.change(folder.resolve(file.getKey()), file.getValue()) ? 1 : 0;
    }
    if (editors) {
      for (Map.Entry<String, String> file : EditorSettings.of().entrySet()) {
        Path settings = bot.folder().resolve(file.getKey());
        if (!Files.exists(settings)) {
          OutputFile.write(settings, file.getValue());
        }
      }
    }
    if (common.json()) {
      streams.json(
          Json.line(Json.object().put("schema", folder.toString()).put("files", files.size())));
    } else if (written > 0 || !watch) {
      streams.text(folder + ": " + files.size() + " schemas");
    }
    return ExitCode.FINE.number();
  }
}
