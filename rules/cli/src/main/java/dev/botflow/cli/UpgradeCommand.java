package dev.botflow.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.authoring.chat.PlayLine;
import dev.botflow.authoring.io.EventFiles;
import dev.botflow.authoring.io.ExitCode;
import dev.botflow.authoring.io.Json;
import dev.botflow.authoring.io.Sentences;
import dev.botflow.authoring.io.Streams;
import dev.botflow.authoring.report.EventHistory;
import dev.botflow.cli.option.CommonOptions;
import dev.botflow.error.BotFlowException;
import dev.botflow.routing.BotVersions;
import dev.botflow.runtime.HostFacts;
import dev.botflow.scenario.Player;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code upgrade BOT}: what this version of BotFlow does otherwise with a bot than an older one did. */
@Command(
    name = "upgrade",
    description =
        "Plays recorded events on this version of BotFlow and on an older one, and tells which decisions and messages change; nothing is sent.")
final class UpgradeCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin
  private CommonOptions common = new CommonOptions();

  @Mixin
  private BotToRun bot = new BotToRun();

  @Option(
      names = "--from",
      paramLabel = "OLD.jar",
      required = true,
      description = "The botflow.jar of the older version, which runs as a program of its own.")
  private Path from = Path.of("");

  @Option(
      names = "--events",
      paramLabel = "FILE|FOLDER",
      required = true,
      description = "Recorded webhook bodies: one a file, or one a line in a .jsonl file.")
  private String events = "";

  @Mixin
  private StubFile stub = new StubFile();

  UpgradeCommand(Streams streams) {
    this.streams = streams;
  }

  /** One thing that is different: what a decision or a message was, and is now. */
  private record Change(String file, String what, String before, String now) {}

  @Override
  public Integer call() {
    if (!Files.isRegularFile(from)) {
      throw new BotFlowException("--from " + from + ": expected a file, but there is none");
    }
    List<String> files = EventHistory.files(events);
    Map<String, List<JsonNode>> before = byEvent(old(files));
    Map<String, List<JsonNode>> now = new LinkedHashMap<>();
    Player player =
        new Player(BotVersions.of(bot.load(streams)), stub.stubs(), null, HostFacts.none());
    ExitCode read = EventFiles.each(files, streams, player::now, (file, event) -> {
      List<JsonNode> lines = now.computeIfAbsent(file, first -> new ArrayList<>());
      player.play(event).forEach(played -> lines.add(Json.read(PlayLine.json(file, played))));
    });
    Set<String> all = new LinkedHashSet<>(before.keySet());
    all.addAll(now.keySet());
    List<Change> changes = new ArrayList<>();
    int changed = 0;
    for (String file : all) {
      int known = changes.size();
      compare(
          file, before.getOrDefault(file, List.of()), now.getOrDefault(file, List.of()), changes);
      changed += changes.size() > known ? 1 : 0;
    }
    changes.forEach(this::print);
    if (!common.json()) {
      streams.text(changed + " of " + all.size() + (all.size() == 1 ? " event" : " events")
          + (changed == 1 ? " changes" : " change"));
    }
    return (read == ExitCode.FINE && changed > 0 ? ExitCode.ERRORS_FOUND : read).number();
  }

  private void print(Change change) {
    if (common.json()) {
      streams.json(Json.line(Json.object()
          .put("file", change.file())
          .put("change", change.what())
          .put("before", change.before())
          .put("now", change.now())));
    } else {
      streams.text(change.file() + ": " + change.before() + " becomes " + change.now());
    }
  }

  /** What happened at one event: timers that were due before it, then the event itself. */
  private static void compare(
      String file, List<JsonNode> before, List<JsonNode> now, List<Change> changes) {
    for (int i = 0; i < Math.max(before.size(), now.size()); i++) {
      JsonNode was = i < before.size() ? before.get(i) : null;
      JsonNode is = i < now.size() ? now.get(i) : null;
      String decidedThen = decided(was);
      String decidedNow = decided(is);
      if (!decidedThen.equals(decidedNow)) {
        changes.add(new Change(file, "decision", decidedThen, decidedNow));
      }
      List<String> saidThen = said(was);
      List<String> saidNow = said(is);
      for (int j = 0; j < Math.max(saidThen.size(), saidNow.size()); j++) {
        String one = j < saidThen.size() ? saidThen.get(j) : "no message";
        String other = j < saidNow.size() ? saidNow.get(j) : "no message";
        if (!one.equals(other)) {
          changes.add(new Change(file, "message", one, other));
        }
      }
    }
  }

  private static String decided(@Nullable JsonNode line) {
    if (line == null) {
      return "nothing";
    }
    String waitingAt = text(line, "waitingAt");
    String decided = Sentences.decided(
        String.valueOf(text(line, "outcome")), text(line, "rule"), text(line, "flow"));
    return waitingAt == null ? decided : decided + ", waiting at " + waitingAt;
  }

  private static @Nullable String text(JsonNode line, String key) {
    return line.path(key).textValue();
  }

  /** The messages without the ids that a version of BotFlow chooses. */
  private static List<String> said(@Nullable JsonNode line) {
    List<String> said = new ArrayList<>();
    if (line != null) {
      for (JsonNode message : line.path("messages")) {
        ids(message);
        said.add(message.path("channel_priority_order").path(0).asText() + " "
            + message.path("message"));
      }
    }
    return said;
  }

  private static void ids(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove("postback_data");
    }
    node.forEach(UpgradeCommand::ids);
  }

  /** The lines of the old version by the event they belong to; a timer's line goes before its event's. */
  private static Map<String, List<JsonNode>> byEvent(List<String> lines) {
    Map<String, List<JsonNode>> batches = new LinkedHashMap<>();
    List<JsonNode> open = new ArrayList<>();
    for (String line : lines) {
      JsonNode node = Json.read(line);
      open.add(node);
      String file = text(node, "file");
      if (file != null) {
        batches.computeIfAbsent(file, first -> new ArrayList<>()).addAll(open);
        open.clear();
      }
    }
    return batches;
  }

  /** What the old version prints, in a program of its own. */
  private List<String> old(List<String> files) {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-jar",
        from.toString(),
        "play",
        bot.folder().toString()));
    command.addAll(files);
    command.addAll(bot.options());
    command.addAll(stub.options());
    command.add("--json");
    try {
      Process process = new ProcessBuilder(command).start();
      process.getOutputStream().close();
      CompletableFuture<String> told =
          CompletableFuture.supplyAsync(() -> all(process.getErrorStream()));
      List<String> lines = all(process.getInputStream()).lines().toList();
      int exit = process.waitFor();
      if (lines.isEmpty() && exit != ExitCode.FINE.number()) {
        throw new BotFlowException(
            from + ": expected what it makes of the events, but it ended with " + exit + ": "
                + told.join().strip());
      }
      return lines;
    } catch (IOException e) {
      throw new BotFlowException(from + ": expected a program that can be run, but it cannot", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BotFlowException(from + ": expected it to end, but was interrupted", e);
    }
  }

  private static String all(InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
