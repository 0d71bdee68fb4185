package dev.botflow.runtime;

import dev.botflow.error.SafeErrors;
import dev.botflow.session.Timer;
import dev.botflow.store.Shard;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns stored timers that fall due into events on their lanes, page by page as there is room: thousands may fall due at
 * once, after a night without the host say. Runs on one thread.
 */
final class TimerPump {
  private static final Logger LOG = LoggerFactory.getLogger(TimerPump.class);
  private static final int PAGE = 200;
  // Timers on their way stay stored and are read again with the next: a few at a time would read
  // most of them often.
  private static final int WORTH_READING = PAGE / 4;
  private static final Duration OVERDUE = Duration.ofMinutes(10);
  private static final int OVERDUE_PER_SECOND = 100;
  private static final Duration SHORTEST = Duration.ofMillis(50);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Shard store;
  private final ScheduledExecutorService thread;
  private final WakeupTimer wakeup;
  private final Clock clock;
  private final LongSupplier ticks;
  private final Supplier<Set<String>> behind;
  private final IntSupplier room;
  private final Consumer<Timer> fire;
  // Touched on the pump's thread only: a timer stays stored until the turn it became is.
  private final Set<String> firing = new HashSet<>();
  private final Map<String, Integer> firingOfApps = new HashMap<>();
  private final RateLimiter pace = new RateLimiter(OVERDUE_PER_SECOND);
  // So many may be on their way: a page, and those whose lanes are held for long.
  private int most = PAGE;
  private long latest;
  private boolean more;
  private final AtomicBoolean awake = new AtomicBoolean();
  private volatile boolean stopped;

  /**
   * @param ticks nanoseconds that only go on
   * @param behind the apps whose older events are not all on their lanes: their timers come after them
   * @param room how many timers may fire now
   * @param fire puts a timer on its lane; {@link #fired} is called once it is there no more
   */
  TimerPump(
      Shard store,
      ScheduledExecutorService thread,
      Clock clock,
      LongSupplier ticks,
      Supplier<Set<String>> behind,
      IntSupplier room,
      Consumer<Timer> fire) {
    this.store = store;
    this.thread = thread;
    this.wakeup = new WakeupTimer(thread, this::pump);
    this.clock = clock;
    this.ticks = ticks;
    this.behind = behind;
    this.room = room;
    this.fire = fire;
  }

  /** Looks for timers that are due. */
  void wake() {
    if (!stopped && awake.compareAndSet(false, true)) {
      thread.execute(() -> {
        awake.set(false);
        pump();
      });
    }
  }

  void stop() {
    stopped = true;
  }

  private void pump() {
    if (stopped) {
      return;
    }
    try {
      makeWay();
      int free = Math.min(room.getAsInt(), most - firing.size());
      more = free <= 0 || firing.size() > most - WORTH_READING;
      if (!more) {
        fireDue(clock.instant(), free);
      }
      if (more) {
        wakeup.in(SHORTEST);
      }
    } catch (RuntimeException | Error e) {
      LOG.error("the timers could not be read; trying again in a second: {}", SafeErrors.shown(e));
      wakeup.in(SECOND);
    }
  }

  /** Timers whose contacts wait, for an action or for the host's facts, must not stand in the way of all others. */
  private void makeWay() {
    if (firing.size() <= PAGE / 2) {
      most = PAGE;
    } else if (firing.size() > most - WORTH_READING
        && ticks.getAsLong() - latest > SECOND.toNanos()) {
      most = firing.size() + PAGE;
    }
  }

  private void fireDue(Instant now, int free) {
    int limit = free + firing.size();
    Set<String> leftOut = behind.get();
    Instant longAgo = now.minus(OVERDUE);
    int left = free - fireOfOthers(longAgo, now, leftOut, free);
    List<Timer> due = store.dueTimers(longAgo, now, leftOut, limit);
    for (Timer timer : due) {
      if (left > 0 && fire(timer)) {
        left--;
      }
    }
    more = due.size() == limit;
    if (!more) {
      fireOverdue(longAgo, leftOut, left);
    }
    Optional<Instant> next = store.nextTimer();
    if (!more && next.isPresent()) {
      // One that is due already is on its way or its app behind: whoever ends that wakes this.
      Duration wait = Duration.between(now, next.get());
      wakeup.in(wait.isNegative() || wait.isZero() ? SECOND : wait);
    }
  }

  /**
   * A burst of one app's timers does not stand before another's that are due later: these come first while many of that
   * app are on their way.
   *
   * @return how many were fired
   */
  private int fireOfOthers(Instant longAgo, Instant now, Set<String> leftOut, int free) {
    Set<String> bursting = new TreeSet<>(leftOut);
    firingOfApps.forEach((app, n) -> {
      if (n >= WORTH_READING) {
        bursting.add(app);
      }
    });
    int fired = 0;
    if (bursting.size() > leftOut.size()) {
      for (Timer timer : store.dueTimers(longAgo, now, bursting, free)) {
        fired += fire(timer) ? 1 : 0;
      }
    }
    return fired;
  }

  private boolean fire(Timer timer) {
    boolean added = firing.add(name(timer));
    if (added) {
      latest = ticks.getAsLong();
      firingOfApps.merge(timer.appId(), 1, Integer::sum);
      fire.accept(timer);
    }
    return added;
  }

  private static String name(Timer timer) {
    return timer.key().value() + " " + timer.id();
  }

  /** A month without the host, or a clock set ahead, makes many timers due at once: people get what they say at a pace. */
  private void fireOverdue(Instant longAgo, Set<String> leftOut, int free) {
    List<Timer> overdue = store.dueTimers(Instant.MIN, longAgo, leftOut, free + firing.size());
    int left = free;
    for (Timer timer : overdue) {
      Duration wait = pace.after(ticks.getAsLong());
      if (left == 0 || !wait.isZero()) {
        wakeup.in(wait.isZero() ? SHORTEST : wait);
        return;
      }
      if (fire(timer)) {
        left--;
        pace.take(ticks.getAsLong());
      }
    }
  }

  /** A timer is on its lane no more. */
  void fired(Timer timer) {
    if (!stopped) {
      thread.execute(() -> {
        if (firing.remove(name(timer))) {
          firingOfApps.computeIfPresent(timer.appId(), (same, n) -> n == 1 ? null : n - 1);
        }
        latest = ticks.getAsLong();
        if (more && firing.size() <= most - PAGE / 2) {
          pump();
        }
      });
    }
  }
}
