package dev.botflow.cli.store;

import dev.botflow.audit.Act;
import dev.botflow.authoring.io.ExitCode;
import dev.botflow.authoring.io.Streams;
import dev.botflow.authoring.io.TraceText;
import dev.botflow.cli.option.ActorOption;
import dev.botflow.cli.option.CommonOptions;
import dev.botflow.error.BotFlowException;
import dev.botflow.lookup.TracedTurn;
import dev.botflow.lookup.Traces;
import dev.botflow.routing.BotVersion;
import dev.botflow.rules.BotFolder;
import dev.botflow.rules.ReadOptions;
import dev.botflow.sinch.send.SinchChannelLimits;
import dev.botflow.store.jdbc.JdbcStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code traces STORE}: why somebody got what they got, beside the host that uses the store. Changes nothing. */
@Command(
    name = "traces",
    description =
        "Shows what turns did and why, the newest first: of a contact, of a message, or of an"
            + " event. The host may be running; nothing is changed.")
public final class TracesCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin
  private CommonOptions common = new CommonOptions();

  @Mixin
  private ActorOption actor = new ActorOption();

  @Mixin
  private ContactOption who = new ContactOption();

  @Parameters(index = "0", paramLabel = "STORE", description = "The store's file.")
  private Path store = Path.of("");

  @Option(
      names = "--message",
      paramLabel = "ID",
      description = "The turn that wrote this message, or that it began: our id, or Sinch's.")
  private @Nullable String message;

  @Option(names = "--event", paramLabel = "ID", description = "The turn of this event.")
  private @Nullable String event;

  @Option(
      names = "--bot",
      paramLabel = "FOLDER",
      description =
          "The bot, or the folder of its published versions: needed to say which rows nearly won.")
  private @Nullable Path bot;

  @Option(
      names = "--trust-rules",
      description = "Compiles the bot's own rules/*.drl: code with all rights of this program.")
  private boolean trustRules;

  @Option(
      names = "--limit",
      paramLabel = "TURNS",
      description = "How many turns at most; 20 unless set.")
  private int limit = 20;

  @Option(
      names = "--before",
      paramLabel = "NUMBER",
      description = "Only turns before the one of this number: the next page.")
  private long before = Long.MAX_VALUE;

  /** @param streams where it prints */
  public TracesCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    checkUsage();
    try (JdbcStore opened = JdbcStore.existing(store)) {
      Map<Long, Optional<BotVersion>> loaded = new HashMap<>();
      Traces all = Traces.of(opened, (app, number) -> loaded.computeIfAbsent(number, this::version))
          .before(before)
          .limit(limit);
      String app = who.app();
      Traces traces = app == null ? all : all.inApp(app);
      List<TracedTurn> turns = shown(found(traces));
      TraceText text = new TraceText(streams);
      turns.forEach(common.json() ? text::json : text::print);
      if (!common.json()) {
        streams.text(store + ": " + end(turns));
      }
      return ExitCode.FINE.number();
    }
  }

  /** What people said is shown only once the audit was told. */
  private List<TracedTurn> shown(List<TracedTurn> turns) {
    Map<String, Long> withTexts = turns.stream()
        .filter(one -> one.turn().trace().texts() != null)
        .collect(Collectors.groupingBy(
            one -> one.turn().key().appId(), TreeMap::new, Collectors.counting()));
    if (!withTexts.isEmpty()) {
      String what = withTexts.entrySet().stream()
          .map(of -> "texts of " + of.getValue() + (of.getValue() == 1 ? " turn" : " turns")
              + " of app " + of.getKey())
          .collect(Collectors.joining(", "));
      actor.doing(Act.REVEALED, what, () -> turns);
    }
    return turns;
  }

  private String end(List<TracedTurn> turns) {
    if (turns.isEmpty()) {
      return "no such turn, as far as traces are kept";
    }
    String shown = turns.size() == 1 ? "1 turn" : turns.size() + " turns";
    return turns.size() < limit
        ? shown
        : shown + "; older ones with --before " + turns.get(turns.size() - 1).number();
  }

  private List<TracedTurn> found(Traces traces) {
    if (message != null) {
      return traces.ofMessage(message);
    }
    if (event != null) {
      return traces.ofEvent(event);
    }
    if (who.contact() != null) {
      return traces.of(who.in(who.app()));
    }
    return who.given() ? traces.byIdentity(who.channel(), who.onChannel()) : traces.newest();
  }

  private void checkUsage() {
    String problem = who.problem();
    long asked = Stream.of(message != null, event != null, who.given())
        .filter(Boolean::booleanValue)
        .count();
    if (problem == null && asked > 1) {
      problem = "expected one of --contact, --identity, --message and --event, but was more";
    }
    if (problem == null && limit < 1) {
      problem = "--limit: expected 1 or more, but was " + limit;
    }
    if (problem != null) {
      throw common.misused(problem);
    }
  }

  /** A version as it was published, else the bot of the folder itself; empty if none was named. */
  private Optional<BotVersion> version(long number) {
    if (bot == null) {
      return Optional.empty();
    }
    Path published = bot.resolve(Long.toString(number)).resolve("bot");
    boolean ofVersions = number > 0 && Files.isDirectory(published);
    Path folder = ofVersions ? published : bot;
    if (!Files.isRegularFile(folder.resolve("bot.yaml"))) {
      return Optional.empty();
    }
    ReadOptions looking = ReadOptions.standard().lookingOnly().forced();
    ReadOptions options = trustRules ? looking.trustingRules() : looking;
    try {
      return BotFolder.read(folder, SinchChannelLimits.all(), options).version();
    } catch (BotFlowException e) {
      streams.problem(folder + ": " + e.getMessage());
      return Optional.empty();
    }
  }
}
