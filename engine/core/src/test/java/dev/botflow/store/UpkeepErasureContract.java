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

import dev.botflow.event.Channel;
import dev.botflow.event.SessionKey;
import dev.botflow.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an erasure takes out of a store, and what it leaves. See {@link Upkeep}. */
public abstract class UpkeepErasureContract<S extends Store> extends StoreContract<S> {

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

  @Test
  void forgetsAllOfOneContactAndNothingOfOthers() {
    fill(ANN, "a");
    fill(BEN, "b");

    assertThat(store.erase(ANN).total()).isEqualTo(8);
    store.vacuum();

    assertThat(store.open(ANN)).isEqualTo(Session.fresh(ANN));
    assertThat(store.traces(ANN)).isEmpty();
    assertThat(store.open(BEN)).isEqualTo(SessionSamples.full(BEN, 1));
    assertThat(store.traces(BEN)).containsExactly(trace("b"));
    assertThat(InboxContents.of(store))
        .extracting(InboxEntry::dedupeKey)
        .containsExactly("b-waits");
    assertThat(DeadLetters.events(store)).extracting(DeadLetter::id).containsExactly("b-buried");
    assertThat(DeadLetters.messages(store)).extracting(DeadLetter::id).containsExactly("b-dead");
    assertThat(store.dueRows(NOW, Set.of(), 9)).containsExactly(row(BEN, "b-sends", NOW));
    assertThat(store.dueTimers(Instant.MIN, NOW, Set.of(), 9))
        .containsExactly(timer(BEN, "b-timer", NOW));
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
    store.record(List.of(new SendChange.Again(row(ANN, "a1", NOW).retry(NOW))));
    store.giveUp(new GivenUp.Message("a1", 1, "refused", false, NOW));

    assertThat(store.dueRows(NOW, Set.of(), 9)).isEmpty();
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
    assertThat(store.dueTimers(Instant.MIN, NOW, Set.of(), 9)).hasSize(1);
    assertThat(store.openCalls()).hasSize(1);
    assertThat(store.dueRows(NOW, Set.of(), 9)).hasSize(1);
    store.record(List.of(new SendChange.Sent("m", "sinch-1", NOW)));
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

    assertThat(store.mergedWith(survivor)).containsExactly(loser);
    assertThat(store.mergedWith(loser)).containsExactly(survivor);

    store.erase(survivor);
    assertThat(store.mergedWith(survivor)).containsExactly(loser);
    store.erase(loser);
    assertThat(store.mergedWith(survivor)).isEmpty();
    assertThat(store.mergedWith(loser)).isEmpty();
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
    assertThat(store.mergedWith(loser)).contains(ANN);
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
}
