package dev.botflow.workbench;

import dev.botflow.event.InboundEvent;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.runtime.HostFacts;
import dev.botflow.scenario.Played;
import dev.botflow.scenario.Player;
import dev.botflow.session.Session;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code record BOT FILE…}: a recorded conversation as a scenario. */
@Command(
    name = "record",
    description =
        "Plays a recorded conversation and prints it as a scenario, with what the bot did as what is expected.")
final class RecordCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin
  private CommonOptions common = new CommonOptions();

  @Mixin
  private BotArgument bot = new BotArgument();

  @Parameters(
      index = "1..*",
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "Webhook bodies of one contact in order: one a file, or one a line in a .jsonl file.")
  private List<String> files = List.of();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "recorded",
      description = "What the scenario is called (default: ${DEFAULT-VALUE}).")
  private String name = "recorded";

  @Option(
      names = "--stub",
      paramLabel = "FILE",
      description =
          "Answers of the host's actions (YAML), such as { shop.findOrder: { ok: { status: lost } } }.")
  private @Nullable String stub;

  RecordCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    BotVersion version = bot.load(false, streams);
    Player player =
        new Player(BotVersions.of(version), StubFile.read(stub), null, HostFacts.none());
    RecordedTalk talk = new RecordedTalk(version);
    int exit =
        EventFiles.each(files, streams, player::now, (file, event) -> play(player, talk, event));
    String yaml = talk.yaml(name, StubFile.node(stub));
    if (common.json()) {
      streams.json(Json.line(Json.object().put("scenario", name).put("yaml", yaml)));
    } else {
      streams.text(yaml.stripTrailing());
    }
    return exit;
  }

  private static void play(Player player, RecordedTalk talk, InboundEvent event) {
    talk.begins(event.at());
    Instant now = player.now();
    if (event.at().isAfter(now) && !now.equals(Instant.EPOCH)) {
      talk.waited(event.at(), player.until(event.at()));
    }
    Session before = player.session(event.key());
    List<Played> lines = player.play(event);
    talk.take(event, before, lines, player.session(event.key()));
  }
}
