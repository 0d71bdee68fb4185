package dev.botflow.runtime;

import dev.botflow.error.SafeErrors;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.TimerFired;
import dev.botflow.store.AlreadyHandledException;
import dev.botflow.store.Store;
import dev.botflow.turn.Turn;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs turns, and again if they fail, with the lane held: a busy store or a host that is down must not cost an accepted
 * event. A fault of the turn's own is tried a few times; one of the host's facts, which ends when the host's own system
 * does, for as long as {@link RuntimeLimits#maxEventAge} says.
 */
final class Attempts {
  private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
  private static final int TRIES = 5;
  private static final int MOST_DOUBLINGS = 20;

  private final Store store;
  private final MeasuredTurns turns;
  private final Lanes lanes;
  private final ScheduledExecutorService time;
  private final RuntimeLimits limits;
  private final BiConsumer<InboundEvent, Turn> done;
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile boolean closing;

  /** @param done called with every turn after it was stored */
  Attempts(
      Store store,
      MeasuredTurns turns,
      Lanes lanes,
      ScheduledExecutorService time,
      RuntimeLimits limits,
      BiConsumer<InboundEvent, Turn> done) {
    this.store = store;
    this.turns = turns;
    this.lanes = lanes;
    this.time = time;
    this.limits = limits;
    this.done = done;
  }

  /**
   * An event on its lane.
   *
   * @param generation the generation of the lane in which it came: what was there before an erasure is over without a turn
   * @param handled runs after the turn was stored
   * @param gaveUp runs after the last attempt
   */
  record Job(InboundEvent event, Object generation, Runnable handled, Consumer<Throwable> gaveUp) {}

  /** From now on what fails is given up at once: it is left for the next start. */
  void close() {
    closing = true;
  }

  /** Events that wait for their next attempt. */
  int waiting() {
    return waiting.get();
  }

  /** Runs the turn of an event, on its lane. */
  void run(Job job) {
    attempt(job, 1, Duration.ZERO);
  }

  private void attempt(Job job, int number, Duration waited) {
    InboundEvent event = job.event();
    if (!lanes.isCurrent(event.key(), job.generation())) {
      job.handled().run();
      return;
    }
    Turn turn;
    try {
      turn = turns.handle(event);
    } catch (AlreadyHandledException e) {
      if (!(event instanceof TimerFired)) {
        // A timer may be cancelled, or move to another contact's session, when it is on its way.
        LOG.error(
            "an event of kind {} was handled by another host on the same store: expected one host a store",
            event.kind());
      }
      job.gaveUp().accept(e);
      return;
    } catch (RuntimeException | Error e) {
      if (!gaveUp(job, e, number, waited)) {
        again(job, e, number, waited);
      }
      return;
    }
    try {
      done.accept(event, turn);
    } finally {
      job.handled().run();
    }
  }

  private boolean gaveUp(Job job, Throwable fault, int number, Duration waited) {
    boolean more = fault instanceof HostFactsException
        ? waited.compareTo(limits.maxEventAge()) < 0
        : number < TRIES;
    if (more && !closing) {
      return false;
    }
    try {
      if (!closing) {
        // A full disk is no fault of the event's: it waits until there is room.
        store.checkWritable();
      }
      LOG.error(
          "an event of kind {} could not be handled: {}",
          job.event().kind(),
          SafeErrors.shown(fault));
      job.gaveUp().accept(fault);
      return true;
    } catch (RuntimeException | Error e) {
      LOG.error("the store cannot be written: {}", SafeErrors.shown(e));
      return false;
    }
  }

  private void again(Job job, Throwable fault, int number, Duration waited) {
    InboundEvent event = job.event();
    Duration wait = waitAfter(number);
    LOG.warn(
        "an event of kind {} could not be handled, and is tried again in {} ms: {}",
        event.kind(),
        wait.toMillis(),
        SafeErrors.shown(fault));
    lanes.hold(event.key());
    waiting.incrementAndGet();
    Runnable next = () -> {
      lanes.addAhead(event.key(), () -> {
        try {
          attempt(job, number + 1, waited.plus(wait));
        } finally {
          lanes.release(event.key());
        }
      });
      waiting.decrementAndGet();
    };
    time.schedule(next, wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Duration waitAfter(int number) {
    Duration doubled = limits.firstRetry().multipliedBy(1L << Math.min(number - 1, MOST_DOUBLINGS));
    return doubled.compareTo(limits.longestRetry()) < 0 ? doubled : limits.longestRetry();
  }
}
