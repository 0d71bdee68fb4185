package dev.botflow.cli;

import dev.botflow.authoring.io.BotTables;
import dev.botflow.authoring.io.EventFiles;
import dev.botflow.authoring.io.ExitCode;
import dev.botflow.authoring.io.Json;
import dev.botflow.authoring.io.OutputFile;
import dev.botflow.authoring.io.Streams;
import dev.botflow.authoring.schema.BotSchemas;
import dev.botflow.authoring.schema.EditorSettings;
import dev.botflow.cli.option.CommonOptions;
import dev.botflow.error.BotFlowException;
import dev.botflow.event.Channel;
import dev.botflow.event.EventKind;
import dev.botflow.event.InboundEvent;
import dev.botflow.routing.BotVersion;
import dev.botflow.rules.BotFolder;
import dev.botflow.rules.ReadOptions;
import dev.botflow.sinch.send.SinchChannelLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code new FOLDER}: a small bot to begin with, that passes its checks and its scenarios. */
@Command(
    name = "new",
    description =
        "Writes a small bot to begin with: tables, flows and a scenario, which check and test find nothing wrong with; and what VS Code and IntelliJ complete its files with.")
final class NewCommand implements Callable<Integer> {
  private static final String FROM = "new/";
  private static final List<String> FILES = List.of(
      "bot.yaml",
      "routing.csv",
      "words.csv",
      "flows/welcome.yaml",
      "flows/opt_out.yaml",
      "flows/opt_in_again.yaml",
      "flows/not_understood.yaml",
      "flows/sorry.yaml",
      "scenarios/first.yaml");
  private static final String CATCH_ALL = "R90,";

  private final Streams streams;

  @Mixin
  private CommonOptions common = new CommonOptions();

  @Parameters(
      index = "0",
      paramLabel = "FOLDER",
      description = "The folder of the new bot, which is not there yet or empty.")
  private Path folder = Path.of("");

  @Option(
      names = "--from-events",
      paramLabel = "FILE",
      description =
          "Recorded webhook bodies, one a file or one a line in a .jsonl file: proposes a row for each channel, and one that is off for each other kind of event that occurs.")
  private List<String> events = new ArrayList<>();

  @Option(
      names = "--ci",
      description =
          "Also writes a GitHub workflow that checks the bot and plays its scenarios for every change, and shows in reviews what is wrong.")
  private boolean ci;

  NewCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    refuseWhatIsThere();
    Map<String, String> files = new LinkedHashMap<>();
    FILES.forEach(file -> files.put(file, template(file)));
    ExitCode exit = ExitCode.FINE;
    if (!events.isEmpty()) {
      List<String> rows = new ArrayList<>();
      exit = proposed(rows);
      files.computeIfPresent(
          "routing.csv",
          (name, text) -> text.replace(CATCH_ALL, String.join("", rows) + CATCH_ALL));
    }
    files.putAll(EditorSettings.of());
    if (ci) {
      files.put(".github/workflows/bot.yml", template("ci/bot.yml"));
    }
    files.forEach((file, text) -> OutputFile.write(folder.resolve(file), text));
    Map<String, String> schemas = BotSchemas.of(BotTables.of(written()));
    schemas.forEach((file, text) ->
        OutputFile.write(folder.resolve(EditorSettings.FOLDER).resolve(file), text));
    if (common.json()) {
      streams.json(Json.line(
          Json.object().put("new", folder.toString()).put("files", files.size() + schemas.size())));
    } else {
      streams.text(folder + ": " + (files.size() + schemas.size()) + " files; next: botflow check "
          + folder + ", botflow test " + folder + ", botflow chat " + folder);
    }
    return exit.number();
  }

  /** What stands in the folder now, as a bot to take names from. */
  private BotVersion written() {
    return BotFolder.read(
            folder,
            SinchChannelLimits.all(),
            ReadOptions.standard().lookingOnly().forced())
        .orThrow();
  }

  private void refuseWhatIsThere() {
    try (Stream<Path> there = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
      if (Files.exists(folder) && !Files.isDirectory(folder) || there.findAny().isPresent()) {
        throw new BotFlowException(folder
            + ": expected a folder that is not there yet or empty, but something is in its place");
      }
    } catch (IOException e) {
      throw new BotFlowException(folder + ": expected a folder that can be read, but it cannot", e);
    }
  }

  private static String template(String file) {
    try (InputStream in = NewCommand.class.getResourceAsStream(FROM + file)) {
      if (in == null) {
        throw new AssertionError(file + " is part of this program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Rows for what occurs: on for messages, off for all else, since nobody said yet what should come of it. */
  private ExitCode proposed(List<String> rows) {
    Map<String, Integer> channels = new TreeMap<>();
    Map<String, Integer> kinds = new TreeMap<>();
    ExitCode exit = EventFiles.each(events, streams, Instant::now, (file, event) -> {
      if (event.kind().isMessage()) {
        channels.merge(channel(event), 1, Integer::sum);
      } else if (!event.kind().equals(EventKind.UNKNOWN) && !event.key().isApp()) {
        kinds.merge(event.kind().name() + "," + channel(event), 1, Integer::sum);
      }
    });
    int number = 10;
    for (Map.Entry<String, Integer> channel : channels.entrySet()) {
      rows.add(row(number++, "message," + channel.getKey(), "", channel.getValue()));
    }
    for (Map.Entry<String, Integer> kind : kinds.entrySet()) {
      rows.add(row(number++, kind.getKey(), "no", kind.getValue()));
    }
    return exit;
  }

  private static String channel(InboundEvent event) {
    Channel channel = event.context().channelIdentifier();
    return channel == null ? "" : channel.name();
  }

  private static String row(int number, String asked, String active, int times) {
    return "R" + number + "," + asked + ",,,welcome,," + active + ","
        + (times == 1 ? "once" : times + " times") + " in the events\n";
  }
}
