package dev.botflow.runtime;

import dev.botflow.event.ActionCompleted;
import dev.botflow.event.DeliveryReport;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageSubmitted;
import dev.botflow.event.TimerFired;
import dev.botflow.message.Transport;
import dev.botflow.session.Call;
import dev.botflow.session.InboxEntry;
import dev.botflow.session.Store;
import dev.botflow.turn.Turn;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads around the turns: takes events in, runs them on their lanes, and lets the pumps work. Events, timers and
 * results all come to {@link #handle} on the lane of their session.
 */
public final class Runtime implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Runtime.class);
  private static final int STRIPES = 256;
  private static final int HANDLING_TRIES = 5;

  private final Store store;
  private final Turns turns;
  private final Clock clock;
  private final TurnListener listener;
  private final RuntimeLimits limits;
  private final ExecutorService workers;
  private final ScheduledExecutorService time;
  private final Lanes lanes;
  private final OutboxPump outbox;
  private final TimerPump timers;
  private final ActionPump calls;
  private final Map<String, Transport> transports = new ConcurrentHashMap<>();
  private final Object[] stripes = new Object[STRIPES];
  private final Set<String> onLanes = ConcurrentHashMap.newKeySet();
  private final Set<String> made = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;

  public Runtime(
      Store store,
      Turns turns,
      Map<String, Action> actions,
      @org.jspecify.annotations.Nullable AgentDesk desk,
      Clock clock,
      TurnListener listener,
      RuntimeLimits limits) {
    this.store = store;
    this.turns = turns;
    this.clock = clock;
    this.listener = listener;
    this.limits = limits;
    this.workers = Executors.newFixedThreadPool(limits.workers(), threads("botflow-worker"));
    ScheduledThreadPoolExecutor one = new ScheduledThreadPoolExecutor(1, threads("botflow-time"));
    // A time-out that did not happen is forgotten at once, not when it would have.
    one.setRemoveOnCancelPolicy(true);
    this.time = one;
    this.lanes = new Lanes(workers, limits.maxWaiting());
    Backoff backoff = new Backoff(
        limits.firstRetry(),
        limits.longestRetry(),
        () -> java.util.concurrent.ThreadLocalRandom.current().nextDouble());
    this.outbox = new OutboxPump(
        store, time, clock, System::nanoTime, backoff, limits.maxMessageAge(), limits.settling());
    this.timers = new TimerPump(store, time, clock, this::fire);
    this.calls = new ActionPump(actions, desk, time, clock);
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new Object();
    }
  }

  private static ThreadFactory threads(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** What became of an event handed in. */
  public enum Taken {
    ACCEPTED,
    DUPLICATE,
    BUSY
  }

  /** Stores an event and puts it on its lane; durable when this returns. */
  public Taken accept(InboundEvent event, String appId, byte[] raw) {
    if (closing || lanes.full()) {
      return Taken.BUSY;
    }
    InboxEntry entry =
        new InboxEntry(event.header().dedupeKey(), event.key(), appId, raw, clock.instant());
    // Stored and queued as one, so that a lane's order is the order of acceptance also after a
    // restart.
    synchronized (stripes[Math.floorMod(event.key().hashCode(), STRIPES)]) {
      if (!store.add(entry)) {
        return Taken.DUPLICATE;
      }
      onLanes.add(entry.dedupeKey());
      lanes.add(event.key(), () -> handle(event, entry));
    }
    return Taken.ACCEPTED;
  }

  /** Stores an event of the host's own. */
  public Taken accept(InboundEvent event, String appId) {
    return accept(event, appId, OwnEvents.write(event));
  }

  /** Sends and reads through this transport from now on, and takes up what was open for the app. */
  public void connect(String appId, Transport transport) {
    transports.put(appId, transport);
    recover(appId, transport);
    outbox.connect(appId, transport);
    timers.wake();
  }

  private void recover(String appId, Transport transport) {
    for (Call call : store.openCalls()) {
      if (appId.equals(call.context().appId())) {
        make(List.of(call));
      }
    }
    int found = 0;
    for (InboxEntry entry : store.pending()) {
      // Connecting once more, or late, finds events that are on their lanes already.
      if (entry.appId().equals(appId) && onLanes.add(entry.dedupeKey())) {
        found++;
        lanes.add(entry.key(), () -> readAgain(entry, transport));
      }
    }
    if (found > 0) {
      LOG.info("app {}: {} events that were accepted before are handled now", appId, found);
    }
  }

  private void readAgain(InboxEntry entry, Transport transport) {
    InboundEvent event;
    try {
      event = OwnEvents.wrote(entry.raw())
          ? OwnEvents.read(entry.raw())
          : transport.read(entry.raw(), entry.receivedAt());
    } catch (RuntimeException e) {
      store.bury(entry, "it could not be read again: " + e.getClass().getSimpleName());
      onLanes.remove(entry.dedupeKey());
      return;
    }
    handle(event, entry);
  }

  private void handle(InboundEvent event, InboxEntry entry) {
    attempt(event, 1, () -> onLanes.remove(entry.dedupeKey()), fault -> {
      store.bury(entry, "its turn failed: " + fault.getClass().getSimpleName());
      onLanes.remove(entry.dedupeKey());
    });
  }

  /**
   * Runs an event's turn; if that fails it is tried again with its lane held, since a busy store or a host that is down
   * for a moment must not cost an accepted event.
   *
   * @param handled runs after the turn was stored
   * @param gaveUp runs after the last try
   */
  private void attempt(
      InboundEvent event, int attempt, Runnable handled, Consumer<RuntimeException> gaveUp) {
    Turn turn;
    try {
      turn = turns.handle(event);
    } catch (RuntimeException e) {
      if (attempt == HANDLING_TRIES || closing) {
        LOG.error("an event of kind {} could not be handled: {}", event.kind(), Faults.shown(e));
        gaveUp.accept(e);
        return;
      }
      LOG.warn(
          "an event of kind {} could not be handled, and is tried again: {}",
          event.kind(),
          Faults.shown(e));
      lanes.hold(event.key());
      Runnable again = () -> lanes.addAhead(event.key(), () -> {
        try {
          attempt(event, attempt + 1, handled, gaveUp);
        } finally {
          lanes.release(event.key());
        }
      });
      time.schedule(again, limits.firstRetry().toMillis() << (attempt - 1), TimeUnit.MILLISECONDS);
      return;
    }
    done(event, turn);
    handled.run();
  }

  private void done(InboundEvent event, Turn turn) {
    settle(event);
    make(turn.commit().calls());
    if (!turn.commit().outbox().isEmpty()) {
      outbox.wake();
    }
    if (!turn.commit().timers().isEmpty()) {
      timers.wake();
    }
    try {
      listener.turned(event, turn);
    } catch (RuntimeException e) {
      LOG.error("a listener of turns failed: {}", Faults.shown(e));
    }
  }

  /** A report on one of our messages tells that it was sent, if nobody knew. */
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
    if (reports && id != null && event.messageId() != null) {
      outbox.reported(id, event.messageId());
    }
  }

  /** Holds the lane for each call until its result was handled. */
  private void make(List<Call> calls) {
    for (Call call : calls) {
      if (!made.add(call.id())) {
        continue;
      }
      lanes.hold(call.key());
      this.calls.call(call, result -> lanes.addAhead(call.key(), () -> completed(call, result)));
    }
  }

  private void completed(Call call, ActionCompleted result) {
    Runnable over = () -> {
      made.remove(call.id());
      lanes.release(call.key());
    };
    // Given up, the call stays open in the store: it is made again at the next start.
    attempt(result, 1, over, fault -> over.run());
  }

  private void fire(TimerFired event, Runnable handled) {
    lanes.add(
        event.key(),
        () -> attempt(
            event,
            1,
            handled,
            // The timer stays due; asking at once again would ask for ever.
            fault ->
                time.schedule(handled, limits.longestRetry().toMillis(), TimeUnit.MILLISECONDS)));
  }

  /** Events and results that wait for a worker. */
  public int waiting() {
    return lanes.waiting();
  }

  private static void awaitSends(CompletableFuture<Void> idle, long nanos)
      throws InterruptedException {
    try {
      idle.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      LOG.info("closing with messages under way; those whose outcome is not known are sent again");
    } catch (ExecutionException e) {
      throw new AssertionError("nothing completes it with an exception", e);
    }
  }

  /** Refuses new events, finishes what is on the lanes as far as time allows, and stops. Nothing stored is lost. */
  @Override
  public void close() {
    closing = true;
    timers.stop();
    long end = System.nanoTime() + limits.drain().toNanos();
    try {
      if (!lanes.awaitIdle(limits.drain())) {
        LOG.info(
            "closing with {} events on their lanes; they are handled at the next start",
            lanes.waiting());
      }
      awaitSends(outbox.stop(), end - System.nanoTime());
      workers.shutdownNow();
      time.shutdownNow();
      workers.awaitTermination(5, TimeUnit.SECONDS);
      time.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      workers.shutdownNow();
      time.shutdownNow();
    }
  }
}
