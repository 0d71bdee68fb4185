package dev.botflow.scenario;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.ActionCompleted;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.SessionKey;
import dev.botflow.message.Outgoing;
import dev.botflow.routing.BotVersions;
import dev.botflow.runtime.HostFacts;
import dev.botflow.runtime.OwnEvents;
import dev.botflow.runtime.Turns;
import dev.botflow.session.Call;
import dev.botflow.session.Session;
import dev.botflow.session.Timer;
import dev.botflow.session.Trace;
import dev.botflow.session.TraceEntry;
import dev.botflow.store.Commit;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.OutboxRow;
import dev.botflow.store.Store;
import dev.botflow.store.memory.MemoryStore;
import dev.botflow.turn.Ids;
import dev.botflow.turn.Limits;
import dev.botflow.turn.Turn;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plays events in order on one store, through the same turns as in production. The clock goes with the events; timers
 * due before an event fire first; calls are answered by stubs at once. Two plays of the same events give the same
 * bytes. For one thread.
 */
public final class Player {
  private static final int MAX_TIMERS = 10_000;
  private static final byte[] PLAY_KEY =
      "botflow play: the same ids in every play".getBytes(StandardCharsets.UTF_8);

  private final Store store;
  private final VirtualClock clock;
  private final Turns turns;
  private final Stubs stubs;
  private final boolean clockStands;

  /**
   * @param standing what the clock shows all the time; null to let it go with the events
   * @param hostFacts what the host adds
   */
  public Player(BotVersions bot, Stubs stubs, @Nullable Instant standing, HostFacts hostFacts) {
    this(bot, stubs, standing, hostFacts, 1);
  }

  private Player(
      BotVersions bot,
      Stubs stubs,
      @Nullable Instant standing,
      HostFacts hostFacts,
      int nearMisses) {
    this.clock = new VirtualClock(standing == null ? Instant.EPOCH : standing);
    this.clockStands = standing != null;
    this.store = new MemoryStore(clock);
    this.stubs = stubs;
    this.turns = new Turns(
        bot,
        store,
        hostFacts,
        new Ids(PLAY_KEY),
        Limits.DEFAULT,
        clock,
        clockStands ? Turns.Time.CLOCK : Turns.Time.EVENT,
        nearMisses);
  }

  /**
   * One whose traces do not tell which row nearly won, with the clock of the events. To know that, all rows are looked at
   * for each event, which takes most of a play's time where a table is long.
   *
   * @param hostFacts what the host adds
   */
  public static Player withoutNearMisses(BotVersions bot, Stubs stubs, HostFacts hostFacts) {
    return new Player(bot, stubs, null, hostFacts, 0);
  }

  /** Plays one event. The last line is the event's own; timers that were due before it come first. */
  public List<PlayResult> play(InboundEvent event) {
    Instant at = clockStands || event.at().isBefore(clock.instant()) ? clock.instant() : event.at();
    List<PlayResult> lines = until(at);
    InboxEntry entry = new InboxEntry(
        event.header().dedupeKey(),
        event.key(),
        event.context().appId() == null ? "" : event.context().appId(),
        new byte[0],
        at);
    if (store.add(entry)) {
      lines.add(handle(event));
    } else {
      lines.add(duplicate(event));
    }
    return lines;
  }

  /** Moves the clock on and fires what falls due on the way, each timer at its own time. */
  public List<PlayResult> until(Instant end) {
    List<PlayResult> lines = new ArrayList<>();
    Optional<Instant> next = store.nextTimer();
    while (next.isPresent() && !next.get().isAfter(end)) {
      if (lines.size() == MAX_TIMERS) {
        throw new BotFlowException("play: expected at most " + MAX_TIMERS
            + " timers between two events, but there are more");
      }
      forward(next.get());
      Timer due = store.dueTimers(Instant.MIN, next.get(), Set.of(), 1).get(0);
      lines.add(handle(OwnEvents.fired(due)));
      next = store.nextTimer();
    }
    forward(end);
    return lines;
  }

  private void forward(Instant to) {
    if (to.isAfter(clock.instant())) {
      clock.set(to);
    }
  }

  private PlayResult handle(InboundEvent event) {
    Turn turn = turns.handle(event);
    List<Outgoing> messages = new ArrayList<>();
    List<Call> calls = new ArrayList<>();
    List<TraceEntry> trace = new ArrayList<>();
    Deque<Call> open = new ArrayDeque<>();
    collect(turn, messages, calls, trace, open);
    Turn last = turn;
    boolean failed = turn.outcome() == Turn.Outcome.FAILED;
    while (!open.isEmpty()) {
      ActionCompleted result = stubs.answer(open.remove(), clock.instant());
      last = turns.handle(result);
      failed |= last.outcome() == Turn.Outcome.FAILED;
      collect(last, messages, calls, trace, open);
    }
    return new PlayResult(
        event,
        clock.instant(),
        failed ? Turn.Outcome.FAILED.word() : turn.outcome().word(),
        turn.decision().word(),
        turn.rule(),
        turn.flow(),
        last.waitingAt(),
        messages,
        calls,
        trace);
  }

  private static void collect(
      Turn turn,
      List<Outgoing> messages,
      List<Call> calls,
      List<TraceEntry> trace,
      Deque<Call> open) {
    turn.commit().outbox().stream().map(OutboxRow::message).forEach(messages::add);
    calls.addAll(turn.commit().calls());
    open.addAll(turn.commit().calls());
    trace.addAll(turn.trace().entries());
  }

  private PlayResult duplicate(InboundEvent event) {
    return new PlayResult(
        event,
        clock.instant(),
        "duplicate",
        null,
        null,
        null,
        waitingAt(event.key()),
        List.of(),
        List.of(),
        List.of());
  }

  private @Nullable String waitingAt(SessionKey key) {
    Session session = store.open(key);
    return session.openWait() == null || session.topRun() == null
        ? null
        : session.topRun().top().flow() + "." + session.topRun().top().step();
  }

  /** When the next timer falls due; empty if none is set. */
  public Optional<Instant> nextDue() {
    return store.nextTimer();
  }

  /** What is open with a contact now. */
  public Session session(SessionKey key) {
    return store.open(key);
  }

  /** What the clock shows. */
  public Instant now() {
    return clock.instant();
  }

  /** Stores what is open with a contact before the first event; its version is 1. */
  public void given(Session session) {
    store.save(new Commit(
        session,
        "given:" + session.key().value(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        Trace.empty(),
        clock.instant()));
  }

  /** Sets the clock without firing anything, for the start of a play. */
  public void startAt(Instant at) {
    clock.set(at);
  }
}
