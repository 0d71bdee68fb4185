package dev.botflow.cli;

import dev.botflow.authoring.chat.Chat;
import dev.botflow.authoring.chat.ChatContact;
import dev.botflow.authoring.chat.ChatSave;
import dev.botflow.authoring.io.ChatChannel;
import dev.botflow.authoring.io.ExitCode;
import dev.botflow.authoring.io.Given;
import dev.botflow.authoring.io.GivenNames;
import dev.botflow.authoring.io.Streams;
import dev.botflow.cli.option.CommonOptions;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.scenario.Player;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
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

  @Option(
      names = "--language",
      paramLabel = "TAG",
      description = "The language of the contact, such as nl or pt-BR.")
  private @Nullable String language;

  @Option(names = "--name", paramLabel = "NAME", description = "The name of the contact.")
  private @Nullable String name;

  @Option(names = "--returning", description = "The contact wrote before.")
  private boolean returning;

  @Option(
      names = "--given",
      paramLabel = "FILE",
      description =
          "Session and host facts (YAML), such as { tags: [vip], plan: gold }, as decide takes them.")
  private @Nullable String given;

  ChatCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    BotVersion version = bot.load(streams);
    ChatContact contact = new ChatContact(ChatChannel.of(channel, version, "--channel"));
    AtomicReference<@Nullable BotVersion> read = new AtomicReference<>(version);
    Instant begin = at == null ? Instant.now().truncatedTo(ChronoUnit.SECONDS) : at;
    new Chat(
            streams,
            contact,
            common.json(),
            begin,
            now -> began(read.getAndSet(null), contact, now))
        .talk();
    return ExitCode.FINE.number();
  }

  /** The talk from its beginning, with the bot as its files are now. */
  private Chat.Begun began(@Nullable BotVersion read, ChatContact contact, Instant now) {
    BotVersion version = read == null ? bot.load(streams) : read;
    Given facts = (given == null
            ? Given.nothing()
            : Given.read(given, GivenNames.of(bot.folder(), version)))
        .with(language, name, returning);
    Map<String, Object> hostFacts = facts.hostFacts();
    Player player = new Player(BotVersions.of(version), stub.stubs(), null, event -> hostFacts);
    player.startAt(now);
    if (given != null || language != null || name != null || returning) {
      player.given(facts.session(contact.key()).toBuilder().version(1).build());
    }
    ChatSave save = new ChatSave(bot.folder(), version, stub.node(), keepTexts);
    save.knows(facts.session(contact.key()), hostFacts);
    return new Chat.Begun(version, player, save, hostFacts);
  }
}
