package dev.botflow.runtime;

import dev.botflow.event.TimerFired;
import dev.botflow.session.Store;
import dev.botflow.session.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns stored timers that fall due into events on their lanes. Runs on one thread. */
final class TimerPump {
  private static final Logger LOG = LoggerFactory.getLogger(TimerPump.class);
  private static final int BATCH = 200;
  private static final Duration SHORTEST = Duration.ofMillis(50);

  private final Store store;
  private final ScheduledExecutorService thread;
  private final Alarm alarm;
  private final Clock clock;
  private final Predicate<String> recovering;
  private final BiConsumer<TimerFired, Runnable> fire;
  // Touched on the pump's thread only: a timer stays stored until the turn it became is.
  private final Set<String> firing = new HashSet<>();
  private final AtomicBoolean awake = new AtomicBoolean();
  private volatile boolean stopped;

  /**
   * @param recovering true for an app whose older events are not all on their lanes: its timers come after them
   * @param fire takes an event and what to run once it was handled
   */
  TimerPump(
      Store store,
      ScheduledExecutorService thread,
      Clock clock,
      Predicate<String> recovering,
      BiConsumer<TimerFired, Runnable> fire) {
    this.store = store;
    this.thread = thread;
    this.alarm = new Alarm(thread, this::pump);
    this.clock = clock;
    this.recovering = recovering;
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
      Instant now = clock.instant();
      for (Timer timer : store.dueTimers(now, BATCH + firing.size())) {
        if (waits(timer)) {
          continue;
        }
        String name = timer.key().value() + " " + timer.id();
        if (firing.add(name)) {
          fire.accept(OwnEvents.fired(timer), () -> fired(name));
        }
      }
      Optional<Instant> next = store.nextTimer();
      if (next.isPresent()) {
        Duration wait = Duration.between(now, next.get());
        alarm.in(wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait);
      }
    } catch (RuntimeException | Error e) {
      LOG.error("the timers could not be read; trying again in a second: {}", Faults.shown(e));
      alarm.in(Duration.ofSeconds(1));
    }
  }

  private boolean waits(Timer timer) {
    String app = timer.context().appId();
    return app != null && recovering.test(app);
  }

  private void fired(String name) {
    if (!stopped) {
      thread.execute(() -> firing.remove(name));
    }
  }
}
