package dev.botflow.cli;

import dev.botflow.authoring.chat.Chat;
import dev.botflow.authoring.chat.ChatContact;
import dev.botflow.authoring.chat.ChatSave;
import dev.botflow.authoring.io.ChatChannel;
import dev.botflow.authoring.io.ExitCode;
import dev.botflow.authoring.io.Streams;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.runtime.HostFacts;
import dev.botflow.scenario.Player;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code chat BOT --channel WHATSAPP}: an emulator in the terminal. */
@Command(
    name = "chat",
    description = "Talks with a bot in the terminal, as one contact on a channel. Nothing is sent.")
final class ChatCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin
  private CommonOptions common = new CommonOptions();

  @Mixin
  private BotToRun bot = new BotToRun();

  @Option(
      names = "--channel",
      paramLabel = "CHANNEL",
      defaultValue = "WHATSAPP",
      description = "The channel the contact writes on (default: ${DEFAULT-VALUE}).")
  private String channel = "WHATSAPP";

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      converter = InstantReader.class,
      description = "When the chat begins; without it now. The clock stands still but for /time.")
  private @Nullable Instant at;

  @Mixin
  private StubFile stub = new StubFile();

  @Option(
      names = "--keep-texts",
      description =
          "Lets /save keep what was written and said. Without it names of the contact, identities, e-mail addresses, IBANs and numbers of six and more digits are replaced; what sensitive variables held always is.")
  private boolean keepTexts;

  ChatCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    BotVersion version = bot.load(streams);
    ChatContact contact = new ChatContact(ChatChannel.of(channel, version, "--channel"));
    Player player = new Player(BotVersions.of(version), stub.stubs(), null, HostFacts.none());
    player.startAt(at == null ? Instant.now().truncatedTo(ChronoUnit.SECONDS) : at);
    ChatSave save = new ChatSave(bot.folder(), version, stub.node(), keepTexts);
    new Chat(streams, version, player, contact, save, common.json()).talk();
    return ExitCode.FINE.number();
  }
}
