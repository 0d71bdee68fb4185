package dev.botflow.cli;

import dev.botflow.authoring.chat.PlayLine;
import dev.botflow.authoring.io.EventFiles;
import dev.botflow.authoring.io.ExitCode;
import dev.botflow.authoring.io.Streams;
import dev.botflow.cli.option.CommonOptions;
import dev.botflow.event.InboundEvent;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.runtime.HostFacts;
import dev.botflow.scenario.PlayResult;
import dev.botflow.scenario.Player;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code play BOT FILE…}: the events in order on one store, the clock going with them. */
@Command(
    name = "play",
    description =
        "Handles events in order, as one store, and tells what the bot does and sends; nothing leaves.")
final class PlayCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin
  private CommonOptions common = new CommonOptions();

  @Mixin
  private BotToRun bot = new BotToRun();

  @Parameters(
      index = "1..*",
      paramLabel = "FILE",
      arity = "1..*",
      description = "Webhook bodies in order: one a file, or one a line in a .jsonl file.")
  private List<String> files = List.of();

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      converter = InstantReader.class,
      description = "The clock stands at this time; without it the clock goes with the events.")
  private @Nullable Instant at;

  @Option(
      names = "--until",
      paramLabel = "INSTANT",
      converter = InstantReader.class,
      description = "After the last event, fires the timers due by then.")
  private @Nullable Instant until;

  @Mixin
  private StubFile stub = new StubFile();

  PlayCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    BotVersion version = bot.load(streams);
    Player player = new Player(BotVersions.of(version), stub.stubs(), at, HostFacts.none());
    // A body without any time happened when the one before it did.
    ExitCode exit =
        EventFiles.each(files, streams, player::now, (file, event) -> play(player, file, event));
    if (until != null) {
      player.until(until).forEach(timer -> print(null, timer));
    }
    return exit.number();
  }

  private void play(Player player, String file, InboundEvent event) {
    List<PlayResult> lines = player.play(event);
    for (PlayResult timer : lines.subList(0, lines.size() - 1)) {
      print(null, timer);
    }
    print(file, lines.get(lines.size() - 1));
  }

  private void print(@Nullable String file, PlayResult played) {
    if (common.json()) {
      streams.json(PlayLine.json(file, played));
    } else {
      streams.text(PlayLine.text(file, played));
    }
  }
}
