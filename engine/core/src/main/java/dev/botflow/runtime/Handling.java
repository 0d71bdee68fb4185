package dev.botflow.runtime;

import dev.botflow.error.SafeErrors;
import dev.botflow.event.ActionCompleted;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.DeliveryReport;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageSubmitted;
import dev.botflow.event.SessionKey;
import dev.botflow.event.TimerFired;
import dev.botflow.lane.Effect;
import dev.botflow.lane.Fault;
import dev.botflow.lane.Held;
import dev.botflow.lane.Input;
import dev.botflow.lane.Outcome;
import dev.botflow.lane.Work;
import dev.botflow.runtime.app.Apps;
import dev.botflow.runtime.app.NoBotException;
import dev.botflow.runtime.host.HostThreads;
import dev.botflow.session.Call;
import dev.botflow.session.Timer;
import dev.botflow.store.AlreadyHandledException;
import dev.botflow.store.GivenUp;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.Store;
import dev.botflow.turn.Turn;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what the lanes say: reads an event, asks the host, runs and stores the turn, makes calls, gives up. */
final class Handling implements Lanes.Doing {
  private static final Logger LOG = LoggerFactory.getLogger(Handling.class);

  private final Store store;
  private final MeasuredTurns turns;
  private final Lanes lanes;
  private final FactsPump facts;
  private final ScheduledExecutorService time;
  private final After after;
  private final UnreadableCalls lostCalls;

  /**
   * Where what follows from a turn goes.
   *
   * @param apps asked before something is left, since its app has no bot
   * @param reading reads an event again from the bytes that were kept of it
   * @param another takes in an event that was read from the bytes of what was kept as another one
   * @param over called for every event of the inbox that is on its lane no more
   * @param fired called for every timer that is on its lane no more
   */
  record After(
      ActionPump calls,
      OutboxPump outbox,
      Runnable timers,
      TurnListener listener,
      Apps apps,
      Function<InboxEntry, InboundEvent> reading,
      BiConsumer<InboundEvent, InboxEntry> another,
      BiConsumer<InboxEntry, Outcome> over,
      Consumer<Timer> fired) {}

  /**
   * @param threads on which the host is asked for its facts
   * @param time for waits alone, so that they end on time
   */
  Handling(
      Store store,
      MeasuredTurns turns,
      Lanes lanes,
      HostThreads threads,
      ScheduledExecutorService time,
      Clock clock,
      Duration factsTimeout,
      After after) {
    this.store = store;
    this.turns = turns;
    this.lanes = lanes;
    this.facts = new FactsPump(turns, lanes, threads, time, factsTimeout);
    this.time = time;
    this.after = after;
    this.lostCalls = new UnreadableCalls(store, clock);
    lanes.workWith(this);
    // Before any event: one may come before its app is connected and the calls are made again.
    store.openCalls().forEach(call -> lanes.give(call.key(), new Input.Opened(call.id())));
  }

  /** Makes the calls again that an app had open, before any event of their sessions. */
  void takeUpCalls(String appId) {
    for (Call call : store.openCalls()) {
      if (appId.equals(call.context().appId())) {
        lanes.give(call.key(), new Input.CanBeMade(call));
      }
    }
    lostCalls.of(appId).forEach(result -> lanes.add(result.key(), new Work.LostCall(result)));
  }

  /** A timer fires. */
  void fire(Timer timer) {
    TimerFired event = OwnEvents.fired(timer);
    lanes.add(event.key(), new Work.DueTimer(timer, event));
  }

  @Override
  public @Nullable Input done(SessionKey key, Effect effect) {
    if (effect instanceof Effect.Save save) {
      return save(key, save.held(), save.facts());
    }
    if (effect instanceof Effect.SaveOptOut save) {
      return saveOptOut(save.held());
    }
    if (effect instanceof Effect.Read read) {
      return read(read.held());
    }
    if (effect instanceof Effect.GiveUp giveUp) {
      return giveUp(giveUp);
    }
    if (effect instanceof Effect.AskFacts ask) {
      facts.ask(key, ask.held());
    } else if (effect instanceof Effect.TryAgainIn again) {
      tryAgain(key, again);
    } else if (effect instanceof Effect.Make make) {
      make(make.call());
    } else if (effect instanceof Effect.End end) {
      end(end.held(), end.outcome());
    }
    return null;
  }

  private @Nullable Input save(SessionKey key, Held held, Map<String, Object> hosts) {
    InboundEvent event = event(held.work());
    giveUpForDesk(held.work());
    try {
      return saved(held, event, turns.handle(event, hosts));
    } catch (AlreadyHandledException e) {
      return handledElsewhere(held);
    } catch (NoBotException e) {
      String appId = event.context().appId();
      Input left = new Input.Ended(held.number(), Outcome.LEFT_WITHOUT_BOT);
      // It has left its lane before the app may get a bot and takes up what is in the store.
      boolean hasLeft = after.apps().leave(appId == null ? "" : appId, () -> lanes.give(key, left));
      return hasLeft ? null : save(key, held, hosts);
    }
  }

  /** What the desk did not take is kept for people before its turn, after which the call is over. */
  private void giveUpForDesk(Work work) {
    if (work instanceof Work.CallResult result
        && result.call().kind() == Call.Kind.DESK_MESSAGE
        && result.event().outcome() != ActionCompleted.Outcome.OK) {
      store.giveUp(new GivenUp.OpenCall(
          result.call(), "the desk did not take it: " + reason(result.event())));
    }
  }

  private static String reason(ActionCompleted result) {
    return result.problem() == null ? "no answer in time" : result.problem();
  }

  private InboundEvent event(Work work) {
    InboundEvent event = work.event();
    return event == null ? after.reading().apply(((Work.Stored) work).entry()) : event;
  }

  private static Input handledElsewhere(Held held) {
    if (held.work() instanceof Work.DueTimer) {
      // A timer may be cancelled, or move to another contact's session, when it is on its way.
      return new Input.Ended(held.number(), Outcome.TIMER_GONE);
    }
    LOG.error(
        "{} was handled by another host on the same store: expected one host a store", what(held));
    return new Input.Ended(held.number(), Outcome.HANDLED_ELSEWHERE);
  }

  /** Handles an event now, if the contact opts out by it, without the host's facts; null if nothing happened. */
  private @Nullable Input saveOptOut(Held held) {
    try {
      InboundEvent event = event(held.work());
      if (isAnother(event, held.work())) {
        return null;
      }
      Optional<Turn> turn = turns.handleOptOut(event);
      return turn.isEmpty() ? null : saved(held, event, turn.get());
    } catch (AlreadyHandledException e) {
      return handledElsewhere(held);
    } catch (RuntimeException | Error e) {
      LOG.warn(
          "an event could not be handled without the host's facts; it waits for its turn: {}",
          SafeErrors.shown(e));
      return null;
    }
  }

  /** What could not be read when it came had no id of its own then. */
  private static boolean isAnother(InboundEvent event, Work work) {
    return work instanceof Work.Stored stored
        && !event.header().dedupeKey().equals(stored.entry().dedupeKey());
  }

  private Input read(Held held) {
    InboxEntry entry = ((Work.Stored) held.work()).entry();
    InboundEvent event;
    try {
      event = after.reading().apply(entry);
    } catch (RuntimeException | Error e) {
      return new Input.Refused(held.number(), Fault.of(Fault.Kind.BYTES, e));
    }
    if (!isAnother(event, held.work())) {
      return new Input.Read(held.number(), event);
    }
    after.another().accept(event, entry);
    store.ignore(entry.dedupeKey(), "it was read as another event");
    return new Input.Ended(held.number(), Outcome.READ_AS_ANOTHER);
  }

  private Input giveUp(Effect.GiveUp giveUp) {
    long number = giveUp.held().number();
    try {
      if (giveUp.fault().kind() != Fault.Kind.BYTES) {
        // A full disk is no fault of the event's: it waits until there is room.
        store.checkWritable();
      }
      LOG.error(
          "{} could not be handled: {}", what(giveUp.held()), giveUp.fault().shown());
      if (giveUp.what() != null) {
        store.giveUp(giveUp.what());
      }
      return new Input.GivenUp(number);
    } catch (RuntimeException | Error e) {
      LOG.error("the store cannot be written: {}", SafeErrors.shown(e));
      return new Input.NotWritable(number);
    }
  }

  private static String what(Held held) {
    InboundEvent event = held.work().event();
    return event == null ? "an event" : "an event of kind " + event.kind();
  }

  private void tryAgain(SessionKey key, Effect.TryAgainIn again) {
    long millis = again.pause().toMillis();
    LOG.warn(
        "{} could not be handled, and is tried again in {} ms: {}",
        what(again.held()),
        millis,
        again.fault().shown());
    try {
      time.schedule(
          () -> lanes.give(key, new Input.TryAgain(again.held().number())),
          millis,
          TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.info("the engine is closed; what waits is handled at the next start");
    }
  }

  private void make(Call call) {
    try {
      after.calls().call(call, result -> lanes.add(call, result));
    } catch (RuntimeException e) {
      // No clock any more for its time-out: the engine closes, and the call stays open in the
      // store.
      LOG.info("{} {} is made at the next start", call.kind(), call.name());
    }
  }

  private void end(Held held, Outcome outcome) {
    facts.forget(held);
    if (held.work() instanceof Work.Stored stored) {
      after.over().accept(stored.entry(), outcome);
    } else if (held.work() instanceof Work.DueTimer due) {
      after.fired().accept(due.timer());
    }
  }

  private Input saved(Held held, InboundEvent event, Turn turn) {
    try {
      settle(event);
      if (!turn.commit().outbox().isEmpty()) {
        after.outbox().wake();
      }
      if (!turn.commit().timers().isEmpty()) {
        after.timers().run();
      }
      after.listener().turned(event, turn);
    } catch (RuntimeException | Error e) {
      LOG.error("a listener of turns failed: {}", SafeErrors.shown(e));
    }
    return new Input.Saved(held.number(), turn.commit());
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
}
