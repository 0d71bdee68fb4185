package dev.botflow.testkit;

import dev.botflow.error.BotFlowException;
import dev.botflow.error.Findings;
import dev.botflow.event.Channel;
import dev.botflow.event.InboundEvent;
import dev.botflow.message.Outgoing;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.Why;
import dev.botflow.runtime.PlainValues;
import dev.botflow.scenario.Conversation;
import dev.botflow.scenario.Exchange;
import dev.botflow.scenario.ScenarioSetting;
import dev.botflow.scenario.ScenarioTurn.Act;
import dev.botflow.scenario.Stubs;
import dev.botflow.scenario.Transcript;
import dev.botflow.session.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;

/**
 * A bot in the hands of a test: the real engine and rule base, state in memory, a clock that stands still unless asked to
 * go on, and every message kept instead of sent. One contact talks to it, on WHATSAPP unless asked otherwise, on Monday
 * 2026-03-02 at 09:00 UTC. For one thread.
 *
 * <p>What holds before the conversation is said first; then each call is one turn. AssertJ's {@code assertThat(bot)}
 * goes on in the same words, see {@link BotAssert}.
 */
public final class BotHarness implements AssertProvider<BotAssert> {
  private static final int NEAREST = 3;

  private final BotVersion bot;
  private final Map<String, Object> contact = new LinkedHashMap<>();
  private final Map<String, Object> session = new LinkedHashMap<>();
  private final Map<String, Object> facts = new LinkedHashMap<>();
  private Instant at = ScenarioSetting.SOME_MONDAY;
  private boolean known;
  private boolean optedOut;
  private Stubs stubs = Stubs.none();
  private Channel channel = Channel.WHATSAPP;
  private @Nullable Conversation conversation;

  public BotHarness(BotVersion bot) {
    this.bot = bot;
  }

  /**
   * The bot of a folder; rules of its own are not trusted.
   *
   * @throws dev.botflow.error.BotBrokenException if the bot has errors
   */
  public static BotHarness of(Path folder) {
    return new BotHarness(BotFiles.load(folder, false));
  }

  // What holds before the conversation.

  /** Sets the clock. */
  public BotHarness at(Instant instant) {
    before("at");
    this.at = instant;
    return this;
  }

  /** The contact wrote before. */
  public BotHarness returning() {
    before("returning");
    this.known = true;
    return this;
  }

  /** The contact opted out of every channel. */
  public BotHarness optedOut() {
    before("optedOut");
    this.optedOut = true;
    return this;
  }

  /** Something known of the contact, such as {@code name} or {@code language}. */
  public BotHarness contact(String name, Object value) {
    return given("contact", contact, name, value);
  }

  /** A session variable, without {@code session.}. */
  public BotHarness session(String name, Object value) {
    return given("session", session, name, value);
  }

  /** What the host adds to each event. */
  public BotHarness fact(String name, Object value) {
    return given("fact", facts, name, value);
  }

  private BotHarness given(String what, Map<String, Object> values, String name, Object value) {
    before(what);
    Object plain = PlainValues.of(value);
    if (plain != null) {
      values.put(name, plain);
    }
    return this;
  }

  /**
   * What stands in for actions and the agent desk, as in a scenario: {@code shop.findOrder: { ok: { status: lost } }}.
   * An action without stub fails the test that leads to it.
   *
   * @throws BotFlowException if it cannot be read
   */
  public BotHarness stubs(String yaml) {
    before("stubs");
    Findings findings = new Findings();
    Stubs read = Stubs.read("stubs", yaml, findings);
    if (findings.hasErrors()) {
      throw new BotFlowException(findings.errors().get(0).sentence());
    }
    this.stubs = read;
    return this;
  }

  private void before(String what) {
    if (conversation != null) {
      throw new BotFlowException(
          what + ": expected before the first turn of the conversation, but was after it");
    }
  }

  // The conversation.

  /** The contact uses this channel from now on. */
  public BotHarness onChannel(Channel newChannel) {
    this.channel = newChannel;
    return this;
  }

  /** The contact writes. */
  public BotHarness receiving(String text) {
    return next(Duration.ZERO, new Act.Says(text));
  }

  /**
   * The contact taps a button, named by its choice's id or its label.
   *
   * @throws BotFlowException if no such button was offered
   */
  public BotHarness tapping(String choice) {
    return next(Duration.ZERO, new Act.Taps(choice));
  }

  /** Something else happens, by its name in the routing table, such as {@code agent left}. */
  public BotHarness happening(String event) {
    return happening(event, new LinkedHashMap<>());
  }

  /** Something happens with these values, such as {@code delivery failed} with its {@code reason}. */
  public BotHarness happening(String event, Map<String, Object> values) {
    return next(Duration.ZERO, new Act.Happens(event, PlainValues.map(values)));
  }

  /** Time passes; timers that fall due on the way fire. */
  public BotHarness waiting(Duration time) {
    return next(time, new Act.Waits());
  }

  /** An event made elsewhere comes in, such as a recorded one, from whatever contact and channel it names. */
  public BotHarness handling(InboundEvent event) {
    Conversation talk = conversation();
    talk.plays(event);
    refuseUndeclared(talk);
    return this;
  }

  private BotHarness next(Duration after, Act act) {
    Conversation talk = conversation();
    talk.on(channel).next(after, act);
    refuseUndeclared(talk);
    return this;
  }

  private Conversation conversation() {
    if (conversation == null) {
      ScenarioSetting setting =
          new ScenarioSetting(at, known, optedOut, contact, session, facts, stubs);
      conversation = new Conversation(bot, setting, channel);
    }
    return conversation;
  }

  private static void refuseUndeclared(Conversation talk) {
    if (!talk.stubs().undeclared().isEmpty()) {
      throw new AssertionError("expected a stub for "
          + String.join(", ", talk.stubs().undeclared())
          + ", but there is none\nWhat was said:\n" + talk.transcript());
    }
  }

  // What came of it.

  /**
   * The last turn.
   *
   * @throws BotFlowException if there was none
   */
  public Exchange last() {
    List<Exchange> exchanges = exchanges();
    if (exchanges.isEmpty()) {
      throw new BotFlowException(
          "bot: expected at least 1 turn, such as receiving(\"hi\"), but was 0");
    }
    return exchanges.get(exchanges.size() - 1);
  }

  /** All turns. */
  public List<Exchange> exchanges() {
    return conversation().exchanges();
  }

  /** All messages of all turns. */
  public List<Outgoing> sent() {
    return exchanges().stream()
        .flatMap(exchange -> exchange.messages().stream())
        .toList();
  }

  /** What is open with the contact now. */
  public Session session() {
    return conversation().session();
  }

  /** What the clock shows. */
  public Instant now() {
    return conversation().now();
  }

  /**
   * Why rows did not decide the last turn: the one asked about, then those nearest to fitting, three in all.
   *
   * @param row the row somebody expected; null for none in particular
   */
  public List<Why> nearestMisses(@Nullable String row) {
    return conversation().why(last(), row, NEAREST);
  }

  /** What had a part in the last turn: what decided it, rows of decision tables, the steps that spoke. */
  public List<String> course() {
    return conversation().course(last());
  }

  /** What was said, as people read it. */
  public Transcript transcript() {
    return conversation().transcript();
  }

  /** The bot. */
  public BotVersion bot() {
    return bot;
  }

  /** For AssertJ, which asks for it. */
  @Override
  public BotAssert assertThat() {
    return new BotAssert(this);
  }

  @Override
  public String toString() {
    return "BotHarness[" + bot.bot().settings().name() + "]";
  }
}
