package dev.botflow.runtime;

import dev.botflow.store.InboxEntry;
import dev.botflow.store.Shard;
import dev.botflow.store.WaitingEvent;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The events of an app that were accepted before it was connected, taken up page by page as room becomes free. Until all
 * are, new events line up behind them in the store, since on their lanes they would come before older ones of their
 * session. Safe for use by many threads.
 */
final class Backlog {
  private static final int PAGE = 200;

  private final Shard store;
  private final String appId;
  private final Lanes lanes;
  private final int room;
  private final IntSupplier share;
  private final Consumer<InboxEntry> takeUp;
  // Many may store at once; only the last look at the store shuts them out.
  private final ReentrantReadWriteLock storing = new ReentrantReadWriteLock();
  private final AtomicInteger left = new AtomicInteger();
  private long after;
  private volatile boolean done;
  private volatile boolean held;

  /**
   * @param room as many events may wait on lanes
   * @param takeUp puts an event on its lane
   */
  Backlog(Shard store, String appId, Lanes lanes, int room, Consumer<InboxEntry> takeUp) {
    this(store, appId, lanes, room, () -> Integer.MAX_VALUE, takeUp);
  }

  /** @param share as many of them may be this app's more */
  Backlog(
      Shard store,
      String appId,
      Lanes lanes,
      int room,
      IntSupplier share,
      Consumer<InboxEntry> takeUp) {
    this.share = share;
    this.store = store;
    this.appId = appId;
    this.lanes = lanes;
    this.room = room;
    this.takeUp = takeUp;
    left.set(store.waitingCounts().getOrDefault(appId, 0));
  }

  /** True once all is on the lanes, and new events go there at once. */
  boolean done() {
    return done;
  }

  /** Takes up nothing until {@link #release}: events line up in the store. */
  void hold() {
    held = true;
  }

  /** Goes on where it was held; false if it was not. */
  boolean release() {
    boolean was = held;
    held = false;
    return was;
  }

  /** True while it is held. */
  boolean isHeld() {
    return held;
  }

  /** Events that are not on their lanes yet. */
  int left() {
    return done ? 0 : Math.max(0, left.get());
  }

  /**
   * Stores an event behind the others, if some are left.
   *
   * @param adding stores it; reports whether it was new
   * @return null if none is left and nothing was stored
   */
  @Nullable
  Boolean addBehind(Supplier<Boolean> adding) {
    storing.readLock().lock();
    try {
      if (done) {
        return null;
      }
      boolean added = adding.get();
      if (added) {
        left.incrementAndGet();
      }
      return added;
    } finally {
      storing.readLock().unlock();
    }
  }

  /** Takes up as much as there is room for. */
  synchronized void takeUp() {
    while (!done && !held && free() > 0) {
      List<WaitingEvent> page = page();
      if (page.isEmpty()) {
        page = lastPage();
      }
      for (WaitingEvent event : page) {
        after = event.number();
        left.decrementAndGet();
        takeUp.accept(event.entry());
      }
    }
  }

  private List<WaitingEvent> lastPage() {
    storing.writeLock().lock();
    try {
      List<WaitingEvent> page = page();
      done = page.isEmpty();
      return page;
    } finally {
      storing.writeLock().unlock();
    }
  }

  private List<WaitingEvent> page() {
    return store.waiting(appId, after, Math.min(PAGE, Math.max(1, free())));
  }

  private int free() {
    return Math.min(room - lanes.occupied(), share.getAsInt());
  }
}
