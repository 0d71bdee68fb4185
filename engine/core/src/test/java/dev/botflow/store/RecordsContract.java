package dev.botflow.store;

import static dev.botflow.store.SessionSamples.NOW;
import static dev.botflow.store.SessionSamples.call;
import static dev.botflow.store.SessionSamples.entry;
import static dev.botflow.store.SessionSamples.map;
import static dev.botflow.store.SessionSamples.row;
import static dev.botflow.store.SessionSamples.timer;
import static dev.botflow.store.Turns.turn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.SessionKey;
import dev.botflow.lookup.Traces;
import dev.botflow.session.Session;
import dev.botflow.session.Trace;
import dev.botflow.session.TraceEntry;
import dev.botflow.session.TurnRecord;
import dev.botflow.session.TurnTexts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a store tells people about contacts and their turns. See {@link Records}. */
public abstract class RecordsContract<S extends Store> extends StoreContract<S> {
  private static final Instant UNTIL = NOW.plus(Duration.ofDays(30));

  @BeforeEach
  void keepMoreTraces() {
    store.close();
    store = open(clock, RetentionPolicy.standard());
  }

  private static TurnRecord record(
      @Nullable String messageId, List<String> wrote, TurnRecord.@Nullable Report report) {
    return new TurnRecord(
        report == null ? "text" : "delivered",
        NOW,
        "app",
        Channel.SMS,
        messageId,
        null,
        7,
        "start",
        "R10",
        "welcome",
        "handled",
        map("new", true, "plan", "gold"),
        Set.of("text"),
        TurnRecord.Question.FIRM,
        wrote.stream()
            .map(id -> new TurnRecord.Written(id, Channel.SMS, "welcome", "hello"))
            .toList(),
        report);
  }

  private static Trace trace(TurnRecord record) {
    return new Trace(List.of(new TraceEntry.Routed("R10", "welcome")), record, null);
  }

  @Test
  void keepsWhatATurnWasAboutWithWhatWasSaidInIt() {
    Trace trace = trace(record("their-1", List.of("m1"), new TurnRecord.Report("m0", "READ", "X")))
        .withTexts(new TurnTexts(UNTIL, "hi", List.of(row(ANN, "m1", NOW).message())));

    store.save(turn(ANN, 1).handles("app:MESSAGE_INBOUND:their-1").traces(trace).commit());

    assertThat(store.turns(TurnQuery.newest(9)))
        .containsExactly(new StoredTurn(1, ANN, 1, "app:MESSAGE_INBOUND:their-1", NOW, trace));
    assertThat(store.traces(ANN)).containsExactly(trace.withTexts(null));
  }

  @Test
  void pagesThroughTheTurnsOfSomeContactsTheNewestFirst() {
    for (int version = 1; version <= 3; version++) {
      store.save(turn(ANN, version)
          .traces(trace(record("a" + version, List.of(), null)))
          .commit());
      store.save(turn(BEN, version)
          .traces(trace(record("b" + version, List.of(), null)))
          .commit());
    }

    TurnQuery query = TurnQuery.newest(2).of(Set.of(ANN));
    List<StoredTurn> first = store.turns(query);
    List<StoredTurn> second = store.turns(query.before(first.get(1).number()));

    assertThat(first).extracting(StoredTurn::version).containsExactly(3L, 2L);
    assertThat(second).extracting(StoredTurn::version).containsExactly(1L);
    assertThat(first).extracting(StoredTurn::key).containsOnly(ANN);
    assertThat(store.turns(TurnQuery.newest(9).of(Set.of(ANN, BEN)))).hasSize(6);
  }

  @Test
  @Tag("G16")
  void pagesThroughTheTurnsOfOneAppBesideAFloodOfAnother() {
    SessionKey other = SessionKey.of(new ChannelContext(null, null, "ANN", "app 2", null, null));
    for (int version = 1; version <= 2; version++) {
      store.save(turn(other, version)
          .traces(trace(record("o" + version, List.of(), null)))
          .commit());
    }
    for (int version = 1; version <= 5; version++) {
      store.save(turn(ANN, version)
          .traces(trace(record("a" + version, List.of(), null)))
          .commit());
    }

    TurnQuery query = TurnQuery.newest(1).inApp("app 2");
    List<StoredTurn> first = store.turns(query);

    assertThat(first).extracting(StoredTurn::key).containsExactly(other);
    assertThat(versions(query.before(first.get(0).number()))).containsExactly(1L);
    assertThat(store.turns(TurnQuery.newest(9).inApp("app"))).hasSize(5);
    assertThat(Traces.of(store, (app, number) -> Optional.empty())
            .inApp("app 2")
            .limit(2)
            .newest())
        .hasSize(2);
  }

  /** A read message has its reports, newer than the turn that wrote it. */
  @Test
  void thePageOfAMessageHasTheTurnThatWroteItThoughReportsAreNewer() {
    store.save(
        turn(ANN, 1).traces(trace(record("their-1", List.of("m1"), null))).commit());
    store.save(turn(ANN, 2)
        .traces(trace(record("sinch-1", List.of(), new TurnRecord.Report("m1", "DELIVERED", null))))
        .commit());
    store.save(turn(ANN, 3)
        .traces(trace(record("sinch-1", List.of(), new TurnRecord.Report("m1", "READ", null))))
        .commit());

    assertThat(Traces.of(store, (app, number) -> Optional.empty()).limit(1).ofMessage("sinch-1"))
        .extracting(one -> one.turn().version())
        .containsExactly(1L);
  }

  @Test
  void findsTurnsByTheirMessagesEventsAndReports() {
    store.save(turn(ANN, 1)
        .handles("app:MESSAGE_INBOUND:their-1")
        .traces(trace(record("their-1", List.of("m1", "m2"), null)))
        .commit());
    store.save(turn(ANN, 2)
        .handles("app:MESSAGE_DELIVERY:sinch-1:DELIVERED:SMS")
        .traces(trace(record("sinch-1", List.of(), new TurnRecord.Report("m1", "DELIVERED", null))))
        .commit());
    store.save(turn(BEN, 1)
        .handles("quote\"d")
        .traces(trace(record("q\"", List.of(), null)))
        .commit());
    TurnQuery all = TurnQuery.newest(9);

    assertThat(versions(all.ofMessages(Set.of("m2")))).containsExactly(1L);
    assertThat(versions(all.ofMessages(Set.of("their-1")))).containsExactly(1L);
    assertThat(versions(all.ofMessages(Set.of("sinch-1", "m1")))).containsExactly(2L, 1L);
    assertThat(versions(all.ofMessages(Set.of("q\"")))).containsExactly(1L);
    assertThat(versions(all.ofMessages(Set.of("gold", "m")))).isEmpty();
    assertThat(versions(all.ofEvents(Set.of("their-1")))).containsExactly(1L);
    assertThat(versions(all.ofEvents(Set.of("app:MESSAGE_INBOUND:their-1")))).containsExactly(1L);
    assertThat(versions(all.ofEvents(Set.of("their")))).isEmpty();
    assertThat(versions(all.ofReportsOn(Set.of("m1")))).containsExactly(2L);
    assertThat(versions(all.ofReportsOn(Set.of("m2")))).isEmpty();
  }

  private List<Long> versions(TurnQuery query) {
    return store.turns(query).stream().map(StoredTurn::version).toList();
  }

  @Test
  void tellsWhatBecameOfAMessage() {
    store.save(turn(ANN, 1)
        .sends(row(ANN, "m1", NOW), row(ANN, "m2", NOW), row(ANN, "m3", NOW))
        .commit());
    store.record(List.of(
        new SendChange.Again(row(ANN, "m1", NOW).outcomeUnknown(NOW)),
        new SendChange.Sent("m1", "sinch-1", NOW.plusSeconds(1))));
    store.giveUp(new GivenUp.Message("m2", 2, "refused", true, NOW.plusSeconds(2)));

    assertThat(store.messages(Set.of("m1", "m2", "m3", "m4")))
        .containsExactlyInAnyOrder(
            new MessageFate(
                "m1", "sinch-1", MessageFate.State.SENT, 1, null, true, NOW.plusSeconds(1)),
            new MessageFate(
                "m2", null, MessageFate.State.GIVEN_UP, 2, "refused", true, NOW.plusSeconds(2)),
            new MessageFate("m3", null, MessageFate.State.WAITING, 0, null, false, NOW));
    assertThat(store.ownId("sinch-1")).contains("m1");
    assertThat(store.ownId("m1")).isEmpty();
  }

  @Test
  @Tag("G17")
  void readsNoTextsWhoseTimeIsOverAndErasesThemThen() {
    Trace trace = trace(record("their-1", List.of(), null));
    TurnTexts texts = new TurnTexts(UNTIL, "psst", List.of());
    store.save(turn(ANN, 1).traces(trace.withTexts(texts)).commit());
    store.save(turn(BEN, 1).traces(trace.withTexts(null)).commit());

    assertThat(store.eraseTexts(UNTIL.minusNanos(1))).isZero();
    clock.advance(Duration.between(NOW, UNTIL));
    assertThat(store.turns(TurnQuery.newest(9)))
        .extracting(StoredTurn::trace)
        .containsExactly(trace, trace);
    assertThat(store.eraseTexts(UNTIL)).isEqualTo(1);
    assertThat(store.eraseTexts(UNTIL)).isZero();
    assertThat(text(store.rows(ANN))).contains("R10").doesNotContain("psst");
  }

  @Test
  void pagesThroughSessionsAndNamesTheirApps() {
    List<SessionKey> keys = new ArrayList<>();
    for (String app : List.of("app 2", "app", "app")) {
      ChannelContext context = new ChannelContext(null, null, "c" + keys.size(), app, null, null);
      keys.add(SessionKey.of(context));
      store.save(
          turn(SessionSamples.session(SessionKey.of(context), 1, "x", "y")).commit());
    }

    SessionPage first = store.sessions("", 2);
    SessionPage second = store.sessions(String.valueOf(first.next()), 2);

    List<SessionKey> read = new ArrayList<>();
    first.sessions().forEach(session -> read.add(session.key()));
    second.sessions().forEach(session -> read.add(session.key()));
    assertThat(read).isSorted().containsExactlyInAnyOrderElementsOf(keys);
    assertThat(second.next()).isNull();
    assertThat(store.apps()).containsExactlyInAnyOrder("app", "app 2");
  }

  @Test
  @Tag("G17")
  void givesEveryRowOfOneContactAndNoneOfAnother() {
    for (SessionKey key : List.of(ANN, BEN)) {
      String id = key.equals(ANN) ? "ann" : "ben";
      store.add(entry(id + "-waits", key));
      store.save(turn(Session.fresh(key).toBuilder()
              .version(1)
              .variables(map("secret", id + "-session"))
              .build())
          .sends(row(key, id + "-sends", NOW), row(key, id + "-dead", NOW))
          .sets(timer(key, id + "-timer", NOW), timer(key, id + "-late", NOW))
          .calls(call(key, id + "-call"))
          .traces(trace(record(id + "-trace", List.of(), null))
              .withTexts(new TurnTexts(UNTIL, id + "-said", List.of())))
          .commit());
      store.giveUp(new GivenUp.Message(id + "-dead", 1, "refused", false, NOW));
      store.giveUp(new GivenUp.Event(entry(id + "-bad", key), "not JSON"));
      store.giveUp(new GivenUp.DueTimer(timer(key, id + "-late", NOW), "its turn failed"));
    }

    String all = text(store.rows(ANN));

    assertThat(all)
        .contains(
            "ann-waits",
            "ann-session",
            "ann-sends",
            "ann-dead",
            "ann-timer",
            "ann-late",
            "ann-call",
            "ann-trace",
            "ann-said",
            "ann-bad")
        .doesNotContain("ben-");
    Erased erased = store.erase(ANN);
    assertThat(erased.rows())
        .isEqualTo(Map.of(
            StoredKind.SESSION,
            1,
            StoredKind.EVENT,
            1,
            StoredKind.MESSAGE,
            1,
            StoredKind.TIMER,
            1,
            StoredKind.CALL,
            1,
            StoredKind.TRACE,
            1,
            StoredKind.DEAD_LETTER,
            3));
    assertThat(store.rows(ANN)).isEmpty();
  }

  private static String text(List<StoredRow> rows) {
    StringBuilder text = new StringBuilder();
    rows.forEach(row -> row.values()
        .values()
        .forEach(value -> text.append(
                value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : value)
            .append('\n')));
    return text.toString();
  }
}
