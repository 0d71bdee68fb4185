package dev.botflow.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.error.Findings;
import dev.botflow.event.AgentJoined;
import dev.botflow.event.AgentLeft;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.ContactChanged;
import dev.botflow.event.ContactMerged;
import dev.botflow.event.ContactProfile;
import dev.botflow.event.Content;
import dev.botflow.event.ConversationChanged;
import dev.botflow.event.DeliveryReport;
import dev.botflow.event.EventHeader;
import dev.botflow.event.HostEvent;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageReceived;
import dev.botflow.event.OptInChanged;
import dev.botflow.event.SessionKey;
import dev.botflow.event.Signal;
import dev.botflow.event.SignalReceived;
import dev.botflow.event.TimerFired;
import dev.botflow.flow.AskStep;
import dev.botflow.flow.Flow;
import dev.botflow.message.OutboundJson;
import dev.botflow.message.Outgoing;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.runtime.HostFacts;
import dev.botflow.session.Button;
import dev.botflow.session.Run;
import dev.botflow.session.SentMessage;
import dev.botflow.session.Session;
import dev.botflow.session.Trace;
import dev.botflow.session.Wait;
import dev.botflow.store.codec.SessionJson;
import dev.botflow.store.codec.TraceJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** One conversation drawn by lot, with what must hold after every event. */
final class RandomConversation {
  private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
  private static final String[] TEXTS = {
    "hi",
    "1",
    "2",
    "first",
    "other",
    "yes",
    "nein",
    "3",
    "red",
    "LC-123456",
    "ana@leaf.example",
    "+32 470 12 34 56",
    "2026-04-01",
    "purple",
    "help",
    "order",
    "more",
    "stop",
    "start",
    "menu",
    "",
    "{a}"
  };
  /** Moments at which timers fire at the end of a conversation; what is then still there comes again by itself. */
  private static final int MAX_ROUNDS = 30;

  private static final Channel[] CHANNELS = {Channel.WHATSAPP, Channel.SMS, Channel.VIBERBM};
  private static final String STUBS = "{ act: [ { ok: fine }, { error: no }, timeout ], "
      + "handover: [ ok, { error: closed }, ok ] }";

  private final BotVersion bot;
  private final Random random;
  private final Player player;
  private final RandomOccurrences occurrences;
  private final StringBuilder bytes = new StringBuilder();
  private final List<String> sent = new ArrayList<>();
  private Channel channel = Channel.WHATSAPP;
  private String contact = "C1";
  private Instant now = START;
  private int count;
  private boolean comesAgain;

  RandomConversation(BotVersion bot, long seed) {
    this(bot, seed, new RandomOccurrences());
  }

  /** @param occurrences takes all that is played */
  RandomConversation(BotVersion bot, long seed, RandomOccurrences occurrences) {
    this.bot = bot;
    this.occurrences = occurrences;
    this.random = new Random(seed);
    this.player = new Player(
        BotVersions.of(bot),
        Stubs.read("stubs.yaml", STUBS, new Findings()),
        null,
        HostFacts.none());
  }

  /** Plays it to its end; gives all it wrote, byte by byte. */
  String play(int events) {
    for (int i = 0; i < events; i++) {
      if (random.nextInt(3) == 0) {
        pass(Duration.ofMinutes((long) Math.pow(10, random.nextInt(5))));
      }
      if (random.nextInt(8) == 0) {
        channel = CHANNELS[random.nextInt(CHANNELS.length)];
      }
      InboundEvent event = event();
      Session before = player.session(event.key());
      holds(before, last(player.play(event)), player.session(event.key()));
    }
    finish();
    return bytes.toString();
  }

  /** True if, at its end, a flow was still coming again by itself. */
  boolean comesAgain() {
    return comesAgain;
  }

  /** Notes the timers due before an event and its own line, which it gives. */
  private PlayResult last(List<PlayResult> lines) {
    lines.forEach(this::note);
    lines.subList(0, lines.size() - 1).forEach(this::errorFlowSpeaksOnce);
    return lines.get(lines.size() - 1);
  }

  private void pass(Duration time) {
    now = now.plus(time);
    player.until(now).forEach(line -> {
      note(line);
      errorFlowSpeaksOnce(line);
      holdsAlways(player.session(line.event().key()));
    });
  }

  /**
   * Once the agent left and time went by, nothing is open any more, but for flows that come again by themselves; and
   * those end when the contact says stop.
   */
  private void finish() {
    for (String one : new String[] {"C1", "C2"}) {
      contact = one;
      player.play(new AgentLeft(header())).forEach(this::note);
    }
    Optional<Instant> due = player.nextDue();
    for (int i = 0; i < MAX_ROUNDS && due.isPresent(); i++) {
      pass(Duration.between(now, due.get()));
      due = player.nextDue();
    }
    for (String one : new String[] {"C1", "C2"}) {
      contact = one;
      Session end = player.session(key());
      // A handover may lead to the next handover: then it is the desk's again.
      if (!end.agentActive() && due.isEmpty()) {
        assertThat(end.runs()).as("open for ever").isEmpty();
      }
      if (due.isPresent()) {
        comesAgain = true;
        holds(end, last(player.play(message(new Content.Text("stop")))), player.session(key()));
        assertThat(player.session(key()).runs()).as("open after STOP").isEmpty();
      }
    }
  }

  private SessionKey key() {
    return SessionKey.of(context());
  }

  private ChannelContext context() {
    return new ChannelContext(channel, "46700000", contact, "APP", "CONV1", "P1");
  }

  private EventHeader header() {
    count++;
    return new EventHeader("MESSAGE_INBOUND", context(), now, "e" + count, null, null, null);
  }

  private InboundEvent event() {
    contact = random.nextInt(12) == 0 ? "C2" : "C1";
    switch (random.nextInt(24)) {
      case 0:
        return new OptInChanged(header(), true, null, "OPT_IN_SUCCEEDED", null);
      case 1:
        return random.nextBoolean()
            ? new OptInChanged(header(), false, null, "OPT_OUT_SUCCEEDED", null)
            : new OptInChanged(header(), true, null, "OPT_IN_FAILED", null);
      case 2:
        return new AgentJoined(header());
      case 3:
      case 4:
        return new AgentLeft(header());
      case 5:
        return new HostEvent(header(), "ping", new LinkedHashMap<>());
      case 6:
        return report();
      case 7:
        return new SignalReceived(header(), "s" + count, new Signal.Typing(true));
      case 8:
        return random.nextInt(3) == 0 ? merged() : contactChanged();
      case 9:
        return new ConversationChanged(
            header(), ConversationChanged.Change.values()[random.nextInt(3)]);
      case 10:
        return message(new Content.Location("Here", null, 50.8, 4.3));
      case 11:
        return message(new Content.Media("https://leaf.example/a.jpg", null, null, "media"));
      case 12:
        return message(new Content.ChoiceResponse(null, "forged"));
      case 13:
      case 14:
      case 15:
        return tapped();
      default:
        return message(new Content.Text(TEXTS[random.nextInt(TEXTS.length)]));
    }
  }

  private InboundEvent message(Content content) {
    return new MessageReceived(header(), "m" + count, content, null, null, null, false);
  }

  private InboundEvent tapped() {
    List<Button> buttons = player.session(key()).buttons();
    if (buttons.isEmpty()) {
      return message(new Content.Text("1"));
    }
    Button button = buttons.get(random.nextInt(buttons.size()));
    return message(new Content.ChoiceResponse(null, button.postback()));
  }

  private InboundEvent report() {
    String about = sent.isEmpty() ? null : sent.get(random.nextInt(sent.size()));
    return new DeliveryReport(header(), "sinch", "FAILED", null, about);
  }

  private InboundEvent contactChanged() {
    ContactChanged.Change change =
        ContactChanged.Change.values()[random.nextInt(ContactChanged.Change.values().length)];
    return new ContactChanged(header(), change, profile(contact));
  }

  private InboundEvent merged() {
    contact = "C1";
    return new ContactMerged(header(), profile("C1"), profile("C2"));
  }

  private ContactProfile profile(String id) {
    String language = random.nextBoolean() ? "nl" : null;
    return new ContactProfile(id, List.of(), "Ana", null, null, language);
  }

  private void note(PlayResult line) {
    occurrences.played(line, bot, player.session(line.event().key()));
    bytes.append(line.event().kind()).append(' ').append(line.outcome()).append('\n');
    for (Outgoing message : line.messages()) {
      sent.add(message.id());
      bytes.append(OutboundJson.write(message)).append('\n');
    }
    bytes.append(TraceJson.write(new Trace(line.trace()))).append('\n');
    bytes.append(SessionJson.write(player.session(line.event().key()))).append('\n');
  }

  /** What fails is told to the contact once: not oftener, and after an event from outside not less often either. */
  private void errorFlowSpeaksOnce(PlayResult line) {
    String errorFlow = bot.bot().settings().errorOccurred();
    Session after = player.session(line.event().key());
    long spoken = line.messages().stream()
        .filter(message -> message.message().readable().equals(RandomBot.BROKEN))
        .count();
    assertThat(spoken).as("words of the error flow in %s", line.trace()).isLessThanOrEqualTo(1);
    boolean outside = !(line.event() instanceof TimerFired);
    boolean heard = after.replyTo() != null && !after.optedOutOn(after.replyTo().channel());
    if (errorFlow != null && "failed".equals(line.outcome()) && outside && heard) {
      assertThat(spoken)
          .as("words of the error flow after a failure in %s", line.trace())
          .isEqualTo(1);
    }
  }

  private void holds(Session before, PlayResult line, Session after) {
    holdsAlways(after);
    errorFlowSpeaksOnce(line);
    for (Outgoing message : line.messages()) {
      Channel to = message.to().channel();
      if (before.optedOutOn(to) && after.optedOutOn(to)) {
        assertThat(flowOf(message.id(), after).legal())
            .as("a message after opting out")
            .isTrue();
      }
    }
    // These take the agent away, and a row may lead to the next handover.
    boolean freed = line.event() instanceof AgentLeft
        || line.event() instanceof ConversationChanged
        || line.event() instanceof ContactChanged;
    boolean agentStayed = before.agentActive() && after.agentActive() && !freed;
    if (agentStayed && (line.rule() == null || !line.rule().startsWith("END"))) {
      assertThat(line.messages()).as("said while an agent is active").isEmpty();
    }
    if ("interrupt".equals(line.decision())) {
      Wait.ForAnswer paused = before.openQuestion();
      after.runs().stream()
          .filter(
              run -> run.id().equals(before.runs().get(before.runs().size() - 1).id()))
          .forEach(run -> assertThat(run.waiting()).as("the paused question").isEqualTo(paused));
    }
  }

  private Flow flowOf(String message, Session session) {
    String flow = session.sent().stream()
        .filter(one -> one.id().equals(message))
        .map(SentMessage::flow)
        .findFirst()
        .orElseThrow();
    return bot.bot().flow(flow).orElseThrow();
  }

  private void holdsAlways(Session session) {
    boolean asked = false;
    for (Run run : session.runs()) {
      assertThat(run.waiting()).as("what an open run waits for").isNotNull();
      if (run.waiting() instanceof Wait.ForAnswer wait) {
        asked = true;
        AskStep ask = (AskStep)
            bot.bot().flow(run.top().flow()).orElseThrow().step(wait.step()).orElseThrow();
        assertThat(wait.attempts()).as("misses").isLessThan(ask.question().attempts());
        assertThat(wait.step()).as("the step that waits").isEqualTo(run.top().step());
      }
    }
    if (asked) {
      assertThat(session.openWait())
          .as("what hides an open question")
          .isInstanceOfAny(Wait.ForAnswer.class, Wait.ForAgent.class);
    }
    assertThat(session.runs()).as("open runs").hasSizeLessThanOrEqualTo(20);
    assertThat(session.runs()).extracting(Run::id).doesNotHaveDuplicates();
  }
}
