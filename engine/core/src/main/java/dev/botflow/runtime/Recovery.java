package dev.botflow.runtime;

import dev.botflow.error.SafeErrors;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.Shard;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The backlogs of all apps, worked off as lanes become free. Safe for use by many threads. */
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Shard store;
  private final Lanes lanes;
  private final ScheduledExecutorService thread;
  private final int room;
  private final ToIntFunction<String> share;
  private final Runnable whenDone;
  private final Map<String, Backlog> backlogs = new ConcurrentHashMap<>();
  private final Set<String> unconnected = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean goingOn = new AtomicBoolean();
  private final WakeupTimer later;
  private volatile boolean stopped;

  /**
   * @param room as many events may wait on lanes
   * @param whenDone runs when a backlog may have come to its end
   */
  Recovery(Shard store, Lanes lanes, ScheduledExecutorService thread, int room, Runnable whenDone) {
    this(store, lanes, thread, room, app -> Integer.MAX_VALUE, whenDone);
  }

  /** @param share as many of them may be an app's more */
  Recovery(
      Shard store,
      Lanes lanes,
      ScheduledExecutorService thread,
      int room,
      ToIntFunction<String> share,
      Runnable whenDone) {
    this.share = share;
    this.store = store;
    this.lanes = lanes;
    this.thread = thread;
    this.room = room;
    this.whenDone = whenDone;
    this.later = new WakeupTimer(thread, this::takeUpMore);
    this.unconnected.addAll(store.waitingCounts().keySet());
    lanes.whenWorkEnds(this::workEnded);
  }

  /** From now on events of an app line up in the store, until it begins. */
  void hold(String appId, Consumer<InboxEntry> takeUp) {
    Backlog backlog = backlog(appId, takeUp);
    backlog.hold();
    Backlog before = backlogs.put(appId, backlog);
    if (before != null) {
      before.hold();
    }
    unconnected.remove(appId);
  }

  private Backlog backlog(String appId, Consumer<InboxEntry> takeUp) {
    return new Backlog(store, appId, lanes, room, () -> share.applyAsInt(appId), takeUp);
  }

  /** Begins to take up what an app accepted before; as much as there is room for when this returns. */
  void begin(String appId, Consumer<InboxEntry> takeUp) {
    Backlog before = backlogs.get(appId);
    // What is held goes on itself: events that come meanwhile line up behind it, and no other.
    Backlog backlog = before != null && before.release() ? before : backlog(appId, takeUp);
    if (backlog.left() > 0) {
      LOG.info(
          "app {}: {} events that were accepted before are handled now", appId, backlog.left());
    }
    backlogs.put(appId, backlog);
    unconnected.remove(appId);
    backlog.takeUp();
    goOn();
  }

  /** Stores an event behind those left; null if none is left, and then it is not stored. */
  @Nullable
  Boolean addBehind(String appId, Supplier<Boolean> adding) {
    Backlog backlog = backlogs.get(appId);
    return backlog == null ? null : backlog.addBehind(adding);
  }

  /** The apps of which events are left, also of those that are not connected yet. */
  Set<String> behind() {
    Set<String> behind = new TreeSet<>(unconnected);
    backlogs.forEach((app, backlog) -> {
      if (!backlog.done()) {
        behind.add(app);
      }
    });
    return behind;
  }

  /** Events that are not on their lanes yet, of all apps but those that are held. */
  int left() {
    return backlogs.values().stream()
        .filter(backlog -> !backlog.isHeld())
        .mapToInt(Backlog::left)
        .sum();
  }

  /** Events of an app that are not on their lanes yet. */
  int left(String appId) {
    Backlog backlog = backlogs.get(appId);
    return backlog == null ? 0 : backlog.left();
  }

  private void workEnded() {
    if (!allDone() && lanes.occupied() <= room / 2) {
      goOn();
    }
  }

  void stop() {
    stopped = true;
  }

  private void goOn() {
    if (allDone()) {
      whenDone.run();
    } else if (!stopped && goingOn.compareAndSet(false, true)) {
      try {
        thread.execute(() -> {
          goingOn.set(false);
          takeUpMore();
        });
      } catch (RejectedExecutionException e) {
        LOG.info("the engine is closed; what is left is taken up at the next start");
      }
    }
  }

  private void takeUpMore() {
    if (stopped) {
      return;
    }
    try {
      backlogs.values().forEach(Backlog::takeUp);
    } catch (RuntimeException e) {
      LOG.error("the inbox could not be read; trying again in a second: {}", SafeErrors.shown(e));
    }
    if (allDone()) {
      whenDone.run();
    } else {
      later.in(SECOND);
    }
  }

  private boolean allDone() {
    return backlogs.values().stream().allMatch(backlog -> backlog.done() || backlog.isHeld());
  }
}
