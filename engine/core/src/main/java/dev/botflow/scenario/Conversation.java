package dev.botflow.scenario;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.EventKind;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.SessionKey;
import dev.botflow.message.Choice;
import dev.botflow.message.Outgoing;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.routing.Why;
import dev.botflow.runtime.PlainValues;
import dev.botflow.session.Button;
import dev.botflow.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one contact and one bot do, turn by turn: same engine, memory store, a clock that stands still unless asked to go
 * on, the same ids in every play. The session is written and read back between turns. For one thread.
 */
public final class Conversation {
  private final BotVersion bot;
  private final ScenarioSetting setting;
  private final Stubs stubs;
  private final Player player;
  private final SessionKey key;
  private final ScenarioEvents events;
  private final List<Exchange> exchanges = new ArrayList<>();
  private Channel channel;

  /** @param channel the channel the contact writes on, until {@link #on} says otherwise */
  public Conversation(BotVersion bot, ScenarioSetting setting, Channel channel) {
    this(bot, setting, channel, null);
  }

  /**
   * The conversation of a scenario, before its first turn. Who writes is the contact of the first sample event that names
   * one, else the contact that scenarios have.
   */
  public static Conversation of(BotVersion bot, Scenario scenario, Channel channel) {
    return scenario.turns().stream()
        .map(ScenarioTurn::act)
        .filter(ScenarioTurn.Act.Receives.class::isInstance)
        .map(act -> ((ScenarioTurn.Act.Receives) act).sample().at(null))
        .filter(event -> !event.key().isApp())
        .findFirst()
        .map(event -> new Conversation(bot, scenario.setting(), channel, event.context()))
        .orElseGet(() -> new Conversation(bot, scenario.setting(), channel));
  }

  /**
   * @param channel the channel the contact writes on, until {@link #on} says otherwise
   * @param sender who the contact is, as a sample event says; null for the contact that scenarios have
   */
  private Conversation(
      BotVersion bot, ScenarioSetting setting, Channel channel, @Nullable ChannelContext sender) {
    // The contact's id makes the key, whatever the channel.
    this.key =
        SessionKey.of(sender == null ? ScenarioIdentities.on(Channel.CHANNEL_UNSPECIFIED) : sender);
    this.events = new ScenarioEvents(sender);
    this.bot = bot;
    this.setting = setting;
    this.stubs = setting.stubs().fresh();
    this.player = new Player(BotVersions.of(bot), stubs, null, event -> setting.facts());
    this.channel = channel;
    player.startAt(setting.at());
    if (!setting.isFresh()) {
      player.given(setting.session(key, bot.bot().settings().sessionExpiry()));
    }
  }

  /** The contact writes on this channel from now on. */
  public Conversation on(Channel newChannel) {
    this.channel = newChannel;
    return this;
  }

  /**
   * Plays one turn.
   *
   * @param after how much time passes first; timers that fall due then belong to the turn
   * @throws BotFlowException if a button is tapped that the contact was never offered
   */
  public Exchange next(Duration after, ScenarioTurn.Act act) {
    List<PlayResult> timers = new ArrayList<>(player.until(player.now().plus(after)));
    if (act instanceof ScenarioTurn.Act.Says says) {
      return played(timers, act.written(), events.text(channel, player.now(), says.text()));
    }
    if (act instanceof ScenarioTurn.Act.Taps taps) {
      return played(timers, act.written(), tapped(taps.choice()));
    }
    if (act instanceof ScenarioTurn.Act.Happens happens) {
      InboundEvent event =
          events.named(channel, player.now(), happens.name(), happens.values(), latest());
      return played(timers, act.written(), event);
    }
    if (act instanceof ScenarioTurn.Act.Receives receives) {
      Instant own = receives.sample().at(null).at();
      if (receives.atItsOwnTime() && own.isAfter(player.now())) {
        timers.addAll(player.until(own));
      }
      return played(timers, act.written(), receives.sample().at(player.now()));
    }
    if (act instanceof ScenarioTurn.Act.Waits) {
      Session session = session();
      return kept(new Exchange(act.written(), player.now(), timers, null, session, session));
    }
    throw new AssertionError(act);
  }

  /** Plays an event that was made elsewhere, such as a recorded one; it may be of another contact. */
  public Exchange plays(InboundEvent event) {
    String text = event.text();
    return played(
        new ArrayList<>(), text == null ? "event: " + event.kind() : "user: " + text, event);
  }

  private Exchange played(List<PlayResult> timersBefore, String did, InboundEvent event) {
    List<PlayResult> timers = new ArrayList<>(timersBefore);
    if (event.at().isAfter(player.now())) {
      timers.addAll(player.until(event.at()));
    }
    Session before = player.session(event.key());
    List<PlayResult> lines = player.play(event);
    return kept(new Exchange(
        did,
        player.now(),
        timers,
        lines.get(lines.size() - 1),
        before,
        player.session(event.key())));
  }

  private Exchange kept(Exchange exchange) {
    exchanges.add(exchange);
    return exchange;
  }

  // Buttons.

  private InboundEvent tapped(String choice) {
    Button button = button(choice)
        .orElseThrow(() -> new BotFlowException("tap: expected a button the contact was offered ("
            + String.join(", ", offered()) + "), but was \"" + choice + "\""));
    return events.tapped(channel, player.now(), button.postback(), offeredBy(button.postback()));
  }

  /** The button offered last whose choice has this id, else this label; stale ones too. */
  public Optional<Button> button(String choice) {
    List<Button> buttons = session().buttons();
    Optional<Button> byId = last(buttons, choice, true);
    return byId.isPresent() ? byId : last(buttons, choice, false);
  }

  private static Optional<Button> last(List<Button> buttons, String choice, boolean byId) {
    return buttons.stream()
        .filter(button -> (byId ? button.choice() : button.label()).equals(choice))
        .reduce((first, second) -> second);
  }

  /** The choices of all buttons the contact was offered lately. */
  public List<String> offered() {
    return session().buttons().stream().map(Button::choice).distinct().toList();
  }

  private @Nullable String offeredBy(String postback) {
    return sent()
        .filter(message ->
            message.message().choices().stream().map(Choice::postback).anyMatch(postback::equals))
        .map(Outgoing::id)
        .reduce((first, second) -> second)
        .orElse(null);
  }

  private @Nullable String latest() {
    return sent().map(Outgoing::id).reduce((first, second) -> second).orElse(null);
  }

  private Stream<Outgoing> sent() {
    return exchanges.stream().flatMap(exchange -> exchange.messages().stream());
  }

  // What came of it.

  /** The kinds of events that {@link ScenarioTurn.Act.Happens} makes; any other name is an event of the host. */
  public static List<EventKind> eventsByName() {
    return ScenarioEvents.byName();
  }

  /** What was played so far. */
  public List<Exchange> exchanges() {
    return List.copyOf(exchanges);
  }

  /** What is open with the contact now. */
  public Session session() {
    return player.session(key);
  }

  /** What the clock shows. */
  public Instant now() {
    return player.now();
  }

  /** What stood in for the host in this conversation. */
  public Stubs stubs() {
    return stubs;
  }

  /** As people read it, in the bot's time zone. */
  public Transcript transcript() {
    return new Transcript(exchanges, bot.bot().settings().zone());
  }

  /**
   * What had a part in a turn: what decided it, in a line that begins with {@code decided by}, and, where there are any,
   * the rows of decision tables and the steps that spoke.
   */
  public List<String> course(Exchange exchange) {
    List<String> course = new ArrayList<>();
    course.add("decided by " + TurnExplanation.decidedBy(exchange, bot.bot()));
    course.addAll(TurnExplanation.ways(exchange));
    return course;
  }

  /**
   * Why rows did not decide: the one asked about, then those nearest to fitting. Empty for what is not routed, such as a
   * timer.
   *
   * @param row the row somebody expected; null for none in particular
   */
  public List<Why> why(Exchange exchange, @Nullable String row, int limit) {
    List<Why> nearest = new ArrayList<>(losers(exchange));
    nearest.sort(Comparator.comparing(why -> !why.rule().equals(row)));
    return List.copyOf(nearest.subList(0, Math.min(limit, nearest.size())));
  }

  private List<Why> losers(Exchange exchange) {
    PlayResult played = exchange.played();
    if (played == null || played.decision() == null) {
      return List.of();
    }
    return RoutingPreview.of(
            bot,
            played.event(),
            exchange.before(),
            PlainValues.map(setting.facts()),
            exchange.at(),
            false,
            Integer.MAX_VALUE)
        .why();
  }
}
