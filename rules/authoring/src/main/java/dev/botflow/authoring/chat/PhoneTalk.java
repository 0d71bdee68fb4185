package dev.botflow.authoring.chat;

import dev.botflow.authoring.io.Given;
import dev.botflow.authoring.record.RecordedTalk;
import dev.botflow.authoring.record.SavedScenario;
import dev.botflow.error.BotFlowException;
import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.event.Channel;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.SessionKey;
import dev.botflow.message.Outgoing;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.scenario.PlayResult;
import dev.botflow.scenario.Player;
import dev.botflow.scenario.RoutingPreview;
import dev.botflow.scenario.ScenarioEvents;
import dev.botflow.scenario.Stubs;
import dev.botflow.session.Button;
import dev.botflow.session.Session;
import dev.botflow.sinch.webhook.SinchEvents;
import dev.botflow.yaml.YamlNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one contact and a bot do on one phone, act by act, as values: who shows it decides how. The contact is that of a
 * scenario, or the one of the sample event it begins with. For one thread.
 */
public final class PhoneTalk {
  private final BotVersion bot;
  private final Channel channel;
  private final Setting setting;
  private final Player player;
  private final RecordedTalk talk;
  private final Map<String, String> offered = new LinkedHashMap<>();
  private ScenarioEvents events = new ScenarioEvents();
  private SessionKey contact;
  private @Nullable String lastSent;
  private @Nullable String unsavable;
  private boolean begun;

  /**
   * What is known before anything happens.
   *
   * @param at when it begins
   * @param fixed false if a talk that begins with a sample event begins at its time, as {@code play} does
   * @param given facts of the session and the host
   * @param stubs what stands in for actions, as it was read; empty for none
   */
  public record Setting(Instant at, boolean fixed, Given given, Optional<YamlNode> stubs) {
    /** @throws BotFlowException if the stubs are none, one sentence a line */
    public Setting {
      readStubs(stubs);
    }
  }

  /**
   * What an act came to.
   *
   * @param did the act in words
   * @param event what happened; null if only time passed
   * @param before the session it came to
   * @param lines timers that were due before, the event's own line, timers that were due at once
   * @param own the place of the event's own line among them; -1 if only time passed
   */
  public record Act(
      String did, @Nullable InboundEvent event, Session before, List<PlayResult> lines, int own) {
    public Act {
      lines = List.copyOf(lines);
    }
  }

  /** @param keepTexts true to save what was written as it was written */
  public PhoneTalk(BotVersion bot, Channel channel, Setting setting, boolean keepTexts) {
    this.bot = bot;
    this.channel = channel;
    this.setting = setting;
    this.contact = SessionKey.of(ScenarioEvents.contact(channel));
    Map<String, Object> hostFacts = setting.given().hostFacts();
    this.player =
        new Player(BotVersions.of(bot), readStubs(setting.stubs()), null, event -> hostFacts);
    this.talk = new RecordedTalk(bot, keepTexts);
    if (setting.given().isKnown()) {
      talk.withKnownContact();
    }
  }

  private static Stubs readStubs(Optional<YamlNode> node) {
    Findings findings = new Findings();
    Stubs stubs =
        node.map(one -> Stubs.read(one, Place.of("stubs"), findings)).orElseGet(Stubs::none);
    if (findings.hasErrors()) {
      throw new BotFlowException(
          String.join("\n", findings.errors().stream().map(Finding::sentence).toList()));
    }
    return stubs;
  }

  /** The channel of the phone. */
  public Channel channel() {
    return channel;
  }

  /** What the clock shows. */
  public Instant now() {
    return player.now();
  }

  /** When the next timer falls due; empty if none is set. */
  public Optional<Instant> nextDue() {
    return player.nextDue();
  }

  /** Actions that failed since nothing stands in for them, a sentence each. */
  public List<String> notes() {
    return talk.unanswered(setting.stubs()).stream()
        .map(action -> action + " has no stub, so it failed")
        .toList();
  }

  /** The contact writes. */
  public Act writes(String text) {
    begin(null);
    return happens("user: " + text, events.text(channel, player.now(), text));
  }

  /**
   * The contact taps a button that was offered, by what a tap brings back, its choice's id, or its label.
   *
   * @throws BotFlowException if there is no such button
   */
  public Act taps(String choice) {
    begin(null);
    Session session = player.session(contact);
    String postback = last(session, choice, Button::postback)
        .or(() -> last(session, choice, Button::choice))
        .or(() -> last(session, choice, Button::label))
        .orElseThrow(() -> new BotFlowException(
            "tap: expected a button that the bot has sent, but was \"" + choice + "\""));
    String label = session.buttons().stream()
        .filter(button -> button.postback().equals(postback))
        .map(Button::label)
        .reduce((older, newer) -> newer)
        .orElse(choice);
    return happens(
        "tap: " + label,
        events.tapped(channel, player.now(), postback, offered.getOrDefault(postback, lastSent)));
  }

  private static Optional<String> last(
      Session session, String word, Function<Button, String> name) {
    return session.buttons().stream()
        .filter(button -> name.apply(button).equals(word))
        .map(Button::postback)
        .reduce((older, newer) -> newer);
  }

  /**
   * Anything else happens.
   *
   * @param name a word of the column What happened, or an event of the host
   * @param values what comes with it
   * @throws BotFlowException if it cannot be made up here
   */
  public Act meets(String name, Map<String, Object> values) {
    begin(null);
    return happens(
        "event: " + name,
        ChatEvents.made(
            name,
            values,
            lastSent,
            made -> events.named(channel, player.now(), made.name(), made.values(), lastSent)));
  }

  /**
   * Sinch calls with this body. It happens at its own time, or now if that is over.
   *
   * @throws BotFlowException if it cannot be read
   */
  public Act receives(byte[] body) {
    InboundEvent event = SinchEvents.read(body, begun ? player.now() : setting.at());
    if (!begun && !event.key().isApp()) {
      contact = event.key();
      events = new ScenarioEvents(event.context());
    } else if (!event.key().equals(contact)) {
      unsavable = "expected events of one contact, but one of them is of another";
    }
    begin(event);
    return happens("event: " + event.kind(), event);
  }

  /**
   * Time passes, and what falls due on the way happens.
   *
   * @param text {@code +1d}, or a moment
   * @param mayGoOn asked before each timer; it throws to end it
   * @throws BotFlowException if it is neither, or lies before now
   */
  public Act waits(String text, Runnable mayGoOn) {
    begin(null);
    Instant end = ChatTime.after(text, player.now());
    Session before = player.session(contact);
    List<PlayResult> timers = until(end, mayGoOn);
    talk.waited(player.now(), timers);
    return new Act("time: " + text, null, before, timers, -1);
  }

  private List<PlayResult> until(Instant end, Runnable mayGoOn) {
    List<PlayResult> lines = new ArrayList<>();
    Optional<Instant> due = player.nextDue();
    while (due.isPresent() && !due.get().isAfter(end)) {
      mayGoOn.run();
      lines.addAll(player.until(due.get()));
      due = player.nextDue();
    }
    lines.addAll(player.until(end));
    lines.forEach(this::remember);
    return lines;
  }

  /** A talk that begins with a sample and says no time goes with it, as {@code play} does. */
  private void begin(@Nullable InboundEvent sample) {
    if (begun) {
      return;
    }
    begun = true;
    Instant moment = setting.fixed() || sample == null ? null : sample.at();
    if (moment == null) {
      player.startAt(setting.at());
    }
    Session given = setting.given().session(contact);
    if (!given.equals(Given.nothing().session(contact))) {
      player.given(given.toBuilder().version(1).build());
    }
    talk.begins(moment == null ? player.now() : moment);
  }

  private Act happens(String did, InboundEvent event) {
    Session before = player.session(event.key());
    List<PlayResult> lines = new ArrayList<>(player.play(event));
    int own = lines.size() - 1;
    // What is due at once, such as a delay of none, belongs to the answer.
    lines.addAll(player.until(player.now()));
    lines.forEach(this::remember);
    if (unsavable == null) {
      record(event, before, lines);
    }
    return new Act(did, event, before, lines, own);
  }

  /** What no scenario can say, such as a tap with a postback of production, happens all the same. */
  private void record(InboundEvent event, Session before, List<PlayResult> lines) {
    try {
      talk.take(event, before, lines, player.session(event.key()));
    } catch (BotFlowException e) {
      unsavable = e.getMessage();
    }
  }

  private void remember(PlayResult line) {
    for (Outgoing message : line.messages()) {
      lastSent = message.id();
      message
          .message()
          .choices()
          .forEach(choice -> offered.put(String.valueOf(choice.postback()), message.id()));
    }
  }

  /** What the rule base says to an act, and the row that nearly won; empty if only time passed. */
  public Optional<RoutingPreview> asked(Act act) {
    PlayResult own = act.own() < 0 ? null : act.lines().get(act.own());
    return own == null || act.event() == null
        ? Optional.empty()
        : Optional.of(RoutingPreview.of(
            bot, act.event(), act.before(), setting.given().hostFacts(), own.at(), false, 1));
  }

  /**
   * The talk so far as a scenario, played once.
   *
   * @param file what it is called in a problem
   * @throws BotFlowException if nothing happened yet, or if it cannot be one
   */
  public SavedScenario saved(String name, String file) {
    if (unsavable != null) {
      throw new BotFlowException("this talk cannot be saved as a scenario: " + unsavable);
    }
    if (talk.size() == 0) {
      throw new BotFlowException("expected something to save, but nothing happened yet");
    }
    return SavedScenario.of(talk, name, file, setting.stubs());
  }

  /** How many turns it has. */
  public int turns() {
    return talk.size();
  }
}
