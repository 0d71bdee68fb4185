package dev.botflow.store;

import static dev.botflow.store.SessionSamples.NOW;
import static dev.botflow.store.SessionSamples.call;
import static dev.botflow.store.SessionSamples.entry;
import static dev.botflow.store.SessionSamples.key;
import static dev.botflow.store.SessionSamples.row;
import static dev.botflow.store.SessionSamples.session;
import static dev.botflow.store.SessionSamples.timer;
import static dev.botflow.store.Turns.turn;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.SessionKey;
import dev.botflow.message.Address;
import dev.botflow.message.Outgoing;
import dev.botflow.message.TextMessage;
import dev.botflow.session.Session;
import dev.botflow.session.Timer;
import dev.botflow.session.Trace;
import dev.botflow.session.TraceEntry;
import dev.botflow.store.DeadLetter.Kind;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every store does, whatever it keeps things in. */
public abstract class StoreContract<S extends Store> {
  private static final SessionKey ANN = key("ann");
  private static final SessionKey BEN = key("ben");

  protected final HandClock clock = new HandClock(NOW);
  private S store;

  protected abstract S open(Clock clock, RetentionPolicy keeping);

  @BeforeEach
  void openStore() {
    store = open(clock, RetentionPolicy.standard().withTraces(3));
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  protected final S store() {
    return store;
  }

  @Test
  void opensAFreshSessionForWhomNobodyKnows() {
    assertThat(store.open(ANN)).isEqualTo(Session.fresh(ANN));
  }

  @Test
  void opensTheSessionThatWasSavedLast() {
    store.save(turn(ANN, 1).commit());
    store.save(
        turn(SessionSamples.session(ANN, 2, "total", new BigDecimal("1.10"))).commit());

    assertThat(store.open(ANN))
        .isEqualTo(SessionSamples.session(ANN, 2, "total", new BigDecimal("1.10")));
    assertThat(store.open(BEN).version()).isZero();
  }

  @Test
  void keepsAllOfASession() {
    store.save(turn(ANN, 1).commit());

    assertThat(store.open(ANN)).isEqualTo(SessionSamples.full(ANN, 1));
  }

  @Test
  void refusesATurnMadeFromAnOlderVersion() {
    store.save(turn(ANN, 1).commit());
    store.save(turn(ANN, 2).commit());

    assertThatThrownBy(() -> store.save(turn(ANN, 2).commit()))
        .isInstanceOfSatisfying(
            StaleSessionException.class, stale -> assertThat(stale.key()).isEqualTo(ANN))
        .hasMessage("a session: expected version 1, but was 2");
    assertThatThrownBy(() -> store.save(turn(BEN, 5).commit()))
        .isInstanceOf(StaleSessionException.class)
        .hasMessage("a session: expected version 4, but was 0");
  }

  @Test
  void changesNothingAtAllWhenATurnIsStale() {
    store.add(entry("e1", ANN));
    store.save(turn(ANN, 1)
        .sets(timer(ANN, "old", NOW))
        .calls(call(ANN, "old"))
        .sends(row(ANN, "m1", NOW))
        .commit());

    Commit stale = turn(ANN, 1)
        .handles("e1")
        .sends(row(ANN, "m2", NOW))
        .sets(timer(ANN, "new", NOW))
        .cancels("old")
        .calls(call(ANN, "new"))
        .completes("old")
        .traces(new Trace(List.of(new TraceEntry.Routed("R0", "f"))))
        .commit();
    assertThatThrownBy(() -> store.save(stale)).isInstanceOf(StaleSessionException.class);

    assertOnlyOldThingsAreKept();
  }

  @Test
  void changesNothingAtAllWhenAPartOfATurnCannotBeKept() {
    store.add(entry("e1", ANN));
    store.save(turn(ANN, 1)
        .sets(timer(ANN, "old", NOW))
        .calls(call(ANN, "old"))
        .sends(row(ANN, "m1", NOW))
        .commit());

    Commit twice = turn(ANN, 2)
        .handles("e1")
        .sends(row(ANN, "m2", NOW), row(ANN, "m1", NOW))
        .sets(timer(ANN, "new", NOW))
        .cancels("old")
        .completes("old")
        .commit();
    assertThatThrownBy(() -> store.save(twice))
        .isInstanceOf(BotFlowException.class)
        .hasMessage("outbox: expected a new message id, but m1 waits already");
    Commit odd = turn(SessionSamples.session(ANN, 2, "x", 1)).handles("e1").commit();
    assertThatThrownBy(() -> store.save(odd))
        .isInstanceOf(BotFlowException.class)
        .hasMessage(
            "session: /variables/x: expected text, a BigDecimal, true or false, a list or a map,"
                + " but was java.lang.Integer");

    assertOnlyOldThingsAreKept();
  }

  private void assertOnlyOldThingsAreKept() {
    assertThat(store.open(ANN)).isEqualTo(SessionSamples.full(ANN, 1));
    assertThat(store.pending()).extracting(InboxEntry::dedupeKey).containsExactly("e1");
    assertThat(store.dueRows(NOW, 9)).containsExactly(row(ANN, "m1", NOW));
    assertThat(store.dueTimers(NOW, 9)).containsExactly(timer(ANN, "old", NOW));
    assertThat(store.openCalls()).containsExactly(call(ANN, "old"));
    assertThat(store.traces(ANN)).containsExactly(Trace.empty());
  }

  @Test
  void storesAMergedContactWithItsSurvivorOrNeither() {
    SessionKey survivor = key("ann");
    SessionKey loser = key("bob");
    Session kept = session(loser, 1, "total", "10");
    store.save(commit(kept, List.of(timer(loser, "r1.nudge", NOW)), null));

    Session empty = session(loser, 3, "total", "0");
    Session merged = session(survivor, 1, "total", "10");
    assertThatThrownBy(() -> store.save(commit(merged, List.of(), empty)))
        .isInstanceOf(StaleSessionException.class);
    assertThat(store.open(survivor).version()).isZero();
    assertThat(store.nextTimer()).isPresent();

    Session left = session(loser, 2, "total", "0");
    store.save(commit(merged, List.of(), left));

    assertThat(store.open(survivor)).isEqualTo(merged);
    assertThat(store.open(loser)).isEqualTo(left);
    assertThat(store.nextTimer()).isEmpty();
  }

  @Test
  @Tag("G17")
  void aDeletedContactTakesAlongAllOfItThatWaitsOrWasGivenUp() {
    store.add(entry("later", ANN));
    for (SessionKey one : List.of(ANN, BEN)) {
      store.save(turn(one, 1)
          .sets(timer(one, "t1", NOW), timer(one, "t2", NOW))
          .calls(call(one, "c1"), call(one, "c2"))
          .sends(row(one, one.value() + "dead", NOW), row(one, one.value() + "waits", NOW))
          .commit());
      store.giveUp(new GivenUp.Message(one.value() + "dead", 1, "400", false, NOW));
      store.giveUp(new GivenUp.DueTimer(timer(one, "t1", NOW), "its turn failed"));
      store.giveUp(new GivenUp.OpenCall(call(one, "c1"), "its turn failed"));
      store.giveUp(new GivenUp.Event(entry("given up " + one.value(), one), "its turn failed"));
    }

    store.save(turn(ANN, 2).contactGone().sends(row(ANN, "own", NOW)).commit());

    assertThat(store.dueRows(NOW, 9))
        .extracting(OutboxRow::id)
        .containsExactly(BEN.value() + "waits", "own");
    assertThat(DeadLetters.messages(store)).extracting(DeadLetter::key).containsExactly(BEN);
    assertThat(store.openCalls()).containsExactly(call(BEN, "c2"));
    assertThat(store.dueTimers(NOW, 9)).containsExactly(timer(BEN, "t2", NOW));
    assertThat(DeadLetters.timersAndCalls(store))
        .extracting(DeadLetter::kind, DeadLetter::key)
        .containsExactly(tuple(Kind.TIMER, BEN), tuple(Kind.CALL, BEN));
    assertThat(DeadLetters.events(store)).extracting(DeadLetter::key).containsExactly(BEN);
    assertThat(store.traces(ANN)).hasSize(1);
    // What came after it is handled as ever.
    assertThat(store.pending()).extracting(InboxEntry::dedupeKey).containsExactly("later");
  }

  @Test
  @Tag("G17")
  void findsTheSessionsOfAnIdentityWhateverTheyAreKeptUnder() {
    for (String contact : List.of("a", "b", "c")) {
      SessionKey key = SessionKey.of(SessionSamples.context(contact));
      store.save(turn(Session.fresh(key).toBuilder()
              .version(1)
              .variables(SessionSamples.map("call me", "+46705550100"))
              .identities(Map.of(Channel.SMS, contact.equals("c") ? "46705550199" : "+46705550100"))
              .build())
          .commit());
    }
    String app = String.valueOf(SessionSamples.context("a").appId());

    assertThat(store.sessionsOf(app, Channel.SMS, "46705550100"))
        .containsExactly(
            SessionKey.of(SessionSamples.context("a")), SessionKey.of(SessionSamples.context("b")));
    assertThat(store.sessionsOf(app, Channel.WHATSAPP, "46705550100")).isEmpty();
    assertThat(store.sessionsOf(app + "x", Channel.SMS, "46705550100")).isEmpty();
  }

  private static Commit commit(Session session, List<Timer> timers, @Nullable Session absorbed) {
    return new Commit(
        session,
        "e-" + session.key().value() + session.version(),
        List.of(),
        timers,
        List.of(),
        List.of(),
        null,
        Trace.empty(),
        NOW,
        absorbed);
  }

  @Test
  void keepsEventsAsTheyCameUntilTheirTurn() {
    store.add(entry("e1", ANN));
    store.add(entry("e2", BEN));
    store.add(entry("e3", ANN));

    store.save(turn(ANN, 1).handles("e1").commit());

    List<InboxEntry> pending = store.pending();
    assertThat(pending)
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(entry("e2", BEN), entry("e3", ANN));
  }

  @Test
  @Tag("G2")
  void takesAnEventOnceWithinTheWindow() {
    assertThat(store.add(entry("e1", ANN))).isTrue();
    assertThat(store.add(entry("e1", ANN))).isFalse();
    store.save(turn(ANN, 1).handles("e1").commit());

    clock.advance(Duration.ofDays(7).minusNanos(1));
    assertThat(store.add(entry("e1", ANN))).isFalse();
    clock.advance(Duration.ofNanos(1));
    assertThat(store.add(entry("e1", ANN))).isTrue();
    assertThat(store.add(entry("e1", ANN))).isFalse();

    assertThat(store.pending()).extracting(InboxEntry::dedupeKey).containsExactly("e1");
  }

  @Test
  void knowsAWaitingEventHoweverLongItWaits() {
    store.add(entry("e1", ANN));
    clock.advance(Duration.ofDays(30));

    assertThat(store.add(entry("e1", ANN))).isFalse();
    assertThat(store.add(entry("e2", ANN))).isTrue();

    assertThat(store.pending()).extracting(InboxEntry::dedupeKey).containsExactly("e1", "e2");
    assertThat(store.tally()).isEqualTo(new EventCounts(2, 2, 0, 0, 0));
  }

  @Test
  void remembersAnEventThatWasHandledWithoutTheInbox() {
    store.save(turn(ANN, 1).handles("e1").commit());

    assertThat(store.add(entry("e1", ANN))).isFalse();
  }

  @Test
  void storesNothingOfASecondTurnOfTheSameEvent() {
    store.add(entry("e1", ANN));
    store.save(turn(ANN, 1).handles("e1").sends(row(ANN, "a1", NOW)).commit());

    assertThatThrownBy(() ->
            store.save(turn(ANN, 2).handles("e1").sends(row(ANN, "a2", NOW)).commit()))
        .isInstanceOf(AlreadyHandledException.class)
        .hasMessage("an event: expected one that waits, but it was handled already");

    assertThat(store.open(ANN).version()).isEqualTo(1);
    store.sent("a1", "sinch-1", NOW);
    assertThat(store.nextRow()).isEmpty();
  }

  @Test
  void ignoresAnEventThatConcernsNobodyAndStillKnowsIt() {
    store.add(entry("e1", ANN));

    store.ignore("e1", "no contact");

    assertThat(store.pending()).isEmpty();
    assertThat(store.add(entry("e1", ANN))).isFalse();
  }

  @Test
  void givesAnEventUpOnceWhetherItWaitedOrNot() {
    store.add(entry("e1", ANN));

    store.giveUp(new GivenUp.Event(entry("e1", ANN), "not JSON"));
    store.giveUp(new GivenUp.Event(entry("e2", BEN), "not JSON either"));
    store.giveUp(new GivenUp.Event(entry("e2", BEN), "once more"));

    assertThat(store.pending()).isEmpty();
    assertThat(store.add(entry("e2", BEN))).isFalse();
    assertThat(DeadLetters.events(store))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(
            event(DeadLetters.events(store).get(0).number(), entry("e1", ANN), "not JSON"),
            event(DeadLetters.events(store).get(1).number(), entry("e2", BEN), "not JSON either"));
  }

  @Test
  void offersTheFirstUnsentRowOfEachSessionWhoeverWaitedLongestFirst() {
    store.save(turn(ANN, 1).sends(row(ANN, "a1", NOW), row(ANN, "a2", NOW)).commit());
    store.save(turn(BEN, 1).sends(row(BEN, "b1", NOW), row(BEN, "b2", NOW)).commit());

    assertThat(store.dueRows(NOW, 9)).containsExactly(row(ANN, "a1", NOW), row(BEN, "b1", NOW));
    assertThat(store.dueRows(NOW, 1)).containsExactly(row(ANN, "a1", NOW));

    // Ann had one: her next comes after Ben's.
    store.sent("a1", "sinch-1", NOW);
    assertThat(store.dueRows(NOW, 9)).containsExactly(row(BEN, "b1", NOW), row(ANN, "a2", NOW));
    store.sent("b1", "sinch-2", NOW);
    assertThat(store.dueRows(NOW, 9)).containsExactly(row(ANN, "a2", NOW), row(BEN, "b2", NOW));
  }

  @Test
  @Tag("G15")
  void offersAnswersBeforeWhatTimeSends() {
    SessionKey cleo = key("cleo");
    store.save(turn(ANN, 1).sends(row(ANN, "a1", NOW).later(true)).commit());
    store.save(turn(BEN, 1).sends(row(BEN, "b1", NOW).later(true)).commit());
    store.save(turn(cleo, 1).sends(row(cleo, "c1", NOW)).commit());
    assertThat(store.dueRows(NOW, 9))
        .containsExactly(
            row(cleo, "c1", NOW),
            row(ANN, "a1", NOW).later(true),
            row(BEN, "b1", NOW).later(true));

    // Ben's answer comes behind what time sent him, which therefore is late no more.
    store.save(turn(BEN, 2).sends(row(BEN, "b2", NOW)).commit());
    store.sent("c1", "sinch-1", NOW);

    assertThat(store.dueRows(NOW, 9))
        .containsExactly(row(BEN, "b1", NOW), row(ANN, "a1", NOW).later(true));
    store.sent("b1", "sinch-2", NOW);
    assertThat(store.dueRows(NOW, 9))
        .containsExactly(row(BEN, "b2", NOW), row(ANN, "a1", NOW).later(true));
  }

  @Test
  void tellsTimersThatAreDueSinceAMomentApartFromOlderOnes() {
    store.save(turn(ANN, 1)
        .sets(timer(ANN, "old", NOW.minusSeconds(60)), timer(ANN, "new", NOW))
        .commit());

    assertThat(store.dueTimers(NOW.minusSeconds(60), NOW, Set.of(), 9))
        .containsExactly(timer(ANN, "new", NOW));
    assertThat(store.dueTimers(NOW.minusSeconds(61), NOW, Set.of(), 1))
        .containsExactly(timer(ANN, "old", NOW.minusSeconds(60)));
    assertThat(store.dueTimers(NOW.minusSeconds(61), NOW, Set.of("app"), 9)).isEmpty();
  }

  @Test
  void holdsASessionsRowsBackBehindOneThatIsNotDue() {
    Instant later = NOW.plusSeconds(60);
    store.save(turn(ANN, 1).sends(row(ANN, "a1", NOW), row(ANN, "a2", NOW)).commit());
    store.save(turn(BEN, 1).sends(row(BEN, "b1", later.plusSeconds(1))).commit());

    store.retry(row(ANN, "a1", NOW).retry(later));

    assertThat(store.dueRows(NOW, 9)).isEmpty();
    assertThat(store.nextRow()).contains(later);
    assertThat(store.dueRows(later.minusNanos(1), 9)).isEmpty();
    assertThat(store.dueRows(later, 9)).containsExactly(row(ANN, "a1", NOW).retry(later));
  }

  @Test
  void leavesOutTheRowsOfAppsThatTakeNothingNow() {
    OutboxRow other = new OutboxRow(
        new Outgoing(
            "b1", new Address("other", Channel.SMS, "c1", null), new TextMessage("x"), null),
        BEN,
        1,
        0,
        NOW,
        0,
        NOW);
    store.save(turn(ANN, 1).sends(row(ANN, "a1", NOW)).commit());
    store.save(turn(BEN, 1).sends(other).commit());

    assertThat(store.dueRows(NOW, Set.of("app"), 1)).containsExactly(other);
    assertThat(store.dueRows(NOW, Set.of("other"), 9)).containsExactly(row(ANN, "a1", NOW));
    assertThat(store.dueRows(NOW, Set.of("app", "other"), 9)).isEmpty();

    store.giveUp(new GivenUp.Message(other.id(), 1, "refused", false, NOW));
    store.replay("b1", NOW);

    assertThat(store.dueRows(NOW, Set.of("other"), 9)).containsExactly(row(ANN, "a1", NOW));
    assertThat(store.dueRows(NOW, Set.of("app"), 9))
        .extracting(OutboxRow::id)
        .containsExactly("b1");
  }

  @Test
  void knowsThatNoRowWaits() {
    assertThat(store.nextRow()).isEmpty();
    assertThat(store.dueRows(NOW, 9)).isEmpty();
  }

  @Test
  void movesARowThatIsGivenUpOutOfTheWay() {
    store.save(turn(ANN, 1).sends(row(ANN, "a1", NOW), row(ANN, "a2", NOW)).commit());
    store.save(turn(BEN, 1).sends(row(BEN, "b1", NOW)).commit());
    Instant first = NOW.plusSeconds(1);
    Instant second = NOW.plusSeconds(2);

    store.giveUp(new GivenUp.Message("a1", 1, "refused: 400", false, first));
    store.giveUp(new GivenUp.Message("b1", 2, "connection lost", true, second));

    assertThat(DeadLetters.messages(store))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("number")
        .containsExactly(
            DeadLetters.message("a1", ANN, 1, "refused: 400", false, first),
            DeadLetters.message("b1", BEN, 2, "connection lost", true, second));
    assertThat(store.dueRows(NOW, 9)).containsExactly(row(ANN, "a2", NOW));
  }

  @Test
  void replaysADeadRowAsOneTriedOnceAtTheEndOfItsQueue() {
    store.save(turn(ANN, 1).sends(row(ANN, "a1", NOW), row(ANN, "a2", NOW)).commit());
    store.giveUp(new GivenUp.Message("a1", 1, "refused", false, NOW));
    Instant later = NOW.plusSeconds(60);

    assertThat(store.replay("a1", later)).isTrue();
    assertThat(store.replay("a1", later)).isFalse();

    assertThat(DeadLetters.messages(store)).isEmpty();
    assertThat(store.dueRows(later, 9)).containsExactly(row(ANN, "a2", NOW));
    store.sent("a2", "sinch-2", later);
    OutboxRow again = new OutboxRow(row(ANN, "a1", NOW).message(), ANN, 1, 0, later, 1, later);
    assertThat(store.dueRows(later, 9)).containsExactly(again);
  }

  @Test
  void tellsInTheTraceOfItsTurnWhyARowWasGivenUp() {
    store.save(turn(ANN, 1)
        .sends(row(ANN, "a1", NOW), row(ANN, "a2", NOW))
        .traces(trace("R1"))
        .commit());
    store.save(turn(ANN, 2).traces(trace("R2")).commit());
    store.save(turn(BEN, 1).traces(trace("R3")).commit());
    Trace why = new Trace(List.of(TraceEntry.Suppressed.message("a1", "opted out")));

    store.giveUp(new GivenUp.Message("a1", 1, "opted out", false, NOW, why));
    store.giveUp(new GivenUp.Message("a1", 1, "opted out", false, NOW, why));
    store.giveUp(new GivenUp.Message("a2", 1, "refused", false, NOW));

    assertThat(store.traces(ANN)).containsExactly(trace("R1").with(why), trace("R2"));
    assertThat(store.traces(BEN)).containsExactly(trace("R3"));
  }

  @Test
  void givesARowUpWhoseTraceIsNoLongerKept() {
    store.save(turn(ANN, 1).sends(row(ANN, "a1", NOW)).traces(trace("R1")).commit());
    store.eraseOlder(NOW.plusNanos(1));
    Trace why = new Trace(List.of(TraceEntry.Suppressed.message("a1", "opted out")));

    store.giveUp(new GivenUp.Message("a1", 1, "opted out", false, NOW, why));

    assertThat(store.traces(ANN)).isEmpty();
    assertThat(DeadLetters.messages(store)).extracting(DeadLetter::id).containsExactly("a1");
  }

  @Test
  void listsWhatWasGivenUpInPagesOfAnyKinds() {
    store.save(turn(ANN, 1)
        .sends(row(ANN, "m1", NOW), row(ANN, "m2", NOW))
        .sets(timer(ANN, "t1", NOW), timer(ANN, "t2", NOW))
        .calls(call(ANN, "c1"))
        .commit());
    store.giveUp(new GivenUp.OpenCall(call(ANN, "c1"), "its turn failed"));
    store.giveUp(new GivenUp.DueTimer(timer(ANN, "t2", NOW), "its turn failed"));
    store.giveUp(new GivenUp.Event(entry("e2", ANN), "not JSON"));
    store.giveUp(new GivenUp.Message("m2", 1, "refused", false, NOW));
    store.giveUp(new GivenUp.Message("m1", 1, "refused", false, NOW));
    store.giveUp(new GivenUp.DueTimer(timer(ANN, "t1", NOW), "its turn failed"));
    store.giveUp(new GivenUp.Event(entry("e1", ANN), "not JSON"));

    List<DeadLetter> paged = new ArrayList<>();
    for (List<DeadLetter> page = store.deadLetters(Kind.ALL, 0, 2);
        !page.isEmpty();
        page = store.deadLetters(Kind.ALL, paged.get(paged.size() - 1).number(), 2)) {
      assertThat(page).hasSizeLessThanOrEqualTo(2);
      paged.addAll(page);
    }

    assertThat(paged).extracting(DeadLetter::number).isSorted().doesNotHaveDuplicates();
    assertThat(paged)
        .extracting(DeadLetter::id)
        .containsExactlyInAnyOrder("c1", "t2", "e2", "m2", "m1", "t1", "e1");
    assertThat(DeadLetters.messages(store)).extracting(DeadLetter::id).containsExactly("m2", "m1");
    assertThat(DeadLetters.events(store)).extracting(DeadLetter::id).containsExactly("e2", "e1");
    assertThat(DeadLetters.timersAndCalls(store))
        .extracting(DeadLetter::kind, DeadLetter::id)
        .containsExactly(tuple(Kind.CALL, "c1"), tuple(Kind.TIMER, "t2"), tuple(Kind.TIMER, "t1"));
    assertThat(store.deadLetters(Set.of(Kind.CALL, Kind.MESSAGE), 0, 2)).hasSize(2);
    assertThat(store.deadLetters(Set.of(), 0, 9)).isEmpty();
    assertThat(store.deadLetterCounts())
        .isEqualTo(Map.of(Kind.MESSAGE, 2L, Kind.EVENT, 2L, Kind.TIMER, 2L, Kind.CALL, 1L));
  }

  @Test
  void neitherReplaysNorKeepsATimerOrACallThatIsDropped() {
    store.save(turn(ANN, 1).sets(timer(ANN, "t1", NOW)).calls(call(ANN, "c1")).commit());
    store.giveUp(new GivenUp.DueTimer(timer(ANN, "t1", NOW), "its turn failed"));
    store.giveUp(new GivenUp.OpenCall(call(ANN, "c1"), "its turn failed"));

    assertThat(store.replay("t1", NOW)).isFalse();
    assertThat(store.replay("c1", NOW)).isFalse();
    assertThat(store.drop("t1")).isTrue();
    assertThat(store.drop("t1")).isFalse();

    assertThat(DeadLetters.timersAndCalls(store)).extracting(DeadLetter::id).containsExactly("c1");
  }

  @Test
  void dropsADeadRow() {
    store.save(turn(ANN, 1).sends(row(ANN, "a1", NOW)).commit());
    store.giveUp(new GivenUp.Message("a1", 1, "refused", false, NOW));

    assertThat(store.drop("a1")).isTrue();
    assertThat(store.drop("a1")).isFalse();
    assertThat(DeadLetters.messages(store)).isEmpty();
    assertThat(store.nextRow()).isEmpty();
  }

  @Test
  void settlesARowOfUnknownOutcomeOnceItIsKnownToBeSent() {
    store.save(turn(ANN, 1).sends(row(ANN, "a1", NOW)).commit());
    store.giveUp(new GivenUp.Message("a1", 1, "connection lost", true, NOW));

    store.sent("a1", "sinch-1", NOW);

    assertThat(DeadLetters.messages(store)).isEmpty();
  }

  @Test
  void knowsAnAttemptInDoubtUntilAReportSettlesIt() {
    store.save(turn(ANN, 1).sends(row(ANN, "a1", NOW), row(ANN, "a2", NOW)).commit());

    store.retry(row(ANN, "a1", NOW).outcomeUnknown(NOW));

    assertThat(store.dueRows(NOW, 9)).containsExactly(row(ANN, "a1", NOW).outcomeUnknown(NOW));
    assertThat(store.settle("a2", "sinch-2", NOW)).isFalse();
    assertThat(store.settle("a1", "sinch-1", NOW)).isTrue();
    assertThat(store.settle("a1", "sinch-1", NOW)).isFalse();
    assertThat(store.dueRows(NOW, 9)).containsExactly(row(ANN, "a2", NOW));
    assertThat(store.unknownOutcomes()).containsExactly("a1");
  }

  @Test
  void settlesADeadRowOnlyIfNobodyKnewWhetherItWasSent() {
    store.save(turn(ANN, 1).sends(row(ANN, "a1", NOW), row(ANN, "a2", NOW)).commit());
    store.giveUp(new GivenUp.Message("a1", 1, "refused", false, NOW));
    store.giveUp(new GivenUp.Message("a2", 1, "connection lost", true, NOW));

    assertThat(store.settle("a1", "sinch-1", NOW)).isFalse();
    assertThat(store.settle("a2", "sinch-2", NOW)).isTrue();

    assertThat(DeadLetters.messages(store)).extracting(DeadLetter::id).containsExactly("a1");
  }

  @Test
  void keepsARowInDoubtHoweverItGoesOn() {
    store.save(turn(ANN, 1).sends(row(ANN, "a1", NOW)).commit());
    store.retry(row(ANN, "a1", NOW).outcomeUnknown(NOW));

    store.giveUp(new GivenUp.Message("a1", 1, "connection lost", true, NOW));
    assertThat(store.unknownOutcomes()).containsExactly("a1");
    store.replay("a1", NOW);
    assertThat(store.unknownOutcomes()).containsExactly("a1");
    assertThat(store.dueRows(NOW, 9)).extracting(OutboxRow::unknown).containsExactly(true);
    store.sent("a1", "sinch-1", NOW);
    store.sent("a1", "sinch-2", NOW);
    assertThat(store.unknownOutcomes()).containsExactly("a1");
  }

  @Test
  void doubtsAttemptsWhoseOutcomeWasNeverStored() {
    store.save(turn(ANN, 1).sends(row(ANN, "a1", NOW)).commit());
    store.save(turn(BEN, 1).sends(row(BEN, "b1", NOW)).commit());
    store.attempting(List.of("a1", "b1", "gone"));
    store.retry(row(BEN, "b1", NOW).retry(NOW));
    Instant later = NOW.plusSeconds(30);

    assertThat(store.markUnknownOutcomes(later)).isEqualTo(1);
    assertThat(store.markUnknownOutcomes(later)).isZero();

    assertThat(store.dueRows(NOW, 9)).containsExactly(row(BEN, "b1", NOW).retry(NOW));
    assertThat(store.dueRows(later, 9))
        .containsExactly(
            row(ANN, "a1", NOW).outcomeUnknown(later), row(BEN, "b1", NOW).retry(NOW));
    assertThat(store.unknownOutcomes()).containsExactly("a1");
  }

  @Test
  void letsNoRowWaitLongerThanSaid() {
    store.save(turn(ANN, 1).sends(row(ANN, "a1", NOW.plusSeconds(3_600))).commit());
    store.save(turn(BEN, 1).sends(row(BEN, "b1", NOW.plusSeconds(5))).commit());

    store.waitAtMost(NOW.plusSeconds(10));

    assertThat(store.dueRows(NOW.plusSeconds(5), 9))
        .containsExactly(row(BEN, "b1", NOW.plusSeconds(5)));
    assertThat(store.dueRows(NOW.plusSeconds(10), 9))
        .containsExactly(row(ANN, "a1", NOW.plusSeconds(10)), row(BEN, "b1", NOW.plusSeconds(5)));
  }

  @Test
  void givesUpOnlyWhatWaits() {
    store.giveUp(new GivenUp.Message("a1", 1, "refused", false, NOW));

    assertThat(DeadLetters.messages(store)).isEmpty();
  }

  @Test
  void tellsHowLongTheOldestMessageWaits() {
    assertThat(store.oldestRow()).isEmpty();

    store.save(turn(ANN, 1).sends(row(ANN, "a1", NOW.plusSeconds(60))).commit());

    assertThat(store.oldestRow()).contains(NOW);
  }

  @Test
  void givesWaitingEventsOfAnAppInPages() {
    for (int i = 1; i <= 5; i++) {
      store.add(entry("e" + i, i % 2 == 0 ? ANN : BEN));
    }

    List<WaitingEvent> first = store.pending("app", 0, 2);
    List<WaitingEvent> rest = store.pending("app", first.get(1).number(), 9);

    assertThat(first).extracting(event -> event.entry().dedupeKey()).containsExactly("e1", "e2");
    assertThat(rest)
        .extracting(event -> event.entry().dedupeKey())
        .containsExactly("e3", "e4", "e5");
    assertThat(store.pendingCount("app")).isEqualTo(5);
    assertThat(store.pending("other", 0, 9)).isEmpty();
    assertThat(store.pendingCount("other")).isZero();
  }

  @Test
  void countsWhatBecameOfEveryAcceptedEvent() {
    assertThat(store.tally()).isEqualTo(new EventCounts(0, 0, 0, 0, 0));
    for (int i = 1; i <= 5; i++) {
      store.add(entry("e" + i, ANN));
    }

    store.save(turn(ANN, 1).handles("e1").commit());
    store.ignore("e2", "no contact");
    store.giveUp(new GivenUp.Event(entry("e3", ANN), "not JSON"));

    assertThat(store.tally()).isEqualTo(new EventCounts(5, 2, 1, 1, 1));
    assertThat(store.tally().balanced()).isTrue();
    store.erase(ANN);
    assertThat(store.tally()).isEqualTo(new EventCounts(5, 0, 1, 1, 3));
    assertThat(store.tally().balanced()).isTrue();
  }

  @Test
  void dropsAnEventThatWasGivenUp() {
    store.giveUp(new GivenUp.Event(entry("e1", ANN), "not JSON"));

    assertThat(store.drop("e1")).isTrue();
    assertThat(store.drop("e1")).isFalse();
    assertThat(DeadLetters.events(store)).isEmpty();
  }

  @Test
  void letsAnEventThatWasGivenUpWaitAgainBehindTheOthers() {
    store.add(entry("e1", ANN));
    store.add(entry("e2", ANN));
    store.giveUp(new GivenUp.Event(entry("e1", ANN), "its turn failed"));

    assertThat(store.replayed()).isEmpty();
    assertThat(store.replay("e1", NOW)).isTrue();
    assertThat(store.replay("e1", NOW)).isFalse();

    assertThat(DeadLetters.events(store)).isEmpty();
    assertThat(store.pending()).extracting(InboxEntry::dedupeKey).containsExactly("e2", "e1");
    assertThat(store.replayed())
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(entry("e1", ANN));
    assertThat(store.add(entry("e1", ANN))).isFalse();
    assertThat(store.tally()).isEqualTo(new EventCounts(2, 2, 0, 0, 0));

    store.save(turn(ANN, 1).handles("e1").commit());
    assertThat(store.replayed()).isEmpty();
    assertThat(store.tally()).isEqualTo(new EventCounts(2, 1, 1, 0, 0));
  }

  @Test
  void forgetsAllOfOneContactAndNothingOfOthers() {
    fill(ANN, "a");
    fill(BEN, "b");

    assertThat(store.erase(ANN)).isEqualTo(8);
    store.vacuum();

    assertThat(store.open(ANN)).isEqualTo(Session.fresh(ANN));
    assertThat(store.traces(ANN)).isEmpty();
    assertThat(store.open(BEN)).isEqualTo(SessionSamples.full(BEN, 1));
    assertThat(store.traces(BEN)).containsExactly(trace("b"));
    assertThat(store.pending()).extracting(InboxEntry::dedupeKey).containsExactly("b-waits");
    assertThat(DeadLetters.events(store)).extracting(DeadLetter::id).containsExactly("b-buried");
    assertThat(DeadLetters.messages(store)).extracting(DeadLetter::id).containsExactly("b-dead");
    assertThat(store.dueRows(NOW, 9)).containsExactly(row(BEN, "b-sends", NOW));
    assertThat(store.dueTimers(NOW, 9)).containsExactly(timer(BEN, "b-timer", NOW));
    assertThat(store.openCalls()).containsExactly(call(BEN, "b-call"));
  }

  @Test
  void knowsTheEventsOfAForgottenContactThoughNothingElse() {
    fill(ANN, "a");

    store.erase(ANN);

    assertThat(store.add(entry("a-waits", ANN))).isFalse();
    assertThat(store.add(entry("a-handled", ANN))).isFalse();
    assertThat(store.add(entry("a-new", ANN))).isTrue();
    store.save(turn(ANN, 1).handles("a-new").commit());
    assertThat(store.open(ANN).version()).isEqualTo(1);
  }

  @Test
  void leavesATurnStaleWhoseContactWasForgottenMeanwhile() {
    store.save(turn(ANN, 1).commit());

    store.erase(ANN);

    assertThatThrownBy(() -> store.save(turn(ANN, 2).commit()))
        .isInstanceOf(StaleSessionException.class)
        .hasMessage("a session: expected version 1, but was 0");
  }

  @Test
  void takesNoMessageBackInThatWasForgottenWhileItWasSent() {
    store.save(turn(ANN, 1).sends(row(ANN, "a1", NOW)).commit());

    store.erase(ANN);
    store.retry(row(ANN, "a1", NOW).retry(NOW));
    store.giveUp(new GivenUp.Message("a1", 1, "refused", false, NOW));

    assertThat(store.dueRows(NOW, 9)).isEmpty();
    assertThat(DeadLetters.messages(store)).isEmpty();
  }

  @Test
  void forgetsContactsNobodyHeardOfAndWhatWasGivenUpLongAgo() {
    fill(ANN, "a");
    SessionKey cat = key("cat");
    store.save(
        turn(SessionSamples.session(cat, 1, "text", "x")).traces(trace("c")).commit());

    assertThat(store.eraseOlder(NOW)).isZero();
    // The contact for whom something waits stays; of it goes what was given up, and its traces.
    assertThat(store.eraseOlder(NOW.plusNanos(1))).isEqualTo(5);

    assertThat(store.open(cat).version()).isZero();
    assertThat(store.traces(cat)).isEmpty();
    assertThat(store.open(ANN)).isEqualTo(SessionSamples.full(ANN, 1));
    assertThat(DeadLetters.messages(store)).isEmpty();
    assertThat(DeadLetters.events(store)).isEmpty();
  }

  @Test
  void keepsWhatAContactOptedOutOfHoweverOldItIs() {
    store.save(turn(ANN, 1).traces(trace("a")).commit());
    clock.advance(Duration.ofDays(400));

    assertThat(store.eraseOlder(NOW.plusNanos(1))).isEqualTo(2);
    assertThat(store.eraseOlder(NOW.plusNanos(1))).isZero();

    Session left = store.open(ANN);
    Session full = SessionSamples.full(ANN, 1);
    assertThat(left).isEqualTo(full.remainder().orElseThrow());
    assertThat(left.version()).isEqualTo(2);
    assertThat(left.optedOut()).isEqualTo(full.optedOut());
    assertThat(left.optedOutOfAll()).isTrue();
    assertThat(left.optedBackIn()).isEqualTo(full.optedBackIn());
    assertThat(left.contact()).isEmpty();
    assertThat(left.identities()).isEmpty();
    assertThat(store.traces(ANN)).isEmpty();
    store.erase(ANN);
    assertThat(store.open(ANN)).isEqualTo(Session.fresh(ANN));
  }

  @Test
  void forgetsNoContactForWhomSomethingWaits() {
    store.save(turn(key("timer"), 1).sets(timer(key("timer"), "t", NOW)).commit());
    store.save(turn(key("call"), 1).calls(call(key("call"), "c")).commit());
    store.save(turn(key("row"), 1).sends(row(key("row"), "m", NOW)).commit());
    store.save(turn(key("event"), 1).commit());
    store.add(entry("waits", key("event")));

    store.eraseOlder(NOW.plusNanos(1));

    for (String name : List.of("timer", "call", "row", "event")) {
      assertThat(store.open(key(name))).isEqualTo(SessionSamples.full(key(name), 1));
    }
    assertThat(store.dueTimers(NOW, 9)).hasSize(1);
    assertThat(store.openCalls()).hasSize(1);
    assertThat(store.dueRows(NOW, 9)).hasSize(1);
    store.sent("m", "sinch-1", NOW);
    store.eraseOlder(NOW.plusNanos(1));
    assertThat(store.open(key("row")).runs()).isEmpty();
  }

  @Test
  void forgetsUnreadableEventsOfAnAppThatHoldAnIdentity() {
    SessionKey app = SessionKey.ofApp("app");
    store.giveUp(new GivenUp.Event(
        new InboxEntry("u1", app, "app", "{\"identity\":\"46705551234\"".getBytes(UTF_8), NOW),
        "not JSON"));
    store.giveUp(new GivenUp.Event(
        new InboxEntry("u2", app, "app", "{\"identity\":\"46705559999\"".getBytes(UTF_8), NOW),
        "not JSON"));

    assertThat(store.eraseUnread("other", new PersonalDataMatcher("46705551234")))
        .isZero();
    assertThat(store.eraseUnread("app", new PersonalDataMatcher("46705551234"))).isEqualTo(1);

    assertThat(DeadLetters.events(store)).extracting(DeadLetter::id).containsExactly("u2");
  }

  @Test
  void knowsWhoWasMergedIntoAContactUntilItIsForgotten() {
    SessionKey survivor = key("ann");
    SessionKey loser = key("bob");
    store.save(commit(session(loser, 1, "total", "10"), List.of(), null));
    store.save(commit(session(survivor, 1, "x", "y"), List.of(), session(loser, 2, "a", "b")));

    assertThat(store.mergedInto(survivor)).containsExactly(loser);
    assertThat(store.mergedInto(loser)).isEmpty();
    assertThat(store.survivor(loser)).contains(survivor);
    assertThat(store.survivor(survivor)).isEmpty();

    store.erase(survivor);
    assertThat(store.mergedInto(survivor)).containsExactly(loser);
    store.erase(loser);
    assertThat(store.mergedInto(survivor)).isEmpty();
    assertThat(store.survivor(loser)).isEmpty();
  }

  @Test
  void forgetsTimersThatWerePutAsideLongAgo() {
    store.save(
        turn(ANN, 1).sets(timer(ANN, "t", NOW)).sends(row(ANN, "waits", NOW)).commit());
    store.giveUp(new GivenUp.DueTimer(timer(ANN, "t", NOW), "its turn failed"));

    store.eraseOlder(NOW);
    assertThat(DeadLetters.timersAndCalls(store)).hasSize(1);
    store.eraseOlder(NOW.plusNanos(1));

    assertThat(DeadLetters.timersAndCalls(store)).isEmpty();
  }

  @Test
  void knowsWhereAnOldContactWentWhoseOptOutsAreKept() {
    SessionKey loser = key("bob");
    store.save(turn(loser, 1).commit());
    store.save(commit(session(ANN, 1, "x", "y"), List.of(), SessionSamples.full(loser, 2)));
    clock.advance(Duration.ofDays(400));

    store.eraseOlder(NOW.plusNanos(1));

    assertThat(store.open(loser).optedOutOfAll()).isTrue();
    assertThat(store.open(loser).contact()).isEmpty();
    assertThat(store.survivor(loser)).contains(ANN);
  }

  @Test
  void keepsNoTraceLongerThanSet() {
    store.save(turn(ANN, 1).traces(trace("R1")).commit());
    clock.advance(Duration.ofDays(30).plusNanos(1));

    store.save(turn(BEN, 1).traces(trace("R2")).commit());

    assertThat(store.traces(ANN)).isEmpty();
  }

  /** One of everything: a session, an event, a buried event, a message, a dead letter, a timer, a call, a trace. */
  private void fill(SessionKey key, String name) {
    store.add(entry(name + "-waits", key));
    store.giveUp(new GivenUp.Event(entry(name + "-buried", key), "not JSON"));
    store.save(turn(key, 1)
        .handles(name + "-handled")
        .sends(row(key, name + "-dead", NOW), row(key, name + "-sends", NOW))
        .sets(timer(key, name + "-timer", NOW))
        .calls(call(key, name + "-call"))
        .traces(trace(name))
        .commit());
    store.giveUp(new GivenUp.Message(name + "-dead", 1, "refused", false, NOW));
  }

  @Test
  void checksThatItCanBeWritten() {
    store.checkWritable();

    store.close();

    assertThatThrownBy(() -> store.checkWritable())
        .isInstanceOf(BotFlowException.class)
        .hasMessageEndingWith(": expected an open store, but it was closed");
  }

  @Test
  void offersTimersThatAreDueEarliestFirst() {
    Instant far = Instant.parse("+20000-01-01T00:00:00Z");
    store.save(turn(ANN, 1)
        .sets(timer(ANN, "t1", NOW.plusNanos(1)), timer(ANN, "t2", far), timer(ANN, "t3", NOW))
        .commit());
    store.save(turn(BEN, 1).sets(timer(BEN, "t1", NOW)).commit());

    assertThat(store.nextTimer()).contains(NOW);
    assertThat(store.dueTimers(NOW, 9))
        .containsExactly(timer(ANN, "t3", NOW), timer(BEN, "t1", NOW));
    assertThat(store.dueTimers(NOW.plusNanos(1), 9))
        .containsExactly(
            timer(ANN, "t3", NOW), timer(BEN, "t1", NOW), timer(ANN, "t1", NOW.plusNanos(1)));
    assertThat(store.dueTimers(NOW, 1)).containsExactly(timer(ANN, "t3", NOW));
    assertThat(store.dueTimers(NOW.plus(Duration.ofDays(36_500)), 9))
        .doesNotContain(timer(ANN, "t2", far));
  }

  @Test
  void replacesATimerOfTheSameIdAndCancelsOthersOfItsSessionOnly() {
    store.save(turn(ANN, 1).sets(timer(ANN, "t1", NOW), timer(ANN, "t2", NOW)).commit());
    store.save(turn(BEN, 1).sets(timer(BEN, "t2", NOW)).commit());

    store.save(turn(ANN, 2)
        .cancels("t1", "t2", "never set")
        .sets(timer(ANN, "t1", NOW.plusSeconds(5)))
        .commit());

    assertThat(store.dueTimers(NOW.plusSeconds(9), 9))
        .containsExactly(timer(BEN, "t2", NOW), timer(ANN, "t1", NOW.plusSeconds(5)));
    assertThat(store.nextTimer()).contains(NOW);
  }

  @Test
  void leavesOutTheTimersOfAppsThatAreBehind() {
    Timer other =
        new Timer("b", BEN, new ChannelContext(Channel.SMS, "1", "ben", "other", null, null), NOW);
    Timer none = new Timer("c", BEN, new ChannelContext(null, null, "ben", null, null, null), NOW);
    store.save(turn(ANN, 1).sets(timer(ANN, "a", NOW)).commit());
    store.save(turn(BEN, 1).sets(other, none).commit());

    assertThat(store.dueTimers(NOW, Set.of("app"), 1)).containsExactly(other);
    assertThat(store.dueTimers(NOW, Set.of("other"), 9))
        .containsExactly(timer(ANN, "a", NOW), none);
    assertThat(store.dueTimers(NOW, Set.of("app", "other"), 9)).containsExactly(none);
  }

  @Test
  void storesATurnOfATimerOnlyWhileItWaits() {
    Timer timer = timer(ANN, "t1", NOW);
    store.save(turn(ANN, 1).sets(timer, timer(ANN, "t2", NOW)).commit());
    // Set again for the very moment, as a flow may.
    store.save(turn(ANN, 2).handles(timer.firing()).cancels("t1").sets(timer).commit());
    store.save(turn(ANN, 3).handles(timer.firing()).cancels("t1").commit());

    assertThatThrownBy(() -> store.save(turn(ANN, 4)
            .handles(timer.firing())
            .cancels("t1")
            .sends(row(ANN, "a1", NOW))
            .commit()))
        .isInstanceOf(AlreadyHandledException.class);

    assertThat(store.open(ANN).version()).isEqualTo(3);
    assertThat(store.dueRows(NOW, 9)).isEmpty();
    assertThat(store.dueTimers(NOW, 9)).containsExactly(timer(ANN, "t2", NOW));
  }

  @Test
  void putsATimerAsideThatCannotBeHandled() {
    store.save(turn(ANN, 1).sets(timer(ANN, "t1", NOW), timer(ANN, "t2", NOW)).commit());

    store.giveUp(new GivenUp.DueTimer(timer(ANN, "t1", NOW), "its turn failed"));
    store.giveUp(new GivenUp.DueTimer(timer(ANN, "t1", NOW), "its turn failed"));
    store.giveUp(
        new GivenUp.DueTimer(timer(ANN, "t2", NOW.plusNanos(1)), "it was set anew meanwhile"));

    assertThat(store.dueTimers(NOW, 9)).containsExactly(timer(ANN, "t2", NOW));
    assertThat(DeadLetters.timersAndCalls(store))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("number")
        .containsExactly(
            new DeadLetter(1, Kind.TIMER, "t1", ANN, 0, "its turn failed", false, NOW, null));
    assertThat(store.erase(ANN)).isEqualTo(4);
    assertThat(DeadLetters.timersAndCalls(store)).isEmpty();
  }

  @Test
  void knowsWhoseEventsWait() {
    assertThat(store.pendingApps()).isEmpty();
    store.add(entry("e1", ANN));
    store.add(entry("e2", ANN));
    store.add(new InboxEntry("e3", BEN, "other", new byte[0], NOW));

    assertThat(store.pendingApps()).containsExactly("app", "other");
  }

  @Test
  void keepsCallsInTheOrderMadeUntilTheirResultIsHandled() {
    store.save(turn(ANN, 1).calls(call(ANN, "c1"), call(ANN, "c2")).commit());
    store.save(turn(BEN, 1).calls(call(BEN, "c1")).commit());

    assertThat(store.openCalls())
        .containsExactly(call(ANN, "c1"), call(ANN, "c2"), call(BEN, "c1"));
    store.save(turn(ANN, 2).completes("c1").commit());
    assertThat(store.openCalls()).containsExactly(call(ANN, "c2"), call(BEN, "c1"));
  }

  @Test
  void keepsTheTracesOfTheLatestTurns() {
    for (int version = 1; version <= 4; version++) {
      store.save(turn(ANN, version).traces(trace("R" + version)).commit());
    }
    store.save(turn(BEN, 1).traces(trace("R9")).commit());

    assertThat(store.traces(ANN)).containsExactly(trace("R3"), trace("R4"));
    assertThat(store.traces(BEN)).containsExactly(trace("R9"));
  }

  @Test
  void takesEachEventOnceWhenManyThreadsBringTheSame() throws Exception {
    List<String> taken = inParallel(8, thread -> {
      List<String> mine = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        if (store.add(entry("e" + i, ANN))) {
          mine.add("e" + i);
        }
      }
      return mine;
    });

    assertThat(taken).hasSize(50).doesNotHaveDuplicates();
    assertThat(store.pending())
        .extracting(InboxEntry::dedupeKey)
        .containsExactlyInAnyOrderElementsOf(taken);
  }

  @Test
  void letsOneOfManyThreadsWinEachVersionOfASession() throws Exception {
    List<String> won = inParallel(4, thread -> {
      List<String> mine = new ArrayList<>();
      for (int i = 0; i < 25; i++) {
        long next = store.open(ANN).version() + 1;
        String id = thread + "-" + i;
        try {
          store.save(turn(ANN, next).handles(id).sends(row(ANN, id, NOW)).commit());
          mine.add(id);
        } catch (StaleSessionException stale) {
          assertThat(stale.key()).isEqualTo(ANN);
        }
      }
      return mine;
    });

    assertThat(store.open(ANN).version()).isEqualTo(won.size());
    List<String> sent = new ArrayList<>();
    for (List<OutboxRow> due = store.dueRows(NOW, 1); !due.isEmpty(); due = store.dueRows(NOW, 1)) {
      sent.add(due.get(0).id());
      store.sent(due.get(0).id(), "sinch", NOW);
    }
    assertThat(sent).containsExactlyInAnyOrderElementsOf(won);
  }

  @Test
  void refusesWorkOnceItIsClosed() {
    store.close();
    store.close();

    assertThatThrownBy(() -> store.add(entry("e1", ANN)))
        .isInstanceOf(BotFlowException.class)
        .hasMessageEndingWith(": expected an open store, but it was closed");
    assertThatThrownBy(() -> store.open(ANN))
        .isInstanceOf(BotFlowException.class)
        .hasMessageEndingWith(": expected an open store, but it was closed");
  }

  private static DeadLetter event(long number, InboxEntry entry, String reason) {
    return new DeadLetter(
        number, Kind.EVENT, entry.dedupeKey(), entry.key(), 0, reason, false, NOW, entry);
  }

  private static Trace trace(String rule) {
    return new Trace(List.of(new TraceEntry.Routed(rule, "f")));
  }

  private static List<String> inParallel(int threads, Work work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Callable<List<String>>> tasks = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int thread = i;
        tasks.add(() -> {
          start.await();
          return work.run(thread);
        });
      }
      List<String> all = new ArrayList<>();
      for (Future<List<String>> task : pool.invokeAll(tasks)) {
        all.addAll(task.get());
      }
      return all;
    } finally {
      pool.shutdownNow();
    }
  }

  /** What one of many threads does; gives what it achieved. */
  private interface Work {
    List<String> run(int thread);
  }
}
