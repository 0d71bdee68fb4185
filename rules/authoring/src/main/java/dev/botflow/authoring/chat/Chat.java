package dev.botflow.authoring.chat;

import dev.botflow.authoring.io.ChatChannel;
import dev.botflow.authoring.io.Columns;
import dev.botflow.authoring.io.Json;
import dev.botflow.authoring.io.Sentences;
import dev.botflow.authoring.io.Streams;
import dev.botflow.authoring.record.RecordedTalk;
import dev.botflow.error.BotFlowException;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.SessionKey;
import dev.botflow.message.ChoiceNumbers;
import dev.botflow.message.Outgoing;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.Why;
import dev.botflow.scenario.PlayResult;
import dev.botflow.scenario.Player;
import dev.botflow.scenario.RoutingPreview;
import dev.botflow.session.Button;
import dev.botflow.session.Session;
import dev.botflow.sinch.send.SinchChannelLimits;
import dev.botflow.sinch.send.SinchMessages;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A conversation in the terminal. The contact is the person typing; the clock stands still but for {@code /time}, so that
 * the same lines give the same conversation. For one thread.
 */
public final class Chat {
  private static final int REASONS = 5;

  private final Streams streams;
  private final ChatContact contact;
  private final ChatEvents events;
  private final boolean json;
  private final Function<Instant, Begun> begin;
  private BotVersion bot;
  private Player player;
  private ChatSave save;
  private Map<String, Object> hostFacts;

  private List<Bubble.Button> onScreen = new ArrayList<>();
  private @Nullable String waitingAt;
  private final Map<String, String> offered = new LinkedHashMap<>();
  private final Set<String> unanswered = new LinkedHashSet<>();
  private @Nullable String lastSent;
  private @Nullable RoutingPreview lastAsked;

  /**
   * A talk that begins.
   *
   * @param bot who is talked with
   * @param player where it is played, with what is known of the contact
   * @param save where it is recorded
   * @param hostFacts what a host would add
   */
  public record Begun(BotVersion bot, Player player, ChatSave save, Map<String, Object> hostFacts) {
    public Begun {
      hostFacts = Collections.unmodifiableMap(new LinkedHashMap<>(hostFacts));
    }
  }

  /**
   * @param json true to print each event's line instead of bubbles
   * @param at when it begins
   * @param begin begins a talk at a moment, with the bot as its files are then
   */
  public Chat(
      Streams streams,
      ChatContact contact,
      boolean json,
      Instant at,
      Function<Instant, Begun> begin) {
    this.streams = streams;
    this.contact = contact;
    this.events = new ChatEvents(contact);
    this.json = json;
    this.begin = begin;
    Begun begun = begin.apply(at);
    this.bot = begun.bot();
    this.player = begun.player();
    this.save = begun.save();
    this.hostFacts = begun.hostFacts();
    save.talk().begins(player.now());
  }

  /** Reads lines until the last or {@code /quit}. */
  public void talk() throws IOException {
    note(bot.bot().settings().name() + " on " + contact.channel() + ", " + clock()
        + " (/help tells what can be typed)");
    String line = next();
    while (line != null && !line.strip().equals("/quit")) {
      if (!line.isBlank()) {
        read(line.strip());
      }
      line = next();
    }
  }

  private @Nullable String next() throws IOException {
    if (streams.interactive()) {
      streams.out().print("> ");
    }
    streams.flush();
    String line = streams.in().readLine();
    if (line != null && !streams.interactive() && !json) {
      streams.text("> " + line);
    }
    return line;
  }

  private void read(String line) {
    try {
      if (line.startsWith("/")) {
        int blank = line.indexOf(' ');
        command(
            blank < 0 ? line : line.substring(0, blank),
            blank < 0 ? "" : line.substring(blank + 1).strip());
      } else {
        typed(line);
      }
    } catch (BotFlowException e) {
      streams.problem(e.getMessage());
    }
  }

  private void command(String command, String rest) {
    switch (command.toLowerCase(Locale.ROOT)) {
      case "/say" -> happen(contact.writes(rest, player.now()));
      case "/tap" -> tap(rest);
      case "/channel" -> changeChannel(rest);
      case "/time" -> changeTime(rest);
      case "/event" -> happen(events.named(rest, lastSent, player.now()));
      case "/why" -> why();
      case "/facts" ->
        streams.text(ChatFacts.of(contact, player, bot.bot().settings().zone(), hostFacts));
      case "/reload" -> reload();
      case "/save" -> note(save.as(rest));
      case "/help" -> help();
      default ->
        throw new BotFlowException(
            "expected /say, /tap, /channel, /time, /event, /why, /facts, /reload, /save, /help or /quit, but was \""
                + command + "\"");
    }
  }

  /** A number taps the button of that number where buttons have one; anything else is text, as on a phone. */
  private void typed(String text) {
    Bubble.Button button = numbered(text);
    happen(
        button == null
            ? contact.writes(text, player.now())
            : contact.taps(button.postback(), offeredBy(button.postback()), player.now()));
  }

  private Bubble.@Nullable Button numbered(String text) {
    if (!ChoiceNumbers.areShown(onScreen.stream().map(Bubble.Button::label).toList())) {
      return null; // "2" is what stands on a button then, wherever the button stands.
    }
    for (int number = 1; number <= onScreen.size(); number++) {
      if (text.equals(String.valueOf(number))) {
        return onScreen.get(number - 1);
      }
    }
    return null;
  }

  /** Taps by the choice's id in the flow (older buttons too), by what stands on the button, or by number. */
  private void tap(String id) {
    Session session = player.session(SessionKey.of(contact.context()));
    String postback = last(session, button -> button.choice().equals(id));
    if (postback == null) {
      postback = last(session, button -> button.label().equalsIgnoreCase(id));
    }
    Bubble.Button numbered = numbered(id);
    if (postback == null && numbered != null) {
      postback = numbered.postback();
    }
    if (postback == null) {
      throw new BotFlowException(
          "/tap: expected the number or the id of a button the bot has sent, but was \"" + id
              + "\"");
    }
    happen(contact.taps(postback, offeredBy(postback), player.now()));
  }

  private static @Nullable String last(Session session, Predicate<Button> which) {
    return session.buttons().stream()
        .filter(which)
        .map(Button::postback)
        .reduce((older, newer) -> newer)
        .orElse(null);
  }

  /** Our id of the message that brought the button. */
  private @Nullable String offeredBy(String postback) {
    return offered.getOrDefault(postback, lastSent);
  }

  private void changeChannel(String word) {
    contact.goTo(ChatChannel.of(word, bot, "/channel"));
    onScreen = new ArrayList<>();
    note("on " + contact.channel());
  }

  /** The files are read before anything is given up: with a bot that is refused the talk goes on as it was. */
  private void reload() {
    Begun begun = begin.apply(player.now());
    bot = begun.bot();
    player = begun.player();
    save = begun.save();
    hostFacts = begun.hostFacts();
    save.talk().begins(player.now());
    onScreen = new ArrayList<>();
    waitingAt = null;
    lastAsked = null;
    lastSent = null;
    offered.clear();
    unanswered.clear();
    note(bot.bot().settings().name() + " read again; the talk begins anew");
  }

  private void changeTime(String text) {
    if (!text.isEmpty()) {
      List<PlayResult> timers = player.until(ChatTime.after(text, player.now()));
      timers.forEach(this::show);
      save.talk().waited(player.now(), timers);
      reportUnanswered();
    }
    note(clock());
  }

  private String clock() {
    return ChatTime.shown(player.now(), bot.bot().settings().zone());
  }

  private void happen(InboundEvent event) {
    Session before = player.session(event.key());
    lastAsked = RoutingPreview.of(bot, event, before, hostFacts, event.at(), false, REASONS);
    List<PlayResult> lines = new ArrayList<>(player.play(event));
    // What is due at once, such as a delay of none, belongs to the answer.
    lines.addAll(player.until(player.now()));
    lines.forEach(this::show);
    save.talk().take(event, before, lines, player.session(event.key()));
    reportUnanswered();
  }

  /** Says once why an action failed: in a chat there is no platform that could answer. */
  private void reportUnanswered() {
    for (String action : save.unanswered()) {
      if (unanswered.add(action)) {
        note(RecordedTalk.withoutStub(action));
      }
    }
  }

  private void show(PlayResult played) {
    if (json) {
      streams.json(PlayLine.json(null, played));
    }
    List<Bubble.Button> buttons = new ArrayList<>();
    for (Outgoing message : played.messages()) {
      lastSent = message.id();
      message
          .message()
          .choices()
          .forEach(choice -> offered.put(String.valueOf(choice.postback()), message.id()));
      if (!message.to().channel().equals(contact.channel())) {
        note("to " + message.to().channel() + ":");
      }
      List<String> lines =
          Bubble.of(Json.read(SinchMessages.body(message, SinchChannelLimits.all())), buttons);
      if (!json) {
        lines.forEach(streams::text);
      }
    }
    // Buttons stay on the screen as long as the question they belong to is open.
    if (!buttons.isEmpty() || !Objects.equals(played.waitingAt(), waitingAt)) {
      onScreen = buttons;
    }
    waitingAt = played.waitingAt();
    note(PlayLine.summary(played));
  }

  private void why() {
    if (lastAsked == null) {
      throw new BotFlowException("/why: expected an event to explain, but nothing happened yet");
    }
    note(Sentences.decided(lastAsked));
    List<List<String>> losers = new ArrayList<>();
    for (Why loser : lastAsked.why()) {
      losers.add(Sentences.lost(loser));
    }
    if (!losers.isEmpty()) {
      streams.text(Columns.aligned(losers));
    }
  }

  private void help() {
    streams.text(Columns.aligned(List.of(
        List.of("", "TEXT", "sends the text; a number taps the button of that number"),
        List.of("", "/say TEXT", "sends the text, whatever it is"),
        List.of("", "/tap ID", "taps a button by number, by its choice's id or by its label"),
        List.of("", "/channel SMS", "goes on on another channel"),
        List.of("", "/time +1d", "moves the clock on, or to a moment, and fires what falls due"),
        List.of(
            "",
            "/event NAME",
            "agent_left, delivery_failed with reason=CHANNEL_FAILURE …, or an event of the host"),
        List.of("", "/why", "tells why the last event went where it went"),
        List.of("", "/facts", "shows what is known of the contact"),
        List.of("", "/reload", "reads the bot's files again, and begins anew as the same contact"),
        List.of("", "/save NAME", "writes the talk so far as scenarios/NAME.yaml"),
        List.of("", "/quit", "ends the chat"))));
  }

  private void note(String text) {
    if (!json) {
      streams.text("  · " + text);
    }
  }
}
