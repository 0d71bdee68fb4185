package dev.botflow.runtime;

import dev.botflow.event.ActionCompleted;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.DeliveryReport;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageSubmitted;
import dev.botflow.event.SessionKey;
import dev.botflow.event.TimerFired;
import dev.botflow.message.Transport;
import dev.botflow.session.Call;
import dev.botflow.session.InboxEntry;
import dev.botflow.session.Store;
import dev.botflow.turn.Turn;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
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
  // The session of each call under way.
  private final Map<String, SessionKey> made = new ConcurrentHashMap<>();
  private final Map<String, Backlog> backlogs = new ConcurrentHashMap<>();
  private final AtomicBoolean goingOn = new AtomicBoolean();
  private final Alarm more;
  private final Forgetting forgetting;
  private final LostCalls lostCalls;
  private final Telemetry telemetry;
  private final MeasuredTurns measured;
  private volatile boolean closing;

  public Runtime(
      Store store,
      Turns turns,
      Map<String, Action> actions,
      @org.jspecify.annotations.Nullable AgentDesk desk,
      Clock clock,
      TurnListener listener,
      Telemetry telemetry,
      RuntimeLimits limits) {
    this.telemetry = new SafeTelemetry(telemetry);
    this.measured = new MeasuredTurns(turns, this.telemetry);
    this.store = store;
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
        store,
        time,
        clock,
        System::nanoTime,
        backoff, limits.maxMessageAge(),
        limits.settling(),
        this.telemetry);
    this.timers = new TimerPump(store, time, clock, this::recovering, this::fire);
    this.more = new Alarm(time, this::takeUpMore);
    this.forgetting = new Forgetting(store, lanes, workers, clock, this::erase);
    this.lostCalls = new LostCalls(store, clock);
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
    Taken taken = closing || lag() >= limits.maxWaiting() ? Taken.BUSY : store(event, appId, raw);
    telemetry.received(appId, Telemetry.Received.valueOf(taken.name()));
    return taken;
  }

  private Taken store(InboundEvent event, String appId, byte[] raw) {
    InboxEntry entry =
        new InboxEntry(event.header().dedupeKey(), event.key(), appId, raw, clock.instant());
    // Stored and queued as one, so that a lane's order is the order of acceptance also after a
    // restart.
    synchronized (stripe(event.key())) {
      Backlog backlog = backlogs.get(appId);
      Boolean behind = backlog == null ? null : backlog.addBehind(() -> store.add(entry));
      if (behind != null) {
        return behind ? Taken.ACCEPTED : Taken.DUPLICATE;
      }
      return storeOnLane(event, entry) ? Taken.ACCEPTED : Taken.DUPLICATE;
    }
  }

  private boolean storeOnLane(InboundEvent event, InboxEntry entry) {
    // Known before it is stored: one who connects meanwhile must not take it up as well.
    boolean mine = onLanes.add(entry.dedupeKey());
    boolean added = false;
    try {
      added = store.add(entry);
    } finally {
      if (mine && !added) {
        onLanes.remove(entry.dedupeKey());
      }
    }
    if (added) {
      lanes.add(event.key(), era -> handle(event, entry, era));
    }
    return added;
  }

  private Object stripe(SessionKey key) {
    return stripes[Math.floorMod(key.hashCode(), STRIPES)];
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
    lostCalls.of(appId).forEach(this::completeLost);
    Backlog backlog = new Backlog(
        store, appId, lanes, limits.maxWaiting(), entry -> takeUp(appId, entry, transport));
    if (backlog.left() > 0) {
      LOG.info(
          "app {}: {} events that were accepted before are handled now", appId, backlog.left());
    }
    backlogs.put(appId, backlog);
    backlog.takeUp();
    goOn();
  }

  private void takeUp(String appId, InboxEntry entry, Transport transport) {
    // Connecting once more, or late, finds events that are on their lanes already.
    if (onLanes.add(entry.dedupeKey())) {
      telemetry.recovered(appId, 1);
      lanes.add(entry.key(), era -> {
        try {
          readAgain(entry, transport, era);
        } finally {
          if (lanes.waiting() <= limits.maxWaiting() / 2) {
            goOn();
          }
        }
      });
    }
  }

  /** Takes up more of what was accepted before, if there is any: now, and in a while if it does not fit. */
  private void goOn() {
    if (backlogs.values().stream().allMatch(Backlog::done)) {
      timers.wake();
    } else if (!closing && goingOn.compareAndSet(false, true)) {
      onTime(() -> {
        goingOn.set(false);
        takeUpMore();
      });
    }
  }

  private void takeUpMore() {
    try {
      backlogs.values().forEach(Backlog::takeUp);
    } catch (RuntimeException e) {
      LOG.error("the inbox could not be read; trying again in a second: {}", Faults.shown(e));
    }
    if (backlogs.values().stream().allMatch(Backlog::done)) {
      timers.wake();
    } else {
      more.in(Duration.ofSeconds(1));
    }
  }

  private void onTime(Runnable task) {
    try {
      time.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.info("the engine is closed; what this was about is taken up at the next start");
    }
  }

  private boolean recovering(String appId) {
    Backlog backlog = backlogs.get(appId);
    return backlog != null && !backlog.done();
  }

  private void completeLost(ActionCompleted result) {
    lanes.add(result.key(), era -> attempt(result, era, 1, () -> {}, fault -> {}));
  }

  private void readAgain(InboxEntry entry, Transport transport, Object era) {
    if (!lanes.isCurrent(entry.key(), era)) {
      over(entry, Telemetry.Settled.IGNORED);
      return;
    }
    InboundEvent event;
    try {
      event = OwnEvents.wrote(entry.raw())
          ? OwnEvents.read(entry.raw())
          : transport.read(entry.raw(), entry.receivedAt());
    } catch (RuntimeException e) {
      bury(entry, "it could not be read again: " + e.getClass().getSimpleName());
      return;
    }
    handle(event, entry, era);
  }

  private void handle(InboundEvent event, InboxEntry entry, Object era) {
    attempt(
        event,
        era,
        1,
        () -> over(
            entry,
            event.key().isApp() || !lanes.isCurrent(event.key(), era)
                ? Telemetry.Settled.IGNORED
                : Telemetry.Settled.APPLIED),
        fault -> bury(entry, "its turn failed: " + fault.getClass().getSimpleName()));
  }

  private void bury(InboxEntry entry, String reason) {
    store.bury(entry, reason);
    over(entry, Telemetry.Settled.DEAD);
  }

  private void over(InboxEntry entry, Telemetry.Settled how) {
    onLanes.remove(entry.dedupeKey());
    telemetry.settled(entry.appId(), how);
  }

  /**
   * Runs an event's turn; if that fails it is tried again with its lane held, since a busy store or a host that is down
   * for a moment must not cost an accepted event.
   *
   * @param era the era of the lane in which it came: what was there before an erasure is over without a turn
   * @param handled runs after the turn was stored
   * @param gaveUp runs after the last try
   */
  private void attempt(
      InboundEvent event,
      Object era,
      int attempt,
      Runnable handled,
      Consumer<RuntimeException> gaveUp) {
    if (!lanes.isCurrent(event.key(), era)) {
      handled.run();
      return;
    }
    Turn turn;
    try {
      turn = measured.handle(event);
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
          attempt(event, era, attempt + 1, handled, gaveUp);
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
    String messageId = event.messageId();
    if (reports && id != null && messageId != null) {
      ChannelContext about = event.context();
      outbox.reported(new Outcomes.Report(
          id,
          messageId,
          about.appId() == null ? "" : about.appId(),
          about.channelIdentifier() == null ? "" : about.channelIdentifier().name()));
    }
  }

  /** Holds the lane for each call until its result was handled. */
  private void make(List<Call> calls) {
    for (Call call : calls) {
      if (made.putIfAbsent(call.id(), call.key()) != null) {
        continue;
      }
      lanes.hold(call.key());
      this.calls.call(call, result -> lanes.addAhead(call.key(), () -> completed(call, result)));
    }
  }

  private void completed(Call call, ActionCompleted result) {
    if (!made.containsKey(call.id())) {
      // Its contact was erased meanwhile.
      lanes.release(call.key());
      return;
    }
    Runnable over = () -> {
      made.remove(call.id());
      lanes.release(call.key());
    };
    // Given up, the call stays open in the store: it is made again at the next start.
    attempt(result, lanes.era(call.key()), 1, over, fault -> over.run());
  }

  private void fire(TimerFired event, Runnable handled) {
    lanes.add(
        event.key(),
        era -> attempt(
            event,
            era,
            1,
            handled,
            // The timer stays due; asking at once again would ask for ever.
            fault ->
                time.schedule(handled, limits.longestRetry().toMillis(), TimeUnit.MILLISECONDS)));
  }

  /** Erases what the store keeps of a contact; what is under way of it comes to nothing. */
  public CompletableFuture<Void> forget(ChannelContext about) {
    return forgetting.forget(about);
  }

  /** Erases contacts nobody heard of for so long, and what was given up before. */
  public int forgetOlder(Duration retention) {
    return forgetting.forgetOlder(retention);
  }

  private void erase(SessionKey key) {
    synchronized (stripe(key)) {
      lanes.newEra(key);
      made.values().removeIf(key::equals);
      store.forget(key);
    }
  }

  /** Runs something every hour on a worker, the first time in a minute, until this is closed. */
  public void everyHour(Runnable task) {
    time.scheduleWithFixedDelay(
        () -> workers.execute(() -> {
          try {
            task.run();
          } catch (RuntimeException e) {
            LOG.error("what is done every hour failed: {}", Faults.shown(e));
          }
        }),
        1,
        60,
        TimeUnit.MINUTES);
  }

  /** Events and results that wait, calls under way, and events not on their lanes yet. */
  public int lag() {
    return lanes.waiting() + made.size() + recovering();
  }

  /** Events and results that wait for a worker. */
  public int waiting() {
    return lanes.waiting();
  }

  /** How things stand; asks the store, so not for every event. */
  public Health health() {
    return Health.of(store, clock.instant(), lag(), recovering(), outbox.breakersOpen(), counted());
  }

  private int recovering() {
    return backlogs.values().stream().mapToInt(Backlog::left).sum();
  }

  private Map<String, Map<String, Long>> counted() {
    Map<String, Map<String, Long>> counted = new TreeMap<>();
    transports.forEach((app, transport) -> counted.put(app, transport.counted()));
    return counted;
  }

  /** Sends what was put back into the outbox from outside. */
  public void wakeOutbox() {
    outbox.wake();
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
