package dev.botflow.store;

import static dev.botflow.store.SessionSamples.NOW;
import static dev.botflow.store.SessionSamples.call;
import static dev.botflow.store.SessionSamples.entry;
import static dev.botflow.store.SessionSamples.row;
import static dev.botflow.store.SessionSamples.timer;
import static dev.botflow.store.Turns.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.botflow.event.Channel;
import dev.botflow.store.DeadLetter.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What anybody may ask of a store: lists, counts, traces and dead letters. See {@link Upkeep}. */
public abstract class UpkeepContract<S extends Store> extends StoreContract<S> {

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
    assertThat(store.counts(NOW).deadLetters())
        .isEqualTo(Map.of(Kind.MESSAGE, 2L, Kind.EVENT, 2L, Kind.TIMER, 2L, Kind.CALL, 1L));
  }

  @Test
  void tellsAppAndChannelOfWhatWasGivenUpAndFiltersByThem() {
    store.save(turn(ANN, 1)
        .sends(row(ANN, "m1", NOW), row(ANN, "m2", NOW), row(ANN, "m3", NOW))
        .sets(timer(ANN, "t1", NOW))
        .commit());
    store.giveUp(new GivenUp.Message("m1", 1, "400 Bad Request", false, NOW));
    store.giveUp(new GivenUp.Message("m2", 1, "it was older than 24 h", false, NOW));
    store.giveUp(new GivenUp.Message("m3", 1, "400 Bad Request", false, NOW));
    store.giveUp(new GivenUp.DueTimer(timer(ANN, "t1", NOW), "its turn failed"));
    store.giveUp(new GivenUp.Event(entry("e1", ANN), "its turn failed"));

    List<DeadLetter> all = DeadLetter.page(store, DeadLetterFilter.all(), 0, 9);

    assertThat(all).extracting(DeadLetter::appId).containsOnly("app");
    assertThat(all)
        .extracting(DeadLetter::id, DeadLetter::channel)
        .containsExactlyInAnyOrder(
            tuple("m1", Channel.SMS),
            tuple("m2", Channel.SMS),
            tuple("m3", Channel.SMS),
            tuple("t1", Channel.WHATSAPP),
            tuple("e1", null));
    assertThat(ids(DeadLetterFilter.all().on(Channel.WHATSAPP))).containsExactly("t1");
    assertThat(ids(DeadLetterFilter.all().inApp("other"))).isEmpty();
    assertThat(ids(DeadLetterFilter.all().because("BAD request"))).containsExactly("m1", "m3");
    assertThat(ids(DeadLetterFilter.all().ofKinds(Set.of(Kind.EVENT)))).containsExactly("e1");
    DeadLetterFilter refused = DeadLetterFilter.all().because("400").on(Channel.SMS);
    List<DeadLetter> first = DeadLetter.page(store, refused, 0, 1);
    assertThat(first).extracting(DeadLetter::id).containsExactly("m1");
    assertThat(DeadLetter.page(store, refused, first.get(0).number(), 1))
        .extracting(DeadLetter::id)
        .containsExactly("m3");
  }

  private List<String> ids(DeadLetterFilter filter) {
    return DeadLetter.page(store, filter, 0, 9).stream().map(DeadLetter::id).toList();
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
  void replaysADeadRowAsOneTriedOnceAtTheEndOfItsQueue() {
    store.save(turn(ANN, 1).sends(row(ANN, "a1", NOW), row(ANN, "a2", NOW)).commit());
    store.giveUp(new GivenUp.Message("a1", 1, "refused", false, NOW));
    Instant later = NOW.plusSeconds(60);

    assertThat(store.replay("a1", later)).isTrue();
    assertThat(store.replay("a1", later)).isFalse();

    assertThat(DeadLetters.messages(store)).isEmpty();
    assertThat(store.dueRows(later, Set.of(), 9)).containsExactly(row(ANN, "a2", NOW));
    store.record(List.of(new SendChange.Sent("a2", "sinch-2", later)));
    OutboxRow again = new OutboxRow(row(ANN, "a1", NOW).message(), ANN, 1, 0, later, 1, later);
    assertThat(store.dueRows(later, Set.of(), 9)).containsExactly(again);
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
    assertThat(InboxContents.of(store))
        .extracting(InboxEntry::dedupeKey)
        .containsExactly("e2", "e1");
    assertThat(store.replayed())
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(entry("e1", ANN));
    assertThat(store.add(entry("e1", ANN))).isFalse();
    assertThat(store.counts(NOW).events()).isEqualTo(new EventCounts(2, 2, 0, 0, 0));

    store.save(turn(ANN, 1).handles("e1").commit());
    assertThat(store.replayed()).isEmpty();
    assertThat(store.counts(NOW).events()).isEqualTo(new EventCounts(2, 1, 1, 0, 0));
  }

  @Test
  void tellsHowLongTheOldestMessageWaits() {
    assertThat(store.counts(NOW).oldestRow()).isNull();

    store.save(turn(ANN, 1).sends(row(ANN, "a1", NOW.plusSeconds(60))).commit());

    assertThat(store.counts(NOW).oldestRow()).isEqualTo(NOW);
  }

  @Test
  void countsWhatBecameOfEveryAcceptedEvent() {
    assertThat(store.counts(NOW).events()).isEqualTo(new EventCounts(0, 0, 0, 0, 0));
    for (int i = 1; i <= 5; i++) {
      store.add(entry("e" + i, ANN));
    }

    store.save(turn(ANN, 1).handles("e1").commit());
    store.ignore("e2", "no contact");
    store.giveUp(new GivenUp.Event(entry("e3", ANN), "not JSON"));

    assertThat(store.counts(NOW).events()).isEqualTo(new EventCounts(5, 2, 1, 1, 1));
    assertThat(store.counts(NOW).events().balanced()).isTrue();
    store.erase(ANN);
    assertThat(store.counts(NOW).events()).isEqualTo(new EventCounts(5, 0, 1, 1, 3));
    assertThat(store.counts(NOW).events().balanced()).isTrue();
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
  void keepsNoTraceLongerThanSet() {
    store.save(turn(ANN, 1).traces(trace("R1")).commit());
    clock.advance(Duration.ofDays(30).plusNanos(1));

    store.save(turn(BEN, 1).traces(trace("R2")).commit());

    assertThat(store.traces(ANN)).isEmpty();
  }
}
