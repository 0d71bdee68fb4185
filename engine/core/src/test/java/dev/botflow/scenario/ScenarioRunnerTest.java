package dev.botflow.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.InboundEvent;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.Decision;
import dev.botflow.routing.Facts;
import dev.botflow.routing.Router;
import dev.botflow.routing.Why;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScenarioRunnerTest {
  private static final String WELCOME = """
      flow: welcome
      steps:
      - id: hello
        say: "Hi {contact.name|there}, your cart is {session.cart|empty}."
      - id: topic
        ask: "What do you need?"
        choices: { track: { label: "Track order" }, person: { label: "A person" } }
        save: topic
        on_invalid: ["First miss.", "Second miss."]
        nudge: { after: 30m, then: nudge }
        next: { track: number, person: person }
      - id: number
        ask: "Your number?"
        save: order.number
        type: { pattern: 'LC-\\d{6}', case: upper }
        on_invalid: "Not like LC-123456."
      - { id: lookup, do: shop.findOrder, with: { number: "{order.number}" }, save: parcel, on_error: sorry }
      - { id: tell, say: "Order {order.number} is {parcel.status}.", next: end }
      - { id: nudge, say: "Still there?", next: topic }
      - { id: sorry, say: "Sorry.", next: person }
      - { id: person, handover: { queue: orders, carry: [order.number], open: "A colleague joins.", then: bye } }
      - { id: bye, say: "Thanks for writing.", next: end }
      """;

  private final BotVersion bot = Talk.bot(
      new PlainRouter("welcome")
          .ending("stop", "stop")
          .on("delivery failed", "rescue")
          .on("cart abandoned", "cart"),
      WELCOME,
      "flow: stop\nlegal: true\nsteps:\n- { id: s, say: 'Bye for good.' }",
      "flow: rescue\nsteps:\n- { id: r, say: 'It failed: {delivery.reason}.' }",
      "flow: cart\nsteps:\n- { id: c, say: 'You left {event.total} behind on {channel}.' }");

  private List<ScenarioResult> run(String yaml) {
    Findings findings = new Findings();
    List<Scenario> scenarios =
        new ScenarioReader(bot.bot().settings(), findings).read("scenarios/a.yaml", yaml);
    assertThat(findings.all()).extracting(Finding::sentence).isEmpty();
    return new ScenarioRunner(bot).run(scenarios);
  }

  private void passes(String yaml) {
    for (ScenarioResult result : run(yaml)) {
      assertThat(result.failure().map(failure -> result.report())).isEmpty();
    }
  }

  private ScenarioResult.Failure failure(String yaml) {
    return run(yaml).get(0).failure().orElseThrow();
  }

  @Test
  void playsAScenarioOnEachOfItsChannels() {
    List<ScenarioResult> results = run("""
        scenario: newcomer with a lost parcel
        at: 2026-03-02T10:00:00+01:00
        on: [WHATSAPP, SMS, Telegram]
        contact: { new: true, name: Ana }
        stub: { shop.findOrder: { ok: { status: lost } } }
        turns:
        - { user: hi,          expect: { rule: ALL, flow: welcome, says: ["*Hi Ana*", "What do you need?"], waiting: welcome.topic, decision: start } }
        - { user: purple,      expect: { says: ["First miss."], attempt: 1, rule: none, flow: welcome, decision: miss } }
        - { tap: track,        expect: { waiting: welcome.number, saved: { topic: track }, decision: answer } }
        - { user: "12",        expect: { says: ["Not like*"], attempt: 1, called: none } }
        - { user: "lc-004217", expect: { called: { shop.findOrder: { number: LC-004217 } }, says: ["*lost."], waiting: none, saved: { topic: } } }
        """);

    assertThat(results)
        .extracting(ScenarioResult::report)
        .containsExactly(
            "newcomer with a lost parcel [WHATSAPP] passed",
            "newcomer with a lost parcel [SMS] passed",
            "newcomer with a lost parcel [TELEGRAM] passed");
  }

  @Test
  void letsTimePassAndAgentsLeave() {
    passes("""
        scenario: slow
        on: WHATSAPP
        turns:
        - { user: hi }
        - { after: 29m,                   expect: { says: [] } }
        - { after: 1m,                    expect: { says: ["Still there?"], waiting: welcome.topic } }
        - { after: 5h,                    expect: { says: [] } }
        - { tap: A person,                expect: { says: ["A colleague joins."], handover: orders, called: none } }
        - { user: "hello?",                 expect: { says: [], decision: silent } }
        - { after: 2h, event: agent_left, expect: { says: ["Thanks for*"], waiting: none } }
        """);
  }

  @Test
  void saysWhatTimersSaidInTheTurnTheyFellDueIn() {
    passes("""
        scenario: nudged
        on: WHATSAPP
        turns:
        - { user: hi }
        - { after: 1h, user: a fern, expect: { says: ["Still there?", "First miss."], attempt: 1 } }
        """);
  }

  @Test
  void beginsWithWhatTheScenarioSays() {
    passes("""
        - scenario: a known contact with a cart
          on: WHATSAPP
          contact: { new: false, name: Ana }
          session: { cart: full }
          turns:
          - { user: hi, expect: { says: ["Hi Ana, your cart is full.", "*"], saved: { contact.name: Ana, session.cart: full } } }
        - scenario: a contact who opted out
          on: WHATSAPP
          contact: { opted_out: true }
          turns:
          - { user: hi,   expect: { says: [], state: suppressed, flow: welcome } }
          - { user: stop, expect: { says: ["Bye for good."] } }
        """);
  }

  @Test
  void makesEventsByName() {
    passes("""
        scenario: events
        on: WHATSAPP
        turns:
        - { user: hi }
        - { event: typing, expect: { state: ignored, says: [] } }
        - { event: delivery_failed, with: { reason: CHANNEL_FAILURE }, expect: { flow: rescue, says: ["It failed: CHANNEL_FAILURE."] } }
        - { event: cart abandoned, with: { total: 12 }, on: SMS, expect: { flow: cart, says: ["You left 12 behind on SMS."] } }
        - { event: opt-out succeeded, expect: { waiting: none } }
        - { user: hi, expect: { state: suppressed } }
        - { user: hi, on: WHATSAPP, expect: { flow: welcome, state: handled } }
        """);
  }

  @Test
  void makesEveryKindOfEventItKnowsByName() {
    Conversation conversation =
        new Conversation(bot, ScenarioSetting.at(ScenarioSetting.SOME_MONDAY), Channel.RCS);

    ScenarioEvents.byName().forEach(kind -> {
      Exchange exchange = conversation.next(
          Duration.ZERO,
          new ScenarioTurn.Act.Happens(kind.name().replace(' ', '_'), new LinkedHashMap<>()));

      InboundEvent event = exchange.lines().get(0).event();
      assertThat(event.kind()).isEqualTo(kind);
      assertThat(event.key()).isEqualTo(conversation.session().key());
      assertThat(exchange.lines().get(0).outcome()).as(kind.name()).isNotEqualTo("duplicate");
    });
    assertThat(ScenarioEvents.byName()).hasSizeGreaterThan(20);
  }

  @Test
  void tellsTurnExpectedFoundAndWhatWasSaid() {
    ScenarioResult result = run("""
        scenario: wrong
        on: WHATSAPP
        turns:
        - { user: hi, expect: { rule: ALL } }
        - { user: purple, expect: { says: [First miss.], rule: R1, attempt: 2 } }
        - { user: never played }
        """).get(0);

    assertThat(result.passed()).isFalse();
    assertThat(result.report()).isEqualTo("""
        scenarios/a.yaml:5: wrong [WHATSAPP]: turn 2
          expected rule R1; attempt 2
          found    rule none; attempt 1
          decided by no row: the open question welcome.topic did not take it as an answer
          Steps that spoke: welcome.topic
        What was said:
          2026-03-02 09:00:00 user: hi
            bot: Hi there, your cart is empty.
            bot: What do you need? [Track order] [A person]
            (handled, decision start, rule ALL, flow welcome, waiting welcome.topic)
          2026-03-02 09:00:00 user: purple
            bot: First miss. [Track order] [A person]
            (handled, decision miss, flow welcome, waiting welcome.topic)""");
  }

  @Test
  void comparesWhatTheDeskIsHanded() {
    ScenarioResult.Failure failure = failure("""
        scenario: carried
        on: WHATSAPP
        stub: { shop.findOrder: { error: "closed" } }
        turns:
        - { user: hi }
        - { tap: track }
        - { user: LC-000001, expect: { handover: { orders: { order.number: LC-00000* } } } }
        - { event: agent left }
        - { user: hi }
        - { tap: track }
        - { user: LC-000001, expect: { handover: { orders: { order.number: LC-000002 } } } }
        """);

    assertThat(failure.turn()).isEqualTo(7);
    assertThat(failure.expected()).isEqualTo("handover orders with {order.number=LC-000002}");
    assertThat(failure.found()).isEqualTo("handover orders with {order.number=LC-000001}");
  }

  @Test
  void refusesAMessageNobodyExpected() {
    ScenarioResult.Failure failure = failure("""
        scenario: short
        on: WHATSAPP
        turns:
        - { user: hi, expect: { says: ["Hi there*"] } }
        """);

    assertThat(failure.turn()).isEqualTo(1);
    assertThat(failure.expected()).isEqualTo("says \"Hi there*\"");
    assertThat(failure.found())
        .isEqualTo("says \"Hi there, your cart is empty.\", \"What do you need?\"");
    assertThat(failure.rule()).isEqualTo("ALL");
  }

  @Test
  void refusesActionsWithoutStub() {
    ScenarioResult.Failure failure = failure("""
        scenario: no stub
        on: WHATSAPP
        turns:
        - { user: hi }
        - { tap: track }
        - { user: LC-000001, expect: { called: shop.findOrder } }
        """);

    assertThat(failure.turn()).isEqualTo(3);
    assertThat(failure.expected()).isEqualTo("stub for shop.findOrder");
    assertThat(failure.found()).isEqualTo("stub for shop.findOrder missing, though it is called");
  }

  @Test
  void refusesStubsNobodyCalled() {
    ScenarioResult.Failure failure = failure("""
        scenario: spare stub
        on: WHATSAPP
        stub: { shop.findOrder: timeout, handover: ok }
        turns:
        - { user: hi }
        """);

    assertThat(failure.turn()).isEqualTo(1);
    assertThat(failure.expected())
        .isEqualTo("called shop.findOrder, handover in some turn, since there is a stub");
    assertThat(failure.found()).isEqualTo("called none");
  }

  @Test
  void goesOnAfterAScenarioThatBroke() {
    List<ScenarioResult> results = run("""
        - scenario: taps what was not offered
          on: WHATSAPP
          turns: [ { tap: track }, { user: hi } ]
        - scenario: taps something else
          on: WHATSAPP
          turns: [ { user: hi }, { tap: trak } ]
        - scenario: fine
          on: WHATSAPP
          turns: [ { user: hi, expect: { flow: welcome } } ]
        """);

    assertThat(results)
        .extracting(result -> result.failure().map(ScenarioResult.Failure::found))
        .containsExactly(
            Optional.of("button none"), Optional.of("button track, person"), Optional.empty());
  }

  @Test
  void failsTheTurnTheEngineCannotPlay() {
    Router broken = new Router() {
      @Override
      public Decision route(Facts facts) {
        throw new IllegalStateException("no decision today");
      }

      @Override
      public List<Why> why(Facts facts, int limit) {
        return List.of();
      }
    };
    BotVersion version = Talk.bot(broken, "flow: f\nsteps:\n- { id: s, say: hi }");
    Scenario scenario = new ScenarioReader(bot.bot().settings(), new Findings())
        .read("scenarios/a.yaml", "{ scenario: breaks, on: [SMS, MMS], turns: [ { user: hi } ] }")
        .get(0);

    List<ScenarioResult> results = new ScenarioRunner(version).run(List.of(scenario));

    assertThat(results)
        .extracting(result -> result.failure().orElseThrow().found())
        .containsExactly("no decision today", "no decision today");
  }

  @Test
  void tellsAWrongArgument() {
    ScenarioResult.Failure failure = failure("""
        scenario: wrong argument
        on: WHATSAPP
        stub: { shop.findOrder: timeout }
        turns:
        - { user: hi }
        - { tap: track }
        - { user: LC-000001, expect: { called: { shop.findOrder: { number: LC-000002 } }, handover: sales } }
        """);

    assertThat(failure.expected())
        .isEqualTo("called shop.findOrder with {number=LC-000002}; handover sales");
    assertThat(failure.found())
        .isEqualTo("called shop.findOrder with {number=LC-000001}; handover orders");
  }

  @Test
  void beginsEachPlayWithTheFirstAnswerOfAStub() {
    passes("""
        scenario: twice
        on: [WHATSAPP, RCS]
        stub: { shop.findOrder: [ { ok: { status: lost } }, { ok: { status: found } } ] }
        turns:
        - { user: hi }
        - { tap: track }
        - { user: LC-000001, expect: { says: ["*lost."] } }
        - { user: again }
        - { tap: track }
        - { user: LC-000001, expect: { says: ["*found."] } }
        """);
  }

  @Test
  void playsTheSameBytesTwice() {
    String yaml = """
        scenario: again
        on: WHATSAPP
        turns: [ { user: hi }, { tap: person }, { after: 1h, event: agent left } ]
        """;

    assertThat(run(yaml).get(0).transcript().exchanges())
        .isEqualTo(run(yaml).get(0).transcript().exchanges());
  }

  @Test
  void givesTheContactAnIdentityAsTheChannelHasIt() {
    Map<Channel, String> identities = new LinkedHashMap<>();
    Channel.known()
        .forEach(
            channel -> identities.put(channel, ScenarioIdentities.on(channel).channelIdentity()));

    assertThat(identities)
        .containsKeys(Channel.known().toArray(new Channel[0]))
        .doesNotContainValue(null);
    assertThat(identities.get(Channel.SMS)).isEqualTo("46701740605");
    assertThat(identities.get(Channel.TELEGRAM)).matches("\\d{9}");
    assertThat(identities.get(Channel.LINE)).matches("U[0-9a-f]{32}");
    ChannelContext context = ScenarioIdentities.on(Channel.of("CHAT"));
    assertThat(context.channelIdentity()).isEqualTo("user-1");
    assertThat(context.contactId()).hasSize(26);
    assertThat(context.appId()).hasSize(26);
    assertThat(context.conversationId()).hasSize(26);
  }
}
