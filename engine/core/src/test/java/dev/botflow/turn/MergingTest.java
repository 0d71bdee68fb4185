package dev.botflow.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.Channel;
import dev.botflow.message.Address;
import dev.botflow.session.Button;
import dev.botflow.session.Run;
import dev.botflow.session.SentMessage;
import dev.botflow.session.Session;
import dev.botflow.session.Wait;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two contacts become one, C2 in C1: what stays, what is added, and what gives way. */
class MergingTest {
  private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
  private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");

  private static SessionDraft survivor() {
    return SessionDraft.of("C1");
  }

  private static SessionDraft loser() {
    return SessionDraft.of("C2");
  }

  private static Merging merge(SessionDraft survivor, SessionDraft loser) {
    return Merging.of(survivor.build(), loser.build(), "C1");
  }

  private static Run question(String id, Instant since) {
    return SessionDraft.run(
        id, new Wait.ForAnswer("step", since, 0, 1, false), NINE.minusSeconds(60));
  }

  private static Run call(String id, Instant since) {
    return SessionDraft.run(id, new Wait.ForResult("step", since, "call"), NINE.minusSeconds(60));
  }

  private static SentMessage message(String id) {
    return new SentMessage(id, "flow", "step", true, "");
  }

  private static Button button(String postback) {
    return new Button(postback, "r1", "flow", "step", "a", "A");
  }

  // Whose run goes on.

  @Test
  void theLoserGoesOnWhereItWasAskedLater() {
    Run given = question("r1", NINE);
    Run kept = question("r2", TEN);

    Merging merging = merge(survivor().run(given), loser().run(kept));

    assertThat(merging.session().runs()).containsExactly(kept);
    assertThat(merging.ended()).containsExactly(given);
    assertThat(merging.moved()).containsExactly(kept);
    assertThat(merging.left()).isEmpty();
  }

  @Test
  void theSurvivorGoesOnWhereBothWereActiveAtTheSameMoment() {
    Run kept = question("r1", NINE);
    Run given = question("r2", NINE);

    Merging merging = merge(survivor().run(kept), loser().run(given));

    assertThat(merging.session().runs()).containsExactly(kept);
    assertThat(merging.ended()).isEmpty();
    assertThat(merging.moved()).isEmpty();
    assertThat(merging.left()).containsExactly(given);
  }

  @Test
  void theLosersRunGoesOnWhereTheSurvivorHasNoneThoughItWasHeardLater() {
    Run kept = question("r2", NINE);

    Merging merging = merge(survivor().heard(Channel.SMS, TEN), loser().run(kept));

    assertThat(merging.session().runs()).containsExactly(kept);
    assertThat(merging.ended()).isEmpty();
    assertThat(merging.moved()).containsExactly(kept);
  }

  @Test
  void theSurvivorsRunGoesOnThoughTheLoserWasHeardLaterIfTheLoserHasNone() {
    Run kept = question("r1", NINE);

    Merging merging = merge(survivor().run(kept), loser().heard(Channel.SMS, TEN));

    assertThat(merging.session().runs()).containsExactly(kept);
    assertThat(merging.ended()).isEmpty();
    assertThat(merging.moved()).isEmpty();
  }

  @Test
  void aMessageHeardCountsAsActiveLikeAQuestionAsked() {
    Run kept = question("r2", NINE);

    Merging merging = merge(
        survivor().run(question("r1", NINE.plusSeconds(1))),
        loser().run(kept).heard(Channel.SMS, TEN));

    assertThat(merging.session().runs()).containsExactly(kept);
  }

  @Test
  void aRunThatWaitsForNothingIsAsOldAsItsBeginning() {
    Run kept = SessionDraft.run("r2", null, TEN);

    Merging merging = merge(survivor().run(question("r1", NINE)), loser().run(kept));

    assertThat(merging.session().runs()).containsExactly(kept);
  }

  @Test
  void aRunThatWaitsForAResultStaysWithTheLaneItsCallWasMadeOn() {
    Run calls = call("r2", TEN);
    Run moves = question("r3", TEN);

    Merging merging =
        merge(survivor().run(question("r1", NINE)), loser().run(calls).run(moves));

    assertThat(merging.session().runs()).containsExactly(moves);
    assertThat(merging.left()).containsExactly(calls);
    assertThat(merging.moved()).containsExactly(moves);
  }

  @Test
  void aRunThatWaitsForAResultAloneMovesNothing() {
    Run kept = question("r1", NINE);
    Run calls = call("r2", TEN);

    Merging merging = merge(survivor().run(kept), loser().run(calls));

    assertThat(merging.session().runs()).containsExactly(kept);
    assertThat(merging.left()).containsExactly(calls);
    assertThat(merging.moved()).isEmpty();
  }

  // What is known of the contact.

  @Test
  void whatTheSurvivorKnowsWinsAndWhatOnlyTheLoserKnowsIsAdded() {
    SessionDraft survivor = survivor()
        .contact("name", "Ana")
        .variable("topic", "plants")
        .identity(Channel.SMS, "4670001");
    SessionDraft loser = loser()
        .contact("name", "Bo")
        .contact("city", "Lund")
        .variable("topic", "pots")
        .variable("order", "LC-1")
        .identity(Channel.SMS, "4670002")
        .identity(Channel.WHATSAPP, "4670003");

    Session merged = merge(survivor, loser).session();

    assertThat(merged.contact()).containsOnly(entry("name", "Ana"), entry("city", "Lund"));
    assertThat(merged.variables()).containsOnly(entry("topic", "plants"), entry("order", "LC-1"));
    assertThat(merged.identities())
        .containsOnly(entry(Channel.SMS, "4670001"), entry(Channel.WHATSAPP, "4670003"));
  }

  private static <K, V> java.util.Map.Entry<K, V> entry(K key, V value) {
    return java.util.Map.entry(key, value);
  }

  @Test
  void isKnownAndWithAnAgentIfEitherWas() {
    assertThat(merge(survivor().known(), loser()).session().known()).isTrue();
    assertThat(merge(survivor(), loser().known()).session().known()).isTrue();
    assertThat(merge(survivor(), loser()).session().known()).isFalse();
    assertThat(merge(survivor().agentActive(), loser()).session().agentActive()).isTrue();
    assertThat(merge(survivor(), loser().agentActive()).session().agentActive()).isTrue();
    assertThat(merge(survivor(), loser()).session().agentActive()).isFalse();
  }

  @Test
  void repliesGoWhereTheOneWhoGoesOnWroteLastUnderTheSurvivorsId() {
    Address sms = new Address("APP", Channel.SMS, "C1", "4670001");
    Address whatsApp = new Address("APP", Channel.WHATSAPP, "C2", "4670002");

    Session stays = merge(survivor().replyTo(sms), loser().replyTo(whatsApp)).session();
    Session moves = merge(
            survivor().replyTo(sms), loser().replyTo(whatsApp).run(question("r2", NINE)))
        .session();
    Session only = merge(survivor(), loser().replyTo(whatsApp)).session();

    assertThat(stays.replyTo()).isEqualTo(sms);
    assertThat(moves.replyTo()).isEqualTo(new Address("APP", Channel.WHATSAPP, "C1", "4670002"));
    assertThat(only.replyTo()).isEqualTo(moves.replyTo());
    assertThat(merge(survivor(), loser()).session().replyTo()).isNull();
  }

  @Test
  void anAddressWithoutAContactStaysOneWithout() {
    Address identity = new Address("APP", Channel.SMS, null, "4670002");

    assertThat(merge(survivor(), loser().replyTo(identity)).session().replyTo())
        .isEqualTo(identity);
  }

  @Test
  void missesButtonsAndLastFlowAreThoseOfTheOneWhoGoesOn() {
    SessionDraft survivor =
        survivor().misses(1).button(button("p1")).lastFlow("menu").runCount(7);
    SessionDraft loser =
        loser().misses(2).button(button("p2")).lastFlow("order").runCount(4);

    Session stays = merge(survivor, loser).session();
    Session moves = merge(survivor, loser.run(question("r2", NINE))).session();

    assertThat(stays.misses()).isEqualTo(1);
    assertThat(stays.buttons()).containsExactly(button("p1"));
    assertThat(stays.lastFlow()).isEqualTo("menu");
    assertThat(moves.misses()).isEqualTo(2);
    assertThat(moves.buttons()).containsExactly(button("p2"));
    assertThat(moves.lastFlow()).isEqualTo("order");
    // The next run's number is one that neither had.
    assertThat(moves.runCount()).isEqualTo(7);
    assertThat(merge(survivor(), loser()).session().lastFlow()).isNull();
    assertThat(merge(survivor(), loser().lastFlow("order")).session().lastFlow())
        .isEqualTo("order");
  }

  @Test
  void theMessagesOfBothAreRememberedTheLatestOfTheOneWhoGoesOnLast() {
    Session merged =
        merge(survivor().sent(message("mine")), loser().sent(message("other"))).session();

    assertThat(merged.sent()).containsExactly(message("other"), message("mine"));
  }

  @Test
  void noMoreMessagesAreRememberedThanOfOneContact() {
    SessionDraft survivor = survivor();
    SessionDraft loser = loser();
    IntStream.range(0, Session.MAX_SENT - 1).forEach(i -> survivor.sent(message("mine" + i)));
    loser.sent(message("old")).sent(message("older"));

    Session merged = merge(survivor, loser).session();

    assertThat(merged.sent()).hasSize(Session.MAX_SENT);
    assertThat(merged.sent().get(0)).isEqualTo(message("older"));
    assertThat(merged.sent().get(59)).isEqualTo(message("mine58"));
  }

  @Test
  void theSessionLastsAsLongAsTheLongerOfBoth() {
    assertThat(
            merge(survivor().expiresAt(NINE), loser().expiresAt(TEN)).session().expiresAt())
        .isEqualTo(TEN);
    assertThat(
            merge(survivor().expiresAt(TEN), loser().expiresAt(NINE)).session().expiresAt())
        .isEqualTo(TEN);
    assertThat(merge(survivor().expiresAt(NINE), loser()).session().expiresAt()).isEqualTo(NINE);
    assertThat(merge(survivor(), loser().expiresAt(NINE)).session().expiresAt()).isEqualTo(NINE);
    assertThat(merge(survivor(), loser()).session().expiresAt()).isNull();
  }

  @Test
  void ofEachChannelTheLatestMessageCounts() {
    Session merged = merge(
            survivor().heard(Channel.SMS, NINE).heard(Channel.RCS, TEN),
            loser().heard(Channel.SMS, TEN).heard(Channel.RCS, NINE).heard(Channel.WHATSAPP, NINE))
        .session();

    assertThat(merged.heard())
        .containsOnly(
            entry(Channel.SMS, TEN), entry(Channel.RCS, TEN), entry(Channel.WHATSAPP, NINE));
  }

  // Opting out.

  @Test
  void whoOptedOutAnywhereStaysOptedOut() {
    Session merged =
        merge(survivor().optedOut(Channel.SMS), loser().optedOut(Channel.RCS)).session();

    assertThat(merged.optedOut()).containsExactlyInAnyOrder(Channel.SMS, Channel.RCS);
    assertThat(merged.optedOutOfAll()).isFalse();
    assertThat(merge(survivor().optedOutOfAll(), loser()).session().optedOutOfAll())
        .isTrue();
    assertThat(merge(survivor(), loser().optedOutOfAll()).session().optedOutOfAll())
        .isTrue();
  }

  @Test
  void aChannelIsOptedInAgainOnlyIfNeitherContactIsOptedOutOnIt() {
    SessionDraft left =
        survivor().optedOutOfAll().optedBackIn(Channel.SMS).optedBackIn(Channel.RCS);

    Session both = merge(left, loser().optedOutOfAll().optedBackIn(Channel.SMS)).session();
    Session one = merge(left, loser().optedOut(Channel.RCS)).session();
    Session other = merge(loser().optedOut(Channel.RCS), left).session();

    assertThat(both.optedBackIn()).containsExactly(Channel.SMS);
    assertThat(one.optedBackIn()).containsExactly(Channel.SMS);
    assertThat(other.optedBackIn()).containsExactly(Channel.SMS);
  }

  // What is left of the loser.

  @Test
  void ofTheLoserNothingIsLeftButItsOptOutsAndIdentities() {
    Session absorbed = merge(
            survivor(),
            loser()
                .version(4)
                .contact("name", "Bo")
                .variable("topic", "pots")
                .run(question("r9", NINE))
                .runCount(9)
                .misses(2)
                .lastFlow("order")
                .known()
                .agentActive()
                .optedOut(Channel.SMS)
                .optedOutOfAll()
                .optedBackIn(Channel.RCS)
                .replyTo(new Address("APP", Channel.SMS, "C2", null))
                .identity(Channel.SMS, "4670002")
                .button(button("p2"))
                .sent(message("m2"))
                .expiresAt(TEN)
                .heard(Channel.SMS, NINE))
        .absorbed();

    assertThat(absorbed)
        .isEqualTo(loser()
            .version(5)
            .runCount(9)
            .known()
            .optedOut(Channel.SMS)
            .optedOutOfAll()
            .optedBackIn(Channel.RCS)
            .identity(Channel.SMS, "4670002")
            .build());
  }
}
