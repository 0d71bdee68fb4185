package dev.botflow.store;

import static dev.botflow.store.SessionSamples.NOW;
import static dev.botflow.store.SessionSamples.call;
import static dev.botflow.store.SessionSamples.entry;
import static dev.botflow.store.SessionSamples.key;
import static dev.botflow.store.SessionSamples.row;
import static dev.botflow.store.SessionSamples.session;
import static dev.botflow.store.SessionSamples.timer;
import static dev.botflow.store.Turns.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.SessionKey;
import dev.botflow.session.Session;
import dev.botflow.session.Timer;
import dev.botflow.session.Trace;
import dev.botflow.session.TraceEntry;
import dev.botflow.store.DeadLetter.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the owner of sessions may rely on: turns, events, timers and calls. See {@link Shard}. */
public abstract class ShardContract<S extends Store> extends StoreContract<S> {

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
    assertThat(InboxContents.of(store)).extracting(InboxEntry::dedupeKey).containsExactly("e1");
    assertThat(store.dueRows(NOW, Set.of(), 9)).containsExactly(row(ANN, "m1", NOW));
    assertThat(store.dueTimers(Instant.MIN, NOW, Set.of(), 9))
        .containsExactly(timer(ANN, "old", NOW));
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

    assertThat(store.dueRows(NOW, Set.of(), 9))
        .extracting(OutboxRow::id)
        .containsExactly(BEN.value() + "waits", "own");
    assertThat(DeadLetters.messages(store)).extracting(DeadLetter::key).containsExactly(BEN);
    assertThat(store.openCalls()).containsExactly(call(BEN, "c2"));
    assertThat(store.dueTimers(Instant.MIN, NOW, Set.of(), 9))
        .containsExactly(timer(BEN, "t2", NOW));
    assertThat(DeadLetters.timersAndCalls(store))
        .extracting(DeadLetter::kind, DeadLetter::key)
        .containsExactly(tuple(Kind.TIMER, BEN), tuple(Kind.CALL, BEN));
    assertThat(DeadLetters.events(store)).extracting(DeadLetter::key).containsExactly(BEN);
    assertThat(store.traces(ANN)).hasSize(1);
    // What came after it is handled as ever.
    assertThat(InboxContents.of(store)).extracting(InboxEntry::dedupeKey).containsExactly("later");
  }

  @Test
  void keepsEventsAsTheyCameUntilTheirTurn() {
    store.add(entry("e1", ANN));
    store.add(entry("e2", BEN));
    store.add(entry("e3", ANN));

    store.save(turn(ANN, 1).handles("e1").commit());

    List<InboxEntry> pending = InboxContents.of(store);
    assertThat(pending)
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(entry("e2", BEN), entry("e3", ANN));
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
    store.record(List.of(new SendChange.Sent("a1", "sinch-1", NOW)));
    assertThat(store.nextRow()).isEmpty();
  }

  @Test
  void ignoresAnEventThatConcernsNobodyAndStillKnowsIt() {
    store.add(entry("e1", ANN));

    store.ignore("e1", "no contact");

    assertThat(InboxContents.of(store)).isEmpty();
    assertThat(store.add(entry("e1", ANN))).isFalse();
  }

  @Test
  void givesAnEventUpOnceWhetherItWaitedOrNot() {
    store.add(entry("e1", ANN));

    store.giveUp(new GivenUp.Event(entry("e1", ANN), "not JSON"));
    store.giveUp(new GivenUp.Event(entry("e2", BEN), "not JSON either"));
    store.giveUp(new GivenUp.Event(entry("e2", BEN), "once more"));

    assertThat(InboxContents.of(store)).isEmpty();
    assertThat(store.add(entry("e2", BEN))).isFalse();
    assertThat(DeadLetters.events(store))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(
            event(DeadLetters.events(store).get(0).number(), entry("e1", ANN), "not JSON"),
            event(DeadLetters.events(store).get(1).number(), entry("e2", BEN), "not JSON either"));
  }

  private static DeadLetter event(long number, InboxEntry entry, String reason) {
    return new DeadLetter(
        number, Kind.EVENT, entry.dedupeKey(), entry.key(), 0, reason, false, NOW, entry);
  }

  @Test
  void givesWaitingEventsOfAnAppInPages() {
    for (int i = 1; i <= 5; i++) {
      store.add(entry("e" + i, i % 2 == 0 ? ANN : BEN));
    }

    List<WaitingEvent> first = store.waiting("app", 0, 2);
    List<WaitingEvent> rest = store.waiting("app", first.get(1).number(), 9);

    assertThat(first).extracting(event -> event.entry().dedupeKey()).containsExactly("e1", "e2");
    assertThat(rest)
        .extracting(event -> event.entry().dedupeKey())
        .containsExactly("e3", "e4", "e5");
    assertThat(store.waitingCounts().getOrDefault("app", 0)).isEqualTo(5);
    assertThat(store.waiting("other", 0, 9)).isEmpty();
    assertThat(store.waitingCounts().getOrDefault("other", 0)).isZero();
  }

  @Test
  void knowsWhoseEventsWait() {
    assertThat(store.waitingCounts().keySet()).isEmpty();
    store.add(entry("e1", ANN));
    store.add(entry("e2", ANN));
    store.add(new InboxEntry("e3", BEN, "other", new byte[0], NOW));

    assertThat(store.waitingCounts().keySet()).containsExactly("app", "other");
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
  void offersTimersThatAreDueEarliestFirst() {
    Instant far = Instant.parse("+20000-01-01T00:00:00Z");
    store.save(turn(ANN, 1)
        .sets(timer(ANN, "t1", NOW.plusNanos(1)), timer(ANN, "t2", far), timer(ANN, "t3", NOW))
        .commit());
    store.save(turn(BEN, 1).sets(timer(BEN, "t1", NOW)).commit());

    assertThat(store.nextTimer()).contains(NOW);
    assertThat(store.dueTimers(Instant.MIN, NOW, Set.of(), 9))
        .containsExactly(timer(ANN, "t3", NOW), timer(BEN, "t1", NOW));
    assertThat(store.dueTimers(Instant.MIN, NOW.plusNanos(1), Set.of(), 9))
        .containsExactly(
            timer(ANN, "t3", NOW), timer(BEN, "t1", NOW), timer(ANN, "t1", NOW.plusNanos(1)));
    assertThat(store.dueTimers(Instant.MIN, NOW, Set.of(), 1))
        .containsExactly(timer(ANN, "t3", NOW));
    assertThat(store.dueTimers(Instant.MIN, NOW.plus(Duration.ofDays(36_500)), Set.of(), 9))
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

    assertThat(store.dueTimers(Instant.MIN, NOW.plusSeconds(9), Set.of(), 9))
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

    assertThat(store.dueTimers(Instant.MIN, NOW, Set.of("app"), 1)).containsExactly(other);
    assertThat(store.dueTimers(Instant.MIN, NOW, Set.of("other"), 9))
        .containsExactly(timer(ANN, "a", NOW), none);
    assertThat(store.dueTimers(Instant.MIN, NOW, Set.of("app", "other"), 9)).containsExactly(none);
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
    assertThat(store.dueRows(NOW, Set.of(), 9)).isEmpty();
    assertThat(store.dueTimers(Instant.MIN, NOW, Set.of(), 9))
        .containsExactly(timer(ANN, "t2", NOW));
  }

  @Test
  void putsATimerAsideThatCannotBeHandled() {
    store.save(turn(ANN, 1).sets(timer(ANN, "t1", NOW), timer(ANN, "t2", NOW)).commit());

    store.giveUp(new GivenUp.DueTimer(timer(ANN, "t1", NOW), "its turn failed"));
    store.giveUp(new GivenUp.DueTimer(timer(ANN, "t1", NOW), "its turn failed"));
    store.giveUp(
        new GivenUp.DueTimer(timer(ANN, "t2", NOW.plusNanos(1)), "it was set anew meanwhile"));

    assertThat(store.dueTimers(Instant.MIN, NOW, Set.of(), 9))
        .containsExactly(timer(ANN, "t2", NOW));
    assertThat(DeadLetters.timersAndCalls(store))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("number")
        .containsExactly(new DeadLetter(
            1, Kind.TIMER, "t1", ANN, 0, "its turn failed", false, NOW, null, Channel.WHATSAPP));
    assertThat(store.erase(ANN).total()).isEqualTo(4);
    assertThat(DeadLetters.timersAndCalls(store)).isEmpty();
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
    for (List<OutboxRow> due = store.dueRows(NOW, Set.of(), 1);
        !due.isEmpty();
        due = store.dueRows(NOW, Set.of(), 1)) {
      sent.add(due.get(0).id());
      store.record(List.of(new SendChange.Sent(due.get(0).id(), "sinch", NOW)));
    }
    assertThat(sent).containsExactlyInAnyOrderElementsOf(won);
  }
}
