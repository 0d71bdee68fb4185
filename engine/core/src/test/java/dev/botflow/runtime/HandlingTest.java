package dev.botflow.runtime;

import static dev.botflow.scenario.Wire.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.AgentJoined;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.DeliveryReport;
import dev.botflow.event.EventHeader;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageSubmitted;
import dev.botflow.event.RecordStored;
import dev.botflow.event.SessionKey;
import dev.botflow.lane.Input;
import dev.botflow.lane.LaneRules;
import dev.botflow.lane.Work;
import dev.botflow.message.Outgoing;
import dev.botflow.message.SendOutcome;
import dev.botflow.message.Transport;
import dev.botflow.routing.BotVersions;
import dev.botflow.runtime.app.Apps;
import dev.botflow.runtime.host.HostThreads;
import dev.botflow.scenario.Wire;
import dev.botflow.session.Call;
import dev.botflow.session.Timer;
import dev.botflow.store.DeadLetters;
import dev.botflow.store.InboxContents;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.Store;
import dev.botflow.store.memory.MemoryStore;
import dev.botflow.turn.Ids;
import dev.botflow.turn.Limits;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens on a lane, on a clock moved by hand: turns that fail are run again, and what follows from a turn. */
class HandlingTest {
  private static final String SAYS = "flow: f\nsteps:\n- { id: a, say: 'one {text}' }";
  private static final String CALLS = "flow: f\nsteps:\n"
      + "- { id: a, do: find, with: { q: '{text}' }, save: found, timeout: 20s, on_error: sorry }\n"
      + "- { id: b, say: 'found {found}', next: end }\n- { id: sorry, say: Sorry. }";
  private static final String WAITS =
      "flow: f\nsteps:\n- { id: a, say: now }\n- { id: b, say: later, delay: 1h }";

  private static final HostThreads HOSTS = HostThreads.on(Runnable::run);

  private final HandTime time = new HandTime();
  private final MemoryStore kept = new MemoryStore(time.clock());
  private final Store store = refusing();
  private Lanes lanes = new Lanes(time, EventsOnLanes.RULES);
  private final List<Long> attempts = new ArrayList<>();
  private final List<String> over = new ArrayList<>();
  private final List<String> turned = new ArrayList<>();
  private final List<String> sent = new ArrayList<>();
  private final Map<String, CompletableFuture<Object>> asked = new LinkedHashMap<>();
  private int timersWoken;
  private int refusals;
  private int factFaults;
  private boolean full;
  private boolean listenerFails;

  @AfterEach
  void stop() {
    time.shutdownNow();
  }

  /** The store as one that refuses turns as often as asked, and all that is written while its disk is full. */
  private Store refusing() {
    return (Store) Proxy.newProxyInstance(
        Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, values) -> {
          if (method.getName().equals("save")) {
            attempts.add(Duration.ofNanos(time.ticks()).toMillis());
            if (refusals > 0) {
              refusals--;
              throw new BotFlowException("the store is busy");
            }
          }
          if (method.getName().equals("checkWritable") && full) {
            throw new BotFlowException("the disk is full");
          }
          try {
            return method.invoke(kept, values);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }

  private Map<String, Object> facts(InboundEvent event) {
    if (factFaults > 0) {
      factFaults--;
      attempts.add(Duration.ofNanos(time.ticks()).toMillis());
      throw new IllegalStateException("on purpose");
    }
    return new LinkedHashMap<>();
  }

  /** Another handling, with lanes of its own as after a start. */
  private Handling handling(String flow, RuntimeLimits limits) {
    lanes = new Lanes(
        time,
        new LaneRules(
            true, limits.firstRetry(), limits.longestRetry(), limits.maxEventAge(), false));
    Turns turns = new Turns(
        BotVersions.of(Wire.bot(flow)),
        store,
        this::facts,
        new Ids(new byte[] {1}),
        Limits.DEFAULT,
        time.clock(),
        Turns.Time.EVENT,
        0);
    Map<String, Action> actions = new LinkedHashMap<>();
    actions.put(
        "find",
        request -> asked.computeIfAbsent(
            String.valueOf(request.text("q")), q -> new CompletableFuture<>()));
    OutboxPump outbox = new OutboxPump(
        store,
        time,
        time.clock(),
        time::ticks,
        new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), () -> 0.5),
        Duration.ofHours(24),
        Duration.ofSeconds(30),
        Telemetry.none(),
        new LateOptOutCheck(store, (app, one) -> false));
    outbox.connect("APP", new Noting());
    return new Handling(
        store,
        new MeasuredTurns(turns, Telemetry.none()),
        lanes,
        HOSTS,
        time,
        time.clock(),
        limits.factsTimeout(),
        new Handling.After(
            new ActionPump(actions, null, null, HOSTS, time, time.clock(), Telemetry.none()),
            outbox,
            () -> timersWoken++,
            (event, turn) -> {
              turned.add(event.header().dedupeKey());
              if (listenerFails) {
                throw new IllegalStateException("on purpose");
              }
            },
            Apps.all(BotVersions.of(Wire.bot(flow))),
            HandlingTest::read,
            (event, entry) -> over.add("another " + event.header().dedupeKey()),
            (entry, how) -> over.add(entry.dedupeKey() + " " + how),
            timer -> handled.add(timer.id())));
  }

  private Handling handling(String flow) {
    return handling(flow, RuntimeLimits.DEFAULT);
  }

  private static InboundEvent read(InboxEntry entry) {
    return OwnEvents.wrote(entry.raw())
        ? OwnEvents.read(entry.raw())
        : Wire.accepting().read(entry.raw(), entry.receivedAt());
  }

  /** Notes what is sent; reads bytes as the wire does, or says so as often as asked. */
  private final class Noting implements Transport {
    @Override
    public InboundEvent read(byte[] body, Instant receivedAt) {
      return Wire.accepting().read(body, receivedAt);
    }

    @Override
    public CompletionStage<SendOutcome> send(Outgoing message) {
      sent.add(message.to().contactId() + " " + message.message().readable());
      return CompletableFuture.completedFuture(
          message.message().readable().contains("unknown")
              ? new SendOutcome.Unknown("SocketException")
              : new SendOutcome.Sent("s-" + message.id()));
    }
  }

  private static InboxEntry entry(InboundEvent event, byte[] raw) {
    return new InboxEntry(
        event.header().dedupeKey(), event.key(), "APP", raw, Instant.parse("2026-01-05T09:00:00Z"));
  }

  private void give(Handling handling, InboundEvent event) {
    InboxEntry entry = entry(event, new byte[0]);
    kept.add(entry);
    lanes.add(event.key(), new Work.Stored(entry, event));
  }

  private void give(Handling handling, String id, String contact, String text) {
    give(handling, event(id, contact, text));
  }

  private static SessionKey key(String contact) {
    return event("x", contact, "x").key();
  }

  // Again and again.

  @Test
  void aTurnThatFailsIsRunAgainWithDoubledWaitsWhileItsLaneIsHeld() {
    Handling handling = handling(SAYS);
    refusals = 3;
    give(handling, "e1", "C1", "x");
    give(handling, "e2", "C1", "y");
    give(handling, "e3", "C2", "z");

    time.forMillis(500);
    assertThat(lanes.triedAgain()).isEqualTo(2);
    time.forMillis(10_000);

    assertThat(lanes.triedAgain()).isZero();
    // e1 at 0, 1 and 3 s; e3 at 0 and 1 s: together they met the three refusals.
    assertThat(sent).containsExactlyInAnyOrder("C1 one x", "C1 one y", "C2 one z");
    assertThat(sent.indexOf("C1 one x")).isLessThan(sent.indexOf("C1 one y"));
    assertThat(over)
        .containsExactlyInAnyOrder("APP:e1 APPLIED", "APP:e2 APPLIED", "APP:e3 APPLIED");
  }

  @Test
  void afterFiveAttemptsAnEventIsGivenUpAndTheNextGoesOn() {
    Handling handling = handling(SAYS);
    refusals = 5;
    give(handling, "e1", "C1", "x");
    give(handling, "e2", "C1", "y");

    time.forMillis(60_000);

    assertThat(attempts).containsExactly(0L, 1_000L, 3_000L, 7_000L, 15_000L, 15_000L);
    assertThat(over).containsExactly("APP:e1 TURN_FAILED", "APP:e2 APPLIED");
    assertThat(DeadLetters.events(kept))
        .extracting(event -> event.id() + ": " + event.reason())
        .containsExactly("APP:e1: its turn failed: BotFlowException");
    assertThat(sent).containsExactly("C1 one y");
  }

  @Test
  void noWaitIsLongerThanTheLongest() {
    Handling handling =
        handling(SAYS, RuntimeLimits.DEFAULT.retries(Duration.ofSeconds(1), Duration.ofSeconds(3)));
    refusals = 4;
    give(handling, "e1", "C1", "x");

    time.forMillis(60_000);

    assertThat(attempts).containsExactly(0L, 1_000L, 3_000L, 6_000L, 9_000L);
    assertThat(over).containsExactly("APP:e1 APPLIED");
  }

  @Test
  void aFullDiskIsNoFaultOfTheEventsWhichWaitsUntilThereIsRoom() {
    Handling handling = handling(SAYS);
    refusals = 8;
    full = true;
    give(handling, "e1", "C1", "x");
    time.forMillis(100_000);
    assertThat(attempts).hasSize(7);
    assertThat(over).isEmpty();

    full = false;
    time.forMillis(30_000);

    // The eighth attempt fails too, and now the store could be written.
    assertThat(attempts).hasSize(8);
    assertThat(over).containsExactly("APP:e1 TURN_FAILED");
  }

  @Test
  void anEventWaitsForTheHostsFactsForAsLongAsTheLimitSays() {
    Handling handling = handling(SAYS, RuntimeLimits.DEFAULT.maxEventAge(Duration.ofSeconds(127)));
    factFaults = Integer.MAX_VALUE;
    give(handling, "e1", "C1", "x");

    time.forMillis(600_000);

    // 1, 2, 4, 8, 16, 32 and 64 s add up to 127 s, which is no longer less than the limit.
    assertThat(attempts)
        .containsExactly(0L, 1_000L, 3_000L, 7_000L, 15_000L, 31_000L, 63_000L, 127_000L);
    assertThat(over).containsExactly("APP:e1 FACTS_FAILED_TOO_LONG");
    assertThat(DeadLetters.events(kept).get(0).reason())
        .isEqualTo("the host's facts failed for too long: IllegalStateException");
  }

  @Test
  void anEngineThatClosesLeavesWhatFailsForTheNextStart() {
    Handling handling = handling(SAYS);
    refusals = 1;
    full = true;
    lanes.close();
    give(handling, "e1", "C1", "x");

    time.forMillis(60_000);

    assertThat(attempts).containsExactly(0L);
    assertThat(over).containsExactly("APP:e1 LEFT_FOR_NEXT_START");
    assertThat(DeadLetters.events(kept)).isEmpty();
    assertThat(InboxContents.of(kept)).hasSize(1);
  }

  @Test
  void anEventThatAnotherHostHandledIsOver() {
    Handling handling = handling(SAYS);
    InboundEvent event = event("e1", "C1", "x");
    give(handling, event);
    give(handling, event);

    time.forMillis(10);

    assertThat(over).containsExactly("APP:e1 APPLIED", "APP:e1 HANDLED_ELSEWHERE");
    assertThat(sent).containsExactly("C1 one x");
    assertThat(DeadLetters.events(kept)).isEmpty();
  }

  @Test
  void anEventThatConcernsNobodyIsOverWithoutATurn() {
    Handling handling = handling(SAYS);
    InboundEvent event = new RecordStored(
        EventHeader.own(
            "RECORD_NOTIFICATION",
            new ChannelContext(null, null, null, "APP", null, null),
            Instant.EPOCH,
            "e1"),
        null,
        null,
        null);
    give(handling, event);

    time.forMillis(10);

    assertThat(over).containsExactly("e1 IGNORED");
    assertThat(attempts).isEmpty();
    assertThat(InboxContents.of(kept)).isEmpty();
  }

  @Test
  void whatWasThereBeforeAnErasureIsOverWithoutATurn() {
    Handling handling = handling(SAYS);
    give(handling, "e1", "C1", "x");
    lanes.give(key("C1"), new Input.Erased());

    time.forMillis(10);

    assertThat(over).containsExactly("APP:e1 ERASED");
    assertThat(sent).isEmpty();
  }

  // Read again after a restart.

  private void readAgain(Handling handling, String dedupeKey, byte[] raw) {
    InboxEntry entry = new InboxEntry(dedupeKey, key("C1"), "APP", raw, Instant.EPOCH);
    kept.add(entry);
    lanes.add(key("C1"), new Work.Stored(entry, null));
    time.forMillis(10);
  }

  @Test
  void anEventIsReadAgainFromItsBytes() {
    readAgain(handling(SAYS), "APP:e1", Wire.raw("e1", "C1", "x"));

    assertThat(sent).containsExactly("C1 one x");
    assertThat(over).containsExactly("APP:e1 APPLIED");
  }

  @Test
  void soIsOneTheHostHandedInItself() {
    InboundEvent joined = new AgentJoined(EventHeader.own(
        "AGENT_JOINED",
        new ChannelContext(Channel.SMS, "467", "C1", "APP", null, null),
        Instant.EPOCH,
        "own"));

    readAgain(handling(SAYS), "own", OwnEvents.write(joined));

    assertThat(over).containsExactly("own APPLIED");
    assertThat(kept.open(key("C1")).agentActive()).isTrue();
  }

  @Test
  void oneThatCannotBeReadAgainIsGivenUp() {
    readAgain(handling(SAYS), "APP:e1", new byte[] {'x'});

    assertThat(over).containsExactly("APP:e1 UNREADABLE");
    assertThat(DeadLetters.events(kept).get(0).reason())
        .isEqualTo("it could not be read again: ArrayIndexOutOfBoundsException");
  }

  @Test
  void oneThatReadsAsAnotherIsTakenInAsThat() {
    readAgain(handling(SAYS), "unreadable:1", Wire.raw("e1", "C1", "x"));

    assertThat(over).containsExactly("another APP:e1", "unreadable:1 READ_AS_ANOTHER");
    assertThat(sent).isEmpty();
    assertThat(InboxContents.of(kept)).isEmpty();
  }

  @Test
  void whatCannotBeReadOfAContactErasedMeanwhileIsNotKept() {
    handling(SAYS);
    InboxEntry entry = new InboxEntry("APP:e1", key("C1"), "APP", new byte[] {'x'}, Instant.EPOCH);
    lanes.add(key("C1"), new Work.Stored(entry, null));
    lanes.give(key("C1"), new Input.Erased());

    time.forMillis(10);

    assertThat(over).containsExactly("APP:e1 ERASED");
    assertThat(DeadLetters.events(kept)).isEmpty();
  }

  // What follows from a turn.

  @Test
  void aTurnWakesTheTimersIfItSetAny() {
    Handling handling = handling(WAITS);
    give(handling, "e1", "C1", "x");
    time.forMillis(10);
    assertThat(timersWoken).isEqualTo(1);

    Handling silent = handling(SAYS);
    give(silent, "e2", "C2", "x");
    time.forMillis(10);

    assertThat(timersWoken).isEqualTo(1);
    assertThat(turned).containsExactly("APP:e1", "APP:e2");
  }

  @Test
  void aListenerThatFailsHarmsNothing() {
    listenerFails = true;
    Handling handling = handling(SAYS);
    give(handling, "e1", "C1", "x");
    give(handling, "e2", "C1", "y");

    time.forMillis(10);

    assertThat(sent).containsExactly("C1 one x", "C1 one y");
    assertThat(over).containsExactly("APP:e1 APPLIED", "APP:e2 APPLIED");
  }

  /** A message of unknown outcome, and its id. */
  private String unknown(Handling handling) {
    give(handling, "e1", "C1", "unknown");
    time.forMillis(10);
    assertThat(kept.unknownOutcomes()).hasSize(1);
    return kept.unknownOutcomes().get(0);
  }

  private EventHeader header(String id, @Nullable String metadata) {
    return new EventHeader(
        "MESSAGE_DELIVERY",
        new ChannelContext(null, null, "C1", "APP", null, null),
        Instant.EPOCH,
        id,
        metadata,
        null,
        null);
  }

  private void assertSettled(boolean settled) {
    time.forMillis(40_000);
    assertThat(sent).hasSize(settled ? 1 : 3);
  }

  @Test
  void aReportThatNamesAMessageOfUnknownOutcomeSettlesIt() {
    Handling handling = handling(SAYS);
    String id = unknown(handling);

    give(handling, new MessageSubmitted(header("s1", null), "sinch-1", id, Map.of()));

    assertSettled(true);
  }

  @Test
  void soDoesADeliveryReportThoughItsIdStandsBesideIt() {
    Handling handling = handling(SAYS);
    String id = unknown(handling);

    give(handling, new DeliveryReport(header("s1", id), "sinch-1", "DELIVERED", null, null));

    assertSettled(true);
  }

  @Test
  void aDeliveryReportsOwnIdComesFirst() {
    Handling handling = handling(SAYS);
    String id = unknown(handling);

    give(handling, new DeliveryReport(header("s1", "other"), "sinch-1", "DELIVERED", null, id));

    assertSettled(true);
  }

  @Test
  void aReportThatNamesNoMessageOfTheOtherSideSettlesNothing() {
    Handling handling = handling(SAYS);
    String id = unknown(handling);

    give(handling, new DeliveryReport(header("s1", null), null, "DELIVERED", null, id));

    time.forMillis(29_000);
    assertThat(kept.unknownOutcomes()).containsExactly(id);
    assertThat(kept.nextRow()).isPresent();
  }

  @Test
  void noOtherEventSettlesAnything() {
    Handling handling = handling(SAYS);
    String id = unknown(handling);

    give(handling, new AgentJoined(header("s1", id)));

    time.forMillis(29_000);
    assertThat(kept.nextRow()).isPresent();
  }

  // Calls.

  @Test
  void aCallHoldsItsLaneUntilItsResultWasHandled() {
    Handling handling = handling(CALLS);
    give(handling, "e1", "C1", "first");
    give(handling, "e2", "C1", "second");
    time.forMillis(10);
    assertThat(lanes.calls()).isEqualTo(1);
    assertThat(asked).containsOnlyKeys("first");

    asked.get("first").complete("A");
    time.forMillis(10);

    assertThat(sent).containsExactly("C1 found A");
    assertThat(lanes.calls()).isEqualTo(1);
    asked.get("second").complete("B");
    time.forMillis(10);
    assertThat(sent).containsExactly("C1 found A", "C1 found B");
    assertThat(lanes.calls()).isZero();
    assertThat(kept.openCalls()).isEmpty();
  }

  @Test
  void theResultsOfAnErasedContactsCallsComeToNothing() {
    Handling handling = handling(CALLS);
    give(handling, "e1", "C1", "first");
    give(handling, "e2", "C2", "other");
    time.forMillis(10);

    lanes.give(key("C1"), new Input.Erased());
    assertThat(lanes.calls()).isEqualTo(1);
    asked.get("first").complete("A");
    asked.get("other").complete("B");
    time.forMillis(10);

    assertThat(sent).containsExactly("C2 found B");
  }

  @Test
  void whatAnErasedContactWritesWaitsForNoCallOfTheTimeBefore() {
    Handling handling = handling(CALLS);
    give(handling, "e1", "C1", "first");
    time.forMillis(10);
    kept.erase(key("C1"));
    lanes.give(key("C1"), new Input.Erased());

    give(handling, "e2", "C1", "second");
    time.forMillis(10);
    assertThat(asked).containsOnlyKeys("first", "second");

    asked.get("first").complete("A");
    asked.get("second").complete("B");
    time.forMillis(10);
    assertThat(sent).containsExactly("C1 found B");
  }

  @Test
  void whatComesBeforeItsAppIsConnectedWaitsForTheCallThatWasOpenAtTheStart() {
    give(handling(CALLS), "e1", "C1", "first");
    time.forMillis(10);
    asked.clear();

    Handling after = handling(CALLS);
    give(after, "e2", "C1", "second");
    time.forMillis(10);
    assertThat(asked).isEmpty();

    after.takeUpCalls("APP");
    asked.get("first").complete("A");
    time.forMillis(10);

    assertThat(sent).containsExactly("C1 found A");
    assertThat(asked).containsOnlyKeys("first", "second");
  }

  @Test
  void callsThatWereOpenAtTheStartAreMadeAgainOnceForTheirApp() {
    Handling before = handling(CALLS);
    give(before, "e1", "C1", "first");
    time.forMillis(10);
    asked.clear();

    Handling after = handling(CALLS);
    after.takeUpCalls("OTHER");
    assertThat(asked).isEmpty();
    after.takeUpCalls("APP");
    after.takeUpCalls("APP");
    assertThat(lanes.calls()).isEqualTo(1);
    asked.get("first").complete("A");
    time.forMillis(10);

    assertThat(sent).containsExactly("C1 found A");
    assertThat(lanes.calls()).isZero();
  }

  @Test
  void aResultWhoseTurnIsGivenUpIsAnErrorOfItsCall() {
    Handling handling = handling(CALLS);
    give(handling, "e1", "C1", "first");
    time.forMillis(10);
    refusals = 5;

    asked.get("first").complete("A");
    time.forMillis(60_000);

    assertThat(lanes.calls()).isZero();
    assertThat(kept.openCalls()).isEmpty();
    assertThat(sent).containsExactly("C1 Sorry.");
    give(handling, "e2", "C1", "second");
    time.forMillis(10);
    assertThat(asked).containsKey("second");
  }

  @Test
  void aCallNoResultOfWhichCanBeHandledIsPutAsideWithItsReason() {
    Handling handling = handling(CALLS);
    give(handling, "e1", "C1", "first");
    time.forMillis(10);
    refusals = 10;

    asked.get("first").complete("A");
    time.forMillis(60_000);

    assertThat(lanes.calls()).isZero();
    assertThat(kept.openCalls()).isEmpty();
    assertThat(DeadLetters.timersAndCalls(kept))
        .extracting(row -> row.kind() + ": " + row.reason())
        .containsExactly("CALL: its turn failed: BotFlowException");
  }

  @Test
  void aResultThatFailsWhileTheEngineClosesLeavesItsCallForTheNextStart() {
    Handling handling = handling(CALLS);
    give(handling, "e1", "C1", "first");
    time.forMillis(10);
    refusals = 1;
    lanes.close();

    asked.get("first").complete("A");
    time.forMillis(60_000);

    assertThat(kept.openCalls()).extracting(Call::name).containsExactly("find");
  }

  // Timers.

  private final List<String> handled = new ArrayList<>();

  private void fire(Handling handling, Timer timer) {
    handling.fire(timer);
    time.forMillis(60_000);
  }

  private Timer delayed(Handling handling) {
    give(handling, "e1", "C1", "x");
    time.forMillis(10);
    attempts.clear();
    return kept.dueTimers(Instant.MIN, Instant.parse("2030-01-01T00:00:00Z"), Set.of(), 10).stream()
        .filter(timer -> timer.id().endsWith(".delay"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aTimerThatFiresBecomesATurn() {
    Handling handling = handling(WAITS);

    fire(handling, delayed(handling));

    assertThat(sent).containsExactly("C1 now", "C1 later");
    assertThat(handled).containsExactly("r1.delay");
    assertThat(kept.open(key("C1")).runs()).isEmpty();
  }

  @Test
  void aTimerWhoseTurnKeepsFailingIsPutAsideWithItsReason() {
    Handling handling = handling(WAITS);
    Timer timer = delayed(handling);
    refusals = 5;

    fire(handling, timer);

    assertThat(attempts).hasSize(5);
    assertThat(handled).containsExactly("r1.delay");
    assertThat(DeadLetters.timersAndCalls(kept))
        .extracting(row -> row.kind() + " " + row.reason())
        .containsExactly("TIMER its turn failed: BotFlowException");
  }

  @Test
  void aTimerThatIsGoneWhenItsTurnComesIsNoFault() {
    Handling handling = handling(WAITS);
    Timer timer = delayed(handling);
    fire(handling, timer);

    fire(handling, timer);

    assertThat(handled).containsExactly("r1.delay", "r1.delay");
    assertThat(DeadLetters.timersAndCalls(kept)).isEmpty();
    assertThat(sent).containsExactly("C1 now", "C1 later");
  }

  @Test
  void aTimerThatFailsWhileTheEngineClosesStaysForTheNextStart() {
    Handling handling = handling(WAITS);
    Timer timer = delayed(handling);
    refusals = 1;
    lanes.close();

    fire(handling, timer);

    assertThat(handled).containsExactly("r1.delay");
    assertThat(DeadLetters.timersAndCalls(kept)).isEmpty();
    assertThat(kept.nextTimer()).isPresent();
  }
}
