package dev.botflow.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.AgentJoined;
import dev.botflow.event.AgentLeft;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.ContactChanged;
import dev.botflow.event.ContactMerged;
import dev.botflow.event.ContactProfile;
import dev.botflow.event.Content;
import dev.botflow.event.ConversationChanged;
import dev.botflow.event.EventHeader;
import dev.botflow.event.HostEvent;
import dev.botflow.event.MessageReceived;
import dev.botflow.event.OptInChanged;
import dev.botflow.event.SessionKey;
import dev.botflow.event.TimerFired;
import dev.botflow.session.Session;
import dev.botflow.session.TraceEntry;
import dev.botflow.session.Wait;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What users of other engines complain about most: tries used up, timeouts that never fire, sessions that get stuck. */
class DisciplineTest {
  private static final String ASK = """
      flow: ask
      steps:
      - id: q
        ask: "Yes or no?"
        type: yes_no
        on_invalid: [First miss., Second miss.]
        on_give_up: gone
        next: thanks
      - { id: thanks, say: Thanks., next: end }
      - { id: gone, say: I give up. }
      """;
  private static final String STOP = "flow: stop\nlegal: true\nsteps:\n"
      + "- { id: o, set: { contact.opted_out: 'true' } }\n- { id: s, say: 'Bye for good.' }";

  private static Talk talk(PlainRouter router, String settings, String... flows) {
    return Talk.with(router, settings, flows);
  }

  private static List<String> words(Talk talk) {
    return talk.last().trace().stream().map(TraceEntry::what).toList();
  }

  // Interruptions.

  @Test
  void comesBackFromThreeInterruptionsInsideEachOtherAskingEachQuestionOnce() {
    PlainRouter router = new PlainRouter("ask")
        .interrupting("one", "one")
        .interrupting("deeper", "two")
        .interrupting("deepest", "three");
    Talk talk = talk(
        router,
        "",
        ASK,
        "flow: one\nsteps:\n- { id: a, ask: 'One?', type: { integer: 1 to 5 }, on_invalid: 'One, please.', on_give_up: end }",
        "flow: two\nsteps:\n- { id: a, ask: 'Two?', type: { integer: 1 to 5 }, on_give_up: end }",
        "flow: three\nsteps:\n- { id: a, say: 'Three.' }");
    talk.says("hi");
    talk.says("purple");

    assertThat(talk.says("one")).containsExactly("One?");
    assertThat(talk.says("green")).containsExactly("One, please.");
    assertThat(talk.says("deeper")).containsExactly("Two?");
    assertThat(talk.says("deepest")).containsExactly("Three.", "Two?");
    assertThat(talk.says("2")).containsExactly("One?");
    assertThat(talk.says("1")).containsExactly("Yes or no?");
    // The miss before it all still counts, and nothing else does.
    assertThat(talk.says("blue")).containsExactly("Second miss.");
    assertThat(talk.says("yes")).containsExactly("Thanks.");
    assertThat(talk.session().runs()).isEmpty();
  }

  @Test
  void endsEverythingFromAnyDepthOnARowThatEndsIt() {
    PlainRouter router = new PlainRouter("ask").interrupting("one", "one").ending("stop", "stop");
    Talk talk = talk(
        router,
        "",
        ASK,
        "flow: one\nsteps:\n- { id: a, ask: 'One?', type: { integer: 1 to 5 }, interrupt: never, on_give_up: end }",
        STOP);
    talk.says("hi");
    talk.says("one");

    assertThat(talk.says("stop")).containsExactly("Bye for good.");
    assertThat(talk.session().runs()).isEmpty();
    assertThat(talk.last().trace())
        .containsExactly(
            new TraceEntry.Routed("END", "stop"),
            new TraceEntry.Ended("ask", "q", "row END ends it"),
            new TraceEntry.Ended("one", "a", "row END ends it"));
  }

  @Test
  void speaksWhereARuleLeadsToAFlowThatIsNotThere() {
    Talk talk = talk(
        new PlainRouter("gone"),
        "error_occurred: sorry\n",
        "flow: sorry\nsteps:\n- { id: s, say: 'Something went wrong.' }");

    assertThat(talk.says("hi")).containsExactly("Something went wrong.");
    assertThat(talk.last().outcome()).isEqualTo("failed");
    assertThat(talk.last().trace())
        .contains(new TraceEntry.Failed(
            "ALL", "gone", null, "expected a flow of the bot, but there is none of this name"));
  }

  @Test
  void openRunsNeverGrowWithoutBound() {
    Talk talk = talk(
        new PlainRouter("ask").interrupting("more", "more"),
        "",
        ASK,
        "flow: more\nsteps:\n- { id: a, ask: 'More?', type: { integer: 1 to 5 }, on_give_up: end }");
    talk.says("hi");

    for (int i = 0; i < 100; i++) {
      assertThat(talk.says("more")).containsExactly("More?");
    }

    assertThat(talk.session().runs()).hasSize(20);
  }

  // Waits.

  @Test
  void aRunThatSleepsHidesNoQuestion() {
    Talk talk = talk(
        new PlainRouter("ask").on("ping", "later"),
        "",
        ASK,
        "flow: later\nsteps:\n- { id: a, say: Ping. }\n- { id: b, say: Pong., delay: 1h }");
    talk.says("hi");

    assertThat(talk.plays(new HostEvent(talk.header(), "ping", new LinkedHashMap<>())))
        .containsExactly("Ping.");
    assertThat(talk.waitingAt()).isEqualTo("ask.q");
    assertThat(talk.waits(Duration.ofHours(1))).containsExactly("Pong.");
    assertThat(talk.says("yes")).containsExactly("Thanks.");
  }

  @Test
  void anInterruptionThatSleepsGivesTheQuestionBackAtOnce() {
    Talk talk = talk(
        new PlainRouter("ask").interrupting("help", "help"),
        "",
        ASK,
        "flow: help\nsteps:\n- { id: a, say: Help. }\n- { id: b, say: 'Did it help?', delay: 1h }");
    talk.says("hi");

    assertThat(talk.says("help")).containsExactly("Help.", "Yes or no?");
    assertThat(talk.waits(Duration.ofHours(1))).containsExactly("Did it help?");
    assertThat(talk.says("no")).containsExactly("Thanks.");
  }

  @Test
  void waitsLongerThanTheSessionLastsStillEnd() {
    Talk talk = talk(
        new PlainRouter("long"),
        "session_expiry: 2h\n",
        "flow: long\nsteps:\n- { id: a, say: now }\n- { id: b, say: later, delay: 3d }\n"
            + "- { id: q, ask: 'Still?', type: yes_no, nudge: { after: 4h, then: n }, deadline: { after: 1d, then: late }, on_give_up: end, next: end }\n"
            + "- { id: n, say: 'Hello?', next: q }\n- { id: late, say: Too late., next: end }");
    talk.says("x");

    assertThat(talk.waits(Duration.ofDays(3))).containsExactly("later", "Still?");
    assertThat(talk.waits(Duration.ofHours(4))).containsExactly("Hello?");
    assertThat(talk.waits(Duration.ofHours(20))).containsExactly("Too late.");
    assertThat(talk.session().runs()).isEmpty();
  }

  @Test
  void aDeadlineAtTheVeryEndOfTheSessionComesFirst() {
    Talk talk = talk(
        new PlainRouter("d"),
        "",
        "flow: d\nsteps:\n- { id: q, ask: 'Well?', deadline: { after: 1d, then: late }, next: end }\n"
            + "- { id: late, say: Too late. }");
    talk.says("x");

    assertThat(talk.waits(Duration.ofDays(1))).containsExactly("Too late.");
  }

  @Test
  void aTimerLosesAgainstAMessageThatCameFirst() {
    Talk talk = talk(
        new PlainRouter("two"),
        "",
        "flow: two\nsteps:\n- { id: a, ask: 'A?', nudge: { after: 30m, then: n }, next: b }\n"
            + "- { id: b, ask: 'B?', nudge: { after: 30m, then: n }, next: end }\n- { id: n, say: 'Hello?', next: end }");
    talk.says("x");
    talk.later(Duration.ofMinutes(29));
    EventHeader late = EventHeader.own(
        "TIMER", talk.context(), Talk.START.plus(Duration.ofMinutes(30)), "timer-a");
    talk.says("an answer");

    // The first question's timer was on its way when the answer came in.
    assertThat(talk.plays(new TimerFired(late, "r1.nudge"))).isEmpty();
    assertThat(talk.waitingAt()).isEqualTo("two.b");
    assertThat(talk.waits(Duration.ofMinutes(31))).containsExactly("Hello?");
  }

  @Test
  void aMessageTakenInBeforeTheEndOfTheSessionIsStillAnAnswer() {
    Talk talk = talk(new PlainRouter("ask"), "", ASK);
    talk.says("hi");
    MessageReceived early = new MessageReceived(
        new EventHeader(
            "MESSAGE_INBOUND",
            talk.context(),
            Talk.START.plus(Duration.ofHours(23)),
            "early",
            null,
            null,
            null),
        "m",
        new Content.Text("yes"),
        null,
        null,
        null,
        false);

    // It was taken in after 23 hours and is handled only now, before the timer of the session.
    assertThat(dev.botflow.turn.SessionUpdate.of(
                talk.session(),
                early,
                Talk.bot(new PlainRouter("ask"), ASK).bot().settings(),
                Talk.START.plus(Duration.ofHours(25)))
            .session()
            .openQuestion())
        .isNotNull();
  }

  @Test
  void aNudgeThatGoesToAFlowWithTheSameStepIdAsksItAnew() {
    Talk talk = talk(
        new PlainRouter("ask2"),
        "",
        "flow: ask2\nsteps:\n- { id: q, ask: 'One?', type: yes_no, nudge: { after: 1m, then: other }, on_give_up: end }",
        "flow: other\nsteps:\n- { id: q, ask: 'Other?', type: yes_no, on_give_up: end }");
    talk.says("hi");
    talk.says("purple");

    assertThat(talk.waits(Duration.ofMinutes(1))).containsExactly("Other?");
    assertThat(((Wait.ForAnswer) talk.session().runs().get(0).waiting()).attempts())
        .isZero();
  }

  // Agents.

  @Test
  void nobodyIsNudgedWhileAnAgentHasTheConversation() {
    Talk talk = talk(
        new PlainRouter("n"),
        "",
        "flow: n\nsteps:\n- { id: q, ask: 'Well?', nudge: { after: 30m, then: n }, deadline: { after: 2h, then: late }, next: end }\n"
            + "- { id: n, say: 'Hello?', next: q }\n- { id: late, say: Too late., next: end }");
    talk.says("x");
    talk.plays(new AgentJoined(talk.header()));

    assertThat(talk.waits(Duration.ofHours(3))).isEmpty();
    assertThat(talk.plays(new AgentLeft(talk.header()))).isEmpty();
    // What fell due meanwhile comes now.
    assertThat(talk.waits(Duration.ofMinutes(1))).containsExactly("Too late.");
  }

  @Test
  void onlyALegalFlowBreaksIntoAnAgentsConversation() {
    Talk talk =
        talk(new PlainRouter("ask").ending("menu", "ask").ending("stop", "stop"), "", ASK, STOP);
    talk.plays(new AgentJoined(talk.header()));

    assertThat(talk.says("menu")).isEmpty();
    assertThat(talk.last().trace())
        .containsExactly(new TraceEntry.Silent("END", "an agent is active"));
    assertThat(talk.session().runs()).isEmpty();
    assertThat(talk.says("stop")).containsExactly("Bye for good.");
  }

  @Test
  void conversationStoppedEndsWhatIsOpenAndTheAgentsTurn() {
    Talk talk = talk(
        new PlainRouter("h"),
        "",
        "flow: h\nsteps:\n- { id: p, handover: { queue: q, open: Here. } }");
    talk.says("x");
    assertThat(talk.session().agentActive()).isTrue();

    talk.plays(new ConversationChanged(talk.header(), ConversationChanged.Change.STOPPED));

    assertThat(talk.session().runs()).isEmpty();
    assertThat(talk.session().agentActive()).isFalse();
    assertThat(talk.says("x")).containsExactly("Here.");
  }

  // Opting out.

  @Test
  void optingInOnOneChannelLiftsNothingOnTheOthers() {
    Talk talk = talk(new PlainRouter("ask").ending("stop", "stop"), "", ASK, STOP);
    talk.says("stop");

    talk.on(Channel.VIBERBM)
        .plays(new OptInChanged(talk.header(), true, null, "OPT_IN_SUCCEEDED", null));

    assertThat(talk.says("hi")).containsExactly("Yes or no?");
    assertThat(talk.on(Channel.WHATSAPP).says("hi")).isEmpty();
    assertThat(talk.session().optedOutOn(Channel.WHATSAPP)).isTrue();
  }

  @Test
  void aFlowThatOptsTheContactOutWithoutBeingLegalAsksNothingMore() {
    Talk talk = talk(
        new PlainRouter("o"),
        "",
        "flow: o\nsteps:\n- { id: a, set: { contact.opted_out: 'true' } }\n- { id: q, ask: 'Sure?' }");

    assertThat(talk.says("x")).isEmpty();
    assertThat(talk.session().runs()).isEmpty();
  }

  @Test
  void aDeletedContactIsForgottenButStaysOptedOut() {
    Talk talk = talk(new PlainRouter("ask").ending("stop", "stop"), "", ASK, STOP);
    talk.says("hi");
    talk.says("stop");

    talk.plays(
        new ContactChanged(talk.header(), ContactChanged.Change.DELETED, profile("C1", "Ana")));

    Session left = talk.session();
    assertThat(left.contact()).isEmpty();
    assertThat(left.identities()).isEmpty();
    assertThat(left.known()).isFalse();
    assertThat(left.optedOutOfAll()).isTrue();
  }

  private static ContactProfile profile(String id, String name) {
    return new ContactProfile(id, List.of(), name, null, null, null);
  }

  // Merges.

  private static EventHeader header(String contact, String id, Duration after) {
    ChannelContext context =
        new ChannelContext(Channel.SMS, "4670111", contact, "APP", "CONV2", "P1");
    return new EventHeader(
        "MESSAGE_INBOUND", context, Talk.START.plus(after), id, null, null, null);
  }

  private static MessageReceived text(String contact, String id, Duration after, String text) {
    return new MessageReceived(
        header(contact, id, after), id, new Content.Text(text), null, null, null, false);
  }

  private static ContactMerged merge(Duration after) {
    return new ContactMerged(
        header("C1", "merge", after), profile("C1", "Ana"), profile("C2", "Bo"));
  }

  @Test
  void ofTwoMergedContactsTheLaterActiveRunGoesOnWithItsTimers() {
    String nudged =
        "flow: n\nsteps:\n- { id: q, ask: 'Well?', type: yes_no, nudge: { after: 2h, then: n }, on_give_up: end, next: end }\n"
            + "- { id: n, say: 'Hello?', next: q }";
    Talk talk = talk(new PlainRouter("n"), "", nudged);
    talk.says("hi");
    talk.plays(text("C2", "c2-1", Duration.ofMinutes(10), "hi"));

    talk.plays(merge(Duration.ofMinutes(20)));
    talk.later(Duration.ofMinutes(20));

    Session survivor = talk.session();
    assertThat(survivor.runs()).hasSize(1);
    assertThat(survivor.replyTo().contactId()).isEqualTo("C1");
    assertThat(survivor.contact()).containsEntry("name", "Ana");
    assertThat(words(talk)).contains("merged", "ended");
    assertThat(talk.session(SessionKey.of(header("C2", "x", Duration.ZERO).context()))
            .runs())
        .isEmpty();
    // Ten minutes after the loser's question, plus two hours: one nudge, to the survivor.
    assertThat(talk.waits(Duration.ofHours(2))).containsExactly("Hello?");
    assertThat(talk.last().messages().get(0).to().contactId()).isEqualTo("C1");
  }

  @Test
  void aMergedContactStaysOptedOutOnBothSides() {
    Talk talk = talk(new PlainRouter("ask").ending("stop", "stop"), "", ASK, STOP);
    talk.says("hi");
    talk.plays(text("C2", "c2-1", Duration.ofMinutes(1), "stop"));

    talk.plays(merge(Duration.ofMinutes(2)));

    talk.later(Duration.ofMinutes(3));
    assertThat(talk.says("hello")).isEmpty();
    assertThat(talk.last().outcome()).isNotEqualTo("failed");
    assertThat(talk.plays(text("C2", "c2-2", Duration.ofMinutes(4), "hello"))).isEmpty();
    assertThat(talk.last().outcome()).isEqualTo("suppressed");
  }

  // Misses and calls.

  @Test
  void threeMissesInARowGetThreeAnswersAndAnUnderstoodMessageStartsAnew() {
    Talk talk = talk(
        new PlainRouter("lost").interrupting("order", "order"),
        "not_understood: lost\n",
        "flow: lost\nsteps:\n- { id: w, branch: [ { when: { misses: at least 3 }, next: p }, { when: { misses: 2 }, next: s }, { else: f } ] }\n"
            + "- { id: f, say: First., next: end }\n- { id: s, say: Second., next: end }\n"
            + "- { id: p, handover: { queue: q, open: A colleague. } }",
        "flow: order\nsteps:\n- { id: o, say: Your order. }");

    assertThat(talk.says("purple")).containsExactly("First.");
    assertThat(talk.says("green")).containsExactly("Second.");
    assertThat(talk.says("order")).containsExactly("Your order.");
    assertThat(talk.says("blue")).containsExactly("First.");
    assertThat(talk.says("red")).containsExactly("Second.");
    assertThat(talk.says("white")).containsExactly("A colleague.");
  }

  @Test
  void aCalledFlowThatCallsAThirdGivesBackItsDeclaredResultsOnly() {
    Talk talk = talk(
        new PlainRouter("outer"),
        "",
        "flow: outer\nsteps:\n- { id: t, ask: Topic, choices: { advice: Advice }, on_give_up: end, next: { advice: { call: inner, save: { plant: result.plant }, then: bye } } }\n"
            + "- { id: no, say: Never. }\n- { id: bye, say: 'Bye {plant} {light|dark} {tip|none}.' }",
        "flow: inner\nreturns: [plant]\nsteps:\n- { id: p, ask: Plant, save: plant }\n- { id: l, ask: Light, save: light }\n"
            + "- { id: c, call: third, with: { plant: '{plant}' } }",
        "flow: third\nsteps:\n- { id: s, set: { tip: water } }\n- { id: t, say: 'Water the {plant}, {light|bright}.' }");
    talk.says("x");

    assertThat(talk.says("advice")).containsExactly("Plant");
    assertThat(talk.says("fern")).containsExactly("Light");
    assertThat(talk.says("sun")).containsExactly("Water the fern, bright.", "Bye fern dark none.");
    assertThat(talk.session().runs()).isEmpty();
  }
}
