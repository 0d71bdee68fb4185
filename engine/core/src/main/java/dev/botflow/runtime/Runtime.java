package dev.botflow.runtime;

import dev.botflow.error.BotFlowException;
import dev.botflow.error.SafeErrors;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.SessionKey;
import dev.botflow.hosted.HostFlows;
import dev.botflow.lane.Input;
import dev.botflow.lane.LaneRules;
import dev.botflow.lane.Outcome;
import dev.botflow.lane.Work;
import dev.botflow.message.Transport;
import dev.botflow.runtime.app.AppLoad;
import dev.botflow.runtime.app.Apps;
import dev.botflow.runtime.app.FairWorkers;
import dev.botflow.runtime.host.HostThreads;
import dev.botflow.session.Timer;
import dev.botflow.store.AppScope;
import dev.botflow.store.Erased;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads around the turns: takes events in, runs them on their lanes, and lets the pumps work. Events, timers and
 * results all come to {@link Handling} on the lane of their session.
 *
 * <p>The file is long since whatever begins, ends or is shared between lanes, pumps and apps meets here; what is done with an
 * event stands in {@link Handling}, a lane's own state in {@code dev.botflow.lane}.
 */
public final class Runtime implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Runtime.class);
  private static final int STRIPES = 256;
  private static final long WRITABLE_NANOS = TimeUnit.SECONDS.toNanos(10);
  // Made as they are needed, where the JVM has no cheaper ones.
  private static final int MOST_HOST_THREADS = 128;
  private static final int MOST_FOR_ONE_NAME = 32;

  private final Store store;
  private final Apps apps;
  private final Clock clock;
  private final RuntimeLimits limits;
  private final Workers workers;
  private final ScheduledExecutorService time;
  // Alone, so that nothing which is slow makes a time-out late.
  private final ScheduledExecutorService timeouts;
  private final HostThreads hostThreads;
  private final HostThreads factThreads;
  private final Lanes lanes;
  private final OutboxPump outbox;
  private final TimerPump timers;
  private final Map<String, Transport> transports = new ConcurrentHashMap<>();
  // They stay when an app is disconnected: what is on its lane then is still to be read.
  private final Map<String, Transport> readers = new ConcurrentHashMap<>();
  private final Object[] stripes = new Object[STRIPES];
  private final Set<String> onLanes = ConcurrentHashMap.newKeySet();
  private final Recovery recovery;
  private final Handling handling;
  private final ErasureService erasures;
  private final Telemetry telemetry;
  private final AppLoad load = new AppLoad();
  private final Set<Timer> timersOnLanes = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;
  private final Object checking = new Object();
  private volatile boolean writable;
  private long checkedAt;

  /**
   * @param executor where turns run, never on the thread that brings them, which it does not hold up; null for threads of
   *     our own
   */
  public Runtime(
      Store store,
      Turns turns,
      Apps apps,
      Map<String, Action> actions,
      @Nullable AgentDesk desk,
      @Nullable HostFlows flows,
      Clock clock,
      TurnListener listener,
      Telemetry telemetry,
      RuntimeLimits limits,
      @Nullable Executor executor) {
    this.telemetry = new SafeTelemetry(telemetry);
    this.store = store;
    this.apps = apps;
    this.clock = clock;
    this.limits = limits;
    this.time = timer("botflow-time");
    this.timeouts = timer("botflow-timeouts");
    this.hostThreads = HostThreads.own("botflow-host", MOST_HOST_THREADS, MOST_FOR_ONE_NAME);
    this.factThreads = HostThreads.own("botflow-facts", MOST_HOST_THREADS, MOST_FOR_ONE_NAME);
    this.workers = workers(executor, limits.workers(), time);
    FairWorkers fair = new FairWorkers(workers, limits.workers());
    this.lanes =
        new Lanes((key, task) -> fair.execute(key.appPart(), task), load, rules(turns, limits));
    Backoff backoff = new Backoff(
        limits.firstRetry(),
        limits.longestRetry(),
        () -> java.util.concurrent.ThreadLocalRandom.current().nextDouble());
    this.outbox = new OutboxPump(
        store,
        time,
        clock,
        System::nanoTime,
        backoff,
        limits.maxMessageAge(),
        limits.settling(),
        this.telemetry,
        new LateOptOutCheck(store, turns::legal));
    this.recovery =
        new Recovery(store, lanes, time, limits.maxWaiting(), this::backlogShare, this::wakeTimers);
    this.handling = new Handling(
        store,
        new MeasuredTurns(turns, this.telemetry),
        lanes,
        factThreads,
        timeouts,
        clock,
        limits.factsTimeout(),
        new Handling.After(
            new ActionPump(actions, desk, flows, hostThreads, timeouts, clock, this.telemetry),
            outbox,
            this::wakeTimers,
            listener,
            apps,
            this::read,
            (event, entry) -> store(event, entry.appId(), entry.raw()),
            this::over,
            this::fired));
    this.timers = new TimerPump(
        store, time, clock, System::nanoTime, this::behind, this::roomForTimers, this::fire);
    this.erasures = new ErasureService(store, lanes, workers, clock, this::erase, this::readAgain);
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new Object();
    }
    apps.without().forEach(this::hold);
    every(1, this::takeUpReplayed);
  }

  /** What comes in for an app without a bot is stored and waits. */
  private void hold(String appId) {
    recovery.hold(appId, this::takeUp);
  }

  /** Apps whose timers may not fire yet. */
  private Set<String> behind() {
    Set<String> behind = recovery.behind();
    behind.addAll(apps.without());
    if (many()) {
      for (String app : transports.keySet()) {
        SessionKey key = SessionKey.ofApp(app);
        if (load.of(key) > load.left(key, limits.maxWaiting())) {
          behind.add(app);
        }
      }
    }
    return behind;
  }

  private void fire(Timer timer) {
    if (timersOnLanes.add(timer)) {
      load.add(timer.key());
    }
    handling.fire(timer);
  }

  private static ScheduledExecutorService timer(String name) {
    ScheduledThreadPoolExecutor one = new ScheduledThreadPoolExecutor(1, threads(name));
    // A time-out that did not happen is forgotten at once, not when it would have.
    one.setRemoveOnCancelPolicy(true);
    return one;
  }

  private static LaneRules rules(Turns turns, RuntimeLimits limits) {
    return new LaneRules(
        turns.asksHost(), limits.firstRetry(), limits.longestRetry(), limits.maxEventAge(), false);
  }

  private static Workers workers(
      @Nullable Executor hosts, int most, ScheduledExecutorService time) {
    if (hosts != null) {
      return Workers.ofHost(hosts, most, time);
    }
    return Workers.own(Executors.newFixedThreadPool(most, threads("botflow-worker")), time);
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

  /**
   * Stores an event and puts it on its lane; durable when this returns.
   *
   * @throws BotFlowException if nobody knows the app
   */
  public Taken accept(InboundEvent event, String appId, byte[] raw) {
    if (!apps.takes(appId)) {
      throw new BotFlowException(apps.problem(appId).orElseThrow());
    }
    Taken taken = closing || busy(appId) ? Taken.BUSY : store(event, appId, raw);
    telemetry.received(appId, Telemetry.Received.valueOf(taken.name()));
    return taken;
  }

  private boolean busy(String appId) {
    if (!many()) {
      return lag() >= limits.maxWaiting();
    }
    // What is stored and not on its lane yet takes no room of another app.
    return load.left(SessionKey.ofApp(appId), limits.maxWaiting()) <= recovery.left(appId);
  }

  /** True if there is more than one app to share with, or will be: the first must not take all at a start. */
  private boolean many() {
    return transports.size() > 1 || apps.several();
  }

  /** How many more of an app's stored events may be on their lanes; none rather than a few at a time. */
  private int backlogShare(String appId) {
    if (!many()) {
      return Integer.MAX_VALUE;
    }
    int left = load.left(SessionKey.ofApp(appId), limits.maxWaiting());
    // Each that is taken up leaves one less, and one less to be had.
    return left > limits.maxWaiting() / 8 ? (left + 1) / 2 : 0;
  }

  private Taken store(InboundEvent event, String appId, byte[] raw) {
    InboxEntry entry =
        new InboxEntry(event.header().dedupeKey(), event.key(), appId, raw, clock.instant());
    // Stored and queued as one, so that a lane's order is the order of acceptance also after a
    // restart.
    synchronized (stripe(event.key())) {
      Boolean behind = recovery.addBehind(appId, () -> store.add(entry));
      if (behind != null) {
        return behind ? Taken.ACCEPTED : Taken.DUPLICATE;
      }
      return storeOnLane(event, entry) ? Taken.ACCEPTED : Taken.DUPLICATE;
    }
  }

  private boolean storeOnLane(InboundEvent event, InboxEntry entry) {
    // Known before it is stored: one who connects meanwhile must not take it up as well.
    boolean mine = begin(entry);
    boolean added = false;
    try {
      added = store.add(entry);
    } catch (RuntimeException | Error e) {
      // Whoever asks for the health next is told, though it was well a moment ago.
      writable = false;
      throw e;
    } finally {
      if (mine && !added) {
        end(entry);
      }
    }
    if (added) {
      lanes.add(entry.key(), new Work.Stored(entry, event));
    }
    return added;
  }

  private boolean begin(InboxEntry entry) {
    boolean begun = onLanes.add(entry.dedupeKey());
    if (begun) {
      load.add(entry.key());
    }
    return begun;
  }

  private void end(InboxEntry entry) {
    if (onLanes.remove(entry.dedupeKey())) {
      load.remove(entry.key());
    }
  }

  private void over(InboxEntry entry, Outcome outcome) {
    end(entry);
    Telemetry.Settled settled = settled(outcome);
    if (settled != null) {
      telemetry.settled(entry.appId(), settled);
    }
  }

  /** What the host may count of an outcome; null for one that is counted elsewhere, or at the next start. */
  private static Telemetry.@Nullable Settled settled(Outcome outcome) {
    return switch (outcome) {
      case APPLIED -> Telemetry.Settled.APPLIED;
      case IGNORED, READ_AS_ANOTHER, ERASED -> Telemetry.Settled.IGNORED;
      case UNREADABLE, TURN_FAILED, FACTS_FAILED_TOO_LONG, RESULT_NOT_KEPT ->
        Telemetry.Settled.DEAD;
      case TIMER_GONE, HANDLED_ELSEWHERE, LEFT_FOR_NEXT_START, LEFT_WITHOUT_BOT -> null;
    };
  }

  private void fired(Timer timer) {
    if (timersOnLanes.remove(timer)) {
      load.remove(timer.key());
    }
    timers.fired(timer);
  }

  private void wakeTimers() {
    timers.wake();
  }

  /** Events from outside come first: timers take no more than half of what may wait. */
  private int roomForTimers() {
    return many()
        ? Math.max(1, (limits.maxWaiting() - load.total()) / 2)
        : Math.max(1, limits.maxWaiting() / 2) - lag();
  }

  private Object stripe(SessionKey key) {
    return stripes[Math.floorMod(key.hashCode(), STRIPES)];
  }

  /** Stores an event of the host's own. */
  public Taken accept(InboundEvent event, String appId) {
    return accept(event, appId, OwnEvents.write(event));
  }

  /**
   * Sends and reads through this transport from now on, and takes up what was open for the app.
   *
   * @throws BotFlowException if nobody knows the app
   */
  public void connect(String appId, Transport transport) {
    if (!apps.takes(appId)) {
      throw new BotFlowException(apps.problem(appId).orElseThrow());
    }
    readers.put(appId, transport);
    transports.put(appId, transport);
    recover(appId);
    outbox.connect(appId, transport);
    timers.wake();
  }

  /** Takes up what was open for an app that has a bot now. */
  public void recover(String appId) {
    if (transports.containsKey(appId) && apps.has(appId)) {
      handling.takeUpCalls(appId);
      recovery.begin(appId, this::takeUp);
      timers.wake();
    }
  }

  /** Sends and reads nothing of an app any more; what is stored of it waits. */
  public void disconnect(String appId) {
    hold(appId);
    outbox.disconnect(appId);
    transports.remove(appId);
  }

  private void takeUp(InboxEntry entry) {
    // Connecting once more, or late, finds events that are on their lanes already.
    if (transports.containsKey(entry.appId()) && begin(entry)) {
      telemetry.recovered(entry.appId(), 1);
      lanes.add(entry.key(), new Work.Stored(entry, null));
    }
  }

  /** Sends a message or handles an event after all that was given up; false if there is none of this id. */
  public boolean replay(String id) {
    boolean found = store.replay(id, clock.instant());
    if (found) {
      outbox.wake();
      takeUpReplayed();
    }
    return found;
  }

  /** What is replayed from beside, by the command line say, is found here. */
  private synchronized void takeUpReplayed() {
    // Looked at first: one that is handled meanwhile must not be taken up again.
    Set<String> before = new HashSet<>(onLanes);
    Set<String> behind = recovery.behind();
    for (InboxEntry entry : store.replayed()) {
      if (transports.containsKey(entry.appId())
          && !before.contains(entry.dedupeKey())
          && !behind.contains(entry.appId())) {
        takeUp(entry);
      }
    }
  }

  /** Erases what the store keeps of a contact, and says what there was; in-flight work for it is discarded. */
  public CompletableFuture<Erased> erase(ChannelContext about) {
    return erasures.erase(about);
  }

  /** Erases what was said in turns where its time is over. */
  public int eraseTexts() {
    return erasures.eraseTexts();
  }

  /** Erases contacts of some apps that nobody heard of for so long, and what was given up before. */
  public int eraseOlder(AppScope of, Duration retention) {
    return erasures.eraseOlder(of, retention);
  }

  private Optional<InboundEvent> readAgain(InboxEntry entry) {
    try {
      return Optional.of(read(entry));
    } catch (RuntimeException | Error e) {
      LOG.warn("an event that waits could not be read again: {}", SafeErrors.shown(e));
      return Optional.empty();
    }
  }

  private InboundEvent read(InboxEntry entry) {
    if (OwnEvents.wrote(entry.raw())) {
      return OwnEvents.read(entry.raw());
    }
    Transport transport = readers.get(entry.appId());
    if (transport == null) {
      throw new BotFlowException(
          "app " + entry.appId() + ": expected one that is connected, but was not");
    }
    return transport.read(entry.raw(), entry.receivedAt());
  }

  private Erased erase(SessionKey key) {
    synchronized (stripe(key)) {
      // First, so that what waits is handled as ever if this fails.
      Erased rows = store.erase(key);
      lanes.give(key, new Input.Erased());
      return rows;
    }
  }

  /** Runs something every hour on a worker, the first time in a minute, until this is closed. */
  public void everyHour(Runnable task) {
    every(60, task);
  }

  private void every(int minutes, Runnable task) {
    time.scheduleWithFixedDelay(
        () -> workers.execute(() -> {
          try {
            task.run();
          } catch (RuntimeException | Error e) {
            LOG.error("what is done every {} minutes failed: {}", minutes, SafeErrors.shown(e));
          }
        }),
        1,
        minutes,
        TimeUnit.MINUTES);
  }

  /** Events and results that wait, calls under way, events that are tried again, and events not on their lanes yet. */
  public int lag() {
    return lanes.waiting() + lanes.calls() + lanes.triedAgain() + recovery.left();
  }

  /** Events and results that wait for a worker. */
  public int waiting() {
    return lanes.waiting();
  }

  /** How things stand; asks the store, so not for every event. */
  public Health health() {
    return Health.of(
        store,
        this::checkWritable,
        clock.instant(),
        lag(),
        recovery.left(),
        outbox.breakersOpen(),
        counted(),
        healthOfApps());
  }

  private Map<String, Health.App> healthOfApps() {
    Set<String> ids = apps.named();
    ids.addAll(transports.keySet());
    Map<String, Health.App> all = new TreeMap<>();
    for (String app : ids) {
      all.put(app, healthOf(app, transports.get(app)));
    }
    return all;
  }

  /** What the host's own code fails to tell is a problem of its app, and of no other. */
  private Health.App healthOf(String app, @Nullable Transport transport) {
    List<String> problems = new ArrayList<>();
    long version = 0;
    apps.problem(app).ifPresent(problems::add);
    try {
      version = apps.version(app);
    } catch (RuntimeException e) {
      problems.add("the live version of its bot could not be told: " + SafeErrors.shown(e));
    }
    try {
      problems.addAll(transport == null ? List.of() : transport.missing());
    } catch (RuntimeException e) {
      problems.add(
          "what keeps its transport from working could not be told: " + SafeErrors.shown(e));
    }
    return new Health.App(problems, version, transport != null);
  }

  /** Writes to the store if nobody knows that it can be written: not each time that somebody asks. */
  private void checkWritable() {
    synchronized (checking) {
      if (!writable || System.nanoTime() - checkedAt > WRITABLE_NANOS) {
        writable = false;
        store.checkWritable();
        writable = true;
        checkedAt = System.nanoTime();
      }
    }
  }

  private Map<String, Map<String, Long>> counted() {
    Map<String, Map<String, Long>> counted = new TreeMap<>();
    transports.forEach((app, transport) -> {
      try {
        counted.put(app, transport.counted());
      } catch (RuntimeException e) {
        LOG.warn(
            "app {}: what its transport counted could not be told: {}", app, SafeErrors.shown(e));
      }
    });
    return counted;
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
    recovery.stop();
    lanes.close();
    timers.stop();
    long end = System.nanoTime() + limits.drain().toNanos();
    try {
      if (!lanes.awaitIdle(limits.drain())) {
        LOG.info(
            "closing with {} events on their lanes; they are handled at the next start",
            lanes.waiting());
      }
      awaitSends(outbox.stop(), end - System.nanoTime());
      stopThreads();
      workers.awaitEnd(Duration.ofSeconds(5));
      time.awaitTermination(5, TimeUnit.SECONDS);
      erasures.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopThreads();
      erasures.close();
    }
  }

  private void stopThreads() {
    workers.stop();
    time.shutdownNow();
    timeouts.shutdownNow();
    factThreads.close();
    hostThreads.close();
  }
}
