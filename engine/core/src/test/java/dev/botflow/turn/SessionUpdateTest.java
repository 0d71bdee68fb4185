package dev.botflow.turn;

import static java.util.Map.entry;
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
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageReceived;
import dev.botflow.event.OptInChanged;
import dev.botflow.event.TimerFired;
import dev.botflow.flow.BotSettings;
import dev.botflow.message.Address;
import dev.botflow.session.Button;
import dev.botflow.session.Run;
import dev.botflow.session.SentMessage;
import dev.botflow.session.Session;
import dev.botflow.session.TraceEntry;
import dev.botflow.session.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an event of contact C1 changes before anything is decided. */
class SessionUpdateTest {
  private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
  private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");
  private static final Instant ELEVEN = Instant.parse("2026-03-02T11:00:00Z");
  private static final Run OPEN =
      SessionDraft.run("r1", new Wait.ForAnswer("step", NINE, 0, 1, false), NINE);

  private static BotSettings settings(boolean restartOnChannelChange) {
    return BotSettings.of("test").restartOnChannelChange(restartOnChannelChange).build();
  }

  private static SessionDraft contact() {
    return SessionDraft.of("C1");
  }

  private static EventHeader header(
      Instant at, @Nullable Channel channel, @Nullable String identity) {
    return EventHeader.own(
        "TRIGGER", new ChannelContext(channel, identity, "C1", "APP", null, null), at, "e1");
  }

  private static EventHeader header() {
    return header(TEN, null, null);
  }

  private static InboundEvent message(Instant at, Channel channel) {
    return new MessageReceived(
        header(at, channel, "4670001"), "m1", new Content.Text("hi"), null, null, null, false);
  }

  private static SessionUpdate arrive(SessionDraft stored, InboundEvent event, Instant now) {
    return SessionUpdate.of(stored.build(), event, settings(false), now);
  }

  private static Session after(SessionDraft stored, InboundEvent event) {
    return arrive(stored, event, TEN).session();
  }

  private static TraceEntry ended(String reason) {
    return new TraceEntry.Ended("flow", "step", reason);
  }

  // The end of a session.

  private static SessionDraft endsAtTen() {
    return contact()
        .run(OPEN)
        .variable("topic", "plants")
        .contact("name", "Ana")
        .expiresAt(TEN);
  }

  private static void assertExpired(SessionUpdate arrival) {
    assertThat(arrival.ended()).containsExactly(OPEN);
    assertThat(arrival.notes()).containsExactly(new TraceEntry.Expired("flow", "step"));
    assertThat(arrival.session().runs()).isEmpty();
    assertThat(arrival.session().variables()).isEmpty();
    assertThat(arrival.session().contact()).containsEntry("name", "Ana");
  }

  private static void assertOpen(SessionUpdate arrival) {
    assertThat(arrival.ended()).isEmpty();
    assertThat(arrival.notes()).isEmpty();
    assertThat(arrival.session().runs()).containsExactly(OPEN);
    assertThat(arrival.session().variables()).containsEntry("topic", "plants");
  }

  @Test
  void aMessageAtTheVeryEndOfTheSessionComesTooLate() {
    assertExpired(arrive(endsAtTen(), message(TEN, Channel.SMS), TEN));
    assertExpired(arrive(endsAtTen(), message(ELEVEN, Channel.SMS), ELEVEN));
  }

  @Test
  void aMessageTakenInBeforeTheEndComesInTimeHoweverLateItIsHandled() {
    assertOpen(arrive(endsAtTen(), message(TEN.minusMillis(1), Channel.SMS), ELEVEN));
  }

  @Test
  void aMessageThatClaimsALaterTimeThanTheClocksEndsNoSession() {
    assertOpen(arrive(endsAtTen(), message(ELEVEN, Channel.SMS), TEN.minusMillis(1)));
  }

  @Test
  void theSessionsTimerEndsItAtItsMomentByTheClock() {
    InboundEvent timer = new TimerFired(header(NINE, null, null), "session");

    assertExpired(arrive(endsAtTen(), timer, TEN));
    assertOpen(arrive(endsAtTen(), timer, TEN.minusMillis(1)));
  }

  @Test
  void anyOtherTimerEndsItIfItWasDueAfterTheEnd() {
    assertOpen(arrive(endsAtTen(), new TimerFired(header(TEN, null, null), "r1.nudge"), ELEVEN));
    assertExpired(arrive(
        endsAtTen(), new TimerFired(header(TEN.plusMillis(1), null, null), "r1.nudge"), ELEVEN));
  }

  @Test
  void noOtherEventEndsASession() {
    InboundEvent ping = new HostEvent(header(ELEVEN, null, null), "ping", new LinkedHashMap<>());

    assertOpen(arrive(endsAtTen(), ping, ELEVEN));
  }

  @Test
  void anAgentsConversationDoesNotEndByTime() {
    assertOpen(arrive(endsAtTen().agentActive(), message(ELEVEN, Channel.SMS), ELEVEN));
  }

  @Test
  void aSessionThatEndedHasNoEndUntilSomethingIsOpenAgain() {
    SessionUpdate arrival =
        arrive(endsAtTen(), new TimerFired(header(TEN, null, null), "session"), TEN);

    assertThat(arrival.session().expiresAt()).isNull();
  }

  // Where the contact writes from.

  @Test
  void aMessageTellsWhereToReplyWhenItCameAndHowLongTheSessionLasts() {
    Session session = arrive(contact(), message(NINE, Channel.SMS), TEN).session();

    assertThat(session.replyTo()).isEqualTo(new Address("APP", Channel.SMS, "C1", "4670001"));
    assertThat(session.identities()).containsOnly(entry(Channel.SMS, "4670001"));
    assertThat(session.heard()).containsOnly(entry(Channel.SMS, NINE));
    assertThat(session.expiresAt()).isEqualTo(TEN.plus(Duration.ofHours(24)));
  }

  @Test
  void anyOtherEventTellsAnIdentityAndNothingElse() {
    Address before = new Address("APP", Channel.RCS, "C1", null);
    InboundEvent ping =
        new HostEvent(header(NINE, Channel.SMS, "4670001"), "ping", new LinkedHashMap<>());

    Session session = after(contact().replyTo(before), ping);

    assertThat(session.identities()).containsOnly(entry(Channel.SMS, "4670001"));
    assertThat(session.replyTo()).isEqualTo(before);
    assertThat(session.heard()).isEmpty();
    assertThat(session.expiresAt()).isNull();
  }

  @Test
  void anEventThatNamesOnlyHalfAnIdentityTellsNone() {
    assertThat(
            after(contact(), new AgentJoined(header(NINE, Channel.SMS, null))).identities())
        .isEmpty();
    assertThat(after(contact(), new AgentJoined(header(NINE, null, "4670001"))).identities())
        .isEmpty();
  }

  @Test
  void aMessageWithoutAChannelLeavesTheReplyWhereItWas() {
    Address before = new Address("APP", Channel.RCS, "C1", null);
    InboundEvent nowhere =
        new MessageReceived(header(), "m1", new Content.Text("hi"), null, null, null, false);

    assertThat(after(contact().replyTo(before), nowhere).replyTo()).isEqualTo(before);
    assertThat(after(contact(), nowhere).replyTo()).isNull();
  }

  @Test
  void nobodyIsHeardLaterThanNowNorEarlierThanBefore() {
    assertThat(after(contact(), message(ELEVEN, Channel.SMS)).heard())
        .containsOnly(entry(Channel.SMS, TEN));
    assertThat(
            after(contact().heard(Channel.SMS, TEN), message(NINE, Channel.SMS)).heard())
        .containsOnly(entry(Channel.SMS, TEN));
    assertThat(
            after(contact().heard(Channel.SMS, NINE), message(TEN, Channel.SMS)).heard())
        .containsOnly(entry(Channel.SMS, TEN));
  }

  @Test
  void aMessageOnAnotherChannelIsNotedWhileSomethingIsOpen() {
    Address before = new Address("APP", Channel.RCS, "C1", null);
    SessionDraft open = contact().run(OPEN).replyTo(before);

    SessionUpdate arrival = arrive(open, message(TEN, Channel.SMS), TEN);

    assertThat(arrival.notes())
        .containsExactly(new TraceEntry.ChannelChanged(Channel.RCS, Channel.SMS));
    assertThat(arrival.session().runs()).containsExactly(OPEN);
    assertThat(arrive(open, message(TEN, Channel.RCS), TEN).notes()).isEmpty();
    assertThat(arrive(contact().replyTo(before), message(TEN, Channel.SMS), TEN).notes())
        .isEmpty();
    assertThat(arrive(contact().run(OPEN), message(TEN, Channel.SMS), TEN).notes())
        .isEmpty();
  }

  @Test
  void aBotThatRestartsOnAnotherChannelDoesSoUnlessAnAgentHasTheConversation() {
    SessionDraft open = contact().run(OPEN).replyTo(new Address("APP", Channel.RCS, "C1", null));
    InboundEvent message = message(TEN, Channel.SMS);

    SessionUpdate restarted = SessionUpdate.of(open.build(), message, settings(true), TEN);
    SessionUpdate withAgent =
        SessionUpdate.of(open.agentActive().build(), message, settings(true), TEN);

    assertThat(restarted.session().runs()).isEmpty();
    assertThat(restarted.ended()).containsExactly(OPEN);
    assertThat(restarted.notes()).contains(ended("channel changed"));
    assertThat(withAgent.session().runs()).containsExactly(OPEN);
    assertThat(withAgent.ended()).isEmpty();
  }

  // Opting out and in.

  private static InboundEvent optIn(boolean in, boolean succeeded, @Nullable Channel channel) {
    return new OptInChanged(
        header(TEN, channel, null),
        in,
        null,
        (in ? "OPT_IN_" : "OPT_OUT_") + (succeeded ? "SUCCEEDED" : "FAILED"),
        null);
  }

  @Test
  void optingOutOfOneChannelEndsWhatIsOpenAndLeavesTheOthers() {
    SessionUpdate arrival = arrive(
        contact().run(OPEN).optedOutOfAll().optedBackIn(Channel.SMS).optedBackIn(Channel.RCS),
        optIn(false, true, Channel.SMS),
        TEN);

    assertThat(arrival.session().optedOut()).containsExactly(Channel.SMS);
    assertThat(arrival.session().optedBackIn()).containsExactly(Channel.RCS);
    assertThat(arrival.session().runs()).isEmpty();
    assertThat(arrival.ended()).containsExactly(OPEN);
    assertThat(arrival.notes()).containsExactly(ended("opted out"));
  }

  @Test
  void optingOutWithoutAChannelIsOptingOutOfAll() {
    Session session =
        after(contact().optedBackIn(Channel.SMS).optedOutOfAll(), optIn(false, true, null));

    assertThat(session.optedOutOfAll()).isTrue();
    assertThat(session.optedOut()).isEmpty();
    assertThat(session.optedBackIn()).isEmpty();
  }

  @Test
  void whatDidNotSucceedChangesNothing() {
    Session out = after(contact().run(OPEN), optIn(false, false, Channel.SMS));
    Session in = after(contact().optedOut(Channel.SMS), optIn(true, false, Channel.SMS));

    assertThat(out.optedOut()).isEmpty();
    assertThat(out.runs()).containsExactly(OPEN);
    assertThat(in.optedOut()).containsExactly(Channel.SMS);
  }

  @Test
  void optingInOnOneChannelLiftsThatOne() {
    Session one = after(
        contact().run(OPEN).optedOut(Channel.SMS).optedOut(Channel.RCS),
        optIn(true, true, Channel.SMS));
    Session ofAll = after(contact().optedOutOfAll(), optIn(true, true, Channel.SMS));

    assertThat(one.optedOut()).containsExactly(Channel.RCS);
    assertThat(one.optedBackIn()).isEmpty();
    assertThat(one.runs()).containsExactly(OPEN);
    assertThat(ofAll.optedOutOfAll()).isTrue();
    assertThat(ofAll.optedBackIn()).containsExactly(Channel.SMS);
  }

  @Test
  void optingInWithoutAChannelLiftsAll() {
    Session session = after(
        contact().optedOut(Channel.RCS).optedOutOfAll().optedBackIn(Channel.SMS),
        optIn(true, true, null));

    assertThat(session.optedOut()).isEmpty();
    assertThat(session.optedOutOfAll()).isFalse();
    assertThat(session.optedBackIn()).isEmpty();
  }

  // The contact's data.

  private static ContactProfile profile(@Nullable String name, @Nullable String language) {
    return new ContactProfile(
        "C1",
        List.of(
            new ContactProfile.Identity(Channel.SMS, "4670009", "APP"),
            new ContactProfile.Identity(Channel.RCS, null, "APP")),
        name,
        "ana@example.com",
        "crm-1",
        language);
  }

  @Test
  void aChangedContactsDataAreNotedAndWhatItDoesNotTellStays() {
    InboundEvent changed =
        new ContactChanged(header(), ContactChanged.Change.UPDATED, profile("Ana", null));

    Session session = after(contact().contact("language", "sv").contact("name", "Bo"), changed);

    assertThat(session.contact())
        .containsOnly(
            entry("language", "sv"),
            entry("name", "Ana"),
            entry("email", "ana@example.com"),
            entry("external_id", "crm-1"));
    assertThat(session.identities()).containsOnly(entry(Channel.SMS, "4670009"));
  }

  @Test
  void aMergeTellsTheDataOfTheOneWhoStays() {
    InboundEvent merge = new ContactMerged(header(), profile("Ana", "sv"), profile("Bo", "fi"));

    Session session = after(contact(), merge);

    assertThat(session.contact()).contains(entry("name", "Ana"), entry("language", "sv"));
  }

  @Test
  void aMergeTellsWhichRunsItEndedAndHowManyMoved() {
    Run moved = SessionDraft.run("r2", new Wait.ForAnswer("step", TEN, 0, 1, false), NINE);
    InboundEvent merge = new ContactMerged(header(), profile("Ana", "sv"), profile("Bo", "fi"));

    SessionUpdate arrival = SessionUpdate.of(
        contact().run(OPEN).build(),
        SessionDraft.of("C2").version(3).run(moved).build(),
        merge,
        settings(false),
        TEN);

    assertThat(arrival.session().runs()).containsExactly(moved);
    assertThat(arrival.ended()).containsExactly(OPEN);
    assertThat(arrival.moved()).containsExactly(moved);
    assertThat(arrival.absorbed()).isEqualTo(SessionDraft.of("C2").version(4).build());
    assertThat(arrival.notes()).containsExactly(ended("contact merged"), new TraceEntry.Merged(1));
  }

  @Test
  void aMergeTellsTheRunsOfTheOtherThatGaveWayAndCancelsNoTimersOfThem() {
    Run other = SessionDraft.run("r2", new Wait.ForAnswer("step", NINE, 0, 1, false), NINE);

    SessionUpdate arrival = SessionUpdate.of(
        contact().run(OPEN).build(),
        SessionDraft.of("C2").run(other).build(),
        new ContactMerged(header(), profile("Ana", "sv"), profile("Bo", "fi")),
        settings(false),
        TEN);

    assertThat(arrival.session().runs()).containsExactly(OPEN);
    assertThat(arrival.ended()).isEmpty();
    assertThat(arrival.notes()).containsExactly(ended("contact merged"), new TraceEntry.Merged(0));
  }

  @Test
  void ofADeletedContactNothingStaysButItsOptOuts() {
    SessionDraft full = contact()
        .version(7)
        .contact("name", "Ana")
        .variable("topic", "plants")
        .run(OPEN)
        .runCount(3)
        .misses(2)
        .lastFlow("flow")
        .known()
        .agentActive()
        .optedOut(Channel.SMS)
        .optedOutOfAll()
        .optedBackIn(Channel.RCS)
        .replyTo(new Address("APP", Channel.SMS, "C1", null))
        .identity(Channel.SMS, "4670001")
        .button(new Button("p", "r1", "flow", "step", "a", "A"))
        .sent(new SentMessage("m1", "flow", "step", true, ""))
        .expiresAt(ELEVEN)
        .heard(Channel.SMS, NINE);

    SessionUpdate arrival = arrive(
        full,
        new ContactChanged(header(), ContactChanged.Change.DELETED, profile("Ana", "sv")),
        TEN);

    assertThat(arrival.session())
        .isEqualTo(contact()
            .version(7)
            .runCount(3)
            .optedOut(Channel.SMS)
            .optedOutOfAll()
            .optedBackIn(Channel.RCS)
            .build());
    assertThat(arrival.ended()).containsExactly(OPEN);
    assertThat(arrival.notes()).containsExactly(ended("contact deleted"));
  }

  @Test
  void anyOtherEventLeavesWhatTheSessionRemembers() {
    SessionDraft full = contact()
        .version(7)
        .runCount(3)
        .misses(2)
        .lastFlow("flow")
        .known()
        .button(new Button("p", "r1", "flow", "step", "a", "A"))
        .sent(new SentMessage("m1", "flow", "step", true, ""))
        .heard(Channel.SMS, NINE);

    assertThat(after(full, new AgentLeft(header()))).isEqualTo(full.build());
  }

  // Conversations and agents.

  @Test
  void aConversationThatIsOverEndsWhatIsOpen() {
    for (Map.Entry<ConversationChanged.Change, String> over : Map.of(
            ConversationChanged.Change.STOPPED, "conversation stopped",
            ConversationChanged.Change.DELETED, "conversation deleted")
        .entrySet()) {
      SessionUpdate arrival =
          arrive(endsAtTen().agentActive(), new ConversationChanged(header(), over.getKey()), NINE);

      assertThat(arrival.session().runs()).isEmpty();
      assertThat(arrival.session().variables()).isEmpty();
      assertThat(arrival.session().agentActive()).isFalse();
      assertThat(arrival.session().expiresAt()).isNull();
      assertThat(arrival.notes()).containsExactly(ended(over.getValue()));
    }
  }

  @Test
  void aConversationThatBeginsEndsNothing() {
    assertOpen(arrive(
        endsAtTen(), new ConversationChanged(header(), ConversationChanged.Change.STARTED), NINE));
  }

  @Test
  void anAgentHasTheConversationFromJoiningToLeaving() {
    assertThat(after(contact(), new AgentJoined(header())).agentActive()).isTrue();
    assertThat(after(contact().agentActive(), new AgentLeft(header())).agentActive())
        .isFalse();
  }
}
