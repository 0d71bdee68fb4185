package dev.botflow.scenario;

import dev.botflow.cell.NamedHours;
import dev.botflow.cell.Values;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.Content;
import dev.botflow.event.EventHeader;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageReceived;
import dev.botflow.event.SessionKey;
import dev.botflow.event.TimerFired;
import dev.botflow.flow.Bot;
import dev.botflow.flow.BotSettings;
import dev.botflow.flow.Flow;
import dev.botflow.flow.HostStep;
import dev.botflow.flow.Texts;
import dev.botflow.flow.check.FlowChecks;
import dev.botflow.flow.read.BotReader;
import dev.botflow.flow.read.FlowReader;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.message.Choice;
import dev.botflow.message.Outbound;
import dev.botflow.message.Outgoing;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.routing.DecisionTables;
import dev.botflow.routing.Router;
import dev.botflow.runtime.HostFacts;
import dev.botflow.session.Session;
import dev.botflow.text.WordLists;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A conversation of one contact with a bot, for the engine's own tests: Monday 2026-03-02, 09:00 UTC. */
final class Talk {
  static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

  private final Player player;
  private final List<Outgoing> all = new ArrayList<>();
  private Channel channel = Channel.WHATSAPP;
  private Instant now = START;
  private int count;
  private @Nullable PlayResult last;

  private Talk(BotVersions versions, Stubs stubs) {
    this.player = new Player(versions, stubs, null, HostFacts.none());
  }

  /** A talk with a bot whose versions change meanwhile. */
  static Talk with(BotVersions versions) {
    return with(versions, Stubs.none());
  }

  static Talk with(BotVersions versions, Stubs stubs) {
    return new Talk(versions, stubs);
  }

  static Talk with(Router router, String settings, String... flows) {
    return with(router, Stubs.none(), Texts.none(), settings, flows);
  }

  static Talk with(Router router, Stubs stubs, Texts texts, String settings, String... flows) {
    return new Talk(BotVersions.of(bot(router, texts, settings, flows)), stubs);
  }

  static BotVersion bot(Router router, String... flows) {
    return bot(router, Texts.none(), "", flows);
  }

  static BotVersion bot(Router router, Texts texts, String settings, String... flows) {
    return bot(router, texts, NamedHours.none(), settings, flows);
  }

  static BotVersion bot(
      Router router, Texts texts, NamedHours hours, String settings, String... flows) {
    return bot(router, texts, hours, settings, List.of(), flows);
  }

  /** A bot with flows that live in the host, which may speak to nobody who opted out. */
  static BotVersion hosted(Router router, String settings, List<String> hosted, String... flows) {
    return bot(router, Texts.none(), NamedHours.none(), settings, hosted, flows);
  }

  private static BotVersion bot(
      Router router,
      Texts texts,
      NamedHours hours,
      String settings,
      List<String> hosted,
      String... flows) {
    Findings findings = new Findings();
    BotSettings read = BotReader.settings("bot.yaml", "bot: test\n" + settings, findings);
    Map<String, Flow> byName = new LinkedHashMap<>();
    FlowReader reader = new FlowReader(WordLists.none(), List.of(), findings);
    for (String flow : flows) {
      reader.read("flows/test.yaml", flow).ifPresent(one -> byName.put(one.name(), one));
    }
    for (String name : hosted) {
      Place place = Place.of("flows.csv", 2 + byName.size());
      byName.put(
          name, HostStep.flow(name, "", false, List.of("result"), HostStep.DEFAULT_TIMEOUT, place));
    }
    Bot bot = new Bot(read, byName, WordLists.none(), hours, texts);
    FlowChecks.check(bot, table -> Optional.of(Set.of("lost", "travelling")), findings);
    findings.errors().stream()
        .filter(finding -> !Set.of("loop", "recursion").contains(finding.code()))
        .findFirst()
        .ifPresent(finding -> {
          throw new AssertionError(finding.sentence());
        });
    return new BotVersion(bot, router, tables(), ChannelCatalog.none(), 0, "test");
  }

  private static DecisionTables tables() {
    return new DecisionTables() {
      @Override
      public Optional<Exit> decide(String table, Values values) {
        return Optional.ofNullable(values.value("parcel.status"))
            .map(status -> new Exit(status.toString(), "D1"));
      }

      @Override
      public Optional<Set<String>> exits(String table) {
        return Optional.of(Set.of("lost", "travelling"));
      }
    };
  }

  Talk on(Channel newChannel) {
    this.channel = newChannel;
    return this;
  }

  Talk later(Duration time) {
    now = now.plus(time);
    return this;
  }

  List<String> says(String text) {
    return plays(new MessageReceived(
        header(), "m" + count, new Content.Text(text), null, null, null, false));
  }

  /** Taps the button of this label that was offered last. */
  List<String> taps(String label) {
    String postback = all.stream()
        .flatMap(message -> message.message().choices().stream())
        .filter(choice -> choice.label().equals(label))
        .map(Choice::postback)
        .reduce((first, second) -> second)
        .orElseThrow(() -> new AssertionError("no button " + label));
    return tapsPostback(postback);
  }

  List<String> tapsPostback(@Nullable String postback) {
    Content choice = new Content.ChoiceResponse(null, postback);
    return plays(new MessageReceived(header(), "m" + count, choice, null, null, null, false));
  }

  List<String> plays(InboundEvent event) {
    List<PlayResult> lines = player.play(event);
    lines.forEach(line -> all.addAll(line.messages()));
    last = lines.get(lines.size() - 1);
    return texts(last);
  }

  /** Lets time pass and tells what the timers said. */
  List<String> waits(Duration time) {
    return passes(time).stream().flatMap(line -> texts(line).stream()).toList();
  }

  /** Lets time pass and tells which timers fired, the session's own left out. */
  List<String> fires(Duration time) {
    return passes(time).stream()
        .map(line -> ((TimerFired) line.event()).timerId())
        .filter(timer -> !timer.equals("session"))
        .toList();
  }

  private List<PlayResult> passes(Duration time) {
    now = now.plus(time);
    List<PlayResult> lines = player.until(now);
    for (PlayResult line : lines) {
      all.addAll(line.messages());
      last = line;
    }
    return lines;
  }

  EventHeader header() {
    count++;
    return new EventHeader("MESSAGE_INBOUND", context(), now, "e" + count, null, null, null);
  }

  ChannelContext context() {
    return new ChannelContext(channel, "4670000", "C1", "APP", "CONV1", "P1");
  }

  private static List<String> texts(PlayResult line) {
    return line.messages().stream()
        .map(Outgoing::message)
        .map(Outbound::readable)
        .toList();
  }

  PlayResult last() {
    if (last == null) {
      throw new AssertionError("nothing was played");
    }
    return last;
  }

  @Nullable
  String waitingAt() {
    return last().waitingAt();
  }

  Session session(SessionKey key) {
    return player.session(key);
  }

  Session session() {
    return player.session(SessionKey.of(context()));
  }
}
