package dev.botflow.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.AgentJoined;
import dev.botflow.event.AgentLeft;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.ContactMerged;
import dev.botflow.event.ContactProfile;
import dev.botflow.event.Content;
import dev.botflow.event.EventHeader;
import dev.botflow.event.HostEvent;
import dev.botflow.event.MessageReceived;
import dev.botflow.event.OptInChanged;
import dev.botflow.event.TimerFired;
import dev.botflow.session.TraceEntry;
import dev.botflow.session.Wait;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What waits ends with what it belonged to: no timer is left of a run that is over, and none that is needed goes. */
class WaitsTest {
  private static final String NUDGED = "flow: n\nsteps:\n"
      + "- { id: q, ask: 'Well?', type: yes_no, nudge: { after: 1h, then: hello }, deadline: { after: 3h, then: late }, on_give_up: end, next: end }\n"
      + "- { id: hello, say: 'Hello?', next: q }\n- { id: late, say: Too late., next: end }";
  private static final String HELP =
      "flow: help\nsteps:\n- { id: h, ask: 'Helped?', type: { integer: 1 to 5 }, on_give_up: end, next: end }";
  private static final String STOP = "flow: stop\nlegal: true\nsteps:\n- { id: s, say: Bye. }";

  private static Talk talk(PlainRouter router, String... flows) {
    return Talk.with(router, "", flows);
  }

  private static HostEvent ping(Talk talk) {
    return new HostEvent(talk.header(), "ping", new LinkedHashMap<>());
  }

  @Test
  void anOpenQuestionIsNudgedOnceAndMeetsItsDeadline() {
    Talk talk = talk(new PlainRouter("n"), NUDGED);
    talk.says("hi");

    assertThat(talk.fires(Duration.ofDays(1))).containsExactly("r1.nudge", "r1.deadline");
    assertThat(talk.session().runs()).isEmpty();
  }

  // Runs that are over.

  @Test
  void anAnswerTakesItsTimersAway() {
    Talk talk = talk(new PlainRouter("n"), NUDGED);
    talk.says("hi");
    talk.says("yes");

    assertThat(talk.fires(Duration.ofDays(1))).isEmpty();
  }

  @Test
  void soDoesTheLastMiss() {
    Talk talk = talk(new PlainRouter("n"), NUDGED);
    talk.says("hi");
    talk.says("purple");
    talk.says("green");
    talk.says("blue");
    assertThat(talk.session().runs()).isEmpty();

    assertThat(talk.fires(Duration.ofDays(1))).isEmpty();
  }

  @Test
  void soDoesARowThatEndsWhatIsOpen() {
    Talk talk = talk(new PlainRouter("n").ending("stop", "stop"), NUDGED, STOP);
    talk.says("hi");
    talk.says("stop");

    assertThat(talk.fires(Duration.ofDays(1))).isEmpty();
  }

  @Test
  void soDoesOptingOut() {
    Talk talk = talk(new PlainRouter("n"), NUDGED);
    talk.says("hi");
    talk.plays(new OptInChanged(talk.header(), false, null, "OPT_OUT_SUCCEEDED", null));

    assertThat(talk.fires(Duration.ofDays(1))).isEmpty();
  }

  @Test
  void aFlowThatOptsTheContactOutTakesAwayWhatElseIsOpen() {
    Talk talk = talk(
        new PlainRouter("n").interrupting("bye", "bye"),
        NUDGED,
        "flow: bye\nlegal: true\nsteps:\n- { id: o, set: { contact.opted_out: 'true' } }\n- { id: s, say: Bye. }");
    talk.says("hi");

    assertThat(talk.says("bye")).containsExactly("Bye.");
    assertThat(talk.session().runs()).isEmpty();
    assertThat(talk.fires(Duration.ofDays(1))).isEmpty();
  }

  @Test
  void aRunThatFailsAfterItsDeadlineLeavesNoNudge() {
    // Given
    Talk talk = Talk.with(
        new PlainRouter("n").interrupting("help", "help"),
        "error_occurred: broken\n",
        "flow: n\nsteps:\n"
            + "- { id: q, ask: 'Well?', type: yes_no, nudge: { after: 5h, then: hello }, deadline: { after: 1h, then: bad }, next: end }\n"
            + "- { id: hello, say: 'Hello?', next: q }\n- { id: bad, set: { n: x } }\n- { id: add, set: { n: { add: 1 } } }",
        HELP,
        "flow: broken\nsteps:\n- { id: b, say: Something broke. }");
    talk.says("hi");
    talk.says("help");
    talk.later(Duration.ofHours(2));

    // When
    List<String> said = talk.says("3");

    // Then
    assertThat(said).containsExactly("Something broke.");
    assertThat(talk.session().runs()).isEmpty();
    assertThat(talk.fires(Duration.ofDays(1))).isEmpty();
  }

  @Test
  void aQuestionNobodyMayAskLeavesNoTimer() {
    Talk talk = talk(
        new PlainRouter("n"),
        "flow: n\nsteps:\n- { id: o, set: { contact.opted_out: 'true' } }\n"
            + "- { id: q, ask: 'Well?', nudge: { after: 1h, then: hello }, deadline: { after: 3h, then: hello }, next: end }\n"
            + "- { id: hello, say: 'Hello?', next: end }");
    talk.says("hi");

    assertThat(talk.last().outcome()).isEqualTo("handled");
    assertThat(talk.last().trace()).contains(new TraceEntry.Ended("n", null, "opted out"));
    assertThat(talk.session().runs()).isEmpty();
    assertThat(talk.fires(Duration.ofDays(1))).isEmpty();
  }

  @Test
  void theOldestOfTooManyRunsEndsWithItsTimers() {
    Talk talk = talk(
        new PlainRouter("n").interrupting("more", "more"),
        NUDGED,
        "flow: more\nsteps:\n- { id: a, ask: 'More?', type: { integer: 1 to 5 }, on_give_up: end }");
    talk.says("hi");
    for (int i = 0; i < 20; i++) {
      talk.says("more");
    }

    assertThat(talk.session().runs()).hasSize(20);
    assertThat(talk.last().trace()).contains(new TraceEntry.Ended("n", null, "too many open runs"));
    assertThat(talk.fires(Duration.ofDays(1))).isEmpty();
  }

  @Test
  void aNudgeThatLeadsAwayTakesTheDeadlineAlong() {
    Talk talk = talk(
        new PlainRouter("n"),
        NUDGED.replace("say: 'Hello?', next: q", "say: 'Hello?', next: again")
            + "\n- { id: again, ask: 'Sure?', type: yes_no, on_give_up: end, next: end }");
    talk.says("hi");

    assertThat(talk.waits(Duration.ofHours(1))).containsExactly("Hello?", "Sure?");
    assertThat(talk.fires(Duration.ofDays(1))).isEmpty();
  }

  // Opting out on one channel.

  @Test
  void aQuestionOnAChannelTheContactLeftIsNotAsked() {
    Talk talk = talk(
        new PlainRouter("n"),
        "flow: n\nsteps:\n- { id: q, ask: 'Well?', channel: SMS, next: thanks }\n- { id: thanks, say: Thanks. }");
    talk.on(Channel.SMS)
        .plays(new OptInChanged(talk.header(), false, null, "OPT_OUT_SUCCEEDED", null));

    assertThat(talk.on(Channel.WHATSAPP).says("hi")).isEmpty();
    assertThat(talk.session().runs()).isEmpty();
  }

  @Test
  void aQuestionOnAnotherChannelThanTheOneTheContactLeftIsAsked() {
    Talk talk = talk(
        new PlainRouter("n").on("ping", "n"),
        "flow: n\nsteps:\n- { id: q, ask: 'Well?', channel: SMS, next: end }");
    talk.plays(new OptInChanged(talk.header(), false, null, "OPT_OUT_SUCCEEDED", null));

    assertThat(talk.on(Channel.SMS).says("hi")).containsExactly("Well?");
    assertThat(talk.waitingAt()).isEqualTo("n.q");
  }

  // Questions that were paused.

  @Test
  void aQuestionWhoseDeadlinePassedWhileItWasPausedGoesOnThere() {
    Talk talk = talk(new PlainRouter("n").interrupting("help", "help"), NUDGED, HELP);
    talk.says("hi");
    talk.says("help");
    assertThat(talk.waits(Duration.ofHours(3))).isEmpty();
    assertThat(talk.waitingAt()).isEqualTo("help.h");

    assertThat(talk.says("1")).containsExactly("Too late.");
    assertThat(talk.session().runs()).isEmpty();
  }

  @Test
  void aQuestionThatWasPausedForLessIsAskedOnceMoreAndKeepsItsDeadline() {
    Talk talk = talk(new PlainRouter("n").interrupting("help", "help"), NUDGED, HELP);
    talk.says("hi");
    talk.says("help");
    talk.waits(Duration.ofHours(3).minusSeconds(1));

    assertThat(talk.says("1")).containsExactly("Well?");
    assertThat(talk.last().trace()).contains(new TraceEntry.Resumed("n", "q"));
    assertThat(talk.waits(Duration.ofSeconds(1))).containsExactly("Too late.");
  }

  // Timers that come late.

  @Test
  void aDelayOfARunThatWasAnsweredMeanwhileFindsNothing() {
    Talk talk = talk(new PlainRouter("n"), NUDGED);
    talk.says("hi");
    EventHeader header = EventHeader.own("TIMER", talk.context(), Talk.START, "late");

    assertThat(talk.plays(new TimerFired(header, "r1.delay"))).isEmpty();
    assertThat(talk.last().trace())
        .contains(new TraceEntry.Ignored(null, "nothing waits for this timer any more"));
    assertThat(talk.waitingAt()).isEqualTo("n.q");
  }

  @Test
  void aTimerThatIsDueWhileAnAgentIsThereSaysNothingAndComesWhenTheAgentLeft() {
    Talk talk = talk(
        new PlainRouter("d"),
        "flow: d\nsteps:\n- { id: a, say: now }\n- { id: b, say: later, delay: 1h }");
    talk.says("hi");
    talk.plays(new AgentJoined(talk.header()));

    assertThat(talk.waits(Duration.ofHours(1))).isEmpty();
    assertThat(talk.last().trace()).contains(new TraceEntry.Silent(null, "an agent is active"));
    talk.plays(new AgentLeft(talk.header()));
    assertThat(talk.waits(Duration.ZERO)).containsExactly("later");
  }

  @Test
  void whatIsDueOnlyAfterTheAgentLeftIsNotBroughtForward() {
    Talk talk = talk(
        new PlainRouter("d"),
        "flow: d\nsteps:\n- { id: a, say: now }\n- { id: b, say: later, delay: 1h }");
    talk.says("hi");
    talk.plays(new AgentJoined(talk.header()));
    talk.waits(Duration.ofMinutes(59));
    talk.plays(new AgentLeft(talk.header()));

    assertThat(talk.waits(Duration.ZERO)).isEmpty();
    assertThat(talk.waits(Duration.ofMinutes(1))).containsExactly("later");
  }

  @Test
  void aQuestionIsNotNudgedForTheTimeAnAgentHadTheConversation() {
    Talk talk = talk(new PlainRouter("n"), NUDGED);
    talk.says("hi");
    talk.plays(new AgentJoined(talk.header()));
    assertThat(talk.fires(Duration.ofHours(2))).containsExactly("r1.nudge");

    talk.plays(new AgentLeft(talk.header()));

    assertThat(talk.fires(Duration.ZERO)).isEmpty();
    assertThat(talk.fires(Duration.ofHours(1))).containsExactly("r1.deadline");
  }

  // How long a session lasts.

  @Test
  void aSessionWithNothingOpenHasNoEnd() {
    Talk talk = talk(new PlainRouter("s"), "flow: s\nsteps:\n- { id: a, say: Hi. }");
    talk.says("hi");

    assertThat(talk.session().expiresAt()).isNull();
  }

  @Test
  void variablesOfASessionLastForADayFromTheLatestMessage() {
    Talk talk = talk(
        new PlainRouter("s").on("ping", "p"),
        "flow: s\nsteps:\n- { id: a, set: { session.topic: plants } }",
        "flow: p\nsteps:\n- { id: a, say: Ping. }");
    talk.says("hi");
    talk.later(Duration.ofHours(20)).plays(ping(talk));
    assertThat(talk.session().expiresAt()).isEqualTo(Talk.START.plus(Duration.ofHours(24)));

    talk.says("hi");
    assertThat(talk.session().expiresAt()).isEqualTo(Talk.START.plus(Duration.ofHours(44)));

    talk.waits(Duration.ofHours(24));
    assertThat(talk.session().variables()).isEmpty();
    assertThat(talk.session().expiresAt()).isNull();
  }

  @Test
  void whatAnEventOfTheHostsOpensLastsForADay() {
    Talk talk = talk(
        new PlainRouter("s").on("ping", "p"),
        "flow: s\nsteps:\n- { id: a, say: Hi. }",
        "flow: p\nsteps:\n- { id: a, ask: 'Well?', next: end }");

    talk.plays(ping(talk));

    assertThat(talk.session().expiresAt()).isEqualTo(Talk.START.plus(Duration.ofHours(24)));
  }

  @Test
  void aSessionWaitsForTheLatestOfWhatItsRunsWaitFor() {
    Talk talk = talk(
        new PlainRouter("n"),
        "flow: n\nsteps:\n- { id: q, ask: 'Well?', nudge: { after: 40h, then: x }, deadline: { after: 30h, then: x }, next: end }\n"
            + "- { id: x, say: x, next: end }");
    talk.says("hi");

    assertThat(talk.session().expiresAt()).isEqualTo(Talk.START.plus(Duration.ofHours(40)));
  }

  @Test
  void theTimeOfASessionCountsFromTheEndOfTheAgentsConversation() {
    Talk talk = talk(new PlainRouter("n"), NUDGED);
    talk.says("hi");
    talk.plays(new AgentJoined(talk.header()));
    assertThat(talk.session().expiresAt()).isNull();

    talk.later(Duration.ofMinutes(30)).plays(new AgentLeft(talk.header()));

    assertThat(talk.session().expiresAt())
        .isEqualTo(Talk.START.plus(Duration.ofHours(24)).plus(Duration.ofMinutes(30)));
  }

  // Sleep.

  @Test
  void aRunThatSleepsGoesBelowTheQuestionAndNoLongerCountsAsItsInterruption() {
    Talk talk = talk(
        new PlainRouter("n").interrupting("tip", "tip"),
        NUDGED,
        "flow: tip\nsteps:\n- { id: a, say: A tip., delay: 30m }\n- { id: b, say: Another. }");
    talk.says("hi");

    assertThat(talk.says("tip")).containsExactly("Well?");
    assertThat(talk.session().runs())
        .extracting(run -> run.top().flow())
        .containsExactly("tip", "n");
    assertThat(talk.waits(Duration.ofMinutes(30))).containsExactly("A tip.", "Another.");
    assertThat(talk.waitingAt()).isEqualTo("n.q");
  }

  // Calls.

  @Test
  void fiftyFlowsMayCallEachOtherAndNoMore() {
    assertThat(talk(new PlainRouter("f1"), chain(50)).says("hi")).containsExactly("The last.");

    Talk deeper = talk(new PlainRouter("f1"), chain(51));
    assertThat(deeper.says("hi")).isEmpty();
    assertThat(deeper.last().trace())
        .contains(new TraceEntry.Loop("f50", "c", "expected at most 50 flows to call each other"));
  }

  /** So many flows, each of which calls the next, and the last speaks. */
  private static String[] chain(int flows) {
    String[] chain = new String[flows];
    for (int i = 1; i < flows; i++) {
      chain[i - 1] = "flow: f" + i + "\nsteps:\n- { id: c, call: f" + (i + 1) + " }";
    }
    chain[flows - 1] = "flow: f" + flows + "\nsteps:\n- { id: s, say: The last. }";
    return chain;
  }

  @Test
  void aQuestionThatWasNudgedIsNotNudgedAgainByAnOldTimer() {
    Talk talk = talk(new PlainRouter("n"), NUDGED);
    talk.says("hi");
    talk.waits(Duration.ofHours(1));
    assertThat(((Wait.ForAnswer) talk.session().runs().get(0).waiting()).nudged())
        .isTrue();
    EventHeader again =
        EventHeader.own("TIMER", talk.context(), Talk.START.plus(Duration.ofHours(2)), "again");

    assertThat(talk.plays(new TimerFired(again, "r1.nudge"))).isEmpty();
    assertThat(List.of(talk.waitingAt())).containsExactly("n.q");
  }

  // What is reported of it.

  @Test
  void theFlowThatGoesOnIsTold() {
    Talk talk = talk(new PlainRouter("n"), NUDGED);
    talk.says("hi");

    talk.waits(Duration.ofHours(1));
    assertThat(talk.last().flow()).isEqualTo("n");
    assertThat(talk.last().decision()).isEqualTo("continue");
    assertThat(talk.last().trace()).containsExactly(new TraceEntry.TimerDue("r1.nudge"));
    talk.waits(Duration.ofHours(2));
    assertThat(talk.last().flow()).isEqualTo("n");
  }

  @Test
  void theFlowThatSleptIsTold() {
    Talk talk = talk(
        new PlainRouter("d"),
        "flow: d\nsteps:\n- { id: a, say: now }\n- { id: b, say: later, delay: 1h }");
    talk.says("hi");

    talk.waits(Duration.ofHours(1));

    assertThat(talk.last().flow()).isEqualTo("d");
  }

  @Test
  void theEndOfASessionIsNoFlows() {
    Talk talk =
        talk(new PlainRouter("s"), "flow: s\nsteps:\n- { id: a, set: { session.topic: plants } }");
    talk.says("hi");

    talk.waits(Duration.ofDays(1));

    assertThat(talk.last().flow()).isNull();
    assertThat(talk.last().trace()).containsExactly(new TraceEntry.TimerDue("session"));
  }

  @Test
  void aTimerOfAQuestionThatIsOverIsToldAndLeavesTheNextOnesAlone() {
    Talk talk = talk(
        new PlainRouter("two"),
        "flow: two\nsteps:\n- { id: a, ask: 'A?', nudge: { after: 30m, then: n }, next: b }\n"
            + "- { id: b, ask: 'B?', nudge: { after: 30m, then: n }, next: end }\n- { id: n, say: 'Hello?', next: end }");
    talk.says("hi");
    talk.later(Duration.ofMinutes(29)).says("an answer");
    EventHeader header =
        EventHeader.own("TIMER", talk.context(), Talk.START.plus(Duration.ofMinutes(30)), "late");

    talk.plays(new TimerFired(header, "r1.nudge"));

    assertThat(talk.last().flow()).isNull();
    assertThat(talk.last().trace())
        .containsExactly(
            new TraceEntry.TimerDue("r1.nudge"),
            new TraceEntry.Ignored(null, "what this timer was set for is over"));
  }

  @Test
  void theTimersOfAPausedQuestionSayNothing() {
    Talk talk = talk(new PlainRouter("n").interrupting("help", "help"), NUDGED, HELP);
    talk.says("hi");
    talk.says("help");

    assertThat(talk.fires(Duration.ofHours(1))).containsExactly("r1.nudge");
    assertThat(talk.last().flow()).isNull();
    assertThat(talk.last().messages()).isEmpty();
  }

  @Test
  void aDeadlineTakesTheNudgeAlong() {
    Talk talk = talk(
        new PlainRouter("n"),
        "flow: n\nsteps:\n- { id: q, ask: 'Well?', nudge: { after: 4h, then: x }, deadline: { after: 3h, then: again }, next: end }\n"
            + "- { id: again, ask: 'Sure?', next: end }\n- { id: x, say: x, next: end }");
    talk.says("hi");

    assertThat(talk.fires(Duration.ofHours(20))).containsExactly("r1.deadline");
  }

  @Test
  void aDeadlineAfterTheNudgeKeepsTheSessionOpenToo() {
    Talk talk = talk(
        new PlainRouter("n"),
        "flow: n\nsteps:\n- { id: q, ask: 'Well?', nudge: { after: 30h, then: x }, deadline: { after: 40h, then: x }, next: end }\n"
            + "- { id: x, say: x, next: end }");
    talk.says("hi");

    assertThat(talk.session().expiresAt()).isEqualTo(Talk.START.plus(Duration.ofHours(40)));
  }

  @Test
  void aFlowThatCalledGoesOnWhereItSays() {
    String inner = "flow: inner\nsteps:\n- { id: i, say: Inside. }";
    String other = "flow: other\nsteps:\n- { id: o, say: Elsewhere. }";
    String rest = " }\n- { id: d, say: Next., next: end }\n- { id: e, say: Last. }";

    assertThat(outer("call: inner" + rest, inner)).containsExactly("Inside.", "Next.");
    assertThat(outer("call: inner, next: e" + rest, inner)).containsExactly("Inside.", "Last.");
    assertThat(outer("call: inner, next: end" + rest, inner)).containsExactly("Inside.");
    assertThat(outer("call: inner, next: other" + rest, inner, other))
        .containsExactly("Inside.", "Elsewhere.");
  }

  private static List<String> outer(String call, String... others) {
    String[] flows = Arrays.copyOf(others, others.length + 1);
    flows[others.length] = "flow: outer\nsteps:\n- { id: c, " + call;
    return talk(new PlainRouter("outer"), flows).says("hi");
  }

  // Contacts who become one.

  @Test
  void theTimersOfARunThatMovesToAnotherContactMoveAlong() {
    Talk talk = talk(
        new PlainRouter("n").on("ping", "tip"),
        NUDGED,
        "flow: tip\nsteps:\n- { id: a, say: A tip., delay: 5h }");
    ChannelContext loser = new ChannelContext(Channel.SMS, "4670111", "C2", "APP", null, null);
    talk.plays(new MessageReceived(
        EventHeader.own("MESSAGE_INBOUND", loser, Talk.START, "c2"),
        "m",
        new Content.Text("hi"),
        null,
        null,
        null,
        false));
    talk.plays(new HostEvent(
        EventHeader.own("HOST_EVENT", loser, Talk.START, "p2"), "ping", new LinkedHashMap<>()));

    talk.plays(new ContactMerged(
        EventHeader.own("CONTACT_MERGE", talk.context(), Talk.START, "merge"),
        profile("C1"),
        profile("C2")));

    assertThat(talk.fires(Duration.ofDays(1)))
        .containsExactly("r1.nudge", "r1.deadline", "r2.delay");
    assertThat(talk.session().runs()).isEmpty();
  }

  private static ContactProfile profile(String id) {
    return new ContactProfile(id, List.of(), null, null, null, null);
  }
}
