package dev.botflow.runtime;

import dev.botflow.error.SafeErrors;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.SessionKey;
import dev.botflow.event.TimerFired;
import dev.botflow.runtime.app.NoBotException;
import dev.botflow.runtime.host.HostThreads;
import dev.botflow.store.AlreadyHandledException;
import dev.botflow.store.Inbox;
import dev.botflow.turn.Turn;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs turns, and again if they fail, with the lane held: a busy store or a host that is down must not cost an accepted
 * event. A fault of the turn's own is tried a few times; one of the host's facts, which ends when the host's own system
 * does, for as long as {@link RuntimeLimits#maxEventAge} says.
 *
 * <p>The host is asked on a thread of its own, with the lane held. Where it fails or takes long, what opts the contact out
 * waits no more: it goes ahead, without the facts.
 */
final class Attempts {
  private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
  private static final int TRIES = 5;
  private static final int MOST_DOUBLINGS = 20;
  /** So long an opt-out waits for the host's facts, on which its words may depend. */
  private static final Duration OPT_OUT_WAITS = Duration.ofMillis(500);

  private final Inbox store;
  private final MeasuredTurns turns;
  private final Lanes lanes;
  private final HostThreads threads;
  private final ScheduledExecutorService time;
  private final RuntimeLimits limits;
  private final BiConsumer<InboundEvent, Turn> done;
  private final AtomicInteger waiting = new AtomicInteger();
  // Lanes on which somebody waits for the host's facts for long, and how many do.
  private final Map<SessionKey, Integer> lacking = new ConcurrentHashMap<>();
  private volatile boolean closing;

  /**
   * @param threads on which the host is asked for its facts
   * @param time for waits alone, so that they end on time
   * @param done called with every turn after it was stored
   */
  Attempts(
      Inbox store,
      MeasuredTurns turns,
      Lanes lanes,
      HostThreads threads,
      ScheduledExecutorService time,
      RuntimeLimits limits,
      BiConsumer<InboundEvent, Turn> done) {
    this.store = store;
    this.turns = turns;
    this.lanes = lanes;
    this.threads = threads;
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
    if (lanes.isCurrent(event.key(), job.generation()) && turns.asksHost(event)) {
      new Asking(job, number, waited).begin();
    } else {
      turn(job, number, waited, new LinkedHashMap<>());
    }
  }

  private void turn(Job job, int number, Duration waited, Map<String, Object> hosts) {
    InboundEvent event = job.event();
    if (!lanes.isCurrent(event.key(), job.generation())) {
      job.handled().run();
      return;
    }
    Turn turn;
    try {
      turn = turns.handle(event, hosts);
    } catch (AlreadyHandledException e) {
      handledElsewhere(job, e);
      return;
    } catch (NoBotException e) {
      // Trying again brings no bot: it stays in the store until its app has one.
      job.gaveUp().accept(e);
      return;
    } catch (RuntimeException | Error e) {
      failed(job, e, number, waited);
      return;
    }
    over(job, turn);
  }

  private void over(Job job, Turn turn) {
    try {
      done.accept(job.event(), turn);
    } finally {
      job.handled().run();
    }
  }

  private static void handledElsewhere(Job job, AlreadyHandledException e) {
    if (!(job.event() instanceof TimerFired)) {
      // A timer may be cancelled, or move to another contact's session, when it is on its way.
      LOG.error(
          "an event of kind {} was handled by another host on the same store: expected one host a store",
          job.event().kind());
    }
    job.gaveUp().accept(e);
  }

  private void failed(Job job, Throwable fault, int number, Duration waited) {
    if (!gaveUp(job, fault, number, waited)) {
      again(job, fault, number, waited);
    }
  }

  /** True if opt-outs of a session must not wait in their turn, since somebody before them waits for the host's facts. */
  boolean lacksFacts(SessionKey key) {
    return lacking.containsKey(key);
  }

  private void lacks(SessionKey key) {
    lacking.merge(key, 1, Integer::sum);
  }

  private void lacksNoMore(SessionKey key) {
    lacking.computeIfPresent(key, (same, n) -> n == 1 ? null : n - 1);
  }

  /**
   * Handles an event now, on its lane, if the contact opts out by it, without the host's facts.
   *
   * @return false if it does not, or that failed; then nothing happened
   */
  boolean optOut(Job job) {
    if (closing || !lanes.isCurrent(job.event().key(), job.generation())) {
      return false;
    }
    Optional<Turn> turn;
    try {
      turn = turns.handleOptOut(job.event());
    } catch (AlreadyHandledException e) {
      handledElsewhere(job, e);
      return true;
    } catch (RuntimeException | Error e) {
      LOG.warn(
          "an event of kind {} could not be handled without the host's facts: {}",
          job.event().kind(),
          SafeErrors.shown(e));
      return false;
    }
    turn.ifPresent(handled -> over(job, handled));
    return turn.isPresent();
  }

  /** One event whose host is asked, with its lane held until there is an answer. */
  private final class Asking {
    private final Job job;
    private final int number;
    private final Duration waited;
    private final SessionKey key;
    private final AtomicBoolean answered = new AtomicBoolean();
    private final AtomicReference<@Nullable Future<?>> asked = new AtomicReference<>();
    // Touched on the lane only.
    private boolean takesLong;
    private boolean over;

    Asking(Job job, int number, Duration waited) {
      this.job = job;
      this.number = number;
      this.waited = waited;
      this.key = job.event().key();
    }

    void begin() {
      lanes.hold(key);
      lanes.park();
      ScheduledFuture<?> impatient = null;
      ScheduledFuture<?> late = null;
      try {
        impatient = time.schedule(
            () -> lanes.addAhead(key, this::waitedLong),
            OPT_OUT_WAITS.toMillis(),
            TimeUnit.MILLISECONDS);
        late =
            time.schedule(this::tooLate, limits.factsTimeout().toMillis(), TimeUnit.MILLISECONDS);
        ScheduledFuture<?> first = impatient;
        ScheduledFuture<?> second = late;
        asked.set(threads.run("facts of " + key.appPart(), () -> {
          ask();
          first.cancel(false);
          second.cancel(false);
        }));
      } catch (RejectedExecutionException e) {
        if (impatient != null) {
          impatient.cancel(false);
        }
        if (late != null) {
          late.cancel(false);
        }
        // The engine closes: it is taken up at the next start.
        answer(new LinkedHashMap<>(), new HostFactsException(e));
      }
    }

    private void ask() {
      Map<String, Object> hosts;
      try {
        hosts = turns.hostFacts(job.event());
      } catch (HostFactsException e) {
        answer(new LinkedHashMap<>(), e);
        return;
      }
      answer(hosts, null);
    }

    private void tooLate() {
      answer(
          new LinkedHashMap<>(),
          new HostFactsException(new TimeoutException("the host's facts took too long")));
      giveUpAsking();
    }

    private void giveUpAsking() {
      Future<?> asking = asked.get();
      if (asking != null) {
        asking.cancel(true);
      }
    }

    private void answer(Map<String, Object> hosts, @Nullable HostFactsException fault) {
      if (answered.compareAndSet(false, true)) {
        lanes.addAheadParked(key, () -> {
          try {
            goOn(hosts, fault);
          } finally {
            end();
          }
        });
      }
    }

    private void goOn(Map<String, Object> hosts, @Nullable HostFactsException fault) {
      if (over) {
        return;
      }
      if (fault == null) {
        turn(job, number, waited, hosts);
      } else if (number > 1 || !optOut(job)) {
        failed(job, fault, number, waited);
      }
    }

    private void waitedLong() {
      if (answered.get()) {
        return;
      }
      takesLong = true;
      lacks(key);
      over = optOut(job);
      if (over && answered.compareAndSet(false, true)) {
        lanes.unpark();
        giveUpAsking();
        end();
      }
      lanes.overtake(key);
    }

    private void end() {
      if (takesLong) {
        lacksNoMore(key);
      }
      lanes.release(key);
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
    SessionKey key = event.key();
    boolean ofHost = fault instanceof HostFactsException;
    if (ofHost) {
      lacks(key);
      lanes.addAhead(key, () -> lanes.overtake(key));
    }
    lanes.hold(key);
    waiting.incrementAndGet();
    Runnable next = () -> {
      lanes.addAhead(key, () -> {
        waiting.decrementAndGet();
        try {
          attempt(job, number + 1, waited.plus(wait));
        } finally {
          if (ofHost) {
            lacksNoMore(key);
          }
          lanes.release(key);
        }
      });
    };
    time.schedule(next, wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Duration waitAfter(int number) {
    Duration doubled = limits.firstRetry().multipliedBy(1L << Math.min(number - 1, MOST_DOUBLINGS));
    return doubled.compareTo(limits.longestRetry()) < 0 ? doubled : limits.longestRetry();
  }
}
