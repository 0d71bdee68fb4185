package dev.botflow.cli;

import dev.botflow.authoring.io.BotTables;
import dev.botflow.authoring.io.ChatChannel;
import dev.botflow.authoring.io.EventFiles;
import dev.botflow.authoring.io.ExitCode;
import dev.botflow.authoring.io.Json;
import dev.botflow.authoring.io.Streams;
import dev.botflow.authoring.record.RecordedAct;
import dev.botflow.authoring.record.RecordedTalk;
import dev.botflow.authoring.record.SavedScenario;
import dev.botflow.authoring.record.TraceReplay;
import dev.botflow.authoring.record.TracedStubs;
import dev.botflow.authoring.record.TracedTurn;
import dev.botflow.cli.option.CommonOptions;
import dev.botflow.error.BotFlowException;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.event.Channel;
import dev.botflow.event.InboundEvent;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.runtime.HostFacts;
import dev.botflow.scenario.Exchange;
import dev.botflow.scenario.PlayResult;
import dev.botflow.scenario.Player;
import dev.botflow.scenario.Stubs;
import dev.botflow.session.Session;
import dev.botflow.yaml.YamlNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
          "Webhook bodies of one contact in order: one a file, or one a line in a .jsonl file. With --traces: traces, one a line.")
  private List<String> files = List.of();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "recorded",
      description = "What the scenario is called (default: ${DEFAULT-VALUE}).")
  private String name = "recorded";

  @Mixin
  private StubFile stub = new StubFile();

  @Option(
      names = "--traces",
      description =
          "Takes traces instead, as play --json prints them or a store keeps them, and finds a conversation that goes the same way. A trace has no texts, so nothing of the real one is in it.")
  private boolean traces;

  @Option(
      names = "--receives",
      description =
          "Names each event by its file (receives: FILE) instead of what was written; the files lie in the bot's folder. Contact, channels and times are the events' own, and so is what is of a real person in them.")
  private boolean receives;

  @Option(
      names = "--channel",
      paramLabel = "CHANNEL",
      description = "With --traces: the channel (default: the first that fits).")
  private @Nullable String channel;

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      converter = InstantReader.class,
      description = "With --traces: when it began (default: some hour of a week that fits).")
  private @Nullable Instant at;

  @Option(
      names = "--keep-texts",
      description =
          "Keeps what was written and said. Without it names of the contact, identities, e-mail addresses, IBANs and numbers of six and more digits are replaced; what sensitive variables held always is.")
  private boolean keepTexts;

  RecordCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    if (traces && receives) {
      throw new BotFlowException(
          "record: expected --traces or --receives, but was both; a trace has no event to name");
    }
    BotVersion version = bot.load(false, streams);
    ExitCode exit = ExitCode.FINE;
    // A trace holds no text of anybody: what is found is made of the bot's own words.
    // Files of events are not rewritten, so what is expected says what they do.
    RecordedTalk talk = new RecordedTalk(version, keepTexts || traces || receives);
    Optional<YamlNode> stubs = stub.node();
    if (traces) {
      stubs = fromTraces(version, talk, stubs);
    } else {
      exit = fromEvents(version, talk);
    }
    if (talk.size() == 0) {
      throw new BotFlowException("record: expected at least 1 event, but found none");
    }
    SavedScenario saved = receives
        ? SavedScenario.received(talk, name, bot.folder(), stubs)
        : SavedScenario.of(talk, name, "the scenario", stubs);
    if (common.json()) {
      streams.json(Json.line(Json.object().put("scenario", name).put("yaml", saved.yaml())));
    } else {
      streams.text(saved.yaml().stripTrailing());
    }
    talk.unanswered(stubs)
        .forEach(action -> streams.problem("record: " + RecordedTalk.withoutStub(action)));
    saved.kept().forEach(sentence -> streams.problem("record: " + sentence));
    saved.problem().ifPresent(problem -> streams.problem("record: the scenario " + problem));
    return exit == ExitCode.FINE && saved.problem().isPresent()
        ? ExitCode.ERRORS_FOUND.number()
        : exit.number();
  }

  private ExitCode fromEvents(BotVersion version, RecordedTalk talk) {
    Player player = new Player(BotVersions.of(version), stub.stubs(), null, HostFacts.none());
    List<BotFlowException> refused = new ArrayList<>();
    ExitCode exit = EventFiles.each(files, streams, player::now, (file, event) -> {
      if (!receives && !RecordedAct.canBeWritten(event)) {
        streams.problem(file + ": left out, since no scenario has a word for it: " + event.kind());
      } else if (refused.isEmpty()) {
        try {
          play(player, talk, file, event);
        } catch (BotFlowException e) {
          refused.add(new BotFlowException("record: " + file + ": " + e.getMessage(), e));
        }
      }
    });
    if (!refused.isEmpty()) {
      throw refused.get(0);
    }
    return exit;
  }

  /** @return what stands in for the host's actions: as given, else made of the traces */
  private Optional<YamlNode> fromTraces(
      BotVersion version, RecordedTalk talk, Optional<YamlNode> given) {
    BotTables tables = BotTables.of(version);
    List<TracedTurn> turns = TracedTurn.read(files);
    Optional<YamlNode> stubs = given.isPresent()
        ? given
        : YamlNode.read("stub", TracedStubs.yaml(tables, turns), new Findings());
    Stubs answers = given.isPresent()
        ? stub.stubs()
        : stubs
            .map(node -> Stubs.read(node, Place.of("stub"), new Findings()))
            .orElseGet(Stubs::none);
    Set<Channel> channels = new LinkedHashSet<>();
    if (channel != null) {
      channels.add(ChatChannel.of(channel, version, "--channel"));
    }
    TraceReplay.Found found =
        new TraceReplay(tables, turns, answers).find(channels, Optional.ofNullable(at));
    if (found.known()) {
      talk.withKnownContact();
    }
    talk.begins(found.began());
    for (Exchange exchange : found.conversation().exchanges()) {
      PlayResult played = exchange.played();
      talk.waited(exchange.at(), exchange.timers());
      if (played != null) {
        talk.take(played.event(), exchange.before(), List.of(played), exchange.after());
      }
    }
    return stubs;
  }

  private void play(Player player, RecordedTalk talk, String file, InboundEvent event) {
    talk.expects(event);
    talk.begins(event.at());
    Instant now = player.now();
    if (event.at().isAfter(now) && !now.equals(Instant.EPOCH)) {
      talk.waited(event.at(), player.until(event.at()));
    }
    Session before = player.session(event.key());
    List<PlayResult> lines = player.play(event);
    if (lines.get(lines.size() - 1).outcome().equals("duplicate")) {
      streams.problem(file + ": left out, since it came before");
      return;
    }
    Session after = player.session(event.key());
    if (receives) {
      talk.receive(inBot(file), event, before, lines, after);
    } else {
      talk.take(event, before, lines, after);
    }
  }

  /** The path from the bot's folder, with {@code /}; a number of a line stays. */
  private String inBot(String file) {
    Path folder = bot.folder().toAbsolutePath().normalize();
    Path path = Path.of(file).toAbsolutePath().normalize();
    if (!path.startsWith(folder)) {
      throw new BotFlowException("expected a file in the bot's folder " + bot.folder()
          + ", since a scenario names events by their path from there; copy it to "
          + bot.folder().resolve("events"));
    }
    return folder.relativize(path).toString().replace('\\', '/');
  }
}
