package dev.botflow.runtime;

import dev.botflow.error.SafeErrors;
import dev.botflow.event.ActionCompleted;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.DeliveryReport;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageSubmitted;
import dev.botflow.event.SessionKey;
import dev.botflow.event.TimerFired;
import dev.botflow.message.Transport;
import dev.botflow.runtime.app.Apps;
import dev.botflow.runtime.app.NoBotException;
import dev.botflow.runtime.host.HostThreads;
import dev.botflow.session.Call;
import dev.botflow.session.Timer;
import dev.botflow.store.AlreadyHandledException;
import dev.botflow.store.Commit;
import dev.botflow.store.GivenUp;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.Store;
import dev.botflow.turn.Turn;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens on a lane: the turn of an event, a timer or a result, again if it fails, and what follows from it. */
final class Handling {
  private static final Logger LOG = LoggerFactory.getLogger(Handling.class);

  private final Store store;
  private final Lanes lanes;
  private final Attempts attempts;
  private final After after;
  private final UnreadableCalls lostCalls;
  // Calls that are open in the store only, since their apps have no bot.
  private final Set<String> leftCalls = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;

  /**
   * Where what follows from a turn goes.
   *
   * @param apps asked before something is left, since its app has no bot
   * @param another takes in an event that was read from the bytes of what was kept as another one
   * @param over called for every event that needs nothing more; null instead of how if it is taken up at the next start
   */
  record After(
      ActionPump calls,
      OutboxPump outbox,
      Runnable timers,
      TurnListener listener,
      Apps apps,
      BiConsumer<InboundEvent, InboxEntry> another,
      BiConsumer<InboxEntry, Telemetry.@Nullable Settled> over) {}

  Handling(
      Store store,
      MeasuredTurns turns,
      Lanes lanes,
      HostThreads threads,
      ScheduledExecutorService time,
      Clock clock,
      RuntimeLimits limits,
      After after) {
    this.store = store;
    this.lanes = lanes;
    this.attempts = new Attempts(store, turns, lanes, threads, time, limits, this::done);
    this.after = after;
    this.lostCalls = new UnreadableCalls(store, clock);
    // Before any event: one may come before its app is connected and the calls are made again.
    store.openCalls().forEach(call -> lanes.opened(call.key(), call.id()));
  }

  /** From now on what fails is left for the next start. */
  void close() {
    closing = true;
    attempts.close();
  }

  /** Calls under way. */
  int calls() {
    return lanes.calls();
  }

  /** Events whose lanes are held, since their turns failed and are run again later. */
  int triedAgain() {
    return attempts.waiting();
  }

  /** Makes the calls again that an app had open, before any event of their sessions. */
  void takeUpCalls(String appId) {
    for (Call call : store.openCalls()) {
      if (appId.equals(call.context().appId())) {
        if (leftCalls.remove(call.id())) {
          lanes.opened(call.key(), call.id());
        }
        make(call);
      }
    }
    lostCalls
        .of(appId)
        .forEach(result -> lanes.add(
            result.key(),
            generation ->
                attempts.run(new Attempts.Job(result, generation, () -> {}, fault -> {}))));
  }

  /** Puts an event at the end of its lane. */
  void add(InboundEvent event, InboxEntry entry) {
    add(entry, new Lanes.Task() {
      @Override
      public void run(Object generation) {
        handle(event, entry, generation);
      }

      @Override
      public boolean overtakes(Object generation) {
        return attempts.optOut(job(event, entry, generation));
      }
    });
  }

  /** Puts an event at the end of its lane that is read again there. */
  void addAgain(InboxEntry entry, Transport transport) {
    add(entry, new Lanes.Task() {
      @Override
      public void run(Object generation) {
        readAgain(entry, transport, generation);
      }

      @Override
      public boolean overtakes(Object generation) {
        return optOutAgain(entry, transport, generation);
      }
    });
  }

  private void add(InboxEntry entry, Lanes.Task task) {
    SessionKey key = entry.key();
    lanes.add(key, new OnceOvertaking(task));
    if (attempts.lacksFacts(key)) {
      lanes.addAhead(key, () -> lanes.overtake(key));
    }
  }

  /** Tried once: what is no opt-out now is none later. */
  private static final class OnceOvertaking implements Lanes.Task {
    private final Lanes.Task task;
    private boolean tried;

    OnceOvertaking(Lanes.Task task) {
      this.task = task;
    }

    @Override
    public void run(Object generation) {
      task.run(generation);
    }

    @Override
    public boolean overtakes(Object generation) {
      boolean first = !tried;
      tried = true;
      return first && task.overtakes(generation);
    }
  }

  private static InboundEvent read(InboxEntry entry, Transport transport) {
    return OwnEvents.wrote(entry.raw())
        ? OwnEvents.read(entry.raw())
        : transport.read(entry.raw(), entry.receivedAt());
  }

  private boolean optOutAgain(InboxEntry entry, Transport transport, Object generation) {
    InboundEvent event;
    try {
      event = read(entry, transport);
    } catch (RuntimeException | Error e) {
      LOG.info("an event that waits could not be read again; it is given up in its turn");
      return false;
    }
    return event.header().dedupeKey().equals(entry.dedupeKey())
        && attempts.optOut(job(event, entry, generation));
  }

  void readAgain(InboxEntry entry, Transport transport, Object generation) {
    if (!lanes.isCurrent(entry.key(), generation)) {
      after.over().accept(entry, Telemetry.Settled.IGNORED);
      return;
    }
    InboundEvent event;
    try {
      event = read(entry, transport);
    } catch (RuntimeException | Error e) {
      giveUp(entry, "it could not be read again: " + e.getClass().getSimpleName());
      return;
    }
    if (!event.header().dedupeKey().equals(entry.dedupeKey())) {
      readAsAnother(event, entry);
      return;
    }
    handle(event, entry, generation);
  }

  /** What could not be read when it came had no id of its own then: it is taken in as what it is now. */
  private void readAsAnother(InboundEvent event, InboxEntry entry) {
    after.another().accept(event, entry);
    store.ignore(entry.dedupeKey(), "it was read as another event");
    after.over().accept(entry, Telemetry.Settled.IGNORED);
  }

  void handle(InboundEvent event, InboxEntry entry, Object generation) {
    attempts.run(job(event, entry, generation));
  }

  private Attempts.Job job(InboundEvent event, InboxEntry entry, Object generation) {
    return new Attempts.Job(
        event,
        generation,
        () -> after
            .over()
            .accept(
                entry,
                event.key().isApp() || !lanes.isCurrent(event.key(), generation)
                    ? Telemetry.Settled.IGNORED
                    : Telemetry.Settled.APPLIED),
        fault -> {
          if (fault instanceof AlreadyHandledException) {
            after.over().accept(entry, null);
          } else if (fault instanceof NoBotException) {
            if (!after.apps().leave(entry.appId(), () -> after.over().accept(entry, null))) {
              handle(event, entry, generation);
            }
          } else {
            giveUp(entry, reason(fault));
          }
        });
  }

  private static String reason(Throwable fault) {
    Throwable cause = fault.getCause();
    return fault instanceof HostFactsException && cause != null
        ? "the host's facts failed for too long: " + cause.getClass().getSimpleName()
        : "its turn failed: " + fault.getClass().getSimpleName();
  }

  private void giveUp(InboxEntry entry, String reason) {
    if (closing) {
      // The fault may be that of closing itself.
      after.over().accept(entry, null);
      return;
    }
    store.giveUp(new GivenUp.Event(entry, reason));
    after.over().accept(entry, Telemetry.Settled.DEAD);
  }

  private void done(InboundEvent event, Turn turn) {
    settle(event);
    calls(turn.commit());
    if (!turn.commit().outbox().isEmpty()) {
      after.outbox().wake();
    }
    if (!turn.commit().timers().isEmpty()) {
      after.timers().run();
    }
    try {
      after.listener().turned(event, turn);
    } catch (RuntimeException | Error e) {
      LOG.error("a listener of turns failed: {}", SafeErrors.shown(e));
    }
  }

  /** A report on one of our messages says that it was sent, if nobody knew. */
  private void settle(InboundEvent event) {
    String id = null;
    if (event instanceof MessageSubmitted submitted) {
      id = submitted.metadata();
    } else if (event instanceof DeliveryReport report) {
      id = report.metadata();
    }
    if (id == null) {
      id = event.header().messageMetadata();
    }
    boolean reports = event instanceof MessageSubmitted || event instanceof DeliveryReport;
    String messageId = event.messageId();
    if (reports && id != null && messageId != null) {
      ChannelContext about = event.context();
      after
          .outbox()
          .reported(new Outcomes.Report(
              id,
              messageId,
              about.appId() == null ? "" : about.appId(),
              about.channelIdentifier() == null ? "" : about.channelIdentifier().name()));
    }
  }

  /** The calls that are open now, as the store has it since this commit. */
  private void calls(Commit commit) {
    SessionKey key = commit.key();
    commit.calls().forEach(call -> lanes.opened(key, call.id()));
    if (commit.completed() != null) {
      lanes.closed(key, commit.completed());
    }
    commit.calls().forEach(this::make);
  }

  private void make(Call call) {
    if (!lanes.takes(call.key(), call.id())) {
      return;
    }
    try {
      after.calls().call(call, result -> lanes.addAhead(call.key(), () -> completed(call, result)));
    } catch (RuntimeException e) {
      // No clock any more for its time-out: the engine closes, and the call stays open in the
      // store.
      LOG.info("{} {} is made at the next start", call.kind(), call.name());
    }
  }

  /** Events behind it are not held by it: they are left, too, and wait in the store for a bot. */
  private void leaveWithoutBot(Call call) {
    leftCalls.add(call.id());
    lanes.closed(call.key(), call.id());
  }

  private static String appOf(Call call) {
    String appId = call.context().appId();
    return appId == null ? "" : appId;
  }

  private void completed(Call call, ActionCompleted result) {
    if (!lanes.isOpen(call.key(), call.id())) {
      // Its contact was erased meanwhile.
      return;
    }
    Object generation = lanes.generation(call.key());
    attempts.run(new Attempts.Job(
        result, generation, () -> {}, fault -> notKept(call, result, generation, fault)));
  }

  /**
   * A result whose turn cannot be stored, since it is too large to keep say, is an error of the call, which the flow
   * handles; a call of which not even that can be stored is put aside, or it would be made at each start anew.
   */
  private void notKept(Call call, ActionCompleted result, Object generation, Throwable fault) {
    if (closing || fault instanceof AlreadyHandledException) {
      // It stays open in the store: it is made again at the next start.
      lanes.leaves(call.key(), call.id());
      return;
    }
    if (fault instanceof NoBotException) {
      if (!after.apps().leave(appOf(call), () -> leaveWithoutBot(call))) {
        completed(call, result);
      }
      return;
    }
    if (result.outcome() == ActionCompleted.Outcome.ERROR) {
      store.giveUp(new GivenUp.OpenCall(call, reason(fault)));
      lanes.closed(call.key(), call.id());
      return;
    }
    ActionCompleted error = OwnEvents.result(
        call, ActionCompleted.Outcome.ERROR, null, "its result could not be kept", result.at());
    attempts.run(new Attempts.Job(
        error, generation, () -> {}, again -> notKept(call, error, generation, again)));
  }

  void fire(Timer timer, Runnable handled) {
    TimerFired event = OwnEvents.fired(timer);
    lanes.add(
        event.key(),
        generation -> attempts.run(new Attempts.Job(event, generation, handled, fault -> {
          try {
            if (!closing
                && !(fault instanceof AlreadyHandledException)
                && !(fault instanceof NoBotException)) {
              // It would stay due, and fail again and again.
              store.giveUp(new GivenUp.DueTimer(timer, reason(fault)));
            }
          } finally {
            handled.run();
          }
        })));
  }
}
